"""A picture that can be zoomed and moved: wheel, + - 0, drag; it never grows beyond itself to fit.

Zoom is told in pixels of the picture to pixels of the screen: 100 % is sharp on every screen.
"""

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPixmap,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.theme import paint
from desktop.theme.current import colour, tokens

STEP = 1.25
SMALLEST, LARGEST = 0.05, 8.0
TALL = 2.5
"""A picture so many times as tall as wide is first shown by its width, from its top."""
RADIUS = 6


class Canvas(QWidget):
    """Shows one picture; without one it is an empty ground."""

    zoomed = Signal(int)
    """Percent."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._picture = QPixmap()
        self._scale = 1.0
        self._fits = True
        self._centre = QPointF()
        """The point of the picture that stands in the middle of the view."""
        self._held: QPointF | None = None
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def sizeHint(self) -> QSize:
        return QSize(600, 380)

    def minimumSizeHint(self) -> QSize:
        return QSize(160, 100)

    @property
    def percent(self) -> int:
        """The zoom."""
        return round(self._scale * 100)

    @property
    def has_picture(self) -> bool:
        """Whether there is something to zoom."""
        return not self._picture.isNull()

    def show_picture(self, picture: QPixmap | None) -> None:
        """Show this picture, fitted; None empties the canvas."""
        self._picture = picture if picture is not None else QPixmap()
        self.fit()

    def zoom_in(self) -> None:
        """Closer, around the middle."""
        self._zoom(self._scale * STEP, self._middle())

    def zoom_out(self) -> None:
        """Further away."""
        self._zoom(self._scale / STEP, self._middle())

    def fit(self) -> None:
        """As large as the view allows, never larger than the picture is."""
        self._fits = True
        self._take_fit()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        now = tokens()
        painter = QPainter(self)
        paint.box(painter, self.rect(), RADIUS, fill=colour(now.sunken))
        if self.has_picture:
            painter.save()
            shape = QPainterPath()
            shape.addRoundedRect(QRectF(self.rect()), RADIUS, RADIUS)
            painter.setClipPath(shape)
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            self._paint_part(painter)
            painter.restore()
        paint.box(painter, self.rect(), RADIUS, line=colour(now.border))
        if self.hasFocus():
            paint.focus_ring(painter, self.rect(), RADIUS)
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._fits:
            self._take_fit()
        else:
            self._hold_inside()

    def wheelEvent(self, event: QWheelEvent) -> None:
        if not self.has_picture:
            event.ignore()
            return
        turned = event.angleDelta().y() / 120
        if turned:
            self._zoom(self._scale * STEP**turned, event.position())
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self.zoom_in()
        elif event.key() == Qt.Key.Key_Minus:
            self.zoom_out()
        elif event.key() == Qt.Key.Key_0:
            self.fit()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.has_picture:
            self._held = event.position()
            self.setCursor(Qt.CursorShape.ClosedHandCursor)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._held is not None:
            moved = event.position() - self._held
            self._held = event.position()
            self._centre -= moved / self._shown_scale()
            self._hold_inside()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._held = None
        self.unsetCursor()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self._fits:
            self._zoom(1.0, event.position())
        else:
            self.fit()

    def shown_part(self) -> QRect:
        """Which part of the picture is in view, in its pixels."""
        scale = self._shown_scale()
        width, height = self.width() / scale, self.height() / scale
        corner = self._centre - QPointF(width / 2, height / 2)
        view = QRectF(corner.x(), corner.y(), width, height)
        return view.intersected(QRectF(self._picture.rect())).toAlignedRect()

    def _shown_scale(self) -> float:
        """Screen units for each pixel of the picture."""
        return self._scale / self.devicePixelRatioF()

    def _middle(self) -> QPointF:
        return QPointF(self.width() / 2, self.height() / 2)

    def _take_fit(self) -> None:
        width, height = self._picture.width(), self._picture.height()
        if not width or not height:
            return
        ratio = self.devicePixelRatioF()
        across, down = self.width() * ratio / width, self.height() * ratio / height
        tall = height > TALL * width
        self._scale = max(SMALLEST, min(1.0, across if tall else min(across, down)))
        self._centre = QPointF(width / 2, height / 2)
        if tall:
            self._centre.setY(min(height / 2, self.height() / self._shown_scale() / 2))
        self.zoomed.emit(self.percent)

    def _zoom(self, scale: float, around: QPointF) -> None:
        if not self.has_picture:
            return
        under = self._centre + (around - self._middle()) / self._shown_scale()
        self._scale = max(SMALLEST, min(LARGEST, scale))
        self._fits = False
        self._centre = under - (around - self._middle()) / self._shown_scale()
        self._hold_inside()
        self.zoomed.emit(self.percent)

    def _hold_inside(self) -> None:
        """The picture stays in view; one that is smaller than the view stays in its middle."""
        scale = self._shown_scale()
        picture = self._picture
        self._centre = QPointF(
            _held(self._centre.x(), picture.width(), self.width() / scale),
            _held(self._centre.y(), picture.height(), self.height() / scale),
        )
        self.update()

    def _paint_part(self, painter: QPainter) -> None:
        scale = self._shown_scale()
        corner = self._middle() - self._centre * scale
        target = QRectF(
            corner.x(), corner.y(), self._picture.width() * scale, self._picture.height() * scale
        )
        painter.drawPixmap(target, self._picture, QRectF(self._picture.rect()))

    def point_on_screen(self, point: QPoint) -> QPointF:
        """Where a pixel of the picture is painted."""
        return self._middle() + (QPointF(point) - self._centre) * self._shown_scale()


def _held(centre: float, size: float, room: float) -> float:
    """The nearest centre at which a picture of this size fills its room, or stands amid it."""
    return size / 2 if size <= room else max(room / 2, min(size - room / 2, centre))
