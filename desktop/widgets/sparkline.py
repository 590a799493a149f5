"""A small line of days: it shows a trend and always has its number beside it."""

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from desktop.theme import paint
from desktop.theme.current import colour, tone_colours
from desktop.theme.tones import Tone
from desktop.widgets.marks import Painted

WIDTH, HEIGHT = 46, 14
DOT = 4.0


def paint_line(
    painter: QPainter,
    rect: QRect,
    values: tuple[float | None, ...],
    tone: Tone,
    *,
    right_to_left: bool,
) -> None:
    """Values 0..1, the oldest where lines begin; days without one are passed over."""
    known = [(place, value) for place, value in enumerate(values) if value is not None]
    if not known:
        return
    ink = colour(tone_colours(tone).dot)
    first, last = known[0][0], known[-1][0]
    room = QRectF(rect).adjusted(DOT / 2, DOT, -DOT / 2, -DOT / 2)
    points = []
    for place, value in known:
        along = (place - first) / (last - first) if last > first else 1.0
        left = (
            room.right() - along * room.width()
            if right_to_left
            else (room.left() + along * room.width())
        )
        points.append(QPointF(left, room.bottom() - min(1.0, max(0.0, value)) * room.height()))
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(ink, 1.5, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
    painter.drawPolyline(QPolygonF(points))
    end = points[-1]
    paint.box(painter, QRectF(end.x() - DOT / 2, end.y() - DOT / 2, DOT, DOT), DOT / 2, fill=ink)
    painter.restore()


class Sparkline(Painted):
    """The line as a widget."""

    def __init__(
        self,
        values: tuple[float | None, ...],
        tone: Tone = Tone.SUCCESS,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._values, self._tone = values, tone

    def sizeHint(self) -> QSize:
        return QSize(WIDTH, HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_line(painter, self.rect(), self._values, self._tone, right_to_left=self.right_to_left)
        painter.end()
