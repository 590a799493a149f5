"""What was written for an account is there again."""

import pytest

from desktop.pages.publish.composer.set_aside import SetAside
from desktop.presenters import destinations
from desktop.presenters.destinations import Row
from desktop.presenters.drafts import Draft
from desktop.presenters.variants import Part
from models.posts.changes import NewTarget
from models.posts.views import MediaUse

KEY = "x:lina"
OWN = NewTarget(
    platform="x", handle="lina", text="mine", link="https://b.example", media=[MediaUse(id="b")]
)
DRAFT = Draft(text="all", link="https://a.example", media=[MediaUse(id="a")])


@pytest.fixture
def row() -> Row:
    return destinations.rows([], [], set(), [], [OWN])[0]


@pytest.mark.parametrize("part", list(Part))
def test_what_is_shared_again_can_be_taken_up_again(part: Part, row: Row) -> None:
    aside = SetAside()
    draft = DRAFT.with_target(OWN)
    shared = aside.share(draft, row, part)
    assert shared != draft
    assert aside.has(KEY, part)
    assert aside.take_up(shared, row, part) == draft
    assert not aside.has(KEY, part)


def test_an_account_begins_with_what_all_say(row: Row) -> None:
    draft = SetAside().take_up(DRAFT, row, Part.FILES)
    target = draft.target(KEY)
    assert target is not None
    assert (target.media, target.text) == ([MediaUse(id="a")], None)


def test_an_account_that_is_chosen_again_has_what_it_had(row: Row) -> None:
    aside = SetAside()
    draft = DRAFT.with_target(OWN)
    left = aside.leave_out(draft, row)
    assert left.targets == []
    assert aside.choose(left, row) == draft
    assert aside.choose(draft, row) == draft
    fresh = SetAside().choose(DRAFT, row)
    assert fresh.targets == [NewTarget(platform="x", handle="lina")]
