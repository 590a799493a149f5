"""One seat for each data folder."""

import subprocess
import sys
from pathlib import Path

from pytestqt.qtbot import QtBot

from desktop.instance import Seat, seat_name

SECOND = """
import sys
from pathlib import Path
from PySide6.QtCore import QCoreApplication
from desktop.instance import Seat
app = QCoreApplication([])
sys.exit(0 if Seat(Path(sys.argv[1])).take() else 7)
"""


def test_a_second_start_raises_the_first_and_ends(tmp_path: Path, qtbot: QtBot) -> None:
    first = Seat(tmp_path)
    assert first.take()
    with qtbot.waitSignal(first.wanted, timeout=20_000):
        second = subprocess.Popen([sys.executable, "-c", SECOND, str(tmp_path)])
    assert second.wait(20) == 7
    first.leave()


def test_another_folder_has_another_seat(tmp_path: Path, qtbot: QtBot) -> None:
    first, other = Seat(tmp_path / "a"), Seat(tmp_path / "b")
    assert first.take()
    assert other.take()
    first.leave()
    other.leave()


def test_a_seat_that_was_left_can_be_taken(tmp_path: Path, qtbot: QtBot) -> None:
    first = Seat(tmp_path)
    assert first.take()
    first.leave()
    second = Seat(tmp_path)
    assert second.take()
    second.leave()


def test_the_name_tells_nothing_and_is_the_users_own(tmp_path: Path) -> None:
    assert str(tmp_path) not in seat_name(tmp_path)
    assert seat_name(tmp_path) == seat_name(tmp_path)
