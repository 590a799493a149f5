"""The Evidence page in a window over a folder that the test fills."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot
from qasync import QEventLoop

from desktop.desk import Desk
from desktop.pages.evidence.page import EvidencePage
from models.folder import DataFolder
from models.views import EvidenceView
from tests.support.desk import RecordingHub, close_desk, make_desk
from tests.support.findings import HOUR, NOW, Findings


@pytest.fixture(autouse=True)
def _filters_are_counted_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """No test waits for the operator to stop typing."""
    monkeypatch.setattr("desktop.pages.evidence.page.FACETS_REST_S", 0.0)
    monkeypatch.setattr("desktop.pages.evidence.finder.NEWS_MS", 10)


@pytest.fixture
def findings(tmp_path: Path) -> Iterator[Findings]:
    """A job that finds what the test tells it."""
    made = Findings(tmp_path / "data")
    yield made
    made.close()


@contextmanager
def shown(desk: Desk, window: QWidget, qtbot: QtBot) -> Iterator[EvidencePage]:
    """The page in the window, its first answer there."""
    page = EvidencePage(desk, window)
    layout = QVBoxLayout(window)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.addWidget(page)
    window.show()
    settle(page, qtbot)
    try:
        yield page
    finally:
        page.close_page()


def settle(page: EvidencePage, qtbot: QtBot) -> None:
    """Until the page asks nothing more."""
    qtbot.waitUntil(
        lambda: not page.tasks.running and not page.finder._soon.isActive(), timeout=10_000
    )


@pytest.fixture
def own_desk(
    findings: Findings, window: QWidget, hub: RecordingHub, loop: QEventLoop, tmp_path: Path
) -> Iterator[Desk]:
    """A desk over the test's own folder."""
    folder = DataFolder.read_only(findings.folder.path)
    desk = make_desk(folder, window, hub, home=tmp_path, clock=lambda: NOW + HOUR)
    yield desk
    close_desk(desk)


Arrive = Callable[[list[dict[str, object]]], list[EvidenceView]]


@pytest.fixture
def arrive(findings: Findings, own_desk: Desk) -> Arrive:
    """Findings are stored, and the hub tells the window."""

    def stored(rows: list[dict[str, object]]) -> list[EvidenceView]:
        views = findings.store(rows)
        own_desk.bridge.evidence.emit(views)
        return views

    return stored
