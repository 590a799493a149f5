"""A post being written: what it says on each account."""

from desktop.presenters import drafts
from desktop.presenters.drafts import Draft
from models.posts.changes import NewTarget
from models.posts.views import MediaUse
from tests.support.views import post_view, target_view

X = NewTarget(platform="x", handle="@cairocoffeehs")


def test_an_account_says_the_common_text_until_it_has_its_own() -> None:
    draft = Draft(text="for all", link="https://a.example").with_target(X)
    assert draft.text_for("x:cairocoffeehs") == "for all"
    own = draft.with_target(NewTarget(platform="x", handle="cairocoffeehs", text="mine", link=""))
    assert (own.text_for("x:cairocoffeehs"), own.link_for("x:cairocoffeehs")) == ("mine", None)
    assert len(own.targets) == 1
    assert own.without_target("x:cairocoffeehs").targets == []


def test_what_stands_in_the_store_comes_back_as_it_was_written() -> None:
    use = MediaUse(id="m", alt="a cup")
    post = post_view(
        title="Friday", text="all", link="https://a.example", media=[use],
        targets=[
            target_view("x", text="mine", own_text=True, link="https://a.example", media=[use]),
            target_view("instagram", text="all", own_link=True, own_media=True),
            target_view("facebook", link="https://a.example", own_link=True, media=[use],
                        own_media=True),
        ],
    )  # fmt: skip
    x, instagram, facebook = drafts.draft_of(post).targets
    assert (x.text, x.link, x.media) == ("mine", None, None)
    assert (instagram.text, instagram.link, instagram.media) == (None, "", [])
    assert (facebook.link, facebook.media) == ("https://a.example", [use])


def test_a_title_that_came_from_the_text_goes_on_following_it() -> None:
    assert drafts.draft_of(post_view(title="Live oud", text="Live oud")).title is None
    assert drafts.draft_of(post_view(title="Friday", text="Live oud")).title == "Friday"
