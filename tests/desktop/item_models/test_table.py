"""The base of tables: in order, without resets, and honest to Qt's own model tester."""

import random

import pytest
from PySide6.QtCore import QItemSelectionModel, QModelIndex, QObject, Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from desktop.item_models.table import Column, Role, StructTableModel
from desktop.presenters.cells import Cell, PlainCell
from models.views import JobView
from tests.support.views import job_view


class Model(StructTableModel[JobView]):
    """Jobs by progress, then by title."""

    def __init__(self) -> None:
        said, devices = Column("message", "Said"), Column("assigned_agent_name", "Device")
        progress = Column("progress", "Progress", at_end=True)
        super().__init__([Column("title", "Title"), progress, said, devices])

    def sort_key(self, view: JobView) -> tuple[object, ...]:
        return (-view.progress, view.title)

    def cell(self, view: JobView, column: str) -> Cell:
        return PlainCell(str(getattr(view, column) or ""))


@pytest.fixture
def model(qtmodeltester: ModelTester) -> Model:
    made = Model()
    QAbstractItemModelTester(made, QAbstractItemModelTester.FailureReportingMode.Fatal, parent=made)
    return made


def titles(model: Model) -> list[str]:
    return [model.index(row, 0).data() for row in range(model.rowCount())]


def test_rows_stand_in_their_order(model: Model, qtmodeltester: ModelTester) -> None:
    model.set_rows([job_view(title="b"), job_view(title="a"), job_view(title="c", progress=5)])
    assert titles(model) == ["c", "a", "b"]
    qtmodeltester.check(model, force_py=True)


def test_a_new_row_comes_to_its_place(model: Model, qtbot: QtBot) -> None:
    model.set_rows([job_view(title="a"), job_view(title="c")])
    with qtbot.waitSignal(model.rowsInserted), qtbot.assertNotEmitted(model.modelReset):
        model.upsert([job_view(title="b")])
    assert titles(model) == ["a", "b", "c"]


def test_a_row_that_moves_is_moved_not_reset(model: Model, qtbot: QtBot) -> None:
    first, second = job_view(id="1", title="a"), job_view(id="2", title="b")
    model.set_rows([first, second])
    selection = QItemSelectionModel(model)
    selection.setCurrentIndex(model.index(1, 0), QItemSelectionModel.SelectionFlag.ClearAndSelect)
    with qtbot.waitSignal(model.rowsMoved):
        model.upsert([job_view(id="2", title="b", progress=10)])
    assert titles(model) == ["b", "a"]
    assert selection.currentIndex().data(Role.KEY) == "2"


@pytest.fixture
def painted(model: Model) -> list[tuple[int, int, int, int]]:
    """What the model says is to be painted again: rows from and to, columns from and to."""
    said: list[tuple[int, int, int, int]] = []

    def note(top: QModelIndex, end: QModelIndex) -> None:
        said.append((top.row(), end.row(), top.column(), end.column()))

    model.dataChanged.connect(note)
    return said


def test_only_what_changed_is_painted_again(
    model: Model, painted: list[tuple[int, int, int, int]]
) -> None:
    rows = [job_view(id=str(n), title=f"t{n:02}") for n in range(10)]
    model.set_rows(rows)
    said = [job_view(id=str(n), title=f"t{n:02}", message="x") for n in (2, 3, 7)]
    moved = job_view(id="8", title="t08", message="y", assigned_agent_name="Mona")
    model.upsert([*said, rows[5], moved])
    assert painted == [(2, 3, 2, 2), (7, 7, 2, 2), (8, 8, 2, 3)]


def test_what_reads_the_same_is_not_painted_again(
    model: Model, painted: list[tuple[int, int, int, int]]
) -> None:
    model.set_rows([job_view(id="1", title="a")])
    model.upsert([job_view(id="1", title="a", updated_at=5)])
    assert painted == []
    assert model.get("1").updated_at == 5


def test_changed_twice_at_once_is_painted_as_it_ends(
    model: Model, painted: list[tuple[int, int, int, int]]
) -> None:
    model.set_rows([job_view(id="1", title="a")])
    twice = [job_view(id="1", title="a", message=words) for words in ("x", "y")]
    model.upsert(twice)
    assert painted == [(0, 0, 2, 2)]
    assert model.get("1") == twice[-1]


def test_everything_may_read_differently_a_minute_later(
    model: Model, painted: list[tuple[int, int, int, int]]
) -> None:
    model.set_rows([job_view(), job_view()])
    model.repaint()
    assert painted == [(0, 1, 0, 3)]


def test_rows_can_be_removed(model: Model) -> None:
    model.set_rows([job_view(id="1", title="a"), job_view(id="2", title="b")])
    model.remove(["1", "unknown"])
    assert titles(model) == ["b"]
    assert model.row_of("1") == -1
    assert model.row_of("2") == 0


def test_any_order_of_changes_ends_in_order(model: Model) -> None:
    chance = random.Random(5)
    known: dict[str, JobView] = {}
    for _ in range(400):
        id = str(chance.randrange(40))
        if chance.random() < 0.2:
            model.remove([id])
            known.pop(id, None)
        else:
            known[id] = job_view(id=id, title=id, progress=chance.randrange(5))
            model.upsert([known[id]])
    wanted = sorted(known.values(), key=lambda view: (-view.progress, view.title, view.id))
    assert [view.id for view in model.views()] == [view.id for view in wanted]
    assert all(model.get(id) == view for id, view in known.items())


def test_a_row_can_be_heard(model: Model) -> None:
    model.set_rows([job_view(title="Dentists", progress=62)])
    said = model.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert said == "Dentists, 62"


def test_headings_stand_on_the_side_of_their_column(model: Model) -> None:
    horizontal = Qt.Orientation.Horizontal
    assert model.headerData(1, horizontal) == "Progress"
    side = model.headerData(1, horizontal, Qt.ItemDataRole.TextAlignmentRole)
    assert side & Qt.AlignmentFlag.AlignRight
    assert model.headerData(9, horizontal) is None


def test_a_parent_owns_the_model() -> None:
    owner = QObject()
    assert StructTableModel([Column("a", "A")], owner).parent() is owner
