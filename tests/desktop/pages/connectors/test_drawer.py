"""The import of a recording: checked, marked, tried, added; nothing is added untried."""

import json
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop.desk import Desk
from desktop.pages.connectors.drawer import ImportDrawer
from hub.recorder.check import Marks
from hub.services.connectors import of_recording
from tests.support.connector_readings import reading
from tests.support.desk import OPERATOR, RecordingHub
from tests.support.recordings import MARKS, PHOTO, POST, RECORDED, TEXT
from tests.support.views import connector_view, job_view

GOOD = {"dryRun": True, "account": "Amman Dental", "text": True, "button": True}
RECORDING = json.dumps(RECORDED)
JOB = job_view(type="PUBLISH_VARIANT", phase="waiting", title="Dentists wall")


@pytest.fixture
def drawer(desk: Desk, hub: RecordingHub, qtbot: QtBot) -> ImportDrawer:
    made = ImportDrawer(desk)
    qtbot.addWidget(made)
    made.resize(500, 840)
    made.show()
    made.show_devices(reading(0).devices, {"device-2"})
    answer(hub, None)
    made.take(RECORDING, "recording.json")
    qtbot.waitUntil(lambda: made.name.text() != "")
    return made


def answer(hub: RecordingHub, marks: Marks | None) -> None:
    """What the hub says of the recording with these marks."""
    hub.answers["connectors.imported"] = of_recording(RECORDING, marks)
    hub.answers["connectors.save"] = connector_view("dentists_wall")
    hub.answers["dry_runs.start"] = JOB


def name_the_account(drawer: ImportDrawer, hub: RecordingHub, qtbot: QtBot) -> None:
    answer(hub, MARKS)
    drawer.account.clear()
    qtbot.keyClicks(drawer.account, MARKS.account)
    qtbot.waitUntil(drawer.trial.run.isEnabled)


def ordered(drawer: ImportDrawer, hub: RecordingHub, qtbot: QtBot) -> None:
    """A dry run is on its way."""
    name_the_account(drawer, hub, qtbot)
    qtbot.mouseClick(drawer.trial.run, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(drawer.trial.card.isVisible)


def ends(desk: Desk, **how: Any) -> None:
    """The dry run ends."""
    done = {"status": "COMPLETED", "phase": "completed", "started_at": 0, "completed_at": 3_800}
    desk.bridge.jobs.emit([job_view(**({"id": JOB.id, "type": JOB.type} | done | how))])


def test_the_recording_is_judged_and_the_marks_are_suggested(drawer: ImportDrawer) -> None:
    assert drawer.name.text() == "Dentists wall"
    assert drawer.to_solve.text() == "nothing to solve, 2 to know"
    assert drawer._marks is not None
    assert (drawer._marks.text, drawer._marks.commit) == (TEXT, POST)
    assert "who is signed in" in drawer.missing.text()
    assert not drawer.trial.run.isEnabled()
    assert not drawer.add.isEnabled()


def test_devices_that_are_connected_come_first(drawer: ImportDrawer) -> None:
    assert drawer.trial.device.currentData() == "device-2"


def test_nothing_is_added_without_a_good_dry_run(
    drawer: ImportDrawer, desk: Desk, hub: RecordingHub, qtbot: QtBot
) -> None:
    assert not drawer.add.isEnabled()
    ordered(drawer, hub, qtbot)
    assert hub.verbs()[-2:] == ["connectors.save", "dry_runs.start"]
    assert hub.asked[-1][1] == ("dentists_wall", "device-2")
    assert not drawer.add.isEnabled()
    ends(desk, output={**GOOD, "text": False})
    assert not drawer.add.isEnabled()
    ends(desk, output=GOOD)
    assert drawer.add.isEnabled()


def test_what_was_added_stays(
    drawer: ImportDrawer, desk: Desk, hub: RecordingHub, qtbot: QtBot
) -> None:
    ordered(drawer, hub, qtbot)
    ends(desk, output=GOOD)
    with qtbot.waitSignal(drawer.done):
        qtbot.mouseClick(drawer.add, Qt.MouseButton.LeftButton)
    drawer.drop()
    assert "connectors.remove" not in hub.verbs()
    assert "Dentists wall" in desk.toasts.kept[-1].text


def test_another_mark_must_be_tried_anew(
    drawer: ImportDrawer, desk: Desk, hub: RecordingHub, qtbot: QtBot
) -> None:
    ordered(drawer, hub, qtbot)
    ends(desk, output=GOOD)
    drawer.steps.marked.emit("media", None)
    assert not drawer.add.isEnabled()
    ends(desk, output=GOOD)
    assert not drawer.add.isEnabled()


def test_a_step_has_one_mark(drawer: ImportDrawer) -> None:
    drawer.steps.marked.emit("commit", PHOTO)
    assert drawer._marks is not None
    assert (drawer._marks.commit, drawer._marks.media) == (PHOTO, None)


def test_a_failed_dry_run_says_why(
    drawer: ImportDrawer, desk: Desk, hub: RecordingHub, qtbot: QtBot
) -> None:
    ordered(drawer, hub, qtbot)
    ends(desk, status="FAILED", phase="failed", error_message="No composer was found.")
    shown = [label.text() for label in drawer.trial.card.findChildren(type(drawer.missing))]
    assert "No composer was found." in shown
    assert not drawer.add.isEnabled()


def test_leaving_takes_the_draft_out_again(
    drawer: ImportDrawer, hub: RecordingHub, qtbot: QtBot
) -> None:
    ordered(drawer, hub, qtbot)
    drawer.drop()
    qtbot.waitUntil(lambda: "connectors.remove" in hub.verbs())
    assert hub.asked[-1][1] == ("dentists_wall", OPERATOR)


def test_a_file_that_is_no_text_is_refused_in_words(
    drawer: ImportDrawer, desk: Desk, tmp_path: Path
) -> None:
    file = tmp_path / "picture.json"
    file.write_bytes(b"\x89PNG\xff")
    drawer.read(str(file))
    assert "no recording" in desk.toasts.kept[-1].text
    assert drawer.name.text() == "Dentists wall"
