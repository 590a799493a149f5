"""The field of numbered lines."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from desktop.widgets.numbered import LinesField


@pytest.fixture
def field(qtbot: QtBot, window: QWidget) -> LinesField:
    made = LinesField(name="Lines", parent=window)
    made.resize(260, 160)
    window.show()
    return made


def struck(field: LinesField) -> list[int]:
    blocks = (field.document().findBlockByNumber(n) for n in range(field.blockCount()))
    return [
        block.blockNumber() + 1
        for block in blocks
        if any(span.format.fontStrikeOut() for span in block.layout().formats())
    ]


def test_every_line_in_view_has_its_number(field: LinesField) -> None:
    field.setPlainText("a\nb\n\nc")
    assert [number for number, _, _ in field.visible_lines()] == [1, 2, 3, 4]


def test_lines_are_struck_and_released(field: LinesField) -> None:
    field.setPlainText("a\nb\nA\nB")
    field.strike([3, 4])
    assert struck(field) == [3, 4]
    field.strike([4])
    assert struck(field) == [4]


def test_tab_leaves_the_field(field: LinesField, qtbot: QtBot, window: QWidget) -> None:
    QLineEdit(window).show()
    field.setPlainText("a")
    qtbot.keyClick(field, Qt.Key.Key_Tab)
    assert field.toPlainText() == "a"


def test_control_enter_writes_no_line(field: LinesField, qtbot: QtBot) -> None:
    field.setPlainText("a")
    qtbot.keyClick(field, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert field.toPlainText() == "a"


def test_text_is_never_markup(field: LinesField) -> None:
    field.setPlainText("<b>a</b>")
    assert field.toPlainText() == "<b>a</b>"
    assert field.blockCount() == 1
