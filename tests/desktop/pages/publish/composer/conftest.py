"""The composer over the sample with posts, and what the tests do in it."""

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop.pages.publish.calendar.tab import CalendarTab
from desktop.pages.publish.composer.pane import Composer
from desktop.pages.publish.page import PublishPage
from models.posts.views import MediaView
from tests.support.desk import RecordingHub
from tests.support.sample import Sample
from tests.support.views import post_view, target_view

X, INSTAGRAM, FACEBOOK = (
    "x:cairocoffeehs",
    "instagram:cairo.coffee.house",
    "facebook:cairo coffee house",
)
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def tab(posts_page: PublishPage) -> CalendarTab:
    found = posts_page.tab()
    assert isinstance(found, CalendarTab)
    return found


@pytest.fixture
def composer(tab: CalendarTab, hub: RecordingHub, qtbot: QtBot) -> Composer:
    """An empty one, its accounts read."""
    for verb in ("create", "change", "schedule", "publish", "duplicate"):
        hub.answers[f"posts.{verb}"] = post_view(id="new", targets=[target_view("x")])
    tab.write()
    qtbot.waitUntil(lambda: bool(tab.composer.accounts.lines) and not tab.tasks.running)
    return tab.composer


def open_post(composer: Composer, posts_sample: Sample, title: str, qtbot: QtBot) -> None:
    composer.open_post(posts_sample.posts[title])
    qtbot.waitUntil(lambda: composer.post_id == posts_sample.posts[title])
    qtbot.waitUntil(lambda: not composer._tasks.running)


def tick(composer: Composer, key: str, qtbot: QtBot) -> None:
    qtbot.mouseClick(composer.accounts.lines[key].box, LEFT)
    qtbot.waitUntil(lambda: not composer._rows_soon.isActive())


def write(composer: Composer, text: str) -> None:
    composer.content.editor.field.setPlainText(text)


def a_view(id: str = "m", mime: str = "image/png") -> MediaView:
    return MediaView(
        id=id, sha256=id * 64, mime=mime, name="oud.jpg", size_bytes=9, width=9, height=9,
        created_at=0,
    )  # fmt: skip
