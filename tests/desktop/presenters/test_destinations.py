"""The accounts that a post can go to."""

import pytest

from desktop.presenters import destinations
from desktop.theme.tones import Tone
from models.accounts.views import AccountView
from models.pauses import PauseView
from models.posts.changes import NewTarget
from models.views import BindingView
from tests.support.views import device_view


def account(platform: str = "x", handle: str = "@cairocoffeehs", **more: object) -> AccountView:
    facts = {
        "id": f"a-{platform}", "workspace_id": "coffee", "display_name": None, "press": None,
        "slots": [], "zone": None, "spacing_minutes": 0, "daily_limit": None,
        "parked_until": None, "created_at": 0,
    } | more  # fmt: skip
    key = f"{platform}:{handle.lstrip('@').casefold()}"
    return AccountView(platform=platform, handle=handle, key=key, **facts)


def device(id: str, *accounts: tuple[str, str], **more: object) -> object:
    bound = [
        BindingView(platform=p, handle=h, display_name=None, checked_at=None) for p, h in accounts
    ]
    return device_view(id, name=f"Device {id}", bindings=bound, **more)


def test_accounts_are_those_of_the_store_and_those_of_browsers() -> None:
    laptop = device("d", ("x", "CairoCoffeeHs"), ("bluesky", "@coffee"))
    found = destinations.rows([account()], [laptop], {"d"}, [])
    assert [(one.key, one.account is not None) for one in found] == [
        ("x:cairocoffeehs", True),
        ("bluesky:coffee", False),
    ]
    assert "Device d" in found[0].device


def test_other_clients_accounts_are_left_out_unless_they_are_named() -> None:
    mine, other = account(), account("facebook", "Dental", workspace_id="dental")
    holder = device("d", ("facebook", "Dental"))
    rows = destinations.rows([mine, other], [holder], set(), [], workspace_id="coffee")
    assert [one.platform for one in rows] == ["x"]
    named = [NewTarget(platform="facebook", handle="dental")]
    rows = destinations.rows([mine, other], [holder], set(), [], named, "coffee")
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
    (found,) = destinations.rows([account()], holders, online, held)
    assert words in found.device
    assert found.tone is tone
