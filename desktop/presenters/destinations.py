"""The accounts that a post can go to, each with the browser that would publish it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from desktop.i18n import t
from desktop.presenters import platforms
from desktop.presenters.text import isolate, plain
from desktop.theme.tones import Tone
from models.accounts.accounts import key_of
from models.accounts.views import AccountView
from models.pauses import PauseView
from models.posts.changes import NewTarget
from models.views import DeviceView


@dataclass(frozen=True, slots=True)
class Row:
    """An account that one may publish to."""

    key: str
    platform: str
    handle: str
    name: str
    device: str
    """Where it would go out, or why it could not; in words."""
    tone: Tone
    account: AccountView | None
    """None: a browser is signed in to it, and nobody published to it yet."""
    device_id: str | None
    paused: bool


def rows(
    accounts: Sequence[AccountView],
    devices: Sequence[DeviceView],
    online: set[str],
    pauses: Iterable[PauseView],
    wanted: Iterable[NewTarget] = (),
    workspace_id: str | None = None,
) -> list[Row]:
    """Accounts of the store, those that browsers are signed in to, and those a draft names.

    With a workspace, accounts that belong to another are left out unless the draft names them.
    """
    named = {key_of(target.platform, target.handle) for target in wanted}
    foreign = {
        account.key
        for account in accounts
        if workspace_id is not None and account.workspace_id != workspace_id
    } - named
    known: dict[str, tuple[str, str, str | None, AccountView | None]] = {
        account.key: (account.platform, account.handle, account.display_name, account)
        for account in accounts
    }
    holders: dict[str, list[DeviceView]] = {}
    for device in devices:
        for binding in device.bindings if device.status != "revoked" else ():
            key = key_of(binding.platform, binding.handle)
            holders.setdefault(key, []).append(device)
            known.setdefault(key, (binding.platform, binding.handle, binding.display_name, None))
    for target in wanted:
        key = key_of(target.platform, target.handle)
        known.setdefault(key, (target.platform, target.handle, None, None))
    held = {(pause.scope, pause.target) for pause in pauses}
    return [
        _row(key, facts, holders.get(key, []), online, held)
        for key, facts in known.items()
        if key not in foreign
    ]


def _row(
    key: str,
    facts: tuple[str, str, str | None, AccountView | None],
    holders: list[DeviceView],
    online: set[str],
    held: set[tuple[str, str | None]],
) -> Row:
    platform, handle, display_name, account = facts
    here = next((device for device in holders if device.id in online), None)
    device = here or (holders[0] if holders else None)
    paused = {("account", key), ("platform", platform)} & held
    where = isolate(plain(device.name, longest=80)) if device is not None else ""
    tone = Tone.MUTED
    if paused:
        words, tone = t("Paused"), Tone.WARNING
    elif device is None:
        words, tone = t("No browser is signed in to it"), Tone.WARNING
    elif ("device", device.id) in held:
        words, tone = t("{device} is paused", device=where), Tone.WARNING
    elif here is None:
        words = t("{device}, offline", device=where)
    else:
        words = where
    return Row(
        key=key,
        platform=platform,
        handle=handle,
        name=platforms.account(display_name, handle),
        device=words,
        tone=tone,
        account=account,
        device_id=device.id if device is not None else None,
        paused=bool(paused),
    )
