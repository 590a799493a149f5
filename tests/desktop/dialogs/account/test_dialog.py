"""One account in full: what is stored is shown, what is written is saved, pauses are at once."""

from typing import Any

import msgspec
import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop.desk import Desk
from desktop.dialogs.account.dialog import AccountDialog
from desktop.dialogs.account.reading import Accounts
from desktop.presenters import times
from desktop.presenters.accounts import Known, known_of
from desktop.widgets.labels import PlainLabel
from models.accounts.accounts import AccountChange
from models.accounts.views import AccountView
from models.errors import InvalidInput
from models.pauses import PauseView
from models.views import BindingView
from tests.support import sample
from tests.support.desk import OPERATOR, RecordingHub
from tests.support.views import connector_view, device_view

ACCOUNT = AccountView(
    id="a", workspace_id="w", platform="x", handle="@cairocoffeehs", key="x:cairocoffeehs",
    display_name="Cairo Coffee House", press=None, slots=["MO 09:30"], zone="Africa/Cairo",
    spacing_minutes=30, daily_limit=None, parked_until=None, created_at=0,
)  # fmt: skip
TERMS = {"en": "X forbids it.", "ar": "لا"}
X = connector_view(id="x", kind="publish", platform="x", press="operator",
                   recipe={"terms": TERMS})  # fmt: skip


def bound(name: str, checked_at: int | None = sample.NOW, **facts: Any) -> Any:
    binding = BindingView(
        platform="x", handle="CairoCoffeeHS", display_name=None, checked_at=checked_at
    )
    return device_view(name=name, bindings=[binding], **facts)


def found(
    account: AccountView | None = ACCOUNT, *, devices: Any = (), pauses: Any = ()
) -> Accounts:
    return Accounts([account] if account else [], list(devices), list(pauses), [X])


def opened(desk: Desk, known: Known, what: Accounts) -> AccountDialog:
    made = AccountDialog(desk, known)
    made._tasks.cancel()
    made.open()
    made._show(what)
    return made


@pytest.fixture
def account(desk: Desk) -> AccountView:
    """In a workspace that there is."""
    return msgspec.structs.replace(ACCOUNT, workspace_id=desk.workspaces.all()[1].id)


@pytest.fixture
def dialog(desk: Desk, window: QWidget, account: AccountView) -> AccountDialog:
    window.show()
    return opened(desk, known_of(account), found(account))


def test_what_is_stored_is_shown_with_the_terms_of_its_platform(dialog: AccountDialog) -> None:
    assert dialog.name.text() == "Cairo Coffee House"
    assert dialog.slots.times() == [("Monday", ["09:30"])]
    assert (dialog.zone.text(), dialog.spacing.text()) == ("Africa/Cairo", "30")
    assert dialog.press.currentText() == "As the connector says: you"
    assert dialog.terms.text() == "X forbids it."
    assert "@cairocoffeehs" in dialog.about.whole()


def test_what_is_written_is_what_is_asked_for(
    dialog: AccountDialog, account: AccountView, hub: RecordingHub, qtbot: QtBot
) -> None:
    dialog.name.setText(" Coffee ")
    dialog.slots.day.choose("TH")
    dialog.slots.time.setTime(dialog.slots.time.time().addSecs(7 * 3600))
    dialog.slots.add.click()
    dialog.daily.setText("4")
    dialog.spacing.setText("")
    dialog.press.choose("operator")
    with qtbot.waitSignal(dialog.accepted):
        dialog.save.click()
    change = AccountChange(
        display_name="Coffee", slots=["MO 09:30", "TH 16:30"], zone="Africa/Cairo",
        spacing_minutes=0, daily_limit=4, press="operator", workspace_id=account.workspace_id,
    )  # fmt: skip
    assert hub.asked == [("accounts.change", ("a", change, OPERATOR), {})]


def test_one_that_only_a_browser_knows_is_made_when_it_is_saved(
    desk: Desk, window: QWidget, account: AccountView, hub: RecordingHub, qtbot: QtBot
) -> None:
    window.show()
    hub.answers["accounts.add"] = account
    dialog = opened(desk, Known("x", "@CairoCoffeeHS", None, None), found(None))
    with qtbot.waitSignal(dialog.accepted):
        dialog.save.click()
    assert hub.verbs() == ["accounts.add", "accounts.change"]
    assert hub.asked[0][1] == ("x", "@CairoCoffeeHS", OPERATOR)
    assert hub.asked[1][1][0] == "a"


