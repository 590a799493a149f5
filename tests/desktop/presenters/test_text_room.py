"""How long a text is, and what is left."""

import pytest

from desktop.presenters import destinations, text_room
from desktop.presenters.destinations import Row
from desktop.presenters.drafts import Draft
from desktop.theme.tones import Tone
from models.posts.changes import NewTarget

X = NewTarget(platform="x", handle="@cairocoffeehs")


def row(target: NewTarget = X) -> Row:
    return destinations.rows([], [], set(), [], [target])[0]


@pytest.mark.parametrize(
    ("length", "tone", "left"),
    [(10, Tone.NEUTRAL, "270 left"), (240, Tone.WARNING, "40 left"), (283, Tone.DANGER, "3 over")],
)
def test_the_counter_warns_before_it_is_too_late(length: int, tone: Tone, left: str) -> None:
    counted = text_room.count(Draft(text="x" * length, targets=[X]), row())
    assert text_room.count_tone(counted) is tone
    assert text_room.left_words(counted) == left


def test_large_limits_are_told_in_thousands() -> None:
    facebook = NewTarget(platform="facebook", handle="Cairo")
    draft = Draft(text="x" * 168, targets=[facebook])
    counted = text_room.count(draft, row(facebook))
    assert text_room.count_words(counted, draft.text).strip("\u2068\u2069") == "168 / 63k"


def test_how_links_count_is_said_where_there_is_one() -> None:
    draft = Draft(text="see https://a.example/very/long", targets=[X])
    counted = text_room.count(draft, row())
    assert "23" in text_room.hint(counted, None, draft.text)
    assert text_room.hint(counted, None, "no link here") == ""
