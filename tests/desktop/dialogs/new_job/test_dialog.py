"""The New job dialog as an operator relies on it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from desktop.desk import Desk
from desktop.dialogs.new_job.dialog import MANY, ONE, NewJobDialog
from hub.services.jobs import NewJobRequest
from models.errors import InvalidInput, StorageFull
from tests.support.desk import OPERATOR, RecordingHub
from tests.support.views import job_view


@pytest.fixture
def dialog(desk: Desk, window: QWidget, qtbot: QtBot) -> Iterator[NewJobDialog]:
    """The dialog, open, with what it read of the desk."""
    window.show()
    made = NewJobDialog(desk)
    made.open()
    qtbot.waitUntil(lambda: made.form.job.device.count() > 1 and not made.waits)
    yield made
    if isValid(made):
        made.reject()


def asked(hub: RecordingHub) -> NewJobRequest:
    """The job that the hub was asked for."""
    ((verb, arguments, _),) = hub.asked
    assert verb == "jobs.create"
    wanted, actor = arguments
    assert actor == OPERATOR
    assert isinstance(wanted, NewJobRequest)
    return wanted


def begin_anew(dialog: NewJobDialog) -> None:
    """Without what the last search left behind."""
    dialog.kinds.buttons["google_maps"].click()
    dialog.form.one.places.set_texts([])
    dialog.form.search.language.choose(None)


def test_a_search_is_started_and_shown(
    dialog: NewJobDialog, hub: RecordingHub, desk: Desk, qtbot: QtBot
) -> None:
    begin_anew(dialog)
    hub.answers["jobs.create"] = job_view(id="made")
    qtbot.keyClicks(dialog.form.one.query, "dentists")
    qtbot.keyClicks(dialog.form.one.places.writing, "Amman")
    dialog.start.click()
    qtbot.waitUntil(lambda: not isValid(dialog))
    wanted = asked(hub)
    assert (wanted.type, wanted.input) == (
        "google_maps",
        {"query": "dentists", "location": "Amman", "limit": 120},
    )
    assert wanted.workspace_id == desk.workspaces.all()[0].id
    assert (wanted.device_id, wanted.run_after) == (None, None)
    assert desk.navigator.went == [("jobs", "made")]  # type: ignore[attr-defined]


def test_control_enter_starts_it(dialog: NewJobDialog, hub: RecordingHub, qtbot: QtBot) -> None:
    begin_anew(dialog)
    hub.answers["jobs.create"] = job_view()
    dialog.form.one.query.setText("dentists")
    qtbot.keyClick(dialog.form.one.query, Qt.Key.Key_Return)
    assert hub.verbs() == []
    qtbot.keyClick(dialog.form.one.query, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: hub.verbs() == ["jobs.create"])


def test_control_enter_starts_it_also_from_the_lines(
    dialog: NewJobDialog, hub: RecordingHub, qtbot: QtBot
) -> None:
    begin_anew(dialog)
    hub.answers["jobs.create"] = job_view()
    dialog.form.set_many(on=True)
    dialog.form.many.lines.setPlainText("a\nb")
    control = Qt.KeyboardModifier.ControlModifier
    qtbot.keyClick(dialog.form.many.lines, Qt.Key.Key_Return, control)
    qtbot.waitUntil(lambda: hub.verbs() == ["jobs.create"])
    assert asked(hub).input["queries"] == ["a", "b"]


@pytest.mark.parametrize(
    ("path", "field", "words"),
    [
        ("input.query", "query", "Write what to look for, with at most 500 characters."),
        ("input.location", "places", "Write each place with at most 500 characters."),
        ("input.language", "language", "Choose another language."),
        ("input.limit", "limit", "Write a whole number from 1 to 1000."),
        ("deviceId", "device", "This device is not paired any more. Choose another one."),
        ("workspaceId", "workspace", "This workspace is not there any more. Choose another one."),
        ("runAfter", "when", "Write a time such as 14:30."),
    ],
)
def test_what_the_hub_refuses_is_said_at_the_field(
    dialog: NewJobDialog, hub: RecordingHub, qtbot: QtBot, path: str, field: str, words: str
) -> None:
    begin_anew(dialog)
    hub.answers["jobs.create"] = InvalidInput(path, "is wrong")
    dialog.form.one.query.setText("dentists")
    dialog.start.click()
    qtbot.waitUntil(lambda: not dialog.start.busy and bool(hub.verbs()))
    assert dialog.isVisible()
    assert dialog.form.one.query.text() == "dentists"
    assert _said(dialog, field) == words
    assert dialog.said.whole() == ""


def _said(dialog: NewJobDialog, field: str) -> str:
    form = dialog.form
    if field == "when":
        return form.job.when.wrong.text()
    parts = form.search.fields | form.job.fields
    parts |= {"query": form.one.query_part, "places": form.one.places_part}
    return parts[field].below()


def test_mending_a_field_takes_its_error_back(
    dialog: NewJobDialog, hub: RecordingHub, qtbot: QtBot
) -> None:
    begin_anew(dialog)
    dialog.form.search.limit.setText("many")
    dialog.form.one.query.setText("dentists")
    dialog.start.click()
    assert _said(dialog, "limit") == "Write a whole number from 1 to 1000."
    assert dialog.form.search.limit.hasFocus()
    assert hub.verbs() == []
    dialog.form.search.limit.setText("90")
    assert _said(dialog, "limit") == ""


def test_an_error_of_no_field_is_said_below(
    dialog: NewJobDialog, hub: RecordingHub, qtbot: QtBot
) -> None:
    begin_anew(dialog)
    hub.answers["jobs.create"] = StorageFull("no space")
    dialog.form.one.query.setText("dentists")
    dialog.start.click()
    qtbot.waitUntil(lambda: dialog.said.whole().startswith("The disk is full."))
    assert dialog.isVisible()
    dialog.form.one.query.setText("dentist")
    assert dialog.said.whole() == ""


def test_our_own_fault_is_said_and_written_down(
    dialog: NewJobDialog, hub: RecordingHub, qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    begin_anew(dialog)
    hub.answers["jobs.create"] = KeyError("oops")
    dialog.form.one.query.setText("dentists")
    dialog.start.click()
    qtbot.waitUntil(lambda: "our fault" in dialog.said.whole())
    assert "a job could not be made" in caplog.text
    caplog.clear()


def test_several_places_make_one_bulk_job(
    dialog: NewJobDialog, hub: RecordingHub, qtbot: QtBot
) -> None:
    begin_anew(dialog)
    hub.answers["jobs.create"] = job_view()
    dialog.form.one.query.setText("dentists")
    dialog.form.one.places.set_texts(["Amman", "Irbid", "Zarqa"])
    qtbot.waitUntil(lambda: dialog.start.text() == "Start 3 searches")
    assert dialog.form.one.places_part.below() == "3 places make 3 searches under one job."
    dialog.start.click()
    qtbot.waitUntil(lambda: bool(hub.verbs()))
    assert asked(hub).type == "SEARCH_BULK"


def test_maps_then_web_knows_one_place_only(dialog: NewJobDialog, hub: RecordingHub) -> None:
    begin_anew(dialog)
    dialog.form.set_many(on=True)
    dialog.kinds.buttons["google_maps_search"].click()
    assert not dialog.form.is_many
    assert not dialog.form.segments.isVisible()
    dialog.form.one.query.setText("dentists")
    dialog.form.one.places.set_texts(["Amman", "Irbid"])
    dialog.start.click()
    assert _said(dialog, "places").startswith("One place only.")
    assert hub.verbs() == []


def test_many_searches_show_what_they_make_and_what_is_left_out(
    dialog: NewJobDialog, qtbot: QtBot
) -> None:
    begin_anew(dialog)
    dialog.form.set_many(on=True)
    assert (dialog.panel.width(), dialog.panel.height()) == MANY
    dialog.form.many.lines.setPlainText("dentists\n\nDentists\ncafés")
    dialog.form.many.places.setPlainText("Jerash\nAmman")
    qtbot.waitUntil(lambda: dialog.start.text() == "Start 4 searches")
    model = dialog.preview.model
    assert [model.index(n, 0).data() for n in range(4)] == ["dentists"] * 2 + ["cafés"] * 2
    assert str(model.index(0, 2).data()).startswith("ran ")
    assert model.index(1, 2).data() == "not searched yet"
    reasons = [(n.replace("\u2068", "").replace("\u2069", ""), r)
               for n, r in dialog.preview.removed.reasons()]  # fmt: skip
    assert reasons == [
        ("Line 2", "empty"),
        ("Line 3, “Dentists”", "same as line 1 but for case"),
    ]
    dialog.form.set_many(on=False)
    assert (dialog.panel.width(), dialog.panel.height()) == ONE


def test_both_forms_keep_what_was_written(dialog: NewJobDialog) -> None:
    dialog.form.one.query.setText("one")
    dialog.form.set_many(on=True)
    dialog.form.many.lines.setPlainText("a\nb")
    dialog.form.set_many(on=False)
    dialog.form.set_many(on=True)
    assert dialog.form.one.query.text() == "one"
    assert dialog.form.many.lines.toPlainText() == "a\nb"


def test_expectations_come_from_own_past_runs(dialog: NewJobDialog, qtbot: QtBot) -> None:
    begin_anew(dialog)
    dialog.form.one.query.setText("dentists")
    dialog.form.one.places.set_texts(["Jerash"])
    qtbot.waitUntil(lambda: dialog.outlook.figures.isVisible())
    assert dialog.outlook.rows.text().startswith("about ")
    assert "in the last 30 days" in dialog.outlook.source.text()
    qtbot.waitUntil(lambda: dialog.outlook.seen[0].isVisible())
    assert "Jerash" in dialog.outlook.seen[0].words.text()
    assert not dialog.outlook.none.isVisible()


def test_a_first_run_promises_nothing(
    window: QWidget, hub: RecordingHub, desk: Desk, qtbot: QtBot, tmp_path: Path
) -> None:
    window.show()
    dialog = NewJobDialog(desk)
    dialog.open()
    assert dialog.outlook.none.isVisible()
    assert dialog.outlook.none.text() == "No run like it yet."
    assert not dialog.outlook.figures.isVisible()
    dialog.reject()


def test_who_can_do_it_is_counted_among_those_connected(
    dialog: NewJobDialog, desk: Desk, qtbot: QtBot
) -> None:
    below = dialog.form.job.fields["device"].below
    dialog.kinds.buttons["google_maps"].click()
    qtbot.waitUntil(lambda: below() == "No device can do it now; the job waits for one.")
    desk.bridge.online |= {view.id for view in dialog._context.devices}
    dialog.kinds.buttons["google_search"].click()
    draining = 1
    able = len(dialog._context.devices) - draining
    qtbot.waitUntil(lambda: below() == f"{able} devices can do it.")


def test_at_a_time_schedules(dialog: NewJobDialog, hub: RecordingHub, qtbot: QtBot) -> None:
    begin_anew(dialog)
    hub.answers["jobs.create"] = job_view()
    dialog.form.one.query.setText("dentists")
    dialog.form.job.when.choose(later=True)
    dialog.form.job.when.day.choose(1)
    dialog.form.job.when.time.setText("09:30")
    qtbot.waitUntil(lambda: dialog.start.text() == "Schedule the search")
    dialog.start.click()
    qtbot.waitUntil(lambda: bool(hub.verbs()))
    assert asked(hub).run_after is not None


def test_the_chosen_device_goes_with_it(
    dialog: NewJobDialog, hub: RecordingHub, qtbot: QtBot
) -> None:
    begin_anew(dialog)
    hub.answers["jobs.create"] = job_view()
    dialog.form.one.query.setText("dentists")
    dialog.form.job.device.setCurrentIndex(2)
    device = dialog.form.job.device.itemData(2)
    dialog.start.click()
    qtbot.waitUntil(lambda: bool(hub.verbs()))
    assert asked(hub).device_id == device


def test_a_file_of_searches_is_written_into_the_lines(
    dialog: NewJobDialog, qtbot: QtBot, tmp_path: Path
) -> None:
    file = tmp_path / "searches.txt"
    file.write_text("dentists\nطبيب أسنان\n", "utf-8")
    dialog.kinds.buttons["google_maps_search"].click()
    dialog.take_file(file)
    qtbot.waitUntil(lambda: dialog.form.is_many)
    assert dialog.form.many.lines.toPlainText() == "dentists\nطبيب أسنان"
    assert dialog.kinds.kind().many


def test_a_file_that_cannot_be_read_is_said(
    dialog: NewJobDialog, qtbot: QtBot, tmp_path: Path
) -> None:
    dialog.take_file(tmp_path / "gone.txt")
    qtbot.waitUntil(lambda: dialog.said.whole().startswith("The file could not be read."))
    large = tmp_path / "large.txt"
    large.write_bytes(b"x" * 1_000_001)
    dialog.take_file(large)
    qtbot.waitUntil(lambda: "too large" in dialog.said.whole())


def test_it_begins_with_what_the_last_search_had(dialog: NewJobDialog) -> None:
    assert dialog.form.filled_in.whole() == "filled in from your last search"
    assert dialog.form.one.query.text() == ""
    assert dialog.form.one.places.texts()


def test_the_dialog_reads_from_right_to_left(arabic: None, dialog: NewJobDialog) -> None:
    assert dialog.title.text() == "مهمة جديدة"
    kinds = dialog.kinds.mapTo(dialog, dialog.kinds.rect().center()).x()
    side = dialog.side.mapTo(dialog, dialog.side.rect().center()).x()
    assert kinds > side
