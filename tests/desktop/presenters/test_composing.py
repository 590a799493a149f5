"""A post being written: what counts where, how long it is, what is missing."""

import pytest

from desktop.presenters import composing
from desktop.presenters.composing import Draft, Row
from desktop.theme.tones import Tone
from models.account_views import AccountView
from models.pauses import PauseView
from models.post_changes import NewTarget
from models.post_views import MediaUse
from models.views import BindingView
from tests.support.views import device_view, post_view, target_view

X = NewTarget(platform="x", handle="@cairocoffeehs")
INSTAGRAM = NewTarget(platform="instagram", handle="cairo.coffee.house")


def account(platform: str = "x", handle: str = "@cairocoffeehs", **more: object) -> AccountView:
    facts = {
        "id": f"a-{platform}", "workspace_id": "coffee", "display_name": None, "press": None,
        "slots": [], "zone": None, "spacing_minutes": 0, "daily_limit": None,
        "parked_until": None, "created_at": 0,
    } | more  # fmt: skip
    key = f"{platform}:{handle.lstrip('@').casefold()}"
    return AccountView(platform=platform, handle=handle, key=key, **facts)


def row(target: NewTarget = X) -> Row:
    return composing.rows([], [], set(), [], [target])[0]


def device(id: str, *accounts: tuple[str, str], **more: object) -> object:
    bound = [
        BindingView(platform=p, handle=h, display_name=None, checked_at=None) for p, h in accounts
    ]
    return device_view(id, name=f"Device {id}", bindings=bound, **more)


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
            target_view("instagram", text="all", link=None, media=[]),
        ],
    )  # fmt: skip
    x, instagram = composing.draft_of(post).targets
    assert (x.text, x.link, x.media) == ("mine", None, None)
    assert (instagram.text, instagram.link, instagram.media) == (None, "", [])


def test_a_title_that_came_from_the_text_goes_on_following_it() -> None:
    assert composing.draft_of(post_view(title="Live oud", text="Live oud")).title is None
    assert composing.draft_of(post_view(title="Friday", text="Live oud")).title == "Friday"


def test_accounts_are_those_of_the_store_and_those_of_browsers() -> None:
    laptop = device("d", ("x", "CairoCoffeeHs"), ("bluesky", "@coffee"))
    found = composing.rows([account()], [laptop], {"d"}, [])
    assert [(one.key, one.account is not None) for one in found] == [
        ("x:cairocoffeehs", True),
        ("bluesky:coffee", False),
    ]
    assert "Device d" in found[0].device


def test_other_clients_accounts_are_left_out_unless_they_are_named() -> None:
    mine, other = account(), account("facebook", "Dental", workspace_id="dental")
    holder = device("d", ("facebook", "Dental"))
    rows = composing.rows([mine, other], [holder], set(), [], workspace_id="coffee")
    assert [one.platform for one in rows] == ["x"]
    named = [NewTarget(platform="facebook", handle="dental")]
    rows = composing.rows([mine, other], [holder], set(), [], named, "coffee")
    assert [one.platform for one in rows] == ["x", "facebook"]


@pytest.mark.parametrize(
    ("devices", "online", "pauses", "words", "tone"),
    [
        ([], set(), [], "No browser is signed in", Tone.WARNING),
        (["d"], set(), [], "offline", Tone.MUTED),
        (["d"], {"d"}, [("account", "x:cairocoffeehs")], "Paused", Tone.WARNING),
        (["d"], {"d"}, [("platform", "x")], "Paused", Tone.WARNING),
        (["d"], {"d"}, [("device", "d")], "is paused", Tone.WARNING),
        (["d", "e"], {"e"}, [], "Device e", Tone.MUTED),
    ],
)
def test_where_it_goes_out_or_why_not_is_named(
    devices: list[str], online: set[str], pauses: list[tuple[str, str]], words: str, tone: Tone
) -> None:
    holders = [device(id, ("x", "cairocoffeehs")) for id in devices]
    held = [PauseView(scope=s, target=id, since=0, actor="o") for s, id in pauses]
    (found,) = composing.rows([account()], holders, online, held)
    assert words in found.device
    assert found.tone is tone


@pytest.mark.parametrize(
    ("length", "tone", "left"),
    [(10, Tone.NEUTRAL, "270 left"), (240, Tone.WARNING, "40 left"), (283, Tone.DANGER, "3 over")],
)
def test_the_counter_warns_before_it_is_too_late(length: int, tone: Tone, left: str) -> None:
    counted = composing.count(Draft(text="x" * length, targets=[X]), row())
    assert composing.count_tone(counted) is tone
    assert composing.left_words(counted) == left


def test_large_limits_are_told_in_thousands() -> None:
    facebook = NewTarget(platform="facebook", handle="Cairo")
    draft = Draft(text="x" * 168, targets=[facebook])
    counted = composing.count(draft, row(facebook))
    assert composing.count_words(counted, draft.text).strip("\u2068\u2069") == "168 / 63k"


def test_how_links_count_is_said_where_there_is_one() -> None:
    draft = Draft(text="see https://a.example/very/long", targets=[X])
    counted = composing.count(draft, row())
    assert "23" in composing.hint(counted, None, draft.text)
    assert composing.hint(counted, None, "no link here") == ""


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
    rows = composing.rows([], [], set(), [], draft.targets)
    assert words in composing.problems(draft, rows, {"g": "image/gif"})[0]


def test_longer_than_usual_is_a_doubt_and_no_end() -> None:
    draft = Draft(text="x" * 300, targets=[X])
    rows = composing.rows([], [], set(), [], [X, INSTAGRAM])
    assert composing.problems(draft, rows, {}) == []
    assert len(composing.doubts(draft, rows)) == 1
    assert "20 characters too long" in composing.doubts(draft, rows)[0]
    assert composing.doubts(Draft(text="short", targets=[X]), rows) == []


def test_nothing_stands_in_the_way_of_a_good_post() -> None:
    draft = Draft(text="hello", media=[MediaUse(id="p")], targets=[X, INSTAGRAM])
    rows = composing.rows([], [], set(), [], draft.targets)
    assert composing.problems(draft, rows, {"p": "image/png"}) == []


def test_what_happens_when_it_is_missed_is_one_sentence_each() -> None:
    said = {composing.late_words(policy, grace) for policy, grace in composing.LATE}
    assert len(said) == len(composing.LATE)
