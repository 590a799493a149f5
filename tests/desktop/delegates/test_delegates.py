"""Cells are painted: something, in its place, also from the right."""

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QStyledItemDelegate
from pytestqt.qtbot import QtBot

from desktop.delegates.chip import ChipDelegate
from desktop.delegates.plain import PlainDelegate
from desktop.delegates.progress import ProgressDelegate
from desktop.delegates.two_line import TwoLineDelegate
from desktop.item_models.table import Column, StructTableModel
from desktop.presenters.cells import (
    Cell,
    CheckCell,
    ChipCell,
    LevelCell,
    PlainCell,
    ProgressCell,
    TwoLineCell,
)
from desktop.presenters.phases import PHASES
from desktop.theme.tokens import LIGHT
from desktop.widgets.table import Table
from models.views import JobView
from tests.support.views import job_view

CELLS: list[tuple[Cell, type[QStyledItemDelegate]]] = [
    (PlainCell("Amman"), PlainDelegate),
    (PlainCell("4.8", after="(211)", icon="star"), PlainDelegate),
    (PlainCell("Rabieh Smile Dental", badge="new", hits=((13, 4),)), PlainDelegate),
    (PlainCell("gone", struck=True, mono=True, middle=True), PlainDelegate),
    (LevelCell(2, "Medium"), PlainDelegate),
    (CheckCell(True), PlainDelegate),
    (ChipCell(PHASES["unknown"]), ChipDelegate),
    (ChipCell(PHASES["running"]), ChipDelegate),
    (ProgressCell(62, "62%"), ProgressDelegate),
    (ProgressCell(None, "took 3 min", icon="clock"), ProgressDelegate),
    (TwoLineCell("Dentists", "Maps list", "map-pin", "#2B8A78"), TwoLineDelegate),
    (TwoLineCell("عيادة أسنان", "Maps list", hits=((0, 5),)), TwoLineDelegate),
]


class OneCell(StructTableModel[JobView]):
    """One row, one cell."""

    def __init__(self, cell: Cell, *, at_end: bool = False) -> None:
        super().__init__([Column("cell", "Cell", at_end=at_end)])
        self._cell = cell
        self.set_rows([job_view()])

    def sort_key(self, view: JobView) -> tuple[object, ...]:
        return ()

    def cell(self, view: JobView, column: str) -> Cell:
        return self._cell


def painted(qtbot: QtBot, cell: Cell, kind: type[QStyledItemDelegate], **more: bool) -> QImage:
    table = Table(
        OneCell(cell, **more), name="One", row_height=44, widths={}, stretch="cell",
        delegates={"cell": kind()},
    )  # fmt: skip
    qtbot.addWidget(table)
    table.resize(240, 80)
    table.show()
    table.clearSelection()
    return table.viewport().grab(QRect(0, 0, 240, 43)).toImage()


def ink(image: QImage) -> tuple[int, int]:
    """How many pixels of each half are not the ground."""
    ground = QColor(LIGHT.surface)
    points = [
        x for x in range(image.width()) for y in range(image.height())
        if image.pixelColor(x, y) != ground
    ]  # fmt: skip
    left = sum(x < image.width() // 2 for x in points)
    return left, len(points) - left


@pytest.mark.parametrize(("cell", "kind"), CELLS, ids=range(len(CELLS)))
def test_every_cell_is_painted(cell: Cell, kind: type[QStyledItemDelegate], qtbot: QtBot) -> None:
    assert sum(ink(painted(qtbot, cell, kind))) > 20


def test_text_begins_where_lines_begin(qtbot: QtBot) -> None:
    left, right = ink(painted(qtbot, PlainCell("Amman"), PlainDelegate))
    assert left > 0
    assert right == 0


def test_numbers_end_where_lines_end(qtbot: QtBot) -> None:
    left, right = ink(painted(qtbot, PlainCell("128"), PlainDelegate, at_end=True))
    assert left == 0
    assert right > 0


@pytest.mark.usefixtures("arabic")
def test_from_the_right_everything_is_mirrored(qtbot: QtBot) -> None:
    left, right = ink(painted(qtbot, PlainCell("Amman"), PlainDelegate))
    assert (left, right > 0) == (0, True)
    left, right = ink(painted(qtbot, PlainCell("128"), PlainDelegate, at_end=True))
    assert (left > 0, right) == (True, 0)


def test_hits_are_marked_behind_the_letters(qtbot: QtBot) -> None:
    mark = QColor(LIGHT.mark)

    def marked(cell: PlainCell) -> int:
        image = painted(qtbot, cell, PlainDelegate)
        return sum(image.pixelColor(x, y) == mark for x in range(image.width()) for y in range(43))

    assert marked(PlainCell("Abdoun Dental Care", hits=((7, 4),))) > 60
    assert marked(PlainCell("Abdoun Dental Care")) == 0


def test_a_hostile_text_is_only_letters(qtbot: QtBot) -> None:
    cell = PlainCell("<img src=/etc/passwd width=1600>")
    assert sum(ink(painted(qtbot, cell, PlainDelegate))) > 20


def test_the_hovered_row_has_its_ground(qtbot: QtBot) -> None:
    table = Table(OneCell(PlainCell("x")), name="One", row_height=44, widths={}, stretch="cell")
    qtbot.addWidget(table)
    table.resize(240, 120)
    table.show()
    qtbot.mouseMove(table.viewport(), table.visualRect(table.model().index(0, 0)).center())
    qtbot.waitUntil(lambda: table.hovered_row == 0)
    image = table.viewport().grab().toImage()
    assert image.pixelColor(200, 10) == QColor(LIGHT.hover)


def test_rows_are_copied_as_a_table(qtbot: QtBot) -> None:
    table = Table(OneCell(PlainCell("x")), name="One", row_height=44, widths={}, stretch="cell")
    qtbot.addWidget(table)
    table.selectRow(0)
    assert table.selected_text() == "x"
    assert table.current() is not None
    with qtbot.waitSignal(table.picked):
        table.selectionModel().clearCurrentIndex()
    qtbot.keyClick(table, Qt.Key.Key_Down)
