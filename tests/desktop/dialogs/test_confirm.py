"""The question before something is ended."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QWidget
from pytestqt.qtbot import QtBot

from desktop.dialogs.confirm import ConfirmDialog
from desktop.widgets.buttons import Kind


def test_the_safe_button_has_the_keyboard(qtbot: QtBot, window: QWidget) -> None:
    window.show()
    dialog = ConfirmDialog(window, "Cancel this job?", "<b>It</b> stops.", yes="Cancel job")
    dialog.open()
    assert dialog.focusWidget() is dialog.no
    assert dialog.yes.kind is Kind.DANGER_SOLID
    assert dialog.text.text() == "<b>It</b> stops."
    with qtbot.waitSignal(dialog.finished) as ended:
        qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert ended.args == [QDialog.DialogCode.Rejected]


def test_only_the_loud_button_accepts(qtbot: QtBot, window: QWidget) -> None:
    window.show()
    dialog = ConfirmDialog(window, "Cancel?", "It stops.", yes="Cancel job", no="Let it go on")
    dialog.open()
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    assert dialog.isVisible()
    with qtbot.waitSignal(dialog.accepted):
        dialog.yes.click()
