"""Pairing: a link, a browser that asks, digits, Allow - and nothing by accident."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from desktop.desk import Desk
from desktop.dialogs.pair import PairDialog
from hub.events import PairingAsked, PairingEnded
from hub.services.pairing import PairingLink
from models.errors import StoreError
from tests.support import sample
from tests.support.desk import OPERATOR, RecordingHub

LINK = PairingLink(id="l1", link="proofdesk://pair/1?u=ws%3A&i=l1", expires_at=sample.NOW + 278_000)
ASKED = PairingAsked(
    link_id="l1",
    name="Accounts desk",
    browser="Firefox 145",
    address="192.168.1.47",
    channel="noise",
    digits="418092",
)


@pytest.fixture
def dialog(desk: Desk, hub: RecordingHub, qtbot: QtBot) -> PairDialog:
    hub.answers["pairing.make_link"] = LINK
    made = PairDialog(desk)
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(made)
    made.open()
    qtbot.waitUntil(lambda: made.left.field.text() == LINK.link)
    return made


def test_it_makes_a_link_when_it_opens(dialog: PairDialog, hub: RecordingHub) -> None:
    assert hub.asked[0] == ("pairing.make_link", (), {"actor": OPERATOR})
    assert dialog.left.time.text() == "good for 4:38"
    assert dialog.right.currentWidget() is dialog.waiting


def test_the_link_can_be_copied(dialog: PairDialog, qtbot: QtBot) -> None:
    qtbot.mouseClick(dialog.left.copy, Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().text() == LINK.link


def test_a_browser_that_asks_shows_its_digits(dialog: PairDialog, desk: Desk) -> None:
    desk.bridge.pairing_asked.emit(ASKED)
    assert dialog.right.currentWidget() is dialog.asked
    assert "4 1 8 0 9 2" in dialog.asked.digits.accessibleName()
    assert dialog.asked.name.text() == "Accounts desk"


def test_a_browser_of_another_link_is_not_shown(dialog: PairDialog, desk: Desk) -> None:
    other = PairingAsked(
        link_id="other", name="x", browser="x", address="x", channel="noise", digits="1"
    )
    desk.bridge.pairing_asked.emit(other)
    assert dialog.right.currentWidget() is dialog.waiting


def test_enter_never_allows(
    dialog: PairDialog, desk: Desk, hub: RecordingHub, qtbot: QtBot
) -> None:
    desk.bridge.pairing_asked.emit(ASKED)
    for modifier in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier):
        qtbot.keyClick(dialog.asked.name, Qt.Key.Key_Return, modifier)
        qtbot.keyClick(dialog, Qt.Key.Key_Return, modifier)
    assert hub.verbs() == ["pairing.make_link"]
    assert dialog.isVisible()


def test_allow_gives_the_operators_name(
    dialog: PairDialog, desk: Desk, hub: RecordingHub, qtbot: QtBot
) -> None:
    desk.bridge.pairing_asked.emit(ASKED)
    dialog.asked.name.setText("Laptop Mona")
    qtbot.mouseClick(dialog.asked.match, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(hub.asked) == 2)
    assert hub.asked[1] == ("pairing.allow", ("l1", "Laptop Mona", OPERATOR), {})
    desk.bridge.pairing_ended.emit(PairingEnded(link_id="l1", outcome="paired", device_id="d"))
    assert dialog.result() == QDialog.DialogCode.Accepted
    assert desk.toasts.kept[0].text == "Laptop Mona is paired"


def test_they_differ_sends_it_away(
    dialog: PairDialog, desk: Desk, hub: RecordingHub, qtbot: QtBot
) -> None:
    desk.bridge.pairing_asked.emit(ASKED)
    qtbot.mouseClick(dialog.asked.differ, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(hub.asked) == 2)
    assert hub.asked[1] == ("pairing.refuse", ("l1", OPERATOR), {})
    desk.bridge.pairing_ended.emit(PairingEnded(link_id="l1", outcome="refused"))
    assert dialog.isVisible()
    assert dialog.right.currentWidget() is dialog.waiting
    assert not dialog.left.renew.isHidden()


def test_a_link_that_is_too_old_can_be_made_anew(
    dialog: PairDialog, desk: Desk, hub: RecordingHub, qtbot: QtBot
) -> None:
    desk.bridge.pairing_ended.emit(PairingEnded(link_id="l1", outcome="expired"))
    assert not dialog.left.copy.isEnabled()
    hub.answers["pairing.make_link"] = PairingLink(
        id="l2", link="proofdesk://pair/1?i=l2", expires_at=sample.NOW + 300_000
    )
    qtbot.mouseClick(dialog.left.renew, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: dialog.left.field.text().endswith("l2"))
    assert dialog.left.copy.isEnabled()


def test_a_hub_that_is_down_is_told(desk: Desk, hub: RecordingHub, qtbot: QtBot) -> None:
    hub.answers["pairing.make_link"] = StoreError("The hub is not running.")
    dialog = PairDialog(desk)
    qtbot.addWidget(dialog)
    qtbot.waitUntil(lambda: bool(desk.toasts.kept))
    assert desk.toasts.kept[0].text == "The hub is not running."


def test_a_program_has_no_digits(dialog: PairDialog, desk: Desk) -> None:
    desk.bridge.pairing_asked.emit(
        PairingAsked(
            link_id="l1",
            name="script",
            browser="",
            address="127.0.0.1",
            channel="json",
            digits=None,
        )
    )
    assert dialog.asked.digits.isHidden()
    assert dialog.asked.match.text() == "Allow"
