"""One timer turns everything that spins, and stops when nothing visible does."""

import weakref

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from desktop.theme import motion

FRAME_MS = 50


class Spinner(QObject):
    """Repaints the widgets that asked for it, as long as one of them is visible."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._widgets: weakref.WeakSet[QWidget] = weakref.WeakSet()
        self._timer = QTimer(self)
        self._timer.setInterval(FRAME_MS)
        self._timer.timeout.connect(self._tick)

    @property
    def active(self) -> bool:
        """Whether anything turns now."""
        return self._timer.isActive()

    def keep(self, widget: QWidget) -> None:
        """`widget` shows something that turns: repaint it until it is hidden or gone.

        A widget calls this from its paint, so that what is scrolled away costs nothing.
        """
        self._widgets.add(widget)
        if not motion.reduced() and not self._timer.isActive():
            self._timer.start()

    def _tick(self) -> None:
        turning = [widget for widget in self._widgets if widget.isVisible()]
        self._widgets.clear()
        if not turning:
            self._timer.stop()
        for widget in turning:
            widget.update()


def spinner() -> Spinner:
    """The application's one spinner."""
    app = QApplication.instance()
    assert app is not None
    found = app.findChild(Spinner)
    return found if found is not None else Spinner(app)
