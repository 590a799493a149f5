"""What tests of the window stand on: the look in force, a running loop, a sample data folder."""

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from qasync import QEventLoop

from desktop import i18n
from desktop.desk import Desk
from desktop.shell import Shell
from desktop.theme import fonts, motion
from desktop.theme.style import Theme
from models.folder import DataFolder
from tests.support import sample
from tests.support.desk import RecordingHub, close_desk, make_desk, make_shell


@pytest.fixture(scope="session")
def theme(qapp: QApplication) -> Theme:
    """The look of the application, light."""
    return Theme(qapp, "light")


@pytest.fixture(autouse=True)
def _look(theme: Theme, qapp: QApplication) -> Iterator[None]:
    """Every test begins in English, light, without motion."""
    i18n.use("en", "latin")
    motion.reduce(True)
    yield
    i18n.use("en", "latin")
    fonts.use_arabic(False)
    qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
    theme.choose("light")


@pytest.fixture
def arabic(qapp: QApplication, theme: Theme) -> None:
    """The window in Arabic."""
    i18n.use("ar", "latin")
    fonts.use_arabic(True)
    qapp.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    theme.apply()


@pytest.fixture(scope="session")
def _qt_loop(qapp: QApplication) -> Iterator[QEventLoop]:
    """One loop for the session: `stop` would end Qt's own loops for good."""
    made = QEventLoop(qapp, already_running=True)
    asyncio.events._set_running_loop(None)
    yield made
    made._QEventLoop__is_running = False
    made.close()


@pytest.fixture
def loop(_qt_loop: QEventLoop) -> Iterator[QEventLoop]:
    """An asyncio loop that runs while qtbot waits."""
    asyncio.set_event_loop(_qt_loop)
    asyncio.events._set_running_loop(_qt_loop)
    yield _qt_loop
    for task in asyncio.all_tasks(_qt_loop):
        task.cancel()
    asyncio.events._set_running_loop(None)
    asyncio.set_event_loop(None)


@pytest.fixture(scope="session")
def sample_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with the sample in it; tests only read it."""
    path = tmp_path_factory.mktemp("sample")
    sample.fill(path)
    return path


@pytest.fixture
def hub() -> RecordingHub:
    """A hub that records what it is asked."""
    return RecordingHub()


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    """The parent of what is tested."""
    made = QWidget()
    made.resize(1440, 900)
    qtbot.addWidget(made)
    return made


@pytest.fixture
def desk(
    sample_folder: Path, window: QWidget, hub: RecordingHub, loop: QEventLoop, tmp_path: Path
) -> Iterator[Desk]:
    """A desk over the sample data."""
    folder = DataFolder.read_only(sample_folder)
    made = make_desk(folder, window, hub, home=tmp_path, clock=lambda: sample.NOW)
    yield made
    close_desk(made)


@pytest.fixture
def shell(
    sample_folder: Path, hub: RecordingHub, loop: QEventLoop, tmp_path: Path
) -> Iterator[Shell]:
    """A whole window over the sample data; nobody is connected."""
    folder = DataFolder.read_only(sample_folder)
    made, end = make_shell(folder, hub, home=tmp_path, online=set(), clock=lambda: sample.NOW)
    yield made
    end()
