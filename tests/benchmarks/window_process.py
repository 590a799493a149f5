"""The window with its hub in one process, offscreen, which measures how late its own timer is.

`python -m tests.benchmarks.window_process FOLDER` prints the hub's ready line. The line `start` on
standard input begins a measurement, `stop` prints it as JSON; end of input ends the process.
"""

from __future__ import annotations

import asyncio
import json
import os
import sys
import time
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QT_API", "pyside6")

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication

from desktop import loop
from desktop.app import Application
from desktop.instance import Seat
from desktop.window import MainWindow
from hub import announcement
from hub.service import HubOptions
from tests.benchmarks.report import percentile

EVERY_MS = 16
LOOK_SECONDS = 0.05


class Lateness(QObject):
    """A precise 16 ms timer that notes how late it came, and the paints in between."""

    def __init__(self, app: QApplication) -> None:
        super().__init__()
        self._late: list[float] = []
        self._paints = 0
        self._due = 0.0
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(EVERY_MS)
        self._timer.timeout.connect(self._tick)
        app.installEventFilter(self)

    def start(self) -> None:
        """Begin anew."""
        self._late, self._paints = [], 0
        self._due = time.perf_counter() + EVERY_MS / 1000
        self._timer.start()

    def stop(self) -> dict[str, float]:
        """What was seen since `start`, in milliseconds."""
        self._timer.stop()
        return {
            "p50Ms": percentile(self._late, 0.5) * 1000,
            "p99Ms": percentile(self._late, 0.99) * 1000,
            "maxMs": max(self._late, default=0.0) * 1000,
            "ticks": len(self._late),
            "paints": self._paints,
        }

    def _tick(self) -> None:
        now = time.perf_counter()
        self._late.append(max(0.0, now - self._due))
        self._due = now + EVERY_MS / 1000

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            self._paints += 1
        return False


def _window(app: QApplication) -> MainWindow | None:
    return next((one for one in app.topLevelWidgets() if isinstance(one, MainWindow)), None)


async def _live(app: QApplication, folder: Path) -> int:
    seat = Seat(folder)
    seat.take()
    options = HubOptions(port=0, api_port=0, allow_script_agents=True)
    application = Application(app, folder, seat, options)
    lateness = Lateness(app)
    living = asyncio.ensure_future(application.live())
    while (found := announcement.read(folder)) is None:  # noqa: ASYNC110
        await asyncio.sleep(LOOK_SECONDS)
    while (window := _window(app)) is None:  # noqa: ASYNC110
        await asyncio.sleep(LOOK_SECONDS)
    window.resize(1440, 900)
    window.show_page("jobs")
    print(json.dumps({"apiUrl": found.api_url}), flush=True)
    while line := (await asyncio.to_thread(sys.stdin.readline)).strip():
        if line == "start":
            lateness.start()
        else:
            print(json.dumps(lateness.stop()), flush=True)
    application.end()
    return await living


def main() -> int:
    """Run until standard input ends."""
    app = QApplication(sys.argv[:1])
    app.setQuitOnLastWindowClosed(False)
    return loop.run(app, lambda: _live(app, Path(sys.argv[1])))


if __name__ == "__main__":
    sys.exit(main())
