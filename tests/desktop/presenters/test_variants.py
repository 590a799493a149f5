"""What an account has of its own, and what is said of that."""

import pytest

from desktop.presenters import destinations, variants
from desktop.presenters.destinations import Row
from desktop.presenters.drafts import Draft
from desktop.presenters.variants import Part
from models.posts.changes import NewTarget
from models.posts.views import MediaUse

X = NewTarget(platform="x", handle="@cairocoffeehs")
KEY = "x:cairocoffeehs"
ONE, TWO, FILM = MediaUse(id="1"), MediaUse(id="2"), MediaUse(id="f")
MIMES = {"1": "image/png", "2": "image/jpeg", "f": "video/mp4"}


@pytest.fixture
def row() -> Row:
    return destinations.rows([], [], set(), [], [X])[0]


def test_without_an_account_all_of_them_are_meant(row: Row) -> None:
    draft = variants.with_text(Draft(targets=[X]), None, "for all")
    draft = variants.with_files(variants.with_link(draft, None, "https://a.example"), None, [ONE])
    assert (draft.text, draft.link, draft.media) == ("for all", "https://a.example", [ONE])
    assert draft.targets == [X]
    assert variants.with_link(draft, None, "").link is None
    assert (variants.link_of(draft, row), variants.files_of(draft, row)) == (
        "https://a.example", [ONE],
    )  # fmt: skip


def test_what_an_account_says_for_itself_leaves_the_others_alone(row: Row) -> None:
    draft = variants.with_files(Draft(text="all", media=[ONE]), row, [ONE, TWO])
    assert (draft.media, draft.media_for(KEY)) == ([ONE], [ONE, TWO])
    assert variants.own(draft, KEY, Part.FILES) == [ONE, TWO]
    assert variants.own(draft, KEY, Part.TEXT) is None
    shared = variants.with_own(draft, row, Part.FILES, None)
    assert shared.media_for(KEY) == [ONE]


def test_sharing_chooses_no_account(row: Row) -> None:
    assert variants.with_own(Draft(text="all"), row, Part.TEXT, None) == Draft(text="all")


def test_a_link_that_was_emptied_is_none_there_if_the_others_have_one(row: Row) -> None:
    common = Draft(link="https://a.example", targets=[X])
    draft = variants.with_link(common, row, "")
    assert (draft.link, draft.link_for(KEY)) == ("https://a.example", None)
    assert variants.own(variants.with_link(Draft(targets=[X]), row, ""), KEY, Part.LINK) is None


def test_every_file_of_a_post_is_known_of(row: Row) -> None:
    draft = variants.with_files(Draft(media=[ONE]), row, [TWO])
    assert variants.all_files(draft) == [ONE, TWO]


@pytest.mark.parametrize(
    ("draft", "own", "words"),
    [
        (Draft(text="all"), {}, "same text"),
        (Draft(text="all", media=[ONE]), {}, "1 photo"),
        (Draft(text="all", media=[ONE, TWO]), {}, "2 photos"),
        (Draft(text="all", media=[FILM]), {}, "1 film"),
        (Draft(text="all", media=[ONE, FILM]), {}, "2 files"),
        (Draft(text="all", media=[ONE]), {"text": "al"}, "text shortened"),
        (Draft(text="all", media=[ONE]), {"text": "other words"}, "own text"),
        (Draft(text="all", media=[ONE]), {"media": [ONE, TWO]}, "2 photos"),
        (Draft(text="all", media=[ONE]), {"media": []}, "no files"),
        (Draft(text="all"), {"text": "a", "media": [ONE]}, "text shortened · 1 photo"),
    ],
)
def test_the_fact_of_a_row_is_what_it_shares_or_has(
    draft: Draft, own: dict[str, object], words: str, row: Row
) -> None:
    target = NewTarget(platform="x", handle="@cairocoffeehs", **own)  # type: ignore[arg-type]
    assert variants.note(draft.with_target(target), row, MIMES) == words
    assert variants.note(draft, row, MIMES) == ""
