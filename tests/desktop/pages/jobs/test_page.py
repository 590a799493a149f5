"""The Jobs page as an operator relies on it."""

from collections.abc import Callable

import msgspec
import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop.dialogs.confirm import ConfirmDialog
from desktop.pages.jobs.page import JobsPage
from desktop.pages.jobs.table import ROW
from models.errors import RuleRefused
from models.views import JobView
from tests.support import sample
from tests.support.desk import OPERATOR, RecordingHub
from tests.support.views import job_view

Job = Callable[[str], JobView]


def titles(page: JobsPage, count: int = 6) -> list[str]:
    return [view.title for view in page.table.jobs.views()[:count]]


def told(page: JobsPage, qtbot: QtBot, *jobs: JobView) -> None:
    """The hub tells of jobs, and the page has taken them."""
    page.desk.bridge.jobs.emit(list(jobs))
    qtbot.waitUntil(lambda: not page.feed.waits)


def test_what_needs_the_operator_stands_first(page: JobsPage) -> None:
    assert titles(page)[:2] == ["Dentists, Amman", "Brunch places, Cairo"]
    phases = [view.phase for view in page.table.jobs.views()]
    assert phases[:5] == ["needs_user"] * 2 + ["running"] * 3


def test_the_rest_stands_by_its_last_change(page: JobsPage) -> None:
    rest = [v.updated_at for v in page.table.jobs.views() if v.phase not in
            ("needs_user", "running")]  # fmt: skip
    assert rest == sorted(rest, reverse=True)


@pytest.mark.parametrize("view", ["all", "needs_you", "running", "waiting", "failed"])
def test_a_tab_shows_as_many_rows_as_it_counts(page: JobsPage, qtbot: QtBot, view: str) -> None:
    page.views.choose(view)
    page.views.chosen.emit(view)
    qtbot.waitUntil(lambda: page.feed.loaded)
    qtbot.waitUntil(lambda: not page.tasks.running)
    assert page.views.accessibleDescription().split()[-1] == str(page.table.jobs.rowCount())


def test_the_pane_opens_beside_the_first_row(page: JobsPage, qtbot: QtBot, job: Job) -> None:
    qtbot.waitUntil(lambda: page.detail.job is not None)
    assert page.panes.is_open
    assert not page.panes.is_over
    assert page.detail.job == job("Dentists, Amman")
    assert page.table.current_key() == job("Dentists, Amman").id


def test_a_pane_that_was_closed_stays_closed(page: JobsPage, qtbot: QtBot, window: QWidget) -> None:
    page.setFocus()
    qtbot.keyClick(page.table, Qt.Key.Key_Escape)
    assert not page.panes.is_open
    again = JobsPage(page.desk, window)
    again.resize(1200, 800)
    again.show()
    qtbot.waitUntil(lambda: again.feed.loaded)
    assert not again.panes.is_open
    again.close_page()


def test_a_job_that_changes_moves_to_its_place_and_stays_selected(
    page: JobsPage, qtbot: QtBot, job: Job
) -> None:
    waiting = job("Coffee machines")
    assert page.table.take_current(waiting.id)
    claimed = msgspec.structs.replace(
        waiting, status="RUNNING", phase="running", started_at=sample.NOW, updated_at=sample.NOW
    )
    with qtbot.assertNotEmitted(page.table.jobs.modelReset):
        told(page, qtbot, claimed)
    assert titles(page, 3)[2] == waiting.title
    assert page.table.current_key() == waiting.id
    assert page.detail.job_id == waiting.id


def test_a_job_that_leaves_the_view_takes_nobody_elses_place(
    page: JobsPage, qtbot: QtBot, job: Job
) -> None:
    page.views.choose("running")
    page.views.chosen.emit("running")
    qtbot.waitUntil(lambda: page.feed.loaded and page.table.jobs.rowCount() == 5)
    running = job("orthodontist fees")
    page._open(running)
    done = msgspec.structs.replace(
        running, status="COMPLETED", phase="completed", updated_at=sample.NOW
    )
    told(page, qtbot, done)
    assert page.table.jobs.row_of(running.id) == -1
    assert page.table.current_key() is None
    assert page.detail.job_id == running.id


