"""One rule for all names."""

import pytest

from models.errors import InvalidInput
from models.names import LONGEST, checked_name, checked_text


def test_outer_spaces_go_and_the_rest_stays() -> None:
    assert checked_name("  عيادة  الأسنان ") == "عيادة  الأسنان"
    assert checked_name("x" * LONGEST) == "x" * LONGEST


@pytest.mark.parametrize("name", ["", "   ", "x" * (LONGEST + 1), "a\0b", "\ud800"])
def test_what_is_no_name_is_refused_by_its_field(name: str) -> None:
    with pytest.raises(InvalidInput) as refusal:
        checked_name(name, field="deviceName")
    assert refusal.value.field == "deviceName"


def test_a_text_may_be_empty_or_long() -> None:
    assert checked_text("", field="x") == ""
    assert checked_text("y" * 10_000, field="x") == "y" * 10_000
