"""Dialogs: awaited, over a dimmed window, closed by Esc, pressed by Ctrl+Enter."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from qasync import QEventLoop

from desktop.dialogs.base import Dialog, Scrim
from desktop.dialogs.confirm import ConfirmDialog
from desktop.dialogs.name import NameDialog
from desktop.widgets.buttons import Button


@pytest.fixture
def shown(window: QWidget, qtbot: QtBot) -> QWidget:
    window.show()
    return window


def test_a_dialog_is_awaited(shown: QWidget, qtbot: QtBot, loop: QEventLoop) -> None:
    dialog = Dialog("Question", shown, width=300)
    answer = dialog.ask()
    assert not answer.done()
    dialog.accept()
    qtbot.waitUntil(answer.done)
    assert answer.result() is True


def test_escape_is_no(shown: QWidget, qtbot: QtBot, loop: QEventLoop) -> None:
    dialog = Dialog("Question", shown, width=300)
    answer = dialog.ask()
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    qtbot.waitUntil(answer.done)
    assert answer.result() is False


def test_the_window_is_dimmed_meanwhile(shown: QWidget, qtbot: QtBot) -> None:
    dialog = Dialog("Question", shown, width=300)
    qtbot.addWidget(dialog)
    dialog.open()
    scrim = shown.findChild(Scrim)
    assert scrim is not None
    assert scrim.isVisible()
    assert scrim.geometry() == shown.rect()
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    dialog.reject()
    assert not scrim.isVisible()


def test_it_stands_in_the_middle(shown: QWidget, qtbot: QtBot) -> None:
    dialog = Dialog("Question", shown, width=300, height=200)
    qtbot.addWidget(dialog)
    dialog.open()
    centre = shown.mapToGlobal(shown.rect().center())
    assert abs(dialog.geometry().center().x() - centre.x()) <= 1
    assert abs(dialog.geometry().center().y() - centre.y()) <= 1


def test_ctrl_enter_presses_the_main_button_and_enter_does_not(
    shown: QWidget, qtbot: QtBot
) -> None:
    pressed: list[int] = []

    class WithMain(Dialog):
        def main_button(self) -> Button:
            return self.main

    dialog = WithMain("Question", shown, width=300)
    dialog.main = Button("Go", on_click=lambda: pressed.append(1))
    dialog.foot(None, dialog.main)
    qtbot.addWidget(dialog)
    dialog.open()
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    assert pressed == []
    qtbot.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert pressed == [1]


def test_a_dangerous_answer_is_not_given_by_enter(shown: QWidget, qtbot: QtBot) -> None:
    done: list[int] = []
    dialog = ConfirmDialog(shown, "Revoke?", "It cannot connect.", yes="Revoke", by_keys=False)
    dialog.accepted.connect(lambda: done.append(1))
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(dialog)
    dialog.open()
    qtbot.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert done == []
    qtbot.mouseClick(dialog.yes, Qt.MouseButton.LeftButton)
    assert done == [1]


def test_a_name_is_asked_for(shown: QWidget, qtbot: QtBot) -> None:
    names: list[str] = []
    dialog = NameDialog("Rename", "Name", "Rename", shown, then=names.append, name="Old")
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(dialog)
    dialog.open()
    dialog.field.setText("   ")
    assert not dialog.answer.isEnabled()
    dialog.field.setText("  New name ")
    qtbot.keyClick(dialog.field, Qt.Key.Key_Return)
    assert names == ["New name"]
