"""The Publish page with a real hub behind it: written, planned, moved, seen on the calendar."""

import dataclasses
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from qasync import QEventLoop

from desktop.actions import Actions
from desktop.pages.publish.calendar.tab import CalendarTab
from desktop.presenters import spans
from hub.service import HubOptions, HubService
from hub.thread import HubThread
from models.clock import now_ms
from models.database import open_reader
from models.folder import DataFolder
from models.posts.changes import NewPost, NewTarget
from models.posts.views import PostView
from models.queries import posts
from tests.desktop.pages.publish.conftest import page_of
from tests.support.desk import RecordingHub, close_desk, make_desk
from tests.support.sample_posts import hills

DAY = 86_400_000


@pytest.fixture
def hub_thread(tmp_path: Path) -> Iterator[HubThread]:
    """A hub on a new folder; it listens on free ports of loopback."""
    folder = DataFolder.open(tmp_path / "data")
    thread = HubThread(lambda: HubService(folder, HubOptions(port=0, api_port=0)))
    thread.start().result(20)
    yield thread
    assert thread.stop()
    folder.close()


@pytest.fixture
def tab(
    hub_thread: HubThread, tmp_path: Path, window: QWidget, loop: QEventLoop, qtbot: QtBot
) -> Iterator[CalendarTab]:
    """The Calendar tab over that hub."""
    service = hub_thread.service
    assert service is not None
    made = make_desk(
        DataFolder.read_only(tmp_path / "data"), window, RecordingHub(), home=tmp_path,
        clock=now_ms,
    )  # fmt: skip
    actions = Actions(hub_thread, lambda: service, made.toasts, "system")
    desk = dataclasses.replace(made, actions=actions)
    desk.bridge.listen(service.bus.subscribe)
    with page_of(desk, window, qtbot) as page:
        found = page.tab()
        assert isinstance(found, CalendarTab)
        yield found
    actions.close()
    close_desk(desk)


def stored(tmp_path: Path) -> list[PostView]:
    db = open_reader(DataFolder.read_only(tmp_path / "data"))
    try:
        return posts.listed(db, posts.PostFilter())
    finally:
        db.close()


def test_a_post_goes_from_the_first_letter_to_its_time(
    tab: CalendarTab, hub_thread: HubThread, tmp_path: Path, qtbot: QtBot
) -> None:
    service = hub_thread.service
    assert service is not None
    made = hub_thread.call(service.accounts.add, "practice", "@ammandental", "system")
    made.result(10)
    composer = tab.composer
    tab.write(spans.today(now_ms() + DAY), 12 * 60)
    qtbot.waitUntil(lambda: "practice:ammandental" in composer.accounts.lines)
    composer.accounts.lines["practice:ammandental"].box.click()
    composer.content.editor.field.setPlainText("Meet Dr. Lina")
    qtbot.waitUntil(lambda: [p.status for p in stored(tmp_path)] == ["draft"], timeout=10_000)
    composer.foot.schedule.click()
    qtbot.waitUntil(lambda: not tab.drawer.is_open, timeout=10_000)
    (post,) = stored(tmp_path)
    assert (post.status, post.text) == ("scheduled", "Meet Dr. Lina")
    qtbot.waitUntil(lambda: tab.view.rect_of(post.id) is not None, timeout=10_000)

    tab.mover.move(post, spans.today(now_ms() + DAY), 15 * 60)
    at = spans.moment(spans.today(now_ms() + DAY), 15 * 60)
    qtbot.waitUntil(lambda: stored(tmp_path)[0].at == at, timeout=10_000)
    qtbot.waitUntil(lambda: tab.mover.can_undo, timeout=10_000)
    tab.mover.undo()
    qtbot.waitUntil(lambda: stored(tmp_path)[0].at == post.at, timeout=10_000)
    tab.mover.unschedule(post)
    qtbot.waitUntil(lambda: stored(tmp_path)[0].at is None, timeout=10_000)
    qtbot.waitUntil(lambda: tab.tray.cards._posts != [], timeout=10_000)


