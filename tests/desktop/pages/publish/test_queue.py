"""The Queue tab: groups, countdowns, and what is asked of the hub."""

from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from desktop.delegates.buttons import places
from desktop.desk import Desk
from desktop.dialogs.confirm import ConfirmDialog
from desktop.item_models.table import Role
from desktop.pages.publish.queue.tab import QueueTab
from desktop.tasks import Tasks
from desktop.widgets.ticker import ticker
from models.posts.views import PostView
from models.queries import posts as queries
from tests.support import sample
from tests.support.desk import OPERATOR, RecordingHub
from tests.support.views import post_view, target_view

NOW = sample.NOW


def waiting() -> list[PostView]:
    target = target_view("facebook", device_name="Front desk - Chrome")
    return [
        post_view(id="soon", title="Meet the team", at=NOW + 4 * sample.MINUTE, targets=[target],
                  job_id="job-soon"),
        post_view(id="held", title="Insurance", status="held", at=NOW + sample.DAY,
                  job_id="job-held"),
        post_view(id="missed", title="Barista", status="missed", at=NOW - sample.HOUR,
                  job_id="job-missed"),
        post_view(id="doubt", title="<b>Winter</b>", status="unknown", at=NOW - sample.HOUR),
    ]  # fmt: skip


@pytest.fixture
def tab(desk: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Iterator[QueueTab]:
    def asked(_db: Any, _workspace: str | None = None, **_more: Any) -> list[PostView]:
        return waiting()

    monkeypatch.setattr(queries, "queue", asked)
    tasks = Tasks(desk.actions.told_failure)
    made = QueueTab(desk, tasks)
    qtbot.addWidget(made)
    made.resize(1236, 700)
    made.show()
    made.refresh()
    qtbot.waitUntil(lambda: made.model.rowCount() > 0)
    yield made
    made.close_tab()
    tasks.cancel()


def press(tab: QueueTab, qtbot: QtBot, post: str, key: str) -> None:
    index = tab.model.index(tab.model.row_of(post), 5)
    tab.table.scrollTo(index)
    content = tab.table.visualRect(index).adjusted(8, 0, -8, -1)
    place = places(content, index.data(Role.CELL), right_to_left=False)[key]
    qtbot.mouseClick(tab.table.viewport(), Qt.MouseButton.LeftButton, pos=place.center())


def texts(tab: QueueTab, column: int) -> list[str]:
    rows = range(tab.model.rowCount())
    return [str(tab.model.index(row, column).data()) for row in rows]


def test_what_waits_for_the_operator_stands_first(tab: QueueTab) -> None:
    assert texts(tab, 1)[0] == "Waits for you 3"
    assert texts(tab, 0)[4] == "Today 1"
    assert "\u20684:00\u2069" in texts(tab, 0)[5]


def test_texts_of_strangers_are_text(tab: QueueTab) -> None:
    assert any(text.startswith("<b>Winter</b>") for text in texts(tab, 1))


def test_a_second_later_the_countdown_says_less(
    tab: QueueTab, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tab.model, "_clock", lambda: NOW + 61_000)
    ticker().tick()
    assert "\u20682:59\u2069" in texts(tab, 0)[5]


def test_a_held_post_is_released(tab: QueueTab, hub: RecordingHub, qtbot: QtBot) -> None:
    press(tab, qtbot, "held", "main")
    qtbot.waitUntil(lambda: bool(hub.asked))
    assert hub.asked[0][:2] == ("publishing.release", ("job-held", OPERATOR))


def test_a_missed_post_goes_out_only_after_a_question(
    tab: QueueTab, hub: RecordingHub, qtbot: QtBot, desk: Desk
) -> None:
    press(tab, qtbot, "missed", "main")
    dialog = desk.window.findChild(ConfirmDialog)
    assert hub.asked == []
    dialog.yes.click()
    qtbot.waitUntil(lambda: bool(hub.asked))
    assert hub.asked[0][:2] == ("posts.publish", ("missed", OPERATOR))


def test_what_is_in_doubt_leads_to_the_decision(tab: QueueTab, desk: Desk, qtbot: QtBot) -> None:
    press(tab, qtbot, "doubt", "main")
    assert desk.navigator.went == [("publish", "outcomes/doubt")]


def test_the_menu_of_a_scheduled_post(tab: QueueTab, hub: RecordingHub, qtbot: QtBot) -> None:
    menu = tab.verbs.menu(waiting()[0])
    words = [action.text() for action in menu.actions() if action.text()]
    assert words == ["Open", "Publish now", "Move to unscheduled", "Hold back", "Cancel"]
    menu.actions()[2].trigger()
    menu.actions()[3].trigger()
    qtbot.waitUntil(lambda: len(hub.asked) == 2)
    assert [call[:2] for call in hub.asked] == [
        ("posts.unschedule", ("soon", OPERATOR)),
        ("publishing.hold", ("job-soon", OPERATOR)),
    ]


def test_cancel_asks_first(tab: QueueTab, hub: RecordingHub, qtbot: QtBot, desk: Desk) -> None:
    dialog = tab.verbs.ask_to_cancel(waiting()[0])
    assert dialog.no.text() == "Let it go on"
    dialog.yes.click()
    qtbot.waitUntil(lambda: bool(hub.asked))
    assert hub.asked[0][:2] == ("jobs.cancel", ("job-soon", OPERATOR))


def test_enter_opens_the_post(tab: QueueTab, desk: Desk, qtbot: QtBot) -> None:
    tab.open_item("soon")
    qtbot.keyClick(tab.table, Qt.Key.Key_Return)
    assert desk.navigator.went == [("publish", "posts/soon")]


def test_the_keyboard_passes_over_headings(tab: QueueTab, qtbot: QtBot) -> None:
    tab.open_item("doubt")
    qtbot.keyClick(tab.table, Qt.Key.Key_Down)
    assert tab.table.current().id == "soon"


def test_a_row_that_is_read_again_stays_the_current_one(tab: QueueTab) -> None:
    tab.open_item("soon")
    tab.table.show_groups(tab.model.groups_of(waiting()[:2]))
    assert tab.table.current().id == "soon"


def test_nothing_is_pressed_beside_the_buttons(
    tab: QueueTab, hub: RecordingHub, qtbot: QtBot
) -> None:
    index = tab.model.index(tab.model.row_of("held"), 5)
    corner = tab.table.visualRect(index).topLeft() + QPoint(2, 2)
    qtbot.mouseClick(tab.table.viewport(), Qt.MouseButton.LeftButton, pos=corner)
    assert hub.asked == []


def test_an_empty_queue_says_so(
    tab: QueueTab, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queries, "queue", lambda *_a, **_k: [])
    tab.refresh()
    qtbot.waitUntil(lambda: tab.nothing.isVisible())
