"""The shell: counts, pause, notices, what the close button means."""

from typing import Any

import pytest
from msgspec import structs
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop.dialogs.pair import PairDialog
from desktop.preferences import Preference
from desktop.shell import Shell
from desktop.widgets.banner import Banner
from hub import events as e
from hub.service import HubStatus
from models.views import JobView
from tests.support.desk import OPERATOR, RecordingHub
from tests.support.views import job_view

READY = HubStatus(
    state="ready", reason=None, hub_id="h", agent_url="ws://127.0.0.1:47150/agent",
    api_url="", agents=0, storage="ok",
)  # fmt: skip


@pytest.fixture
def opened(shell: Shell, qtbot: QtBot) -> Shell:
    shell.open()
    qtbot.waitUntil(lambda: bool(shell.window.status.queue.words()))
    return shell


def banner(shell: Shell) -> Banner | None:
    found = [b for b in shell.window.findChildren(Banner) if b.parentWidget() is shell.window]
    return found[0] if found else None


def test_counts_are_in_sidebar_and_status_bar(opened: Shell) -> None:
    entries = {entry.key: entry for entry in opened.window.sidebar.pages.rows.entries}
    assert (entries["jobs"].count, entries["jobs"].loud) == ("2", True)
    assert opened.window.status.devices.words() == "0 of 6 devices online"
    assert "running" in opened.window.status.queue.words()
    assert "free" in opened.window.status.disk.words()


def test_the_hub_says_how_it_is(opened: Shell) -> None:
    words = opened.window.status.hub.words
    assert words() == "Hub is starting"
    opened.desk.hub.learn(READY, 0)
    assert words() == "Hub running  \u2068127.0.0.1:47150\u2069"
    opened.desk.hub.fail(RuntimeError("no"))
    assert words() == "Hub is down"


def test_pause_everything_and_resume(opened: Shell, hub: RecordingHub, qtbot: QtBot) -> None:
    opened.window.sidebar.pause_wanted.emit()
    qtbot.waitUntil(lambda: bool(hub.asked))
    assert hub.asked == [("pauses.pause", ("all", None, OPERATOR), {})]
    opened.summary.paused, opened.summary.waiting = True, 5
    opened.summary.changed.emit()
    shown = banner(opened)
    assert shown is not None
    assert shown.title.text() == "Everything is paused. 5 jobs wait."
    assert "Nothing is pressed any more" in shown.text.text()
    opened.toggle_pause()
    qtbot.waitUntil(lambda: len(hub.asked) == 2)
    assert hub.asked[1] == ("pauses.resume", ("all", None, OPERATOR), {})


def test_the_gravest_notice_is_shown(opened: Shell, qtbot: QtBot) -> None:
    opened.summary.paused = True
    opened.summary.changed.emit()
    opened.desk.bridge.storage.emit(e.StorageState(state="full"))
    qtbot.waitUntil(lambda: banner(opened).title.text() == "The disk is full.")
    opened.desk.bridge.storage.emit(e.StorageState(state="ok"))
    qtbot.waitUntil(lambda: "paused" in banner(opened).title.text())


def test_closing_ends_the_application_when_there_is_no_tray(opened: Shell, qtbot: QtBot) -> None:
    opened.desk.preferences.keep(Preference.CLOSE_TO_TRAY, True)
    with qtbot.waitSignal(opened.quit_wanted):
        opened.window.close()


def test_pair_a_device_opens_the_dialog(opened: Shell, hub: RecordingHub, qtbot: QtBot) -> None:
    from tests.desktop.dialogs.test_pair import LINK

    hub.answers["pairing.make_link"] = LINK
    opened.window.pair_device()
    qtbot.waitUntil(lambda: opened.window.findChild(PairDialog) is not None)
    qtbot.waitUntil(lambda: bool(hub.asked))
    opened.window.findChild(PairDialog).reject()