def test_a_post_that_waits_comes_again_and_then_no_more(
    tab: CalendarTab, hub_thread: HubThread, tmp_path: Path, qtbot: QtBot
) -> None:
    service = hub_thread.service
    assert service is not None
    target = NewTarget(platform="practice", handle="@ammandental")
    wall = f"{spans.today(now_ms() + DAY).isoformat()}T12:00"
    new = NewPost(text="Every week", targets=[target], wall=wall, zone=spans.here())
    post = hub_thread.call(service.posts.create, new, "system").result(10)
    composer = tab.composer
    tab.open_item(post.id)
    qtbot.waitUntil(lambda: composer.post_id == post.id, timeout=10_000)
    composer.when.repeat.setCurrentIndex(2)
    composer.when.repeat.activated.emit(2)
    composer.foot.schedule.click()
    qtbot.waitUntil(lambda: len(stored(tmp_path)) == 8, timeout=10_000)
    qtbot.waitUntil(lambda: not tab.drawer.is_open, timeout=10_000)
    assert post.id in {one.id for one in stored(tmp_path)}

    tab.open_item(post.id)
    qtbot.waitUntil(composer.series.isVisible, timeout=10_000)
    assert not composer.when.repeat.isVisible()
    composer.series.ask_to_end().yes.click()
    qtbot.waitUntil(lambda: [one.id for one in stored(tmp_path)] == [post.id], timeout=10_000)
    qtbot.waitUntil(composer.when.repeat.isVisible, timeout=10_000)


def test_an_account_keeps_its_own_files_and_words_in_the_store(
    tab: CalendarTab, hub_thread: HubThread, tmp_path: Path, qtbot: QtBot
) -> None:
    service = hub_thread.service
    assert service is not None
    key = "practice:ammandental"
    hub_thread.call(service.accounts.add, "practice", "@ammandental", "system").result(10)
    picture = tmp_path / "hills.png"
    picture.write_bytes(hills(True))
    composer = tab.composer
    tab.write()
    qtbot.waitUntil(lambda: key in composer.accounts.lines)
    composer.content.editor.field.setPlainText("For all")
    composer.attaching.adder.add([picture], composer.attaching.place())
    qtbot.waitUntil(lambda: len(composer.draft.media) == 1, timeout=10_000)
    composer.accounts.choose(key)
    composer.content.editor.field.setPlainText("For practice")
    composer.content.files_line.own.click()
    dialog = composer.content.files.describe(0)
    assert dialog is not None
    dialog.field.setText("Hills")
    dialog.answer.click()
    qtbot.waitUntil(lambda: [p.text for p in stored(tmp_path)] == ["For all"], timeout=10_000)
    written = composer.draft
    qtbot.waitUntil(lambda: not composer.saver.is_dirty, timeout=10_000)
    (post,) = stored(tmp_path)
    assert [(one.own_media, one.media[0].alt) for one in post.targets] == [(True, "Hills")]
    assert [use.alt for use in post.media] == [""]

    tab.write()
    tab.open_item(post.id)
    qtbot.waitUntil(lambda: composer.post_id == post.id, timeout=10_000)
    assert composer.draft.targets == written.targets
    assert composer.draft.media == written.media
    assert composer.accounts.lines[key].note.text() == "own text · 1 photo"


def test_what_is_written_while_the_hub_is_away_is_saved_when_it_is_back(
    tab: CalendarTab, hub_thread: HubThread, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    qtbot: QtBot,
) -> None:  # fmt: skip
    monkeypatch.setattr("desktop.pages.publish.composer.saver.AGAIN_MS", 50)
    tab.write()
    running = hub_thread._loop
    hub_thread._loop = None
    tab.composer.content.editor.field.setPlainText("Nobody listens")
    qtbot.waitUntil(lambda: tab.composer.saver.error is not None, timeout=10_000)
    assert "kept here" in tab.composer.head.fact.whole()
    hub_thread._loop = running
    qtbot.waitUntil(
        lambda: [p.text for p in stored(tmp_path)] == ["Nobody listens"], timeout=10_000
    )
