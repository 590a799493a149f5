"""Rows under headings: what stays is not disturbed, headings cannot be chosen."""

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop.item_models.grouped import Group, GroupedModel
from desktop.item_models.table import Column, Role
from desktop.presenters.cells import Cell, GroupCell, PlainCell
from models.views import JobView
from tests.support.views import job_view

FIRST, SECOND = Group("first", "First"), Group("second", "Second")


class Jobs(GroupedModel[JobView]):
    def __init__(self) -> None:
        super().__init__([Column("title", "Title"), Column("phase", "Phase")])

    def cell(self, view: JobView, column: str) -> Cell:
        return PlainCell(view.title if column == "title" else view.phase)


def test_headings_stand_before_their_rows_and_empty_groups_do_not_stand_at_all() -> None:
    model, one, two = Jobs(), job_view(id="1"), job_view(id="2")
    model.set_groups([(FIRST, []), (SECOND, [one, two])])
    assert model.rowCount() == 3
    assert model.headings() == [0]
    assert model.group_at(0) is SECOND
    assert model.index(0, 0).data(Role.CELL) == GroupCell("Second", "2")
    assert model.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole) == "Second 2"
    assert model.index(0, 0).data(Role.VIEW) is None
    assert model.row_of("2") == 2
    assert model.row_of("3") == -1
    assert model.views() == [one, two]


def test_a_heading_cannot_be_chosen() -> None:
    model = Jobs()
    model.set_groups([(FIRST, [job_view()])])
    assert model.flags(model.index(0, 0)) == Qt.ItemFlag.NoItemFlags
    assert model.flags(model.index(1, 0)) & Qt.ItemFlag.ItemIsSelectable


def test_a_change_in_a_row_tells_only_of_that_row(qtbot: QtBot) -> None:
    model, one, two = Jobs(), job_view(id="1"), job_view(id="2")
    model.set_groups([(FIRST, [one]), (SECOND, [two])])
    told: list[int] = []
    model.dataChanged.connect(lambda top, _bottom: told.append(top.row()))
    assert not model.set_groups([(FIRST, [one]), (SECOND, [job_view(id="2", phase="running")])])
    assert told == [3]


def test_a_row_that_moves_takes_a_reset(qtbot: QtBot) -> None:
    model, one, two = Jobs(), job_view(id="1"), job_view(id="2")
    model.set_groups([(FIRST, [one]), (SECOND, [two])])
    with qtbot.waitSignal(model.modelReset):
        assert model.set_groups([(FIRST, [one, two])])
    assert model.row_of("2") == 2


def test_one_column_can_be_painted_again(qtbot: QtBot) -> None:
    model = Jobs()
    model.set_groups([(FIRST, [job_view(id="1"), job_view(id="2")])])
    told: list[tuple[int, int, int]] = []
    model.dataChanged.connect(lambda a, b: told.append((a.row(), b.row(), a.column())))
    model.repaint("phase", lambda: range(1, 2))
    model.repaint("phase", lambda: range(0))
    assert told == [(1, 1, 1)]
