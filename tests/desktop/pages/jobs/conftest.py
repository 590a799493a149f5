"""The Jobs page in a window, over the sample or over many jobs."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot
from qasync import QEventLoop

from desktop.desk import Desk
from desktop.pages.jobs.page import JobsPage
from models import jobs
from models.changes import NewJob
from models.database import open_reader, open_writer
from models.folder import DataFolder
from models.queries import jobs as queries
from models.views import JobView
from tests.support import sample
from tests.support.desk import RecordingHub, close_desk, make_desk

MANY = 520


@pytest.fixture(scope="session")
def many_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with more jobs than one page; tests only read it."""
    path = tmp_path_factory.mktemp("many")
    folder = DataFolder.open(path)
    db = open_writer(folder)
    with db.atomic("IMMEDIATE"):
        for number in range(MANY):
            wanted = NewJob(type="google_maps", input={"query": f"search {number:03}"})
            jobs.create(db, wanted, actor="system", now=sample.NOW - (MANY - number) * 1000)
    db.close()
    folder.close()
    return path


@pytest.fixture(scope="session")
def empty_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder as it is on the first day."""
    path = tmp_path_factory.mktemp("empty")
    folder = DataFolder.open(path)
    open_writer(folder).close()
    folder.close()
    return path


@contextmanager
def page_of(desk: Desk, window: QWidget, qtbot: QtBot) -> Iterator[JobsPage]:
    """The page of a desk, shown in the window, its rows read."""
    page = JobsPage(desk, window)
    layout = QVBoxLayout(window)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.addWidget(page)
    window.show()
    qtbot.waitUntil(lambda: page.feed.loaded and not page.tasks.running)
    try:
        yield page
    finally:
        page.close_page()


@pytest.fixture
def page(desk: Desk, window: QWidget, qtbot: QtBot) -> Iterator[JobsPage]:
    """The page over the sample."""
    with page_of(desk, window, qtbot) as made:
        yield made


@pytest.fixture
def many(
    many_folder: Path,
    tmp_path: Path,
    window: QWidget,
    hub: RecordingHub,
    loop: QEventLoop,
    qtbot: QtBot,
) -> Iterator[JobsPage]:
    """The page over many jobs."""
    folder = DataFolder.read_only(many_folder)
    desk = make_desk(folder, window, hub, home=tmp_path, clock=lambda: sample.NOW)
    with page_of(desk, window, qtbot) as made:
        yield made
    close_desk(desk)


@pytest.fixture
def empty(
    empty_folder: Path,
    tmp_path: Path,
    window: QWidget,
    hub: RecordingHub,
    loop: QEventLoop,
    qtbot: QtBot,
) -> Iterator[JobsPage]:
    """The page on the first day."""
    folder = DataFolder.read_only(empty_folder)
    desk = make_desk(folder, window, hub, home=tmp_path, clock=lambda: sample.NOW)
    with page_of(desk, window, qtbot) as made:
        yield made
    close_desk(desk)


@pytest.fixture
def job(sample_folder: Path) -> Callable[[str], JobView]:
    """A job of the sample by the beginning of its title."""
    db = open_reader(DataFolder.read_only(sample_folder))
    found = queries.listed(db, queries.JobFilter(), now=sample.NOW)
    db.close()

    def by_title(title: str) -> JobView:
        return next(view for view in found if view.title.startswith(title))

    return by_title
