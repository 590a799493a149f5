"""Devices: cards and rows of what is paired; dangerous things ask first."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop.desk import Desk
from desktop.dialogs.account.dialog import AccountDialog
from desktop.dialogs.confirm import ConfirmDialog
from desktop.dialogs.name import NameDialog
from desktop.pages import device_actions
from desktop.pages.device_card import AccountRow, DeviceCard
from desktop.pages.devices import TABLE, DevicesPage
from models.views import BindingView
from tests.support.desk import OPERATOR, RecordingHub
from tests.support.views import device_view


@pytest.fixture
def page(desk: Desk, qtbot: QtBot) -> DevicesPage:
    desk.bridge.online = set()
    made = DevicesPage(desk)
    qtbot.addWidget(made)
    made.resize(1236, 870)
    made.show()
    qtbot.waitUntil(lambda: len(made.findChildren(DeviceCard)) == 6)
    yield made
    made.close_page()


def card(page: DevicesPage, name: str) -> DeviceCard:
    return next(c for c in page.findChildren(DeviceCard) if name in c.accessibleName())


def test_every_device_has_a_card_with_its_state(page: DevicesPage) -> None:
    assert page.fact.text() == "0 of 6 online"
    assert card(page, "Old laptop").accessibleName().endswith("Offline")


def test_who_comes_is_shown(page: DevicesPage, desk: Desk, qtbot: QtBot) -> None:
    laptop = card(page, "Laptop Mona")
    desk.bridge.online = {laptop.device_id}
    desk.bridge.presence.emit()
    qtbot.waitUntil(lambda: laptop.accessibleName().endswith("Needs you"))
    assert page.fact.text() == "1 of 6 online"


def test_cards_stand_in_columns_that_fit(page: DevicesPage) -> None:
    lefts = {c.x() for c in page.findChildren(DeviceCard)}
    assert len(lefts) == 3
    page.resize(420, 870)
    assert len({c.x() for c in page.findChildren(DeviceCard)}) == 1


def test_the_same_devices_as_a_table(page: DevicesPage) -> None:
    page._view.choose(TABLE)
    page._show()
    assert page._stack.currentWidget() is page._table
    assert page._model.rowCount() == 6


def test_a_filter_leaves_the_others_out(page: DevicesPage, desk: Desk, qtbot: QtBot) -> None:
    laptop = card(page, "Laptop Mona")
    desk.bridge.online = {laptop.device_id}
    page._filter.choose("needs_you")
    page._show()
    assert [c.device_id for c in page._cards.values()] == [laptop.device_id]


def test_another_page_can_send_the_operator_to_a_device(page: DevicesPage, qtbot: QtBot) -> None:
    laptop = card(page, "Laptop Mona")
    page.open_item(laptop.device_id)
    assert page._model.view_at(page._table.currentIndex().row()).id == laptop.device_id


def test_revoking_asks_first(
    page: DevicesPage, desk: Desk, hub: RecordingHub, window: QWidget, qtbot: QtBot
) -> None:
    device = page._reading.devices[0]
    device_actions.revoke(desk, device)
    dialog = window.findChild(ConfirmDialog)
    assert dialog is not None
    assert hub.asked == []
    qtbot.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert hub.asked == []
    qtbot.mouseClick(dialog.yes, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(hub.asked))
    assert hub.asked == [("agents.revoke", (device.id, OPERATOR), {})]
    qtbot.waitUntil(lambda: bool(desk.toasts.kept))
    assert "is revoked" in desk.toasts.kept[0].text


def test_a_device_can_be_renamed(
    page: DevicesPage, desk: Desk, hub: RecordingHub, window: QWidget, qtbot: QtBot
) -> None:
    device = page._reading.devices[0]
    device_actions.rename(desk, device)
    dialog = window.findChild(NameDialog)
    assert dialog is not None
    dialog.field.setText("New name")
    qtbot.mouseClick(dialog.answer, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(hub.asked))
    assert hub.asked == [("agents.rename", (device.id, "New name", OPERATOR), {})]


def test_draining_and_pausing(
    page: DevicesPage, desk: Desk, hub: RecordingHub, qtbot: QtBot
) -> None:
    device = page._reading.devices[0]
    device_actions.drain(desk, device, on=True)
    device_actions.pause(desk, device, on=True)
    device_actions.pause(desk, device, on=False)
    qtbot.waitUntil(lambda: len(hub.asked) == 3)
    assert hub.asked == [
        ("agents.drain", (device.id, True, OPERATOR), {}),
        ("pauses.pause", ("device", device.id, OPERATOR), {}),
        ("pauses.resume", ("device", device.id, OPERATOR), {}),
    ]


def test_the_menu_says_what_it_does(page: DevicesPage, desk: Desk) -> None:
    device = page._reading.devices[0]
    menu = device_actions.device_menu(desk, device, paused=True, parent=page)
    words = [action.text() for action in menu.actions() if action.text()]
    assert words == [
        "Rename", "Accounts of this profile…", "Drain: finish and take no new job", "Resume",
        "Revoke device",
    ]  # fmt: skip


def test_an_account_of_a_device_opens_from_its_card(
    page: DevicesPage, window: QWidget, qtbot: QtBot
) -> None:
    binding = BindingView(platform="x", handle="@clinic", display_name="Clinic", checked_at=None)
    laptop = card(page, "Laptop Mona")
    laptop.show_view(device_view(name="Laptop Mona", bindings=[binding]), None, paused=False)
    (row,) = laptop.findChildren(AccountRow)
    qtbot.keyClick(row, Qt.Key.Key_Return)
    (dialog,) = window.findChildren(AccountDialog)
    assert dialog.accessibleName() == "Clinic"
    dialog.reject()
