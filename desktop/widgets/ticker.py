"""One timer for everything that counts seconds, stopped while nothing in view does."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication, QWidget

SECOND_MS = 1000


class Ticker(QObject):
    """Calls those that are in view once a second."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._calls: dict[QWidget, Callable[[], object]] = {}
        self._timer = QTimer(self)
        self._timer.setInterval(SECOND_MS)
        self._timer.timeout.connect(self.tick)

    @property
    def active(self) -> bool:
        """Whether it counts now."""
        return self._timer.isActive()

    def keep(self, widget: QWidget, call: Callable[[], object]) -> None:
        """Call this every second while `widget` is in view."""
        self._calls[widget] = call
        widget.installEventFilter(self)
        widget.destroyed.connect(lambda: self._forget(widget))
        self._start_or_stop()

    def tick(self) -> None:
        """A second has passed."""
        for widget, call in list(self._calls.items()):
            if widget.isVisible():
                call()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Show, QEvent.Type.Hide):
            self._start_or_stop()
        return False

    def _forget(self, widget: QWidget) -> None:
        self._calls.pop(widget, None)
        if not self._calls:
            self._timer.stop()

    def _start_or_stop(self) -> None:
        wanted = any(widget.isVisible() for widget in self._calls)
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
