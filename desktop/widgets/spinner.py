"""One timer turns everything that spins, and stops when nothing visible does."""

import weakref

from PySide6.QtCore import QObject, QRect, Qt, QTimer
from PySide6.QtGui import QRegion
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from desktop.theme import motion

FRAME_MS = motion.TURN_MS // 15
"""Fifteen steps make a turn: the eye sees it turn, and little is painted."""


class Spinner(QObject):
    """Repaints the places that asked for it, as long as one of them is visible."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._places: weakref.WeakKeyDictionary[QWidget, QRegion] = weakref.WeakKeyDictionary()
        self._timer = QTimer(self)
        self._timer.setInterval(FRAME_MS)
        self._timer.timeout.connect(self._tick)

    @property
    def active(self) -> bool:
        """Whether anything turns now."""
        return self._timer.isActive()

    def keep(self, widget: QWidget, place: QRect | None = None) -> None:
        """Something turns at this place of `widget`, or fills it: paint it again in the next frame.

        A widget calls this from its paint, so that what is hidden or scrolled away costs nothing.
        """
        if motion.reduced():
            return
        known = self._places.get(widget, QRegion())
        self._places[widget] = known + (widget.rect() if place is None else place)
        if not self._timer.isActive():
            self._timer.start()

    def scrolled(self, widget: QWidget, right: int, down: int) -> None:
        """What `widget` shows was moved without being painted, and what turns in it with it."""
        if widget in self._places:
            self._places[widget].translate(right, down)

    def _tick(self) -> None:
        places = [(widget, place) for widget, place in self._places.items() if _shows(widget)]
        self._places.clear()
        if not places:
            self._timer.stop()
        for widget, place in places:
            widget.update(place)


def _shows(widget: QWidget) -> bool:
    """Whether it is in view; what Qt has deleted may still be known here."""
    return isValid(widget) and widget.isVisible()


def spinner() -> Spinner:
    """The application's one spinner."""
    app = QApplication.instance()
    assert app is not None
    found = app.findChild(Spinner, options=Qt.FindChildOption.FindDirectChildrenOnly)
    return found if found is not None else Spinner(app)
