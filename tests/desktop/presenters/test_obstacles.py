"""What stands in the way of a post."""

import pytest

from desktop.presenters import destinations, obstacles
from desktop.presenters.drafts import Draft
from models.posts.changes import NewTarget
from models.posts.views import MediaUse

X = NewTarget(platform="x", handle="@cairocoffeehs")
INSTAGRAM = NewTarget(platform="instagram", handle="cairo.coffee.house")


@pytest.mark.parametrize(
    ("draft", "words"),
    [
        (Draft(text="hello"), "at least one account"),
        (Draft(targets=[X]), "Write something"),
        (Draft(text="x" * 25_020, targets=[X]), "characters too long"),
        (Draft(text="hello", targets=[INSTAGRAM]), "without a picture"),
        (Draft(text="h", media=[MediaUse(id=str(n)) for n in range(5)], targets=[X]), "4 files"),
        (Draft(text="h", media=[MediaUse(id="g")], targets=[INSTAGRAM]), "does not take"),
    ],
)
def test_what_stands_in_the_way_is_named(draft: Draft, words: str) -> None:
    rows = destinations.rows([], [], set(), [], draft.targets)
    assert words in obstacles.problems(draft, rows, {"g": "image/gif"})[0]


def test_longer_than_usual_is_a_doubt_and_no_end() -> None:
    draft = Draft(text="x" * 300, targets=[X])
    rows = destinations.rows([], [], set(), [], [X, INSTAGRAM])
    assert obstacles.problems(draft, rows, {}) == []
    assert len(obstacles.doubts(draft, rows)) == 1
    assert "20 characters too long" in obstacles.doubts(draft, rows)[0]
    assert obstacles.doubts(Draft(text="short", targets=[X]), rows) == []


def test_nothing_stands_in_the_way_of_a_good_post() -> None:
    draft = Draft(text="hello", media=[MediaUse(id="p")], targets=[X, INSTAGRAM])
    rows = destinations.rows([], [], set(), [], draft.targets)
    assert obstacles.problems(draft, rows, {"p": "image/png"}) == []
