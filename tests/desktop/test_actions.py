"""Verbs with a busy, a good and a bad end."""

import pytest
from pytestqt.qtbot import QtBot
from qasync import QEventLoop

from desktop.actions import Actions
from desktop.widgets.buttons import Button
from models.errors import RuleRefused
from tests.support.desk import Door, RecordingHub


class Told:
    """Writes down what was told."""

    def __init__(self) -> None:
        self.good: list[str] = []
        self.bad: list[str] = []

    def tell(self, text: str, **_: object) -> None:
        self.good.append(text)

    def fail(self, text: str, **_: object) -> None:
        self.bad.append(text)


@pytest.fixture
def told() -> Told:
    return Told()


@pytest.fixture
def actions(hub: RecordingHub, told: Told, loop: QEventLoop) -> Actions:
    return Actions(Door(), lambda: hub, told, "sami")


def test_a_verb_reaches_the_hub_and_its_good_end_is_told(
    actions: Actions, hub: RecordingHub, told: Told, qtbot: QtBot
) -> None:
    hub.answers["jobs.cancel"] = "view"
    got: list[object] = []
    button = Button("Cancel")
    qtbot.addWidget(button)
    actions.run(
        lambda hub: hub.jobs.cancel("1", actions.actor),
        busy=button,
        done="Cancelled",
        success=got.append,
    )
    qtbot.waitUntil(lambda: bool(told.good))
    assert hub.asked == [("jobs.cancel", ("1", "sami"), {})]
    assert (got, told.good, button.busy, button.isEnabled()) == (
        ["view"], ["Cancelled"], False, True,
    )  # fmt: skip


def test_the_button_is_busy_meanwhile(actions: Actions, qtbot: QtBot) -> None:
    button = Button("Go")
    qtbot.addWidget(button)
    task = actions.run(lambda hub: hub.a.b(), busy=button)
    assert button.busy
    assert not button.isEnabled()
    qtbot.waitUntil(task.done)
    assert not button.busy


def test_a_refusal_is_told_in_words(
    actions: Actions, hub: RecordingHub, told: Told, qtbot: QtBot
) -> None:
    hub.answers["jobs.retry"] = RuleRefused("JOB_NOT_RUNNING", "The job is COMPLETED already.")
    actions.run(lambda hub: hub.jobs.retry("1", "x"), done="never told")
    qtbot.waitUntil(lambda: bool(told.bad))
    assert (told.bad, told.good) == (["The job is COMPLETED already."], [])


def test_a_failure_can_be_taken_by_the_caller(
    actions: Actions, hub: RecordingHub, told: Told, qtbot: QtBot
) -> None:
    hub.answers["a.b"] = RuleRefused("X", "no")
    got: list[BaseException] = []
    actions.run(lambda hub: hub.a.b(), failure=got.append)
    qtbot.waitUntil(lambda: bool(got))
    assert told.bad == []


def test_a_defect_of_ours_goes_to_the_log_and_says_so(
    actions: Actions,
    hub: RecordingHub,
    told: Told,
    qtbot: QtBot,
    caplog: pytest.LogCaptureFixture,
) -> None:
    hub.answers["a.b"] = ZeroDivisionError("inside")
    actions.run(lambda hub: hub.a.b())
    qtbot.waitUntil(lambda: bool(told.bad))
    assert "our fault" in told.bad[0]
    assert "inside" not in told.bad[0]
    assert "ZeroDivisionError" in caplog.text
    caplog.clear()


def test_a_button_that_is_gone_does_no_harm(
    actions: Actions, hub: RecordingHub, told: Told, qtbot: QtBot
) -> None:
    button = Button("Go")
    actions.run(lambda hub: hub.a.b(), busy=button, done="done")
    button.deleteLater()
    del button
    qtbot.waitUntil(lambda: told.good == ["done"])
