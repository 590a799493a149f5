"""A small picture of a proof with its caption."""

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize, QSizeF, Qt, Signal
from PySide6.QtGui import (
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPixmap,
    QPixmapCache,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop import icons
from desktop.theme import paint
from desktop.theme.current import colour, text_colour, tokens
from desktop.theme.tones import Tone
from desktop.thumbnails import Thumbnails
from desktop.widgets.focus import Ringed

RADIUS = 6
KEEP = Qt.AspectRatioMode.KeepAspectRatio


def paint_picture(
    painter: QPainter,
    rect: QRect,
    picture: QPixmap | None,
    *,
    broken: bool,
    whole: bool = False,
) -> None:
    """A picture filling `rect` from its top, in round corners with a fine line around.

    Shown `whole` it is not cut: what is left of the place stays empty.
    """
    now = tokens()
    paint.box(painter, rect, RADIUS, fill=colour(now.sunken))
    if picture is not None and not picture.isNull():
        device = painter.device()
        ratio = device.devicePixelRatioF() if device else 1.0
        painter.drawPixmap(rect.topLeft(), _fitted(picture, rect.size(), ratio, whole=whole))
    elif broken:
        paint_drawing(painter, rect, "image-off")
    paint.box(painter, rect, RADIUS, line=colour(now.border))


def paint_drawing(painter: QPainter, rect: QRect, name: str) -> None:
    """An icon in the middle, where there is no picture."""
    spot = QRect(0, 0, 24, 24)
    spot.moveCenter(rect.center())
    icons.paint(painter, name, spot, text_colour(Tone.MUTED))


def _fitted(picture: QPixmap, size: QSize, ratio: float, *, whole: bool = False) -> QPixmap:
    """The picture as it fills a place of this size, made once."""
    key = f"fitted-{picture.cacheKey()}-{size.width()}x{size.height()}@{ratio}{whole}"
    found = QPixmap()
    if QPixmapCache.find(key, found):
        return found
    made = QPixmap(size * ratio)
    made.setDevicePixelRatio(ratio)
    made.fill(Qt.GlobalColor.transparent)
    place = QRect(QPoint(0, 0), size)
    painter = QPainter(made)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    shape = QPainterPath()
    shape.addRoundedRect(QRectF(place), RADIUS, RADIUS)
    painter.setClipPath(shape)
    if whole:
        inner = QRectF(QPointF(0, 0), QSizeF(picture.size()).scaled(QSizeF(size), KEEP))
        inner.moveCenter(QRectF(place).center())
        painter.drawPixmap(inner, picture, QRectF(picture.rect()))
    else:
        painter.drawPixmap(QRectF(place), picture, _part(picture, place))
    painter.end()
    QPixmapCache.insert(key, made)
    return made


def _part(picture: QPixmap, rect: QRect) -> QRectF:
    """The part of the picture that fills the rectangle: its whole width, or its whole height."""
    width, height = picture.width(), picture.height()
    wanted = width * rect.height() / max(1, rect.width())
    if wanted <= height:
        return QRectF(0, 0, width, wanted)
    part = height * rect.width() / max(1, rect.height())
    return QRectF((width - part) / 2, 0, part, height)


class Thumbnail(Ringed, QWidget):
    """A proof's small picture that can be opened."""

    clicked = Signal()

    def __init__(
        self,
        thumbnails: Thumbnails,
        sha256: str,
        *,
        name: str,
        size: QSize | None = None,
        drawing: str = "",
        whole: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        """`drawing` is the icon of a file that is no picture: nothing is decoded then."""
        super().__init__(parent)
        self._whole = whole
        self._drawing = drawing
        self._thumbnails = thumbnails
        self._sha256 = sha256
        self._size = size or QSize(136, 86)
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        thumbnails.ready.connect(self._ready)

    def show_file(self, sha256: str, *, name: str, drawing: str = "") -> None:
        """Show another file; "" and a drawing where there is none."""
        self._sha256, self._drawing = sha256, drawing
        self.setAccessibleName(name)
        self.update()

    def sizeHint(self) -> QSize:
        return self._size

    def minimumSizeHint(self) -> QSize:
        return QSize(48, self._size.height())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.clicked.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.clicked.emit()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self._drawing:
            paint_picture(painter, self.rect(), None, broken=False)
            paint_drawing(painter, self.rect(), self._drawing)
        else:
            picture = self._thumbnails.get(self._sha256, self.devicePixelRatioF())
            broken = self._thumbnails.broken(self._sha256)
            paint_picture(painter, self.rect(), picture, broken=broken, whole=self._whole)
        if self.ring:
            paint.focus_ring(painter, self.rect(), RADIUS)
        painter.end()

    def _ready(self, sha256: str) -> None:
        if sha256 == self._sha256:
            self.update()