def test_a_job_of_another_workspace_does_not_appear(page: JobsPage, qtbot: QtBot) -> None:
    first = page.desk.workspaces.all()[0].id
    page.desk.workspaces.choose(first)
    qtbot.waitUntil(lambda: page.feed.shown.workspace_id == first and page.feed.loaded)
    told(page, qtbot, job_view(workspace_id="other", updated_at=sample.NOW))
    assert all(view.workspace_id == first for view in page.table.jobs.views())


def test_children_of_a_bulk_job_stand_in_its_pane_not_in_the_table(
    page: JobsPage, qtbot: QtBot, job: Job
) -> None:
    page._open(job("Orthodontists, Rabieh, Amman (+11)"))
    qtbot.waitUntil(lambda: page.detail.job == job("Orthodontists, Rabieh, Amman (+11)"))
    page.detail.show_part("searches")
    assert page.detail.searches.table.model().rowCount() == 12
    assert not any(view.parent_id for view in page.table.jobs.views())


def test_new_rows_wait_while_the_reader_is_further_down(many: JobsPage, qtbot: QtBot) -> None:
    many.table.verticalScrollBar().setValue(20 * ROW)
    before = many.table.indexAt(many.table.viewport().rect().center()).data()
    for number in range(3):
        told(many, qtbot, job_view(title=f"new {number}", updated_at=sample.NOW + number))
    assert many.news.words() == "3 new rows"
    assert many.table.indexAt(many.table.viewport().rect().center()).data() == before
    many.news.clicked.emit()
    assert titles(many, 3) == ["new 2", "new 1", "new 0"]
    assert many.news.words() == ""
    assert many.table.verticalScrollBar().value() == 0


def test_new_rows_come_in_when_the_reader_goes_back_to_the_top(
    many: JobsPage, qtbot: QtBot
) -> None:
    many.table.verticalScrollBar().setValue(20 * ROW)
    told(many, qtbot, job_view(title="new", updated_at=sample.NOW + 1))
    many.table.verticalScrollBar().setValue(0)
    assert titles(many, 1) == ["new"]


def test_what_moves_above_does_not_move_what_is_read(many: JobsPage, qtbot: QtBot) -> None:
    bar = many.table.verticalScrollBar()
    bar.setValue(40 * ROW + 10)
    top = many.table.rowAt(0)
    read = many.table.jobs.view_at(top + 3)
    assert read is not None
    last = many.table.jobs.view_at(150)
    assert last is not None
    told(many, qtbot, msgspec.structs.replace(last, updated_at=sample.NOW + 5))
    assert many.table.jobs.row_of(last.id) == 0
    assert many.table.jobs.view_at(many.table.rowAt(0) + 3) == read
    assert bar.value() == 41 * ROW + 10


def test_further_pages_come_as_one_scrolls(many: JobsPage, qtbot: QtBot) -> None:
    model, bar = many.table.jobs, many.table.verticalScrollBar()
    assert model.rowCount() == 200
    first = many.table.indexAt(many.table.viewport().rect().topLeft()).data()
    with qtbot.assertNotEmitted(model.modelReset):
        bar.setValue(bar.maximum())
        qtbot.waitUntil(lambda: model.rowCount() == 400)
        bar.setValue(bar.maximum())
        qtbot.waitUntil(lambda: model.rowCount() == 520)
    assert titles(many, 520) == [f"search {number:03}" for number in reversed(range(520))]
    assert first == titles(many, 1)[0] + ", Maps list"


def test_two_thousand_changes_in_a_second_are_few_repaints(many: JobsPage, qtbot: QtBot) -> None:
    repaints: list[object] = []
    jobs = [msgspec.structs.replace(job, status="RUNNING", phase="running", started_at=job.seq)
            for job in many.table.jobs.views()[:50]]  # fmt: skip
    told(many, qtbot, *jobs)
    many.table.jobs.dataChanged.connect(lambda *_: repaints.append(_))
    for percent in range(40):
        many.desk.bridge.jobs.emit([msgspec.structs.replace(job, progress=percent) for job in jobs])
    qtbot.waitUntil(lambda: not many.feed.waits)
    assert len(repaints) == 1
    assert all(job.progress == 39 for job in many.table.jobs.views()[:50])