def test_a_number_that_is_none_is_said_at_its_field(
    dialog: AccountDialog, hub: RecordingHub
) -> None:
    dialog.spacing.setText("often")
    dialog.save.click()
    assert "whole number" in dialog._fields["spacingMinutes"].below()
    assert hub.asked == []


def test_what_the_store_refuses_is_said_at_its_field(
    dialog: AccountDialog, hub: RecordingHub, qtbot: QtBot
) -> None:
    hub.answers["accounts.change"] = InvalidInput("zone", "is no time zone")
    dialog.save.click()
    qtbot.waitUntil(lambda: "no time zone" in dialog._fields["zone"].below())
    assert dialog.isVisible()


def test_what_was_typed_stays_when_something_is_read_again(
    dialog: AccountDialog, account: AccountView
) -> None:
    dialog.name.setText("Typed")
    dialog._show(found(msgspec.structs.replace(account, display_name="Other")))
    assert dialog.name.text() == "Typed"


def test_a_pause_begins_and_ends_at_once(
    dialog: AccountDialog, account: AccountView, hub: RecordingHub, qtbot: QtBot
) -> None:
    assert not dialog.paused.isVisible()
    dialog.pause.click()
    qtbot.waitUntil(lambda: hub.verbs() == ["pauses.pause"] and not dialog.pause.busy)
    dialog._tasks.cancel()
    pause = PauseView(scope="account", target=ACCOUNT.key, since=0, actor="o")
    dialog._show(found(account, pauses=[pause]))
    assert dialog.paused.isVisible()
    assert not dialog.pause.isVisible()
    dialog.resume.click()
    qtbot.waitUntil(lambda: len(hub.asked) == 2)
    asked = ("account", ACCOUNT.key, OPERATOR)
    assert hub.asked == [("pauses.pause", asked, {}), ("pauses.resume", asked, {})]


def test_what_another_pause_holds_is_said_and_not_offered(
    dialog: AccountDialog, account: AccountView
) -> None:
    pause = PauseView(scope="platform", target="x", since=0, actor="o")
    dialog._show(found(account, pauses=[pause]))
    assert dialog.paused.isVisible()
    assert not dialog.resume.isVisible()
    assert "platform" in dialog.paused.text.text()


def test_a_parked_account_is_told_and_may_go_on(
    dialog: AccountDialog, account: AccountView, hub: RecordingHub, qtbot: QtBot
) -> None:
    assert not dialog.parked.isVisible()
    until = sample.NOW + sample.HOUR
    dialog._show(found(msgspec.structs.replace(account, parked_until=until)))
    assert dialog.parked.isVisible()
    assert times.wall(until) in dialog.parked.text.text()
    dialog.go_on.click()
    qtbot.waitUntil(lambda: bool(hub.asked) and not dialog.go_on.busy)
    assert hub.asked == [("accounts.go_on", ("a", OPERATOR), {})]
    dialog._tasks.cancel()
    dialog._show(found(msgspec.structs.replace(account, parked_until=sample.NOW)))
    assert not dialog.parked.isVisible()


def test_the_browsers_that_hold_it_are_named_with_when_that_was_seen(
    dialog: AccountDialog, account: AccountView, desk: Desk
) -> None:
    def said() -> str:
        return " ".join(label.text() for label in dialog.devices.findChildren(PlainLabel))

    assert "No browser is signed in" in said()
    desk.bridge.online = {"two"}
    devices = [bound("Laptop", None, id="one"), bound("Studio", id="two")]
    dialog._show(found(account, devices=devices))
    assert said().index("Studio") < said().index("Laptop")
    assert "not checked yet" in said()
    many = [bound(f"Number {place}", id=f"d{place}") for place in range(7)]
    dialog._show(found(account, devices=many))
    assert "and 3 more" in said()


def test_the_dialog_reads_for_itself_and_fits_a_small_window(
    desk: Desk, window: QWidget, qtbot: QtBot
) -> None:
    window.resize(960, 600)
    window.show()
    dialog = AccountDialog(desk, Known("x", "@nobody", None, None))
    dialog.open()
    assert not dialog.save.isEnabled()
    qtbot.waitUntil(dialog.save.isEnabled)
    assert dialog.panel.height() <= 600
    dialog.reject()


def test_in_arabic_days_begin_where_the_week_does(
    arabic: None, desk: Desk, window: QWidget, account: AccountView
) -> None:
    window.show()
    week = msgspec.structs.replace(account, slots=["MO 09:30", "SA 10:00", "SU 11:00"])
    dialog = opened(desk, known_of(week), found(week))
    assert dialog.isRightToLeft()
    assert len(dialog.slots.times()) == 3
    assert dialog.terms.text() == "لا"
