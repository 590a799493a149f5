"""A field of lines with their numbers beside them; lines that do not count are struck."""

from collections.abc import Iterable

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import (
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QSyntaxHighlighter,
    QTextCharFormat,
    QTextDocument,
    QTextOption,
)
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from desktop.i18n import digits
from desktop.theme import fonts, paint
from desktop.theme.current import text_colour
from desktop.theme.fonts import Role
from desktop.theme.tones import Tone

GUTTER = 34


class _Strike(QSyntaxHighlighter):
    """Strikes whole lines, by their number from 1."""

    def __init__(self, document: QTextDocument) -> None:
        super().__init__(document)
        self._struck: frozenset[int] = frozenset()

    def strike(self, numbers: Iterable[int]) -> None:
        """Strike these lines and no others; only lines that changed are laid out again."""
        wanted = frozenset(numbers)
        changed = wanted ^ self._struck
        self._struck = wanted
        for number in changed:
            block = self.document().findBlockByNumber(number - 1)
            if block.isValid():
                self.rehighlightBlock(block)

    def highlightBlock(self, text: str) -> None:
        if self.currentBlock().blockNumber() + 1 in self._struck:
            look = QTextCharFormat()
            look.setFontStrikeOut(True)
            look.setForeground(text_colour(Tone.MUTED))
            self.setFormat(0, len(text), look)


class _Gutter(QWidget):
    """The numbers."""

    def __init__(self, field: "LinesField") -> None:
        super().__init__(field)
        self._field = field

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        font = fonts.font(Role.CAPTION)
        ink = text_colour(Tone.MUTED)
        flipped = self._field.isRightToLeft()
        for number, top, height in self._field.visible_lines():
            place = QRect(2, top, self.width() - 8, height)
            words = digits(str(number))
            paint.text(painter, place, words, font, ink, right_to_left=flipped, at_end=True)
        painter.end()


class LinesField(QPlainTextEdit):
    """One thing a line."""

    def __init__(self, *, name: str, placeholder: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("field", "true")
        self.setFont(fonts.font())
        self.setAccessibleName(name)
        self.setPlaceholderText(placeholder)
        self.setTabChangesFocus(True)
        self.setLineWrapMode(QPlainTextEdit.LineWrapMode.WidgetWidth)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        reading = QTextOption()
        reading.setTextDirection(Qt.LayoutDirection.LayoutDirectionAuto)
        side = Qt.AlignmentFlag.AlignRight if self.isRightToLeft() else Qt.AlignmentFlag.AlignLeft
        reading.setAlignment(side)
        self.document().setDefaultTextOption(reading)  # each line reads in its own direction
        self._gutter = _Gutter(self)
        self._strike = _Strike(self.document())
        self._make_room()
        self.updateRequest.connect(self._move_gutter)

    def strike(self, numbers: Iterable[int]) -> None:
        """Strike the lines that do not count."""
        self._strike.strike(numbers)

    def set_wrong(self, on: bool) -> None:
        """Outline the field because its content cannot be taken."""
        self.setProperty("wrong", on)
        self.style().unpolish(self)
        self.style().polish(self)

    def visible_lines(self) -> list[tuple[int, int, int]]:
        """Number, top and height of every line in view."""
        block = self.firstVisibleBlock()
        offset = self.contentOffset()
        lines = []
        while block.isValid():
            place = self.blockBoundingGeometry(block).translated(offset)
            if place.top() > self.viewport().height():
                break
            lines.append((block.blockNumber() + 1, round(place.top()), round(place.height())))
            block = block.next()
        return lines

    def sizeHint(self) -> QSize:
        return QSize(220, 120)

    def minimumSizeHint(self) -> QSize:
        return QSize(120, 60)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if control and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.ignore()  # it presses the filled button
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_gutter()

    def _make_room(self) -> None:
        if self.isRightToLeft():
            self.setViewportMargins(0, 0, GUTTER, 0)
        else:
            self.setViewportMargins(GUTTER, 0, 0, 0)

    def _place_gutter(self) -> None:
        area = self.contentsRect()
        left = area.right() + 1 - GUTTER if self.isRightToLeft() else area.left()
        self._gutter.setGeometry(left, area.top(), GUTTER, area.height())

    def _move_gutter(self, rect: QRect, down: int) -> None:
        if down:
            self._gutter.scroll(0, down)
        else:
            self._gutter.update(0, rect.y(), GUTTER, rect.height())
