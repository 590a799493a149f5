"""Tabs with an underline and counts."""

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.theme import fonts, paint
from desktop.theme.current import colour, tokens
from desktop.theme.fonts import Role
from desktop.theme.tones import Tone
from desktop.widgets.focus import Ringed

HEIGHT = 36
GAP = 22


@dataclass(slots=True)
class Tab:
    """One tab: its key, its words, and what is counted behind it ("" = nothing shown)."""

    key: str
    words: str
    count: str = ""
    tone: Tone | None = None
    """The count stands on a pill of this tone: it asks for the operator."""


class TabBar(Ringed, QWidget):
    """A row of tabs; `chosen` carries the key. The line below is the bar's own."""

    chosen = Signal(str)

    def __init__(
        self, tabs: list[Tab], *, name: str, margin: int = 20, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._tabs = tabs
        self._margin = margin
        self._index = 0
        self._hover = -1
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setMouseTracking(True)
        self.setFixedHeight(HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._describe()

    def key(self) -> str:
        """The tab that is on."""
        return self._tabs[self._index].key

    def choose(self, key: str) -> None:
        """Put a tab on without a signal."""
        for index, tab in enumerate(self._tabs):
            if tab.key == key:
                self._index = index
        self._describe()
        self.update()

    def set_words(self, key: str, words: str) -> None:
        """Call a tab something else."""
        for tab in self._tabs:
            if tab.key == key and tab.words != words:
                tab.words = words
                self.update()
        self._describe()

    def set_count(self, key: str, count: str, tone: Tone | None = None) -> None:
        """Show what is counted behind a tab, on a pill when there is a tone."""
        for tab in self._tabs:
            if tab.key == key and (tab.count, tab.tone) != (count, tone):
                tab.count, tab.tone = count, tone
                self.update()
        self._describe()

    def sizeHint(self) -> QSize:
        return QSize(sum(width + GAP for width in self._widths()) + 2 * self._margin, HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return QSize(120, HEIGHT)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._take(self._at(event.position().toPoint().x()))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._hover = self._at(event.position().toPoint().x())
        on_tab = self._hover >= 0
        self.setCursor(Qt.CursorShape.PointingHandCursor if on_tab else Qt.CursorShape.ArrowCursor)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        self._hover = -1
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()), 0)
        if self._right_to_left():
            step = -step
        if step:
            self._take(self._index + step)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        now = tokens()
        painter = QPainter(self)
        painter.fillRect(0, HEIGHT - 1, self.width(), 1, colour(now.border))
        for index, (tab, rect) in enumerate(zip(self._tabs, self._rects(), strict=True)):
            on = index == self._index
            self._paint_tab(painter, tab, rect, strong=on or index == self._hover)
            if on:
                under = QRect(rect.left() - 3, HEIGHT - 2, rect.width() + 6, 2)
                painter.fillRect(under, colour(now.accent_text))
                if self.ring:
                    paint.focus_ring(painter, rect.adjusted(-6, 4, 6, -6))
        painter.end()

    def _paint_tab(self, painter: QPainter, tab: Tab, rect: QRect, *, strong: bool) -> None:
        now = tokens()
        flipped = self._right_to_left()
        font = self._words_font()
        words = paint.text_width(tab.words, font)
        line = paint.placed(QRect(rect.left(), 0, words + 2, HEIGHT - 2), rect, flipped)
        ink = colour(now.text if strong else now.text2)
        paint.text(painter, line, tab.words, font, ink, right_to_left=flipped)
        if tab.count and tab.tone is not None:
            top = (HEIGHT - 2 - paint.CHIP_SMALL) // 2
            pill = QRect(0, top, paint.pill_width(tab.count), paint.CHIP_SMALL)
            pill.moveLeft(rect.left() + words + 7)
            paint.pill(painter, paint.placed(pill, rect, flipped), tab.count, tab.tone)
        elif tab.count:
            small = fonts.font(Role.SMALL)
            width = paint.text_width(tab.count, small) + 2
            count = QRect(rect.left() + words + 7, 0, width, HEIGHT - 2)
            count = paint.placed(count, rect, flipped)
            paint.text(painter, count, tab.count, small, colour(now.muted), right_to_left=flipped)

    def _right_to_left(self) -> bool:
        return self.layoutDirection() == Qt.LayoutDirection.RightToLeft

    def _words_font(self) -> QFont:
        return fonts.font(Role.BODY, 500)

    def _widths(self) -> list[int]:
        return [
            paint.text_width(tab.words, self._words_font())
            + (7 + self._count_width(tab) if tab.count else 0)
            for tab in self._tabs
        ]

    @staticmethod
    def _count_width(tab: Tab) -> int:
        if tab.tone is not None:
            return paint.pill_width(tab.count)
        return paint.text_width(tab.count, fonts.font(Role.SMALL))

    def _rects(self) -> list[QRect]:
        rects, left = [], self._margin
        for width in self._widths():
            rect = QRect(left, 0, width, HEIGHT)
            rects.append(paint.placed(rect, self.rect(), self._right_to_left()))
            left += width + GAP
        return rects

    def _at(self, x: int) -> int:
        for index, rect in enumerate(self._rects()):
            if rect.left() - GAP // 2 <= x <= rect.right() + GAP // 2:
                return index
        return -1

    def _take(self, index: int) -> None:
        if 0 <= index < len(self._tabs) and index != self._index:
            self._index = index
            self._describe()
            self.update()
            self.chosen.emit(self.key())

    def _describe(self) -> None:
        if self._tabs:
            tab = self._tabs[self._index]
            self.setAccessibleDescription(f"{tab.words} {tab.count}".strip())
