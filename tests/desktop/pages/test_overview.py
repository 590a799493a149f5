"""Overview over the sample: what needs the operator comes first, and moves as it happens."""

import msgspec
import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop.desk import Desk
from desktop.pages.overview import OverviewPage
from desktop.pages.overview_rows import DeviceRow, NeedsRow, RunningRow
from desktop.widgets.buttons import Button
from hub import events as e
from models.database import open_reader
from models.folder import DataFolder
from models.queries import jobs as job_queries
from tests.support import sample
from tests.support.desk import OPERATOR, RecordingHub


@pytest.fixture
def page(desk: Desk, qtbot: QtBot) -> OverviewPage:
    made = OverviewPage(desk)
    qtbot.addWidget(made)
    made.resize(1236, 870)
    made.show()
    qtbot.waitUntil(lambda: bool(made.findChildren(RunningRow)))
    yield made
    made.close_page()


def button(widget: NeedsRow, text: str) -> Button:
    return next(b for b in widget.findChildren(Button) if b.text() == text)


def test_what_needs_the_operator_is_there_with_its_reason(page: OverviewPage) -> None:
    rows = page.findChildren(NeedsRow)
    said = [row.accessibleName() for row in rows]
    assert len(rows) == 2
    assert any("Needs you: captcha" in text for text in said)
    assert any("Needs you: log in" in text for text in said)


def test_continue_resumes_the_job(page: OverviewPage, hub: RecordingHub, qtbot: QtBot) -> None:
    row = page.findChildren(NeedsRow)[0]
    qtbot.mouseClick(button(row, "Continue"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(hub.asked))
    verb, (job_id, actor), _ = hub.asked[0]
    assert (verb, actor) == ("jobs.resume", OPERATOR)
    assert job_id == row._job.id


def test_details_open_the_job(page: OverviewPage, desk: Desk, qtbot: QtBot) -> None:
    row = page.findChildren(NeedsRow)[0]
    qtbot.mouseClick(button(row, "Open details"), Qt.MouseButton.LeftButton)
    assert desk.navigator.went == [("jobs", row._job.id)]


def test_what_runs_does_not_repeat_what_needs_the_operator(page: OverviewPage) -> None:
    said = [row.accessibleName() for row in page.findChildren(RunningRow)]
    assert len(said) == 3
    assert not any("Needs you" in text for text in said)


def test_progress_is_shown_as_it_happens(
    page: OverviewPage, desk: Desk, qtbot: QtBot, sample_folder: object
) -> None:
    running = next(row for row in page.findChildren(RunningRow) if "Cafés" in row.accessibleName())
    database = open_reader(DataFolder.read_only(sample_folder))
    wanted = job_queries.JobFilter(statuses=("RUNNING",), text="Cafés")
    job = job_queries.listed(database, wanted, now=sample.NOW)[0]
    database.close()
    changed = msgspec.structs.replace(job, progress=77)
    desk.bridge.put(e.JobChanged(job=changed))
    qtbot.waitUntil(lambda: "77%" in running.accessibleName())


def test_out_of_view_it_follows_nothing(
    page: OverviewPage, desk: Desk, sample_folder: object
) -> None:
    row = page.findChildren(RunningRow)[0]
    shown = row.accessibleName()
    database = open_reader(DataFolder.read_only(sample_folder))
    running = job_queries.listed(
        database, job_queries.JobFilter(statuses=("RUNNING",)), now=sample.NOW
    )
    database.close()
    page.hide()
    desk.bridge.jobs.emit([msgspec.structs.replace(job, progress=99) for job in running])
    assert row.accessibleName() == shown


def test_the_devices_are_there_with_what_they_do(page: OverviewPage, desk: Desk) -> None:
    assert len(page.findChildren(DeviceRow)) == 6


def test_figures_are_of_today(page: OverviewPage) -> None:
    said = [figure.accessibleName() for figure in page.today._figures.values()]
    assert any("evidence rows" in text and "already known" in text for text in said)
    assert any("proofs" in text and "all intact" in text for text in said)


def test_a_workspace_narrows_everything(page: OverviewPage, desk: Desk, qtbot: QtBot) -> None:
    coffee = next(w for w in desk.workspaces.all() if w.name == "Cairo Coffee House")
    desk.workspaces.choose(coffee.id)
    qtbot.waitUntil(lambda: page.needs.count() == 1)


def test_a_narrow_page_puts_the_side_below(page: OverviewPage) -> None:
    page.resize(760, 900)
    assert page._side.width() > 600


def test_new_job_is_the_filled_button(page: OverviewPage, desk: Desk, qtbot: QtBot) -> None:
    qtbot.mouseClick(page.main_button(), Qt.MouseButton.LeftButton)
    assert desk.navigator.went == [("new_job", None)]
