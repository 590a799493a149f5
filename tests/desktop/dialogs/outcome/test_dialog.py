"""The outcome dialog: nothing is ordered by a slip, and what was typed is never lost."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout
from pytestqt.qtbot import QtBot

from desktop.desk import Desk
from desktop.dialogs.outcome import dialog as module
from desktop.dialogs.outcome.compare import CompareDialog
from desktop.dialogs.outcome.dialog import OutcomeDialog
from desktop.dialogs.outcome.reading import Reading
from hub.events import RunChanged
from models.errors import InvalidInput, RuleRefused
from models.posts.views import OutcomeView
from tests.support.desk import OPERATOR, RecordingHub
from tests.support.outcomes import outcome_view, timeline

LINK = "https://facebook.example/ammandentalgroup/posts/1"


class Known:
    """What the store would answer."""

    def __init__(self) -> None:
        self.outcome: OutcomeView = outcome_view()
        self.reads = 0


@pytest.fixture
def known(monkeypatch: pytest.MonkeyPatch) -> Known:
    made = Known()

    def read(_db: object, _run_id: str, _now: int) -> Reading:
        made.reads += 1
        return Reading(made.outcome, timeline(), {"o": "Sami"})

    monkeypatch.setattr(module.reading, "read", read)
    return made


@pytest.fixture
def shown(desk: Desk, known: Known, qtbot: QtBot) -> Iterator[OutcomeDialog]:
    desk.window.show()
    made = OutcomeDialog(desk, "run-1")
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(made)
    made.open()
    qtbot.waitUntil(lambda: made._reading is not None)
    yield made
    made.reject()


def become(shown: OutcomeDialog, known: Known, qtbot: QtBot, outcome: OutcomeView) -> None:
    """Another reading arrives."""
    known.outcome = outcome
    before = known.reads
    shown.read()
    qtbot.waitUntil(lambda: known.reads > before and shown._reading.outcome is outcome)


def order(shown: OutcomeDialog, typed: str) -> None:
    shown.decision.not_there.button.setChecked(True)
    shown.decision.order.setChecked(True)
    shown.decision.typed.setText(typed)


def test_nothing_is_chosen_at_first(shown: OutcomeDialog) -> None:
    assert shown.decision.decision() is None
    assert not shown.answer.isEnabled()
    assert shown.main_button() is None
    assert shown.banner.title.text() == "We cannot know yet whether this post went out."


@pytest.mark.parametrize("typed", ["", "Amman Dental Gro", "ammandentalgroup", "Amman"])
def test_a_new_attempt_needs_the_whole_name(shown: OutcomeDialog, typed: str) -> None:
    order(shown, typed)
    assert shown.answer.text() == "Order a new attempt"
    assert not shown.answer.isEnabled()


def test_case_and_outer_spaces_of_the_name_do_not_count(
    shown: OutcomeDialog, hub: RecordingHub, qtbot: QtBot
) -> None:
    order(shown, "  amman DENTAL group ")
    assert shown.answer.isEnabled()
    qtbot.mouseClick(shown.answer, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(hub.asked))
    assert hub.asked == [("jobs.retry", ("job-1", OPERATOR), {"confirm": True})]
    qtbot.waitUntil(lambda: not shown.isVisible())


def test_a_new_attempt_is_never_the_answer_of_a_key(
    shown: OutcomeDialog, hub: RecordingHub, qtbot: QtBot
) -> None:
    order(shown, "Amman Dental Group")
    assert shown.main_button() is None
    assert not shown.answer.isDefault()
    assert not shown.answer.autoDefault()
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
        qtbot.keyClick(shown.decision.typed, key)
        qtbot.keyClick(shown.decision.typed, key, Qt.KeyboardModifier.ControlModifier)
        qtbot.keyClick(shown, key, Qt.KeyboardModifier.ControlModifier)
    assert hub.asked == []


@pytest.mark.parametrize("state", ["unknown", "verifying"])
def test_a_new_attempt_is_not_offered_while_it_may_still_be_found(
    shown: OutcomeDialog, known: Known, qtbot: QtBot, state: str
) -> None:
    become(shown, known, qtbot, outcome_view(state))
    shown.decision.not_there.button.setChecked(True)
    assert not shown.decision.order.isVisible()
    assert not shown.decision.typed.isVisible()
    shown.decision.order.setChecked(True)
    shown.decision.typed.setText("Amman Dental Group")
    assert shown.decision.decision().kind == "leave"


def test_after_somebody_said_that_it_is_not_there_it_is_offered(
    shown: OutcomeDialog, known: Known, qtbot: QtBot
) -> None:
    become(shown, known, qtbot, outcome_view("not_published", run={"resolved_by": "o"}))
    assert not shown.decision.there.isVisible()
    assert not shown.decision.look.isVisible()
    assert shown.decision.decision().kind == "order"
    assert not shown.answer.isEnabled()
    shown.decision.typed.setText("amman dental group")
    assert shown.answer.isEnabled()


def test_it_is_there_needs_a_link_of_the_web(
    shown: OutcomeDialog, hub: RecordingHub, qtbot: QtBot
) -> None:
    shown.decision.there.button.setChecked(True)
    assert not shown.answer.isEnabled()
    shown.decision.link.setText("javascript:alert(1).x")
    assert not shown.answer.isEnabled()
    assert shown.decision.link_wrong.text() == "This is no link of a web page."
    shown.decision.link.setText(LINK)
    assert shown.decision.link_wrong.text() == ""
    qtbot.keyClick(shown, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: bool(hub.asked))
    asked = ("publishing.resolve", ("run-1", "published", LINK, None, OPERATOR), {})
    assert hub.asked == [asked]


def test_it_is_not_there_is_kept(shown: OutcomeDialog, hub: RecordingHub, qtbot: QtBot) -> None:
    shown.decision.not_there.button.setChecked(True)
    assert shown.answer.text() == "Leave it unpublished"
    shown.answer.click()
    qtbot.waitUntil(lambda: bool(hub.asked))
    asked = ("publishing.resolve", ("run-1", "not_published", None, None, OPERATOR), {})
    assert hub.asked == [asked]


def test_look_again(shown: OutcomeDialog, hub: RecordingHub, qtbot: QtBot) -> None:
    qtbot.mouseClick(shown.decision.look, Qt.MouseButton.LeftButton)
    shown.answer.click()
    qtbot.waitUntil(lambda: bool(hub.asked))
    assert hub.asked == [("publishing.look_again", ("run-1", OPERATOR), {})]


def test_one_answer_at_a_time(shown: OutcomeDialog, qtbot: QtBot) -> None:
    shown.decision.there.button.click()
    shown.decision.look.button.click()
    assert not shown.decision.there.on
    shown.decision.look.button.click()
    assert shown.decision.look.on


def test_what_is_typed_stays_while_news_arrive(
    shown: OutcomeDialog, known: Known, qtbot: QtBot, desk: Desk
) -> None:
    order(shown, "Amman Den")
    before = known.reads
    desk.bridge.publishing.emit([RunChanged(run=known.outcome.run, post_id="post-1")])
    qtbot.waitUntil(lambda: known.reads > before)
    assert shown.decision.typed.text() == "Amman Den"
    assert shown.decision.decision().kind == "order"


def test_news_of_another_run_are_not_read(shown: OutcomeDialog, known: Known, desk: Desk) -> None:
    other = outcome_view(run={"id": "other"})
    before = known.reads
    desk.bridge.publishing.emit([RunChanged(run=other.run, post_id="post-1")])
    assert known.reads == before


def test_found_meanwhile_there_is_nothing_to_decide(
    shown: OutcomeDialog, known: Known, qtbot: QtBot
) -> None:
    become(shown, known, qtbot, outcome_view("published", run={"recovered": True}))
    assert shown.banner.title.text() == "This post went out."
    assert not shown.decision.isVisible()
    assert not shown.answer.isVisible()
    assert shown.not_now.text() == "Close"


def test_a_refusal_is_told_in_the_dialog_and_nothing_is_lost(
    shown: OutcomeDialog, hub: RecordingHub, qtbot: QtBot
) -> None:
    hub.answers["jobs.retry"] = RuleRefused("RETRY_NEEDS_CONFIRM", "It was found meanwhile.")
    order(shown, "Amman Dental Group")
    shown.answer.click()
    qtbot.waitUntil(lambda: shown.problem.isVisible())
    assert shown.problem.text() == "It was found meanwhile."
    assert shown.decision.typed.text() == "Amman Dental Group"
    assert shown.isVisible()


def test_a_link_that_the_hub_refuses_is_marked(
    shown: OutcomeDialog, hub: RecordingHub, qtbot: QtBot
) -> None:
    hub.answers["publishing.resolve"] = InvalidInput("permalink", "must be of facebook.com")
    shown.decision.there.button.setChecked(True)
    shown.decision.link.setText(LINK)
    shown.answer.click()
    qtbot.waitUntil(lambda: bool(shown.decision.link_wrong.text()))
    assert shown.decision.link_wrong.text() == "must be of facebook.com"


def test_narrow_windows_stack_the_columns_and_put_the_decision_last(
    shown: OutcomeDialog, desk: Desk
) -> None:
    desk.window.resize(1279, 800)
    assert shown.columns.direction() == QBoxLayout.Direction.TopToBottom
    assert shown.panel.width() <= 1279
    order_of = [shown.columns.indexOf(part) for part in (shown.known, shown.seen, shown.decision)]
    assert order_of == sorted(order_of)
    desk.window.resize(1280, 800)
    assert shown.columns.direction() == QBoxLayout.Direction.LeftToRight
    assert shown.panel.width() == 1200


def test_the_looks_are_segments(shown: OutcomeDialog, known: Known) -> None:
    assert shown.seen.profile.name.text() == "Profile, second look"
    shown.seen.segments.chosen.emit(known.outcome.looks[0])
    assert shown.seen.profile.name.text() == "Profile, first look"
    said = dict(shown.seen.facts.texts())
    assert said["Same text"] == "none of 40"


def test_texts_of_strangers_are_text(shown: OutcomeDialog, known: Known, qtbot: QtBot) -> None:
    looks = list(known.outcome.looks)
    looks[1] = type(looks[1])(
        **{name: getattr(looks[1], name) for name in looks[1].__struct_fields__}
        | {"newest": "<img src=x>\u202eevil"}
    )
    become(shown, known, qtbot, outcome_view(post_title="<b>x</b>", looks=looks))
    said = dict(shown.seen.facts.texts())
    assert said["Newest there"] == "\u2068<img src=x>[U+202E]evil\u2069"
    assert shown.accessibleDescription().startswith("<b>x</b>")


def test_compare_opens_both_pictures_large(shown: OutcomeDialog) -> None:
    shown.seen.compare.click()
    large = shown.findChild(CompareDialog)
    assert large is not None
    large.reject()
