"""The application in its own process: it starts, is raised, ends; and a folder that is taken."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop.start_screen import StartScreen
from models.errors import FolderNewer, FolderTaken
from models.folder import DataFolder

START = """
import argparse, sys
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from desktop import loop
from desktop.app import Application
from desktop.instance import Seat
from desktop.start_screen import StartScreen
from desktop.window import MainWindow
from hub.service import HubOptions
app = QApplication([])
app.setQuitOnLastWindowClosed(False)
path = Path(sys.argv[1])
seat = Seat(path)
if not seat.take():
    sys.exit(7)
def look():
    for widget in app.topLevelWidgets():
        if widget.isVisible() and isinstance(widget, (MainWindow, StartScreen)):
            print(type(widget).__name__, flush=True)
            timer.stop()
timer = QTimer()
timer.timeout.connect(look)
timer.start(50)
options = HubOptions(port=0, api_port=0)
sys.exit(loop.run(app, Application(app, path, seat, options).live))
"""


def started(folder: Path) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-c", START, str(folder)],
        stdout=subprocess.PIPE,
        text=True,
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen"},
    )


def first_line(process: "subprocess.Popen[str]") -> str:
    assert process.stdout is not None
    return process.stdout.readline().strip()


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
def test_it_starts_once_and_ends_cleanly(tmp_path: Path) -> None:
    with started(tmp_path / "data") as process:
        assert first_line(process) == "MainWindow"
        with started(tmp_path / "data") as again:
            assert again.wait(20) == 7
        process.send_signal(signal.SIGTERM)
        assert process.wait(20) == 0
    DataFolder.open(tmp_path / "data").close()
    log = (tmp_path / "data" / "logs" / "hub.log").read_text("utf-8")
    assert "ERROR" not in log


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
def test_a_folder_that_another_process_holds_is_said(tmp_path: Path) -> None:
    held = DataFolder.open(tmp_path / "data")
    with started(tmp_path / "data") as process:
        assert first_line(process) == "StartScreen"
        process.send_signal(signal.SIGTERM)
        assert process.wait(20) == 1
    held.close()


@pytest.mark.parametrize(
    ("error", "words"),
    [(FolderTaken, "Another Proofdesk"), (FolderNewer, "newer Proofdesk")],
)
def test_the_start_screen_says_why_and_what_to_do(
    error: type[FolderTaken | FolderNewer], words: str, tmp_path: Path, qtbot: QtBot
) -> None:
    from desktop.widgets.labels import PlainLabel

    screen = StartScreen(error(tmp_path, "taken"))
    qtbot.addWidget(screen)
    screen.show()
    assert any(words in label.text() for label in screen.findChildren(PlainLabel))
    with qtbot.waitSignal(screen.again):
        qtbot.mouseClick(screen.retry, Qt.MouseButton.LeftButton)
    with qtbot.waitSignal(screen.quit):
        screen.close()
