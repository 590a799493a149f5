"""Dialogs of accounts that have a picture of their own: name, page, steps."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import msgspec

from desktop.presenters.accounts import Known
from models.pauses import PauseView
from tests.support import sample

Step = Callable[[Any], object]
ACCOUNT = Known("x", "@ammandental", None, None)


def _list(shell: Any) -> object:
    dialog = shell.window.page("publish").open_accounts()
    shell.accounts_shown = dialog
    return dialog


def _shown(shell: Any) -> object:
    return shell.accounts_shown


def _one(shell: Any) -> object:
    from desktop.dialogs.account.dialog import AccountDialog

    dialog = AccountDialog(shell.desk, ACCOUNT)
    dialog.open()
    shell.account_shown = dialog
    return dialog


def _held(shell: Any) -> object:
    """The same, parked by its site and paused by hand, with many queue times."""
    dialog = shell.account_shown
    dialog._tasks.cancel()
    found = dialog._reading
    every = [f"{day} {time}" for day in ("MO", "TU", "WE", "TH") for time in ("09:30", "12:00")]
    more = [f"MO {time}" for time in ("14:30", "17:00", "20:15")]
    accounts = [
        msgspec.structs.replace(
            one, parked_until=sample.NOW + 90 * sample.MINUTE, slots=[*every, *more],
            spacing_minutes=45, daily_limit=3,
        )
        if one.key == dialog._known.key
        else one
        for one in found.accounts
    ]  # fmt: skip
    pause = PauseView(scope="account", target=dialog._known.key, since=0, actor="o")
    dialog._filled = False
    dialog._show(type(found)(accounts, found.devices, [*found.pauses, pause], found.connectors))
    return dialog


def _add(shell: Any) -> object:
    dialog = shell.accounts_shown.ask_for_one()
    dialog.handle.setText("@new.clinic")
    shell.accounts_shown.hide()
    return dialog


ACCOUNTS: tuple[tuple[Any, ...], ...] = (
    ("accounts", "publish", _list, (_shown,)),
    ("account", "publish", _one, (lambda shell: shell.account_shown,)),
    ("account-held", "publish", _one, (_held,)),
    ("account-add", "publish", _list, (_add,)),
)
