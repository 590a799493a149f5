"""Proofdesk's window up to its first paint (`python -m tests.benchmarks.start_ours FOLDER`)."""

import os
import sys
from pathlib import Path

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication

from desktop import loop
from desktop.app import Application
from desktop.instance import Seat
from desktop.window import MainWindow
from hub.service import HubOptions


class _FirstPaint(QObject):
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint and isinstance(watched, MainWindow):
            print("painted", flush=True)
            os._exit(0)
        return False


if __name__ == "__main__":
    app = QApplication([])
    app.setQuitOnLastWindowClosed(False)
    first = _FirstPaint()
    app.installEventFilter(first)
    folder = Path(sys.argv[1])
    seat = Seat(folder)
    seat.take()
    loop.run(app, Application(app, folder, seat, HubOptions(port=0, api_port=0)).live)
