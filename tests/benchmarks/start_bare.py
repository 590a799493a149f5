"""A bare PySide6 window up to its first paint."""

import os

from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication, QMainWindow


class _Window(QMainWindow):
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        print("painted", flush=True)
        os._exit(0)


if __name__ == "__main__":
    app = QApplication([])
    window = _Window()
    window.resize(1440, 900)
    window.show()
    app.exec()
