"""The base of big tables: cheap rows, pages fetched when they are looked at."""

from array import array

import pytest
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from desktop.item_models.kept import MOST_AT_ONCE, MOST_KEPT, PAGE
from desktop.item_models.seqs import SeqTableModel
from desktop.item_models.table import Column, Role
from desktop.presenters.cells import EMPTY, Cell, PlainCell
from models.views import EvidenceView
from tests.support.window_views import evidence_view


class Model(SeqTableModel[EvidenceView]):
    """Findings by title."""

    def __init__(self) -> None:
        super().__init__([Column("title", "Title")])

    def cell(self, view: EvidenceView, column: str) -> Cell:
        return PlainCell(view.title)


def views(seqs: array) -> list[EvidenceView]:
    return [evidence_view(seq=seq, id=f"e-{seq}", title=f"row {seq}") for seq in seqs]


@pytest.fixture
def model() -> Model:
    made = Model()
    QAbstractItemModelTester(made, QAbstractItemModelTester.FailureReportingMode.Fatal, parent=made)
    return made


def test_the_model_is_honest(model: Model, qtmodeltester: ModelTester) -> None:
    model.set_seqs(array("q", range(40)))
    qtmodeltester.check(model, force_py=True)


def test_a_million_rows_are_there_at_once(qapp: object) -> None:
    model = Model()
    model.set_seqs(array("q", range(1_000_000)))
    assert model.rowCount() == 1_000_000
    assert model.index(999_999, 0).data(Role.CELL) == EMPTY


def test_what_is_looked_at_is_asked_for_once(model: Model, qtbot: QtBot) -> None:
    model.set_seqs(array("q", range(1000, 2000)))
    with qtbot.waitSignal(model.wanted) as asked:
        for row in range(30):
            model.index(row, 0).data()
    assert list(asked.args[0]) == list(range(1000, 1000 + PAGE))
    with qtbot.assertNotEmitted(model.wanted, wait=30):
        model.index(3, 0).data()


def test_what_arrives_is_shown(model: Model, qtbot: QtBot) -> None:
    model.set_seqs(array("q", range(1000)))
    with qtbot.waitSignal(model.wanted) as asked:
        model.index(200, 0).data()
    seqs = asked.args[0]
    with qtbot.waitSignal(model.dataChanged):
        model.take(views(seqs), seqs)
    assert model.index(200, 0).data() == "row 200"


def test_a_fast_scroll_asks_for_the_last_pages(model: Model, qtbot: QtBot) -> None:
    model.set_seqs(array("q", range(100 * PAGE)))
    with qtbot.waitSignal(model.wanted) as asked:
        for page in range(100):
            model.index(page * PAGE, 0).data()
    assert len(asked.args[0]) == MOST_AT_ONCE * PAGE
    assert asked.args[0][-1] == 100 * PAGE - 1


def test_pages_long_gone_are_forgotten(qtbot: QtBot) -> None:
    model = Model()
    model.set_seqs(array("q", range(MOST_KEPT + 2 * PAGE)))
    for page in range(MOST_KEPT // PAGE + 1):
        with qtbot.waitSignal(model.wanted) as asked:
            model.index(page * PAGE, 0).data()
        model.take(views(asked.args[0]), asked.args[0])
    assert model.view_at(0) is None
    assert model.view_at(MOST_KEPT) is not None


def test_rows_that_are_gone_meanwhile_stay_empty(model: Model, qtbot: QtBot) -> None:
    model.set_seqs(array("q", range(10)))
    with qtbot.waitSignal(model.wanted) as asked:
        model.index(0, 0).data()
    model.take([], asked.args[0])
    assert model.index(0, 0).data() is None


def test_new_rows_come_on_top(model: Model, qtbot: QtBot) -> None:
    model.set_seqs(array("q", [5, 4, 3]))
    with qtbot.waitSignal(model.rowsInserted):
        model.prepend(array("q", [7, 6]))
    assert list(model.seqs()) == [7, 6, 5, 4, 3]


def test_rows_that_are_known_are_not_asked_for_again_below_new_ones(
    model: Model, qtbot: QtBot
) -> None:
    model.set_seqs(array("q", [5, 4]), views(array("q", [5, 4])))
    model.prepend(array("q", [6]), views(array("q", [6])))
    with qtbot.assertNotEmitted(model.wanted, wait=30):
        assert [model.index(row, 0).data() for row in range(3)] == ["row 6", "row 5", "row 4"]
