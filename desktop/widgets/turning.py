"""The signs that turn in a table: a frame paints them alone, not the cells they stand in."""

from dataclasses import dataclass

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter, QRegion
from PySide6.QtWidgets import QWidget

from desktop import icons
from desktop.theme import motion
from desktop.theme.current import colour, tone_colours
from desktop.theme.tones import Tone
from desktop.widgets.spinner import spinner


@dataclass(frozen=True, slots=True)
class Sign:
    """A drawing that turns on the soft ground of its tone."""

    place: QRect
    icon: str
    tone: Tone

    def moved(self, right: int, down: int) -> "Sign":
        """The same elsewhere."""
        return Sign(self.place.translated(right, down), self.icon, self.tone)

    def paint(self, painter: QPainter) -> None:
        """Paint it as it stands now."""
        colours = tone_colours(self.tone)
        painter.fillRect(self.place, colour(colours.soft))
        icons.paint(painter, self.icon, self.place, colour(colours.text), turn=motion.turn())


class Turning:
    """What turns in one viewport."""

    def __init__(self, viewport: QWidget) -> None:
        self._viewport = viewport
        self._signs: list[Sign] = []

    def add(self, sign: Sign) -> None:
        """A cell was painted with this sign in it."""
        self._signs.append(sign)
        spinner().keep(self._viewport, sign.place)

    def move(self, right: int, down: int) -> None:
        """The view was scrolled, and its signs with it."""
        view = self._viewport.rect()
        moved = (sign.moved(right, down) for sign in self._signs)
        self._signs = [sign for sign in moved if view.intersects(sign.place)]
        spinner().scrolled(self._viewport, right, down)

    def paint(self, painter: QPainter, region: QRegion) -> bool:
        """Paint the signs if nothing else is due; else False: they come anew with their cells."""
        rest, due, others = region, [], []
        for sign in self._signs:
            if region.intersects(sign.place):
                rest = rest.subtracted(QRegion(sign.place))
                due.append(sign)
            else:
                others.append(sign)
        if not rest.isEmpty():
            self._signs = others
            return False
        for sign in due:
            sign.paint(painter)
            spinner().keep(self._viewport, sign.place)
        return True
