"""The dialog that writes findings to a file."""

import csv
import errno
import io
from array import array
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from qasync import QEventLoop

from desktop.desk import Desk
from desktop.dialogs.export import ExportDialog, Scope
from desktop.exporting import EvidenceExport, Rows
from models.disk import Disk
from models.folder import DataFolder
from tests.support.desk import RecordingHub, close_desk, make_desk
from tests.support.findings import NOW, Findings


@pytest.fixture
def findings(tmp_path: Path) -> Iterator[Findings]:
    made = Findings(tmp_path / "data")
    made.store([{"title": "=1+1", "snippet": {"phone": "+962 6"}}, {"title": "Café"}])
    yield made
    made.close()


@pytest.fixture
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the window keeps its preferences."""
    return tmp_path_factory.mktemp("preferences")


@pytest.fixture
def own_desk(
    findings: Findings, window: QWidget, hub: RecordingHub, loop: QEventLoop, home: Path
) -> Iterator[Desk]:
    window.show()
    folder = DataFolder.read_only(findings.folder.path)
    made = make_desk(folder, window, hub, home=home, clock=lambda: NOW)
    yield made
    close_desk(made)


@pytest.fixture
def dialog(findings: Findings, own_desk: Desk, tmp_path: Path) -> ExportDialog:
    made = ExportDialog(
        own_desk, array("q", [2, 1]), array("q", [1]), findings.run.job, Scope.SHOWN
    )
    made.set_target(tmp_path / "out.csv")
    made.open()
    return made


def exported(dialog: ExportDialog, qtbot: QtBot) -> list[dict[str, str]]:
    with qtbot.waitSignal(dialog.accepted):
        dialog.start.click()
    return list(csv.DictReader(io.StringIO(dialog.target.read_text("utf-8-sig"))))


def test_what_is_shown_is_written_in_its_order(dialog: ExportDialog, qtbot: QtBot) -> None:
    assert [row["title"] for row in exported(dialog, qtbot)] == ["Café", "'=1+1"]


def test_raw_is_for_programs(dialog: ExportDialog, qtbot: QtBot) -> None:
    dialog.choose_raw()
    assert [row["title"] for row in exported(dialog, qtbot)] == ["Café", "=1+1"]


def test_what_is_selected(dialog: ExportDialog, qtbot: QtBot) -> None:
    dialog.choose_scope(Scope.CHOSEN)
    assert [row["title"] for row in exported(dialog, qtbot)] == ["'=1+1"]


def test_all_of_the_job(dialog: ExportDialog, findings: Findings, qtbot: QtBot) -> None:
    option = dialog._scopes[Scope.JOB]
    qtbot.waitUntil(option.button.isEnabled)
    assert option.count.text() == "2 rows"
    dialog.choose_scope(Scope.JOB)
    assert [row["title"] for row in exported(dialog, qtbot)] == ["'=1+1", "Café"]


def test_the_end_is_told_with_a_way_to_the_file(
    dialog: ExportDialog, own_desk: Desk, qtbot: QtBot
) -> None:
    exported(dialog, qtbot)
    news = own_desk.toasts.kept[0]
    assert news.text == "Exported 2 rows to a CSV file"
    assert news.action is not None
    assert news.action[0] == "Show"


def test_a_full_disk_is_said_in_the_dialog_and_leaves_nothing(
    dialog: ExportDialog, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    class FullDisk(Disk):
        def write(self, descriptor: int, data: bytes | memoryview) -> int:
            raise OSError(errno.ENOSPC, "No space left on device")

    def on_a_full_disk(rows: Rows) -> EvidenceExport:
        return EvidenceExport(rows, dialog.target, raw=False, disk=FullDisk)

    monkeypatch.setattr(dialog, "make_export", on_a_full_disk)
    dialog.start.click()
    qtbot.waitUntil(lambda: bool(dialog.problem()))
    assert dialog.problem().startswith("The disk is full. No half of a file was left behind.")
    assert [path.name for path in tmp_path.iterdir()] == ["data"]
    assert dialog.isVisible()
    monkeypatch.undo()
    assert len(exported(dialog, qtbot)) == 2  # with room again, the same dialog goes on


def test_stop_leaves_no_file_and_keeps_the_dialog(
    dialog: ExportDialog, tmp_path: Path, qtbot: QtBot
) -> None:
    dialog.start.click()
    dialog.reject()
    qtbot.waitUntil(lambda: not dialog.start.busy)
    assert not dialog.target.exists()
    assert dialog.isVisible()
    dialog.reject()
    assert not dialog.isVisible()


def test_without_ticks_nothing_selected_is_offered(own_desk: Desk) -> None:
    made = ExportDialog(own_desk, array("q", [1]), array("q"), None, Scope.SHOWN)
    assert list(made._scopes) == [Scope.SHOWN]
    made.deleteLater()