def test_news_of_a_job_that_needs_somebody(opened: Shell, qtbot: QtBot) -> None:
    told: list[tuple[str, str]] = []
    opened.news.set_notify(lambda title, text: told.append((title, text)))
    before = job_view(id="1", status="RUNNING", phase="running", assigned_agent_name="Laptop Mona")
    after = job_view(
        id="1", status="RUNNING", phase="needs_user", needs_user_action=True,
        needs_user_reason="captcha", assigned_agent_name="Laptop Mona",
    )  # fmt: skip
    opened.desk.bridge.jobs.emit([before])
    opened.desk.bridge.jobs.emit([after])
    assert opened.desk.toasts.kept[0].text == "\u2068Laptop Mona\u2069 asks for you: captcha"
    opened.desk.bridge.jobs.emit([after])
    assert len(opened.desk.toasts.kept) == 1


def published(phase: str, **changes: Any) -> JobView:
    given = {"postId": "post-1", "account": {"platform": "x", "handle": "@ammandental"}}
    facts = {"id": "child", "type": "PUBLISH_VARIANT", "parent_id": "p", "title": "Winter"}
    return job_view(**facts, phase=phase, input=given, status="RUNNING", **changes)


def test_a_post_that_nobody_knows_of_is_told_loudly_and_once(opened: Shell) -> None:
    told: list[tuple[str, str]] = []
    opened.news.set_notify(lambda title, text: told.append((title, text)))
    opened.window.hide()
    for phase in ("running", "verifying", "unknown", "verifying"):
        opened.desk.bridge.jobs.emit([published(phase)])
    (news,) = opened.desk.toasts.kept
    assert news.text == (
        "Nobody knows whether \u2068Winter\u2069 went out: \u2068X\u2069, \u2068@ammandental\u2069"
    )
    assert told == [("Proofdesk needs you", news.text)]
    assert news.action is not None
    assert news.action[0] == "Decide"


def test_not_found_twice_is_told_too(opened: Shell) -> None:
    opened.desk.bridge.jobs.emit([published("verifying")])
    vain = published("needs_user", needs_user_action=True, error_code="NOT_FOUND")
    opened.desk.bridge.jobs.emit([structs.replace(vain, status="FAILED")])
    assert opened.desk.toasts.kept[0].action[0] == "Decide"


def test_what_was_so_before_the_window_is_no_news(opened: Shell) -> None:
    opened.desk.bridge.jobs.emit([job_view(id="1", status="FAILED", phase="failed")])
    assert not opened.desk.toasts.kept


def test_a_search_of_a_bulk_that_failed_is_no_news_of_its_own(opened: Shell) -> None:
    for phase in ("running", "failed"):
        opened.desk.bridge.jobs.emit([job_view(id="1", phase=phase, parent_id="p")])
    assert not opened.desk.toasts.kept


def test_the_workspace_switcher_offers_all_and_each(opened: Shell) -> None:
    switcher = opened.window.sidebar.switcher
    words = [action.text() for action in switcher.menu().actions() if action.text()]
    assert words[0] == "All workspaces"
    assert {"Amman Dental Group", "Cairo Coffee House"} <= set(words)
    coffee = next(a for a in switcher.menu().actions() if a.text() == "Cairo Coffee House")
    coffee.trigger()
    assert "Cairo Coffee House" in switcher.accessibleName()


def test_the_sidebar_goes_to_pages_by_mouse_and_keyboard(opened: Shell, qtbot: QtBot) -> None:
    pages = opened.window.sidebar.pages
    row = [entry.key for entry in pages.rows.entries].index("devices")
    place = pages.visualRect(pages.model().index(row, 0)).center()
    qtbot.mouseClick(pages.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert opened.window.current_page().key == "devices"
    pages.setCurrentIndex(pages.model().index(0, 0))
    qtbot.keyClick(pages, Qt.Key.Key_Return)
    assert opened.window.current_page().key == "overview"


def test_a_fact_of_the_status_bar_opens_its_page(opened: Shell, qtbot: QtBot) -> None:
    qtbot.mouseClick(opened.window.status.devices, Qt.MouseButton.LeftButton)
    assert opened.window.current_page().key == "devices"


def test_the_icon_of_the_window_is_ours(opened: Shell) -> None:
    window: QWidget = opened.window
    assert not window.windowIcon().isNull()
