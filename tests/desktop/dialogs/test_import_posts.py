"""Posts from a table: checked first, then all of it or nothing."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop.desk import Desk
from desktop.dialogs.import_posts import MOST_SHOWN, ImportDialog
from desktop.presenters import spans
from desktop.widgets.labels import PlainLabel
from hub.exports import posts_csv
from models.posts.imports import ImportProblem, ImportReport
from tests.support.desk import OPERATOR, RecordingHub

GOOD = ImportReport(rows=3, post_ids=[], problems=[])


def bad(*problems: tuple[int, str | None, str]) -> ImportReport:
    return ImportReport(
        rows=3, post_ids=[],
        problems=[ImportProblem(row=r, column=c, message=m) for r, c, m in problems],
    )  # fmt: skip


@pytest.fixture
def dialog(desk: Desk, window: QWidget, qtbot: QtBot) -> ImportDialog:
    window.show()
    made = ImportDialog(desk)
    made.open()
    return made


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "posts.csv"
    path.write_bytes(posts_csv.template())
    return path


def words(dialog: ImportDialog) -> str:
    return " ".join(label.text() for label in dialog.findChildren(PlainLabel))


def test_a_table_is_checked_before_anything_comes_in(
    dialog: ImportDialog, hub: RecordingHub, table: Path, qtbot: QtBot
) -> None:
    hub.answers["posts.import_csv"] = GOOD
    assert not dialog.start.isEnabled()
    dialog.take(table)
    qtbot.waitUntil(dialog.start.isEnabled)
    assert dialog.start.text() == "Import 3 posts"
    (_, (data, actor), facts) = hub.asked[0]
    assert (data, actor) == (table.read_bytes(), OPERATOR)
    assert facts == {"zone": spans.here(), "allow_duplicates": False, "dry": True}
    dialog.start.click()
    qtbot.waitUntil(lambda: len(hub.asked) == 2)
    assert hub.asked[1][2]["dry"] is False


def test_every_problem_is_named_with_its_row(
    dialog: ImportDialog, hub: RecordingHub, table: Path, qtbot: QtBot
) -> None:
    hub.answers["posts.import_csv"] = bad(
        (2, "date", "must be a day"), (2, "text", "must not be empty"), (4, None, "<b>broken</b>")
    )
    dialog.take(table)
    qtbot.waitUntil(lambda: dialog.report is not None)
    shown = words(dialog)
    assert "2 rows must be put right" in shown
    assert "Row 2" in shown
    assert "must be a day" in shown
    assert "<b>broken</b>" in shown
    assert not dialog.start.isEnabled()


def test_many_problems_are_counted(
    dialog: ImportDialog, hub: RecordingHub, table: Path, qtbot: QtBot
) -> None:
    many = [(number, "text", "must not be empty") for number in range(2, MOST_SHOWN + 12)]
    hub.answers["posts.import_csv"] = bad(*many)
    dialog.take(table)
    qtbot.waitUntil(lambda: dialog.report is not None)
    assert "10 more" in words(dialog)


def test_duplicates_can_be_meant(
    dialog: ImportDialog, hub: RecordingHub, table: Path, qtbot: QtBot
) -> None:
    hub.answers["posts.import_csv"] = bad((2, "text", "says the same (allowDuplicate)."))
    dialog.take(table)
    qtbot.waitUntil(dialog.meant.isVisible)
    hub.answers["posts.import_csv"] = GOOD
    dialog.meant.click()
    qtbot.waitUntil(dialog.start.isEnabled)
    assert hub.asked[-1][2]["allow_duplicates"] is True


def test_what_went_wrong_meanwhile_takes_nothing_in(
    dialog: ImportDialog, hub: RecordingHub, table: Path, qtbot: QtBot
) -> None:
    hub.answers["posts.import_csv"] = GOOD
    dialog.take(table)
    qtbot.waitUntil(dialog.start.isEnabled)
    hub.answers["posts.import_csv"] = bad((3, "accounts", "must name a platform"))
    dialog.start.click()
    qtbot.waitUntil(lambda: "1 row must be put right" in words(dialog))
    assert dialog.isVisible()


def test_a_file_that_is_gone_is_said(dialog: ImportDialog, tmp_path: Path, qtbot: QtBot) -> None:
    dialog.take(tmp_path / "gone.csv")
    qtbot.waitUntil(lambda: "The file was not read" in words(dialog))
    assert not dialog.start.isEnabled()


def test_the_template_can_be_read_back(dialog: ImportDialog, tmp_path: Path, qtbot: QtBot) -> None:
    target = tmp_path / "template.csv"
    dialog.save_template(target)
    qtbot.waitUntil(target.exists)
    assert len(posts_csv.read(target.read_bytes())) == 1
