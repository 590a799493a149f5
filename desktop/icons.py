"""Icons: shipped SVG line drawings, tinted when painted, so that they follow theme and scale."""

import math
from functools import lru_cache

from PySide6.QtCore import QByteArray, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QIconEngine, QImage, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication

from desktop.theme.current import colour, text_colour, tokens
from desktop.theme.tones import Tone
from hub import shipped

LINE = "1.75"
MIRRORED = frozenset(
    {"chevron-left", "chevron-right", "arrow-left", "arrow-right", "panel-right", "undo-2"}
)
"""Drawn the other way round in a right-to-left layout; everything else never is."""


@lru_cache(maxsize=256)
def _drawing(name: str) -> bytes:
    text = shipped.path("icons", f"{name}.svg").read_text("utf-8")
    return text.replace('stroke-width="2"', f'stroke-width="{LINE}"').encode()


@lru_cache(maxsize=1024)
def _rendered(name: str, pixels: int, rgba: int, mirrored: bool) -> QPixmap:
    colour_name = QColor.fromRgba(rgba).name()
    data = _drawing(name).replace(b"currentColor", colour_name.encode())
    image = QImage(pixels, pixels, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setOpacity(QColor.fromRgba(rgba).alphaF())
    QSvgRenderer(QByteArray(data)).render(painter, QRectF(0, 0, pixels, pixels))
    painter.end()
    return QPixmap.fromImage(image.flipped(Qt.Orientation.Horizontal) if mirrored else image)


def _right_to_left() -> bool:
    return QApplication.layoutDirection() == Qt.LayoutDirection.RightToLeft


def pixmap(name: str, size: int, ink: QColor, ratio: float = 1.0) -> QPixmap:
    """The icon `name`, `size` logical pixels wide, in this colour, for this pixel ratio."""
    mirrored = name in MIRRORED and _right_to_left()
    made = _rendered(name, math.ceil(size * ratio), ink.rgba(), mirrored)
    if ratio != 1.0:
        made = QPixmap(made)
        made.setDevicePixelRatio(ratio)
    return made


def paint(
    painter: QPainter, name: str, rect: QRect | QRectF, ink: QColor, *, turn: float = 0.0
) -> None:
    """Paint the icon into the square `rect`, turned by `turn` degrees (the spinner)."""
    device = painter.device()
    ratio = device.devicePixelRatioF() if device else 1.0
    target = QRectF(rect)
    drawing = pixmap(name, round(target.width()), ink, ratio)
    if not turn:
        painter.drawPixmap(QPointF(target.topLeft()), drawing)
        return
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.translate(target.center())
    painter.rotate(turn)
    painter.translate(-target.width() / 2, -target.height() / 2)
    painter.drawPixmap(QPointF(0, 0), drawing)
    painter.restore()


class _TintedEngine(QIconEngine):
    """Asks for the colour at each paint: an icon that was made once follows the theme."""

    def __init__(self, name: str, tone: Tone) -> None:
        super().__init__()
        self._name = name
        self._tone = tone

    def clone(self) -> QIconEngine:
        return _TintedEngine(self._name, self._tone)

    def _ink(self, mode: QIcon.Mode) -> QColor:
        if mode == QIcon.Mode.Disabled:
            return colour(tokens().disabled)
        return text_colour(self._tone)

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        side = min(rect.width(), rect.height())
        square = QRect(0, 0, side, side)
        square.moveCenter(rect.center())
        paint(painter, self._name, square, self._ink(mode))

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        return pixmap(self._name, min(size.width(), size.height()), self._ink(mode))

    def scaledPixmap(
        self, size: QSize, mode: QIcon.Mode, state: QIcon.State, scale: float
    ) -> QPixmap:
        side = round(min(size.width(), size.height()) / scale)
        return pixmap(self._name, side, self._ink(mode), scale)


def icon(name: str, tone: Tone = Tone.TEXT2) -> QIcon:
    """A QIcon for menus and actions."""
    return QIcon(_TintedEngine(name, tone))


def mark(painter: QPainter, rect: QRect | QRectF, name: str = "building-2") -> None:
    """The mark of Proofdesk: a white drawing on an accent square."""
    square = QRectF(rect)
    side = square.width()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour(tokens().accent))
    painter.drawRoundedRect(square, side * 0.22, side * 0.22)
    inner = round(side * 0.58)
    corner = QPointF(square.center()) - QPointF(inner / 2, inner / 2)
    paint(painter, name, QRectF(corner.x(), corner.y(), inner, inner), colour(tokens().on_accent))


def application_icon() -> QIcon:
    """The icon of the window, the task bar and the tray."""
    made = QIcon()
    for side in (16, 24, 32, 48, 64, 128, 256):
        drawing = QPixmap(side, side)
        drawing.fill(Qt.GlobalColor.transparent)
        painter = QPainter(drawing)
        mark(painter, QRectF(0, 0, side, side))
        painter.end()
        made.addPixmap(drawing)
    return made