def test_the_text_filter_searches_and_marks(page: JobsPage, qtbot: QtBot) -> None:
    page.filters.search.setText("IRBID")
    qtbot.waitUntil(lambda: page.feed.shown.text == "IRBID" and page.feed.loaded)
    assert titles(page)
    assert all("irbid" in title.lower() for title in titles(page, 99))


def test_type_device_and_today_narrow_together(page: JobsPage, qtbot: QtBot, job: Job) -> None:
    device = job("Dentists, Amman").assigned_agent_id
    page.filters.choose_types(["google_maps"])
    page.filters.choose_device(device)
    page.filters.today_button.click()
    qtbot.waitUntil(lambda: page.feed.shown.filters == 3 and page.feed.loaded)
    views = page.table.jobs.views()
    assert views
    assert {view.assigned_agent_id for view in views} == {device}
    assert page.filters.type_button.text() == "Maps list"
    assert page.filters.device_button.text() == "Laptop Mona - Firefox"


def test_nothing_matches_says_so_and_offers_to_clear(page: JobsPage, qtbot: QtBot) -> None:
    page.filters.search.setText("<b>dnetist")
    qtbot.waitUntil(lambda: page.nothing.isVisible())
    title = page.nothing.state.title.text().replace("\u2068", "").replace("\u2069", "")
    assert title == "Nothing matches “<b>dnetist”"
    assert page.nothing.state.text.text() == "1 filter is on. Looked through 74 rows."
    page.nothing.clear.click()
    qtbot.waitUntil(lambda: page.table.isVisible())


def test_the_first_day_explains_what_a_job_is(empty: JobsPage, qtbot: QtBot) -> None:
    assert empty.nothing.isVisible()
    assert empty.nothing.state.title.text() == "No jobs yet"
    assert empty.nothing.state.text.text() == (
        "A job searches a site or publishes a post in one of your browsers."
    )
    empty.nothing.new_job.click()
    assert empty.desk.navigator.went == [("new_job", None)]  # type: ignore[attr-defined]
    empty.views.choose("needs_you")
    empty.views.chosen.emit("needs_you")
    qtbot.waitUntil(lambda: empty.nothing.state.title.text() == "Nothing needs you.")
    assert not empty.nothing.new_job.isVisible()


def test_the_first_job_ends_the_emptiness(empty: JobsPage, qtbot: QtBot) -> None:
    told(empty, qtbot, job_view(updated_at=sample.NOW))
    assert empty.table.isVisible()
    assert titles(empty) == ["dentists, Amman"]


def test_delete_asks_before_it_cancels(
    page: JobsPage, qtbot: QtBot, hub: RecordingHub, window: QWidget, job: Job
) -> None:
    page.table.setFocus()
    page.verbs.cancel.trigger()
    dialog = window.findChild(ConfirmDialog)
    assert dialog is not None
    assert page.verbs.cancel.shortcut() == QKeySequence("Del")
    assert hub.verbs() == []
    dialog.no.click()
    assert hub.verbs() == []
    page.verbs.ask_to_cancel(job("Dentists, Amman")).yes.click()
    qtbot.waitUntil(lambda: hub.verbs() == ["jobs.cancel"])
    assert hub.asked[0][1] == (job("Dentists, Amman").id, OPERATOR)


def test_a_refused_order_is_told(page: JobsPage, qtbot: QtBot, hub: RecordingHub, job: Job) -> None:
    hub.answers["jobs.cancel"] = RuleRefused("JOB_NOT_RUNNING", "The job is COMPLETED already.")
    page.verbs.cancel_now(job("Dentists, Amman"))
    qtbot.waitUntil(lambda: bool(page.desk.toasts.shown()))
    assert page.desk.toasts.shown()[0].news.text == "The job is COMPLETED already."


