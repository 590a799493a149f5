"""Segments: a few choices in one row, of which one is on."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop import icons
from desktop.theme import fonts, paint
from desktop.theme.current import colour, tokens
from desktop.theme.fonts import Role
from desktop.widgets.focus import Ringed


class Segments(Ringed, QWidget):
    """A few choices in one row, of which one is on."""

    chosen = Signal(object)

    def __init__(
        self,
        choices: Sequence[tuple[str, object]],
        *,
        name: str,
        drawings: Sequence[str | None] = (),
        bar: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._choices = list(choices)
        self._drawings = list(drawings) or [None] * len(self._choices)
        self._index = 0
        self._hover = -1
        self._height = 26 if bar else 28
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._describe()

    def value(self) -> object:
        """The data of the choice that is on."""
        return self._choices[self._index][1]

    def choose(self, data: object) -> None:
        """Put a choice on without a signal."""
        for index, (_, value) in enumerate(self._choices):
            if value == data:
                self._index = index
        self._describe()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(sum(self._widths()), self._height)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        index = self._at(event.position().toPoint().x())
        if index >= 0:
            self._take(index)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._hover = self._at(event.position().toPoint().x())
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        self._hover = -1
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()), 0)
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            step = -step
        if step:
            self._take(max(0, min(len(self._choices) - 1, self._index + step)))
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        now = tokens()
        painter = QPainter(self)
        paint.box(painter, self.rect(), 6, fill=colour(now.raised), line=colour(now.strong))
        for index, rect in enumerate(self._rects()):
            on = index == self._index
            if on or index == self._hover:
                fill = now.selected if on else now.hover
                paint.box(painter, rect.adjusted(1, 1, -1, -1), 5, fill=colour(fill))
            ink = colour(now.accent_text if on else now.text2)
            self._paint_one(painter, index, rect, ink)
        right_to_left = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        painter.setPen(colour(now.strong))
        for rect in self._rects()[:-1]:
            edge = rect.left() if right_to_left else rect.right()
            painter.drawLine(edge, 1, edge, self.height() - 2)
        if self.ring:
            paint.focus_ring(painter, self.rect())
        painter.end()

    def _paint_one(self, painter: QPainter, index: int, rect: QRect, ink: QColor) -> None:
        words, drawing = self._choices[index][0], self._drawings[index]
        right_to_left = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        width = paint.text_width(words, self._font())
        left = rect.left() + (rect.width() - width - (22 if drawing else 0)) // 2
        if drawing:
            spot = QRect(left, (self.height() - 16) // 2, 16, 16)
            icons.paint(painter, drawing, paint.placed(spot, rect, right_to_left), ink)
            left += 22
        line = paint.placed(QRect(left, 0, width + 2, self.height()), rect, right_to_left)
        paint.text(painter, line, words, self._font(), ink, right_to_left=right_to_left)

    def _font(self) -> QFont:
        return fonts.font(Role.BODY, 500)

    def _widths(self) -> list[int]:
        return [
            paint.text_width(words, self._font()) + 24 + (22 if drawing else 0)
            for (words, _), drawing in zip(self._choices, self._drawings, strict=True)
        ]

    def _rects(self) -> list[QRect]:
        rects, left = [], 0
        right_to_left = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        for width in self._widths():
            rect = QRect(left, 0, width, self.height())
            rects.append(paint.placed(rect, self.rect(), right_to_left))
            left += width
        return rects

    def _at(self, x: int) -> int:
        for index, rect in enumerate(self._rects()):
            if rect.left() <= x <= rect.right():
                return index
        return -1

    def _take(self, index: int) -> None:
        if index != self._index:
            self._index = index
            self._describe()
            self.update()
            self.chosen.emit(self.value())

    def _describe(self) -> None:
        self.setAccessibleDescription(self._choices[self._index][0])
