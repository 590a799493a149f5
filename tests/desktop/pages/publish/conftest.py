"""The Publish page in a window, over the sample without and with posts."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot
from qasync import QEventLoop

from desktop.desk import Desk
from desktop.pages.publish.page import PublishPage
from models.folder import DataFolder
from tests.support import sample
from tests.support.desk import RecordingHub, close_desk, make_desk
from tests.support.sample import Sample


@contextmanager
def page_of(desk: Desk, window: QWidget, qtbot: QtBot) -> Iterator[PublishPage]:
    """The page of a desk, shown and read."""
    made = PublishPage(desk, window)
    layout = QVBoxLayout(window)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.addWidget(made)
    window.show()
    qtbot.waitUntil(lambda: not made.tasks.running)
    try:
        yield made
    finally:
        made.close_page()


@pytest.fixture
def page(desk: Desk, window: QWidget, qtbot: QtBot) -> Iterator[PublishPage]:
    """The page over the sample, which has no posts."""
    with page_of(desk, window, qtbot) as made:
        yield made


@pytest.fixture(scope="session")
def posts_sample(tmp_path_factory: pytest.TempPathFactory) -> Sample:
    """A data folder with posts in it; tests only read it."""
    return sample.fill(tmp_path_factory.mktemp("posts"), with_posts=True)


@pytest.fixture
def posts_desk(
    posts_sample: Sample, window: QWidget, hub: RecordingHub, loop: QEventLoop, tmp_path: Path
) -> Iterator[Desk]:
    """A desk over the sample with posts."""
    folder = DataFolder.read_only(posts_sample.path)
    made = make_desk(folder, window, hub, home=tmp_path, clock=lambda: sample.NOW)
    made.bridge.online = posts_sample.online
    yield made
    close_desk(made)


@pytest.fixture
def posts_page(posts_desk: Desk, window: QWidget, qtbot: QtBot) -> Iterator[PublishPage]:
    """The page over the sample with posts."""
    with page_of(posts_desk, window, qtbot) as made:
        yield made
