"""The field of tokens."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop.widgets.tokens import Token, TokenField


@pytest.fixture
def field(qtbot: QtBot, window: QWidget) -> TokenField:
    made = TokenField(name="Places", placeholder="Add a place", parent=window)
    made.resize(300, made.height())
    window.show()
    return made


@pytest.mark.parametrize("end", [",", "،", ";", "؛"])
def test_a_separator_ends_a_token(field: TokenField, qtbot: QtBot, end: str) -> None:
    qtbot.keyClicks(field.writing, "Amman")
    field.writing.insert(end)
    assert field.texts() == ["Amman"]
    assert field.writing.text() == ""


def test_enter_ends_a_token_and_what_is_still_written_counts(
    field: TokenField, qtbot: QtBot
) -> None:
    qtbot.keyClicks(field.writing, " Tel  Aviv ")
    qtbot.keyClick(field.writing, Qt.Key.Key_Return)
    qtbot.keyClicks(field.writing, "Irb")
    assert field.texts() == ["Tel Aviv", "Irb"]


def test_a_pasted_list_becomes_tokens_without_doubles(field: TokenField) -> None:
    field.writing.setText("Amman, Irbid;amman\tZarqa")
    assert field.texts() == ["Amman", "Irbid", "Zarqa"]


def test_leaving_the_field_ends_the_token(field: TokenField, qtbot: QtBot) -> None:
    field.writing.setFocus()
    qtbot.keyClicks(field.writing, "Amman")
    field.writing.clearFocus()
    qtbot.waitUntil(lambda: len(field.findChildren(Token)) == 1)


def test_backspace_takes_the_last_token_back_to_be_written(field: TokenField, qtbot: QtBot) -> None:
    field.set_texts(["Amman", "Irbid"])
    qtbot.keyClick(field.writing, Qt.Key.Key_Backspace)
    assert field.writing.text() == "Irbid"
    assert field.texts() == ["Amman", "Irbid"]


def test_the_cross_takes_a_token_away(field: TokenField, qtbot: QtBot) -> None:
    field.set_texts(["Amman", "Irbid"])
    token = field.findChildren(Token)[0]
    with qtbot.waitSignal(field.changed):
        qtbot.mouseClick(token, Qt.MouseButton.LeftButton, pos=QPoint(token.width() - 14, 12))
    assert field.texts() == ["Irbid"]


def test_many_tokens_take_more_lines(field: TokenField) -> None:
    before = field.height()
    field.set_texts([f"a long place {n}" for n in range(8)])
    assert field.height() > before
    widgets = [*field.findChildren(Token), field.writing]
    assert all(field.rect().contains(widget.geometry()) for widget in widgets)


def test_tokens_begin_at_the_right_in_arabic(arabic: None, qtbot: QtBot, window: QWidget) -> None:
    field = TokenField(name="Places", placeholder="", parent=window)
    field.resize(300, field.height())
    window.show()
    field.set_texts(["عمّان", "إربد"])
    first, second = field.findChildren(Token)
    assert first.x() > second.x() > field.writing.x()
