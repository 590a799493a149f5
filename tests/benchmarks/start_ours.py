"""`proofdesk` itself up to its first paint (`python -m tests.benchmarks.start_ours FOLDER`)."""

import os
import sys

from desktop import __main__ as program
from desktop import startup


def _tell_first_paint() -> None:
    from PySide6.QtGui import QPaintEvent

    from desktop.window import MainWindow

    paint = MainWindow.paintEvent

    def painted(window: MainWindow, event: QPaintEvent) -> None:
        paint(window, event)
        print("painted", flush=True)
        os._exit(0)

    MainWindow.paintEvent = painted


if __name__ == "__main__":
    startup.begin()  # as the program does, before it reads its window
    _tell_first_paint()
    program.main(["--data-dir", sys.argv[1]])
