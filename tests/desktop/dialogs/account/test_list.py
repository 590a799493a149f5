"""Every account in a list, and a new one by hand."""

import msgspec
import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop.desk import Desk
from desktop.dialogs.account.add import AddAccountDialog
from desktop.dialogs.account.dialog import AccountDialog
from desktop.dialogs.account.list import AccountsDialog
from desktop.dialogs.account.reading import Accounts
from models.accounts.views import AccountView
from models.errors import InvalidInput
from models.pauses import PauseView
from models.views import BindingView
from tests.support import sample
from tests.support.desk import OPERATOR, RecordingHub
from tests.support.views import connector_view, device_view

X = AccountView(
    id="a", workspace_id="w", platform="x", handle="@clinic", key="x:clinic",
    display_name="The clinic", press=None, slots=["MO 09:30", "TU 09:30"], zone=None,
    spacing_minutes=90, daily_limit=3, parked_until=None, created_at=0,
)  # fmt: skip
BOUND = BindingView(platform="mastodon", handle="@only@here", display_name=None, checked_at=None)
PUBLISH = [
    connector_view(id="x", kind="publish", platform="x", recipe={}),
    connector_view(id="bluesky", kind="publish", platform="bluesky", recipe={}),
]


def found(*pauses: PauseView, account: AccountView = X) -> Accounts:
    device = device_view(id="d", name="Studio", bindings=[BOUND])
    return Accounts([account], [device], list(pauses), PUBLISH)


@pytest.fixture
def dialog(desk: Desk, window: QWidget) -> AccountsDialog:
    window.show()
    made = AccountsDialog(desk)
    made._tasks.cancel()
    made.open()
    made._show(found())
    return made


def test_each_stands_there_with_where_and_how_often(dialog: AccountsDialog) -> None:
    assert list(dialog.lines) == ["x:clinic", "mastodon:only@here"]
    line = dialog.lines["x:clinic"]
    assert (line.name.whole(), line.where.whole()) == (
        "The clinic",
        "No browser is signed in to it",
    )
    assert line.pace.whole() == "1 h 30 min apart, 3 a day, 2 queue times"
    assert "Studio" in dialog.lines["mastodon:only@here"].where.whole()
    assert "The clinic" in line.accessibleDescription()


def test_what_holds_one_back_is_said(dialog: AccountsDialog) -> None:
    pause = PauseView(scope="account", target="x:clinic", since=0, actor="o")
    dialog._show(found(pause))
    assert dialog.lines["x:clinic"].standing.accessibleName() == "Paused"
    parked = msgspec.structs.replace(X, parked_until=sample.NOW + sample.HOUR)
    dialog._show(found(account=parked))
    assert dialog.lines["x:clinic"].standing.accessibleName().startswith("Waits until")


def test_accounts_of_other_workspaces_are_left_out(dialog: AccountsDialog, desk: Desk) -> None:
    desk.workspaces.choose(desk.workspaces.all()[0].id)
    dialog._show(found())
    assert list(dialog.lines) == ["mastodon:only@here"]
    desk.workspaces.choose(None)


def test_a_row_opens_the_account(dialog: AccountsDialog, window: QWidget) -> None:
    dialog.lines["x:clinic"].clicked.emit()
    (one,) = window.findChildren(AccountDialog)
    assert one.accessibleName() == "The clinic"
    one._tasks.cancel()
    one.reject()


def test_one_is_named_by_hand_and_opened(
    dialog: AccountsDialog, window: QWidget, hub: RecordingHub, qtbot: QtBot
) -> None:
    hub.answers["accounts.add"] = X
    add = dialog.ask_for_one()
    assert [add.platform.itemText(place) for place in range(2)] == ["X", "Bluesky"]
    assert not add.add.isEnabled()
    add.handle.setText("@")
    assert not add.add.isEnabled()
    add.handle.setText(" @clinic ")
    with qtbot.waitSignal(add.accepted):
        add.add.click()
    assert hub.asked == [("accounts.add", ("x", "@clinic", OPERATOR), {"workspace_id": None})]
    (one,) = window.findChildren(AccountDialog)
    one.reject()


def test_what_the_store_refuses_is_said_at_its_field(
    dialog: AccountsDialog, hub: RecordingHub, qtbot: QtBot
) -> None:
    hub.answers["accounts.add"] = InvalidInput("handle", "must not be so")
    add = dialog.ask_for_one()
    add.handle.setText("clinic")
    add.add.click()
    qtbot.waitUntil(lambda: add._fields["handle"].below() == "must not be so")
    assert isinstance(add, AddAccountDialog)
    assert add.isVisible()
    add.reject()


def test_the_list_reads_for_itself(desk: Desk, window: QWidget, qtbot: QtBot) -> None:
    window.show()
    made = AccountsDialog(desk)
    made.open()
    qtbot.waitUntil(lambda: bool(made.lines))
    made.reject()
