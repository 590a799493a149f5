"""What a dry run of a draft showed."""

from pathlib import Path

from pytestqt.qtbot import QtBot

from desktop.desk import Desk
from desktop.pages.connectors.trial import Trial
from desktop.widgets.labels import PlainLabel
from desktop.widgets.pictures import Thumbnail
from models.database import open_reader
from models.folder import DataFolder
from models.queries import proofs
from models.queries.proofs import ProofFilter
from tests.support.views import device_view, job_view


def lines(trial: Trial) -> list[str]:
    return [label.text() for label in trial.card.findChildren(PlainLabel)]


def made(desk: Desk, qtbot: QtBot) -> Trial:
    trial = Trial(desk)
    qtbot.addWidget(trial)
    trial.show_devices([device_view("d", name="Front desk")], {"d"})
    trial.show()
    return trial


def test_it_can_only_be_tried_when_there_is_a_draft_and_a_device(desk: Desk, qtbot: QtBot) -> None:
    trial = made(desk, qtbot)
    assert not trial.run.isEnabled()
    trial.set_ready(True)
    assert trial.run.isEnabled()
    trial.show_devices([], set())
    assert not trial.run.isEnabled()


def test_while_no_device_takes_it_the_likely_reason_is_told(desk: Desk, qtbot: QtBot) -> None:
    trial = made(desk, qtbot)
    trial.follow(job_view(phase="waiting"))
    assert lines(trial)[0] == "Waiting for a device"
    assert "allowed in the options" in lines(trial)[1]
    assert not trial.good


def test_a_good_end_says_what_was_seen_and_shows_it(
    desk: Desk, sample_folder: Path, qtbot: QtBot
) -> None:
    picture = job_with_a_picture(sample_folder)
    trial = made(desk, qtbot)
    output = {"account": "Amman Dental", "text": True, "button": True, "steps": [{}, {}]}
    done = job_view(id=picture, status="COMPLETED", output=output, started_at=0, completed_at=3_800)
    with qtbot.waitSignal(trial.ended):
        trial.follow(done)
    assert trial.good
    assert lines(trial)[0] == "2 steps worked, 3.8 s"
    assert "Amman Dental" in lines(trial)[1]
    qtbot.waitUntil(lambda: bool(trial.findChildren(Thumbnail)))
    trial.clear()
    assert not trial.good
    assert not trial.card.isVisible()


def test_a_missing_button_is_no_good_end(desk: Desk, qtbot: QtBot) -> None:
    trial = made(desk, qtbot)
    trial.follow(job_view(status="COMPLETED", output={"button": False}))
    assert not trial.good
    assert "Last button was not found" in lines(trial)


def job_with_a_picture(folder: Path) -> str:
    """The id of such a job of the sample."""
    database = open_reader(DataFolder.read_only(folder))
    try:
        return str(proofs.page(database, ProofFilter(images_only=True), limit=1).items[0].job_id)
    finally:
        database.close()
