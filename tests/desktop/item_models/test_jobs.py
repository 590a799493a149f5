"""The rows of Jobs."""

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from desktop.item_models.jobs import JobsModel
from desktop.item_models.table import Role
from desktop.presenters.cells import ChipCell, PlainCell, ProgressCell, TwoLineCell
from models.views import JobView
from tests.support.views import job_view

NOW = 1_790_000_000_000
RUNNING = {"status": "RUNNING", "phase": "running"}


@pytest.fixture
def model() -> JobsModel:
    made = JobsModel(lambda: NOW, lambda _: "#2B8A78")
    QAbstractItemModelTester(made, QAbstractItemModelTester.FailureReportingMode.Fatal, parent=made)
    return made


def cells(model: JobsModel, job: JobView) -> dict[str, object]:
    return {column.key: model.cell(job, column.key) for column in model.columns}


def test_the_model_is_honest(model: JobsModel, qtmodeltester: ModelTester) -> None:
    model.set_rows([job_view(updated_at=n) for n in range(20)])
    qtmodeltester.check(model, force_py=True)
    model.upsert([job_view(**RUNNING)])
    model.settle(model.views()[:5])
    qtmodeltester.check(model, force_py=True)


def test_a_running_job_in_six_cells(model: JobsModel) -> None:
    job = job_view(
        **RUNNING, progress=41, evidence_count=1280, assigned_agent_name="Front desk",
        updated_at=NOW - 120_000,
    )  # fmt: skip
    found = cells(model, job)
    assert found["job"] == TwoLineCell("dentists, Amman", "Maps list", "map-pin", "#2B8A78")
    assert isinstance(found["phase"], ChipCell)
    assert found["phase"].text == "Running"
    assert isinstance(found["progress"], ProgressCell)
    assert (found["progress"].value, found["progress"].words) == (41, "41%")
    assert [found[key].text for key in ("rows", "device", "updated")] == [
        "1\N{NARROW NO-BREAK SPACE}280", "Front desk", "2 min",
    ]  # fmt: skip


def test_a_finished_job_says_how_long_it_took(model: JobsModel) -> None:
    job = job_view(status="COMPLETED", phase="completed", started_at=0, completed_at=180_000)
    found = cells(model, job)["progress"]
    assert isinstance(found, ProgressCell)
    assert (found.value, found.words, found.icon) == (None, "took 3 min", "clock")


def test_a_waiting_job_shows_no_bar(model: JobsModel) -> None:
    found = cells(model, job_view())
    assert found["progress"] == ProgressCell(None, "")
    assert found["rows"] == PlainCell("", found["rows"].tone)


def test_titles_are_text_whatever_stands_in_them(model: JobsModel) -> None:
    cell = model.cell(job_view(title="<img src=x>\u202eevil\x00\n"), "job")
    assert isinstance(cell, TwoLineCell)
    assert cell.title == "<img src=x>[U+202E]evil␀ "


def test_what_is_searched_for_is_marked_in_the_title(model: JobsModel) -> None:
    model.mark_hits("dent amm")
    cell = model.cell(job_view(), "job")
    assert isinstance(cell, TwoLineCell)
    assert cell.hits == ((0, 4), (10, 3))
    model.mark_hits("")
    assert model.cell(job_view(), "job").hits == ()


def test_the_row_is_one_sentence_for_those_who_listen(model: JobsModel) -> None:
    job = job_view(
        status="RUNNING", phase="needs_user", needs_user_action=True, needs_user_reason="captcha",
        progress=62, evidence_count=86, assigned_agent_name="Laptop Mona",
    )  # fmt: skip
    model.set_rows([job])
    said = model.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert said == "dentists, Amman, Needs you: captcha, 62%, 86 rows, Laptop Mona"


def test_settling_keeps_what_stays(model: JobsModel, qtbot: QtBot) -> None:
    jobs = [job_view(updated_at=n) for n in range(6)]
    model.set_rows(jobs)
    chosen = QItemSelectionModel(model)
    chosen.setCurrentIndex(
        model.index(model.row_of(jobs[3].id), 0), QItemSelectionModel.SelectionFlag.Select
    )
    new = job_view(updated_at=99)
    with qtbot.assertNotEmitted(model.modelReset):
        model.settle([jobs[3], jobs[5], new])
    assert [view.id for view in model.views()] == [new.id, jobs[5].id, jobs[3].id]
    assert chosen.currentIndex().data(Role.KEY) == jobs[3].id
