"""Times and rules of an account."""

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop.desk import Desk
from desktop.dialogs.account import AccountDialog
from models.account_views import AccountView
from models.accounts import AccountChange
from models.errors import InvalidInput
from tests.support.desk import OPERATOR, RecordingHub

ACCOUNT = AccountView(
    id="a", workspace_id="w", platform="x", handle="@cairocoffeehs", key="x:cairocoffeehs",
    display_name="Cairo Coffee House", press=None, slots=["MO 09:30"], zone="Africa/Cairo",
    spacing_minutes=30, daily_limit=None, parked_until=None, created_at=0,
)  # fmt: skip


@pytest.fixture
def dialog(desk: Desk, window: QWidget) -> AccountDialog:
    window.show()
    made = AccountDialog(desk, ACCOUNT)
    made.open()
    return made


def test_what_is_written_is_what_is_asked_for(
    dialog: AccountDialog, hub: RecordingHub, qtbot: QtBot
) -> None:
    dialog.slots.setText("mo 09:30;  th   17:00")
    dialog.daily.setText("4")
    dialog.press.choose("operator")
    with qtbot.waitSignal(dialog.accepted):
        dialog.save.click()
    change = AccountChange(
        slots=["MO 09:30", "TH 17:00"], zone="Africa/Cairo", spacing_minutes=30, daily_limit=4,
        press="operator",
    )  # fmt: skip
    assert hub.asked == [("accounts.change", ("a", change), {"actor": OPERATOR})]


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
    hub.answers["accounts.change"] = InvalidInput("slots[1]", "must be a day and a time")
    dialog.save.click()
    qtbot.waitUntil(lambda: "day and a time" in dialog._fields["slots"].below())
    assert dialog.isVisible()
