"""Where the text is written."""

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop.pages.publish.composer.editor import Editor


@pytest.mark.parametrize(
    ("text", "side"),
    [
        ("Live oud this Friday", Qt.AlignmentFlag.AlignLeft),
        ("عود حي يوم الجمعة", Qt.AlignmentFlag.AlignRight),
        ("2026: عود", Qt.AlignmentFlag.AlignRight),
    ],
)
def test_a_text_stands_where_it_begins_whatever_way_the_window_reads(
    qtbot: QtBot, text: str, side: Qt.AlignmentFlag
) -> None:
    editor = Editor()
    qtbot.addWidget(editor)
    editor.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    editor.field.set_text(text)
    assert editor.field.document().defaultTextOption().alignment() & side
    assert editor.field.layoutDirection() == Qt.LayoutDirection.LeftToRight
