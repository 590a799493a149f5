"""The Outcomes tab: three groups, and every row leads to its decision."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop.desk import Desk
from desktop.dialogs.outcome import dialog as dialog_module
from desktop.dialogs.outcome.reading import Reading as DialogReading
from desktop.pages.publish.outcomes import tab as module
from desktop.pages.publish.outcomes.reading import Reading
from desktop.pages.publish.outcomes.tab import OutcomesTab
from desktop.pages.publish.page import PublishPage
from desktop.tasks import Tasks
from models.posts.views import OutcomeView
from tests.support.outcomes import outcome_view, timeline


def known() -> list[OutcomeView]:
    return [
        outcome_view(),
        outcome_view("verifying", run={"id": "run-2"}, post_id="post-2", post_title="Braces"),
        outcome_view("published", run={"id": "run-3", "resolved_by": "o"}, post_title="<i>old</i>"),
    ]


@pytest.fixture
def tab(desk: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Iterator[OutcomesTab]:
    monkeypatch.setattr(module, "read", lambda *_: Reading(known(), {"o": "Sami"}))
    monkeypatch.setattr(
        dialog_module.reading, "read", lambda *_: DialogReading(outcome_view(), timeline(), {})
    )
    tasks = Tasks(desk.actions.told_failure)
    made = OutcomesTab(desk, tasks)
    qtbot.addWidget(made)
    made.resize(1236, 700)
    made.show()
    made.refresh()
    qtbot.waitUntil(lambda: made.model.rowCount() > 0)
    yield made
    if made.dialog is not None:
        made.dialog.reject()
    made.close_tab()
    tasks.cancel()


def texts(tab: OutcomesTab, column: int) -> list[str]:
    rows = range(tab.model.rowCount())
    return [str(tab.model.index(row, column).data()) for row in rows]


def test_three_groups_in_their_order(tab: OutcomesTab) -> None:
    firsts = texts(tab, 0)
    assert firsts == [
        "To decide 1", "Winter check-up offer",
        "Being looked for 1", "Braces",
        "Decided this month 1", "<i>old</i>",
    ]  # fmt: skip


def test_the_columns_say_what_is_known(tab: OutcomesTab) -> None:
    row = [str(tab.model.index(1, column).data()) for column in range(7)]
    assert row == [
        "Winter check-up offer", "Amman Dental Group", "Not found twice", "10:11:04",
        "says “pressed”, heard 10:12", "2, not found", "Your decision",
    ]  # fmt: skip
    assert texts(tab, 6)[5] == "\u2068Sami\u2069: it is there"


def test_a_click_opens_the_decision(tab: OutcomesTab, qtbot: QtBot) -> None:
    place = tab.table.visualRect(tab.model.index(1, 0)).center()
    qtbot.mouseClick(tab.table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert tab.dialog is not None
    assert tab.dialog.isVisible()


def test_enter_opens_the_decision(tab: OutcomesTab, qtbot: QtBot) -> None:
    tab.table.go_to(1)
    qtbot.keyClick(tab.table, Qt.Key.Key_Return)
    assert tab.dialog is not None


@pytest.mark.parametrize("item", ["run-2", "post-2"])
def test_another_page_sends_to_one(tab: OutcomesTab, item: str) -> None:
    tab.open_item(item)
    assert tab.table.current().run.id == "run-2"
    assert tab.dialog is not None


def test_nobody_answers_twice_at_once(tab: OutcomesTab) -> None:
    tab.open_item("run-2")
    first = tab.dialog
    tab.open_item("run-1")
    assert tab.dialog is first


def test_every_post_accounted_for(
    tab: OutcomesTab, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "read", lambda *_: Reading([], {}))
    tab.refresh()
    qtbot.waitUntil(lambda: tab.nothing.isVisible())
    assert tab.nothing.title.text() == "Every post is accounted for."


def test_over_real_rows_everything_that_is_known_is_shown(
    posts_page: PublishPage, qtbot: QtBot
) -> None:
    posts_page.open_item("outcomes")
    tab = posts_page.tab()
    assert isinstance(tab, OutcomesTab)
    qtbot.waitUntil(lambda: tab.model.rowCount() > 0)
    vain = next(one for one in tab.model.views() if one.run.state == "not_found")
    tab.open_item(vain.run.job_id)
    assert tab.dialog is not None
    dialog = tab.dialog
    qtbot.waitUntil(lambda: dialog._reading is not None)
    assert len(dialog.seen.facts.texts()) >= 3
    assert dialog.seen.before.proof is not None
    assert dialog.decision.order.isVisibleTo(dialog.decision.not_there) is False
    dialog.decision.not_there.button.setChecked(True)
    assert dialog.decision.order.isVisible()
    dialog.reject()
