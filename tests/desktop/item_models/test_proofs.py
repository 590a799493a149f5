"""The proofs of the gallery and their days."""

from array import array
from datetime import datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from desktop.item_models.proofs import Day, ProofsModel, days_of
from desktop.item_models.table import Role
from models.views import ProofView
from tests.support.hostile import TEXTS
from tests.support.window_views import proof_view


def at(day: int, hour: int = 12, minute: int = 0) -> int:
    moment = datetime(2026, 11, day, hour, minute).astimezone()
    return int(moment.timestamp() * 1000)


NOW = at(23, 15)


@pytest.fixture
def model() -> ProofsModel:
    made = ProofsModel(lambda: NOW)
    QAbstractItemModelTester(made, QAbstractItemModelTester.FailureReportingMode.Fatal, parent=made)
    return made


def show(model: ProofsModel, views: list[ProofView]) -> None:
    seqs = array("q", (view.seq for view in views))
    model.set_proofs(seqs, array("q", (view.captured_at for view in views)))
    model.take(views, seqs)


def test_the_model_is_honest(model: ProofsModel, qtmodeltester: ModelTester) -> None:
    show(model, [proof_view(captured_at=NOW - n * 3_600_000) for n in range(40)])
    qtmodeltester.check(model, force_py=True)
    model.set_checking("p-1", True)
    show(model, [])


def test_days_begin_at_midnight_of_this_machine() -> None:
    captured = [at(23, 10), at(23, 0), at(22, 23, 59), at(22, 0), at(20)]
    days = days_of(captured)
    assert [(day.first, day.count) for day in days] == [(0, 2), (2, 2), (4, 1)]


def test_no_proof_no_day() -> None:
    assert days_of([]) == []


def test_a_hundred_thousand_captures_are_sorted_into_their_days() -> None:
    captured = array("q", (NOW - n * 60_000 for n in range(100_000)))
    days = days_of(captured)
    assert sum(day.count for day in days) == 100_000
    assert len(days) == pytest.approx(70, abs=1)


@pytest.mark.parametrize(
    ("moment", "words"),
    [(at(23, 1), "Today"), (at(22, 23), "Yesterday"), (at(18), "Wednesday 18 November")],
)
def test_the_heading_of_a_day(model: ProofsModel, moment: int, words: str) -> None:
    assert model.day_words(Day(0, 1, moment)) == words


def test_a_day_of_another_year_says_the_year(model: ProofsModel) -> None:
    assert model.day_words(Day(0, 1, NOW - 365 * 86_400_000)).endswith("November 2025")


def test_only_what_is_looked_at_is_fetched(model: ProofsModel, qtbot: QtBot) -> None:
    captured = array("q", (NOW - n for n in range(100_000)))
    with qtbot.waitSignal(model.wanted) as asked:
        model.set_proofs(array("q", range(100_000)), captured)
        model.index(70_000).data()
    assert 70_000 in asked.args[0]
    assert len(asked.args[0]) < 200


def test_a_checked_proof_reads_differently_at_once(model: ProofsModel) -> None:
    proof = proof_view(captured_at=NOW)
    show(model, [proof])
    model.set_checking(proof.id, True)
    assert model.state(proof).word == "Checking"
    model.set_checking(proof.id, False)
    assert model.state(proof).word == "Intact"


def test_a_proof_in_one_sentence(model: ProofsModel) -> None:
    show(model, [proof_view(captured_at=NOW, title="Captcha page", integrity="changed")])
    said = model.index(0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert said == "Captcha page, Changed, 15:00, Front desk - Chrome, dentists, Amman"


@pytest.mark.parametrize("text", TEXTS)
def test_hostile_titles_stay_text(model: ProofsModel, text: str) -> None:
    proof = proof_view(title=text, captured_at=NOW, device_name=text, kind=text or "x")
    show(model, [proof])
    shown = str(model.index(0).data()) + model.second_line(proof)
    assert not set(shown) & set("\u202e\u2066\u200b\x00\x1b\n\r")
    assert model.index(0).data(Role.VIEW) is proof
