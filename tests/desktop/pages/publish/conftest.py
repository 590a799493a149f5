"""The Publish page in a window over the sample."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from desktop.desk import Desk
from desktop.pages.publish.page import PublishPage


@pytest.fixture
def page(desk: Desk, window: QWidget, qtbot: QtBot) -> Iterator[PublishPage]:
    """The page, shown and read."""
    made = PublishPage(desk, window)
    layout = QVBoxLayout(window)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.addWidget(made)
    window.show()
    qtbot.waitUntil(lambda: not made.tasks.running)
    yield made
    made.close_page()
