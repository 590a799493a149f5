"""One timer for everything that counts seconds, stopped while nothing in view does."""

import weakref

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

SECOND_MS = 1000


class Ticker(QObject):
    """`ticked` fires once a second while one of the widgets that were given is in view."""

    ticked = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._widgets: weakref.WeakSet[QWidget] = weakref.WeakSet()
        self._timer = QTimer(self)
        self._timer.setInterval(SECOND_MS)
        self._timer.timeout.connect(self.tick)

    @property
    def active(self) -> bool:
        """Whether it counts now."""
        return self._timer.isActive()

    def keep(self, widget: QWidget) -> None:
        """This one counts seconds while it is in view."""
        self._widgets.add(widget)
        widget.installEventFilter(self)
        self._start_or_stop()

    def tick(self) -> None:
        """A second has passed."""
        self._start_or_stop()
        if self.active:
            self.ticked.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Show, QEvent.Type.Hide):
            self._start_or_stop()
        return False

    def _start_or_stop(self) -> None:
        wanted = any(isValid(widget) and widget.isVisible() for widget in self._widgets)
        if wanted and not self._timer.isActive():
            self._timer.start()
        elif not wanted:
            self._timer.stop()


def ticker() -> Ticker:
    """The application's one ticker."""
    app = QApplication.instance()
    assert app is not None
    found = app.findChild(Ticker, options=Qt.FindChildOption.FindDirectChildrenOnly)
    return found if found is not None else Ticker(app)
