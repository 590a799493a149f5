"""A figure of the day: the number, what it counts, a quiet remark, ten bars of ten hours."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.i18n import number, t
from desktop.theme import paint
from desktop.theme.current import colour, tokens
from desktop.theme.fonts import Role
from desktop.theme.tones import Tone
from desktop.widgets.frames import Card, column, row
from desktop.widgets.labels import ElidedLabel, PlainLabel
from desktop.widgets.marks import Painted

BAR = 6
GAP = 2
HEIGHT = 28
LOUD = 2
"""The newest bars are in the accent colour."""


class HourlyBars(Painted):
    """Counts of the last hours, the newest last."""

    def __init__(self, counts: Sequence[int] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._counts: list[int] = list(counts)

    def set_counts(self, counts: Sequence[int], told: str = "") -> None:
        """Show these counts; `told` says them to those who listen."""
        self._counts = list(counts)
        self.setAccessibleName(told)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(10 * (BAR + GAP), HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        now = tokens()
        most = max(self._counts, default=0) or 1
        flipped = self.right_to_left
        for index, count in enumerate(self._counts):
            height = max(2.0, HEIGHT * count / most)
            place = len(self._counts) - 1 - index if flipped else index
            loud = count and index >= len(self._counts) - LOUD
            stick = QRectF(place * (BAR + GAP), HEIGHT - height, BAR, height)
            paint.box(painter, stick, 1, fill=colour(now.accent if loud else now.bar_rest))
        painter.end()


class Figure(Card):
    """One figure of Overview."""

    def __init__(self, label: str, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.number = PlainLabel("0", Role.NUMBER)
        self.bars = HourlyBars()
        self.label = PlainLabel(label, weight=500)
        self.remark = ElidedLabel("", Role.SMALL, Tone.MUTED)
        upper = row(self.number, None, self.bars)
        upper.setAlignment(self.bars, Qt.AlignmentFlag.AlignVCenter)
        whole = column(upper, self.label, self.remark, spacing=2, parent=self)
        whole.setContentsMargins(16, 12, 14, 12)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_figure(self, value: str, counts: Sequence[int], remark: str) -> None:
        """Show a number with its hours and remark."""
        self.number.setText(value)
        self.remark.setText(remark)
        busiest = t("{n} in the busiest hour", n=number(max(counts, default=0)))
        self.bars.set_counts(counts, f"{value} {self.label.text()}, {busiest}")
        self.setAccessibleName(f"{value} {self.label.text()}, {remark}")
