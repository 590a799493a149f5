"""One canonical form."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models import json_text

values = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
)


@given(values)
def test_what_is_written_is_read_back(value: object) -> None:
    assert json_text.load(json_text.dump(value)) == value


def test_the_order_of_keys_does_not_matter() -> None:
    assert json_text.dump({"b": 1, "a": {"d": 2, "c": 3}}) == '{"a":{"c":3,"d":2},"b":1}'


def test_nothing_stays_nothing() -> None:
    assert json_text.dump_optional(None) is None
    assert json_text.load_optional(None) is None
    assert json_text.load_optional(json_text.dump_optional({})) == {}


def test_half_a_character_is_refused() -> None:
    with pytest.raises(UnicodeEncodeError):
        json_text.dump({"a": "\ud800"})
