"""The captures of one run in a row."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop.pages.proofs.strip import RunStrip
from desktop.thumbnails import Thumbnails
from tests.support.window_views import proof_view


@pytest.fixture
def strip(tmp_path: Path, qtbot: QtBot) -> Iterator[RunStrip]:
    thumbnails = Thumbnails(tmp_path, tmp_path)
    made = RunStrip(thumbnails)
    made.resize(400, 60)
    qtbot.addWidget(made)
    yield made
    thumbnails.close()


def test_one_capture_needs_no_strip(strip: RunStrip) -> None:
    strip.show_run([proof_view(mime="text/html")])
    assert strip.isHidden()


def test_the_one_that_is_shown_is_in_view(strip: RunStrip, qtbot: QtBot) -> None:
    proofs = [proof_view(mime="text/html") for _ in range(20)]
    strip.show_run(proofs)
    strip.show()
    assert strip.mark(proofs[19].id) == 19
    item = strip._items[19]
    qtbot.waitUntil(
        lambda: strip.viewport().rect().contains(item.mapTo(strip.viewport(), QPoint(20, 20)))
    )
    assert strip.mark("another") == -1


def test_mouse_and_keyboard_choose(strip: RunStrip, qtbot: QtBot) -> None:
    proofs = [proof_view(mime="text/html") for _ in range(3)]
    strip.show_run(proofs)
    strip.show()
    with qtbot.waitSignal(strip.chosen) as chosen:
        qtbot.mouseClick(strip._items[1], Qt.MouseButton.LeftButton)
    assert chosen.args[0] == proofs[1]
    with qtbot.waitSignal(strip.chosen) as chosen:
        QTest.keyClick(strip._items[2], Qt.Key.Key_Return)
    assert chosen.args[0] == proofs[2]
    assert "Results page 1" in strip._items[0].accessibleName()
