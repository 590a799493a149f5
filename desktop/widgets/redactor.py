"""A picture on which rectangles are drawn that will be black in a copy."""

from PySide6.QtCore import QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QWidget

from desktop.theme.current import colour, tokens
from desktop.widgets.canvas import RADIUS, Canvas

LEAST = 3
"""A box that is smaller, in pixels of the picture, was a slip of the hand."""

Box = tuple[int, int, int, int]


class Redactor(Canvas):
    """Left button draws a box, middle button moves the picture, the wheel zooms."""

    changed = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self._boxes: list[QRect] = []
        self._from: QPointF | None = None
        self._to = QPointF()
        self.setCursor(Qt.CursorShape.CrossCursor)

    def boxes(self) -> list[Box]:
        """Left, top, width and height in pixels of the picture, in the order of drawing."""
        return [(box.left(), box.top(), box.width(), box.height()) for box in self._boxes]

    def undo(self) -> None:
        """Take the last box away."""
        if self._boxes:
            self._boxes.pop()
            self._say()

    def draw(self, box: QRect) -> None:
        """Add a box; what lies outside of the picture is cut."""
        inside = box.intersected(self._picture.rect())
        if inside.width() >= LEAST and inside.height() >= LEAST:
            self._boxes.append(inside)
            self._say()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        shape = QPainterPath()
        shape.addRoundedRect(QRectF(self.rect()), RADIUS, RADIUS)
        painter.setClipPath(shape)
        for box in self._boxes:
            painter.fillRect(self._shown(QRectF(box)), QColor(Qt.GlobalColor.black))
        if self._from is not None:
            drawn = self._shown(QRectF(self._from, self._to).normalized())
            painter.setPen(colour(tokens().focus))
            painter.drawRect(drawn)
        painter.end()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if event.key() == Qt.Key.Key_Z and control:
            self.undo()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.has_picture:
            self._from = self._to = self._under(event.position())
        elif event.button() == Qt.MouseButton.MiddleButton and self.has_picture:
            self._held = event.position()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._from is not None:
            self._to = self._under(event.position())
            self.update()
        else:
            super().mouseMoveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        begun, self._from, self._held = self._from, None, None
        if begun is not None:
            self.draw(QRectF(begun, self._under(event.position())).normalized().toAlignedRect())
        self.update()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Two quick boxes are no wish to zoom."""
        self.mousePressEvent(event)

    def _say(self) -> None:
        self.update()
        self.changed.emit()

    def _under(self, place: QPointF) -> QPointF:
        """The point of the picture that is shown there."""
        return self._centre + (place - self._middle()) / self._shown_scale()

    def _shown(self, part: QRectF) -> QRectF:
        """Where a part of the picture is painted."""
        scale = self._shown_scale()
        corner = self._middle() + (part.topLeft() - self._centre) * scale
        return QRectF(corner.x(), corner.y(), part.width() * scale, part.height() * scale)
