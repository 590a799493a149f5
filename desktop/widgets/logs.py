"""The log of a job: lines of time, level and message, always left to right, the newest below."""

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from desktop.presenters import times
from desktop.presenters.text import plain
from desktop.theme import fonts
from desktop.theme.current import text_colour
from desktop.theme.fonts import Role
from desktop.theme.tones import Tone
from models.views import LogView

MOST_LINES = 5000
LEVELS = {"debug": Tone.MUTED, "info": Tone.MUTED, "warn": Tone.WARNING, "error": Tone.DANGER}


class LogBox(QPlainTextEdit):
    """A box of log lines that follows its end while the reader is there."""

    def __init__(self, *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setReadOnly(True)
        self.setProperty("log", "true")
        self.setAccessibleName(name)
        self.setFont(fonts.font(Role.MONO))
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.setMaximumBlockCount(MOST_LINES)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)

    def set_lines(self, lines: Iterable[LogView]) -> None:
        """Show these lines and no others."""
        self.clear()
        self.append_lines(lines)

    def append_lines(self, lines: Iterable[LogView]) -> None:
        """Add lines at the end; keep the reader where he is, unless he is at the end."""
        bar = self.verticalScrollBar()
        at_end = bar.value() >= bar.maximum() - 4
        cursor = QTextCursor(self.document())
        cursor.movePosition(QTextCursor.MoveOperation.End)
        quiet, loud = _format(Tone.MUTED), _format(Tone.TEXT)
        for line in lines:
            if self.document().characterCount() > 1:
                cursor.insertBlock()
            cursor.insertText(f"{times.seconds(line.at)}  ", quiet)
            cursor.insertText(f"{line.level:<5} ", _format(LEVELS.get(line.level, Tone.MUTED)))
            cursor.insertText(plain(line.message), loud)
        if at_end:
            bar.setValue(bar.maximum())


def _format(tone: Tone) -> QTextCharFormat:
    made = QTextCharFormat()
    made.setForeground(text_colour(tone))
    return made
