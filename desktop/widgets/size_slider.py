"""The slider for the size of tiles, between a small and a large picture."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QSlider, QWidget

from desktop.theme import paint
from desktop.theme.current import colour, tokens
from desktop.widgets.focus import Ringed

WIDTH = 64
KNOB = 12


class SizeSlider(Ringed, QSlider):
    """A thin slider; it fills from where lines begin."""

    def __init__(
        self, smallest: int, largest: int, value: int, *, name: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setRange(smallest, largest)
        self.setSingleStep((largest - smallest) // 9)
        self.setPageStep((largest - smallest) // 4)
        self.setValue(value)
        self.setAccessibleName(name)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(WIDTH, 26)

    def paintEvent(self, event: QPaintEvent) -> None:
        now = tokens()
        painter = QPainter(self)
        flipped = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        share = (self.value() - self.minimum()) / max(1, self.maximum() - self.minimum())
        left = round(share * (self.width() - KNOB))
        middle = self.height() // 2
        groove = QRect(0, middle - 2, self.width(), 4)
        filled = QRect(0, middle - 2, left + KNOB // 2, 4)
        knob = QRect(left, middle - KNOB // 2, KNOB, KNOB)
        paint.box(painter, groove, 2, fill=colour(now.track))
        paint.box(painter, paint.placed(filled, self.rect(), flipped), 2, fill=colour(now.accent))
        knob = paint.placed(knob, self.rect(), flipped)
        paint.box(painter, knob, KNOB / 2, fill=colour(now.control))
        if self.ring:
            paint.focus_ring(painter, knob.adjusted(-3, -3, 3, 3), KNOB / 2 + 3)
        painter.end()
