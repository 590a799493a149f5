"""The Proofs page in a window over a folder that the test fills, and a hub that really checks."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot
from qasync import QEventLoop

from desktop.desk import Desk
from desktop.pages.proofs.page import ProofsPage
from models.folder import DataFolder
from models.views import ProofView
from tests.support.desk import close_desk, make_desk
from tests.support.findings import DAY, HOUR, NOW, CheckingHub, Findings

Captures = Callable[[int], list[ProofView]]


def png(shade: int, width: int = 64, height: int = 40) -> bytes:
    """A small picture of one colour."""
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor(shade % 256, shade // 256 % 256, 120))
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "png")
    return buffer.data().data()


@pytest.fixture(autouse=True)
def _new_proofs_are_looked_for_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("desktop.pages.proofs.board.REST_S", 0.0)


@pytest.fixture
def findings(tmp_path: Path, qapp: object) -> Iterator[Findings]:
    """A job that captures what the test tells it."""
    made = Findings(tmp_path / "data")
    yield made
    made.close()


@pytest.fixture
def captures(findings: Findings) -> Captures:
    """So many captures, one an hour, the newest last."""

    def taken(count: int) -> list[ProofView]:
        return [
            findings.proof(png(n), at=NOW - DAY + n * HOUR, title=f"Page {n}") for n in range(count)
        ]

    return taken


@pytest.fixture
def checking(findings: Findings) -> CheckingHub:
    """A hub that really checks."""
    return CheckingHub(findings)


@pytest.fixture
def own_desk(
    findings: Findings, checking: CheckingHub, window: QWidget, loop: QEventLoop, tmp_path: Path
) -> Iterator[Desk]:
    """A desk over the test's own folder."""
    folder = DataFolder.read_only(findings.folder.path)
    desk = make_desk(folder, window, checking, home=tmp_path, clock=lambda: NOW + HOUR)
    yield desk
    close_desk(desk)


def settle(page: ProofsPage, qtbot: QtBot) -> None:
    """Until the page reads nothing more."""
    qtbot.waitUntil(lambda: page.board.loaded and not page.tasks.running, timeout=10_000)


Open = Callable[[], ProofsPage]


@pytest.fixture
def opened(own_desk: Desk, window: QWidget, qtbot: QtBot) -> Iterator[Open]:
    """Opens the page in the window."""
    pages: list[ProofsPage] = []

    def made() -> ProofsPage:
        page = ProofsPage(own_desk, window)
        pages.append(page)
        layout = QVBoxLayout(window)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(page)
        window.show()
        settle(page, qtbot)
        return page

    yield made
    for page in pages:
        page.close_page()
