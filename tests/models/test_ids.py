"""Ids are UUIDs that sort by age."""

import uuid

import pytest

from models.ids import is_id, new_id


def test_ids_are_lower_case_uuids_of_version_seven() -> None:
    made = new_id()
    assert is_id(made)
    assert uuid.UUID(made).version == 7
    assert uuid.UUID(made).variant == uuid.RFC_4122


def test_ids_do_not_repeat_and_carry_their_time() -> None:
    made = [new_id() for _ in range(2_000)]
    assert len(set(made)) == len(made)
    times = [id[:13] for id in made]
    assert times == sorted(times)


@pytest.mark.parametrize(
    "text",
    ["", "x", "../../etc/passwd", str(uuid.uuid4()).upper(), f"{uuid.uuid4()}\n", uuid.uuid4().hex],
    ids=["empty", "letter", "path", "upper", "line", "hex"],
)
def test_anything_else_is_no_id(text: str) -> None:
    assert not is_id(text)