def test_a_duplicate_is_shown_at_once(
    page: JobsPage, qtbot: QtBot, hub: RecordingHub, job: Job
) -> None:
    hub.answers["jobs.duplicate"] = job("Coffee machines")
    page._open(job("Dentists, Amman"))
    page.verbs.duplicate.trigger()
    qtbot.waitUntil(lambda: page.detail.job_id == job("Coffee machines").id)
    assert hub.asked[0][1] == (job("Dentists, Amman").id, OPERATOR)


def test_only_what_makes_sense_can_be_chosen(page: JobsPage, job: Job) -> None:
    page.verbs.set_job(job("Dentists, Amman"))
    assert (page.verbs.cancel.isEnabled(), page.verbs.retry.isEnabled()) == (True, False)
    page.verbs.set_job(job("dental clinics 3"))
    assert (page.verbs.cancel.isEnabled(), page.verbs.retry.isEnabled()) == (False, True)
    page.verbs.set_job(None)
    assert not any(action.isEnabled() for action in page.actions())


def test_enter_opens_and_escape_closes(page: JobsPage, qtbot: QtBot, job: Job) -> None:
    page.close_details()
    page.table.take_current(job("Coffee machines").id)
    assert not page.panes.is_open
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    assert page.panes.is_open
    assert page.detail.job_id == job("Coffee machines").id
    qtbot.keyClick(page.detail, Qt.Key.Key_Escape)
    assert not page.panes.is_open


def test_a_narrow_window_lays_the_pane_over_the_table(
    page: JobsPage, qtbot: QtBot, window: QWidget
) -> None:
    window.resize(1000, 700)
    qtbot.waitUntil(lambda: page.panes.is_over)
    assert page.table.width() > 900
    qtbot.waitUntil(lambda: page.detail.width() <= 432)
    window.resize(1440, 900)
    qtbot.waitUntil(lambda: not page.panes.is_over)
    assert page.table.width() < 1100


def test_another_page_can_send_the_operator_to_a_job(
    page: JobsPage, qtbot: QtBot, job: Job
) -> None:
    child = job("Orthodontists, Naour")
    assert child.parent_id is not None
    page.open_item(child.id)
    qtbot.waitUntil(lambda: page.detail.job == child)
    assert page.detail.head.back.isVisible()
    page.detail.head.back.click()
    qtbot.waitUntil(lambda: page.detail.job is not None and page.detail.job.id == child.parent_id)


def test_a_job_that_was_just_made_is_the_current_one_once_it_is_there(
    many: JobsPage, qtbot: QtBot
) -> None:
    made = many.table.jobs.view_at(0)
    assert made is not None
    many.table.jobs.remove([made.id])  # the store has it, the table does not yet
    many.table.setCurrentIndex(QModelIndex())
    many.open_item(made.id)
    assert many.table.current_key() is None
    told(many, qtbot, made)
    assert many.table.current_key() == made.id


def test_a_job_that_is_gone_is_said_to_be_gone(page: JobsPage, qtbot: QtBot) -> None:
    page.open_item("no-such-job")
    qtbot.waitUntil(lambda: bool(page.desk.toasts.shown()))
    assert "not there any more" in page.desk.toasts.shown()[0].news.text
    assert not page.panes.is_open


def test_phases_are_read_anew_when_devices_come_and_go(page: JobsPage, qtbot: QtBot) -> None:
    with qtbot.waitSignal(page.feed.filled, timeout=3000):
        page.desk.bridge.presence.emit()


def test_a_hidden_page_takes_nothing(page: JobsPage, qtbot: QtBot) -> None:
    page.hide()
    before = page.table.jobs.rowCount()
    page.desk.bridge.jobs.emit([job_view(updated_at=sample.NOW)])
    assert not page.feed.waits
    assert page.table.jobs.rowCount() == before


def test_the_page_reads_from_right_to_left(
    arabic: None, page: JobsPage, qtbot: QtBot, job: Job
) -> None:
    assert page.title.text() == "المهام"
    assert page.table.isRightToLeft()
    first = page.table.visualRect(page.table.jobs.index(0, 0))
    last = page.table.visualRect(page.table.jobs.index(0, 5))
    assert first.left() > last.left()
    assert page.table.current_key() == job("Dentists, Amman").id
