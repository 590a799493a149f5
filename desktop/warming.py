"""Pages are loaded and built before they are wanted, a step at a time, once the window stands."""

from collections import deque
from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QGuiApplication

from desktop.pages.registry import PAGES, SETTINGS
from desktop.window import MainWindow

STEP_MS = 250


class Warming(QObject):
    """Prepares the pages of one window in the order of the sidebar, and then rests."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._steps: deque[Callable[[], object]] = deque()
        for entry in (*PAGES, *SETTINGS):
            self._steps += (entry.load, lambda key=entry.key: window.page(key))
        self._timer = QTimer(self)
        self._timer.setInterval(STEP_MS)
        self._timer.timeout.connect(self.step)

    def start(self) -> None:
        """Go to work; it ends by itself, or with its window."""
        self._timer.start()

    def step(self) -> None:
        """Do one thing, unless the operator would feel it or looks elsewhere."""
        held = QGuiApplication.mouseButtons() != Qt.MouseButton.NoButton
        if held or not self._window.isVisible():
            return
        self._steps.popleft()()
        if not self._steps:
            self._timer.stop()
