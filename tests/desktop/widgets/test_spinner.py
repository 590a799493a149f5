"""The spinner paints only what turns, wherever it was scrolled to, and forgets what is gone."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, QObject, QRect
from PySide6.QtGui import QPaintEvent, QRegion
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from desktop.delegates.chip import ChipDelegate
from desktop.item_models.table import Column, StructTableModel
from desktop.presenters.cells import Cell, ChipCell, PlainCell
from desktop.presenters.phases import PHASES
from desktop.theme import motion, paint
from desktop.widgets.spinner import spinner
from desktop.widgets.table import Table
from models.views import JobView
from tests.support.views import job_view

ROW = 44
WIDTH = 400


class Painted(QObject):
    """Gathers what is painted of a widget."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self.region = QRegion()
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QPaintEvent):
            self.region += event.region()
        return False


class Phases(StructTableModel[JobView]):
    """Jobs, of which every third runs."""

    def __init__(self, rows: int) -> None:
        super().__init__([Column("job", "Job"), Column("phase", "Phase")])
        self.read = 0
        """Cells that were asked for."""
        self.set_rows([job_view(id=f"{row:04}") for row in range(rows)])

    def sort_key(self, view: JobView) -> tuple[object, ...]:
        return ()

    def cell(self, view: JobView, column: str) -> Cell:
        self.read += 1
        if column == "job":
            return PlainCell(view.title)
        return ChipCell(PHASES["running" if int(view.id) % 3 == 0 else "queued"])


@pytest.fixture(autouse=True)
def _motion() -> Iterator[None]:
    motion.reduce(False)
    yield
    motion.reduce(True)


def phase_table(qtbot: QtBot, rows: int) -> Table:
    table = Table(
        Phases(rows), name="Jobs", row_height=ROW, widths={"phase": 160}, stretch="job",
        delegates={"phase": ChipDelegate()},
    )  # fmt: skip
    qtbot.addWidget(table)
    table.resize(WIDTH, 6 * ROW)
    painted = Painted(table.viewport())
    table.show()
    qtbot.waitUntil(lambda: not painted.region.isEmpty())
    return table


def icons_of_running(table: Table) -> list[QRect]:
    """The places of the signs that turn, as the table stands."""
    model = table.model()
    cells = (table.visualRect(model.index(row, 1)) for row in range(0, model.rowCount(), 3))
    height = paint.CHIP_HEIGHT
    chips = (
        QRect(cell.left() + 8, cell.top() + (ROW - 1 - height) // 2, cell.width() - 16, height)
        for cell in cells
    )
    signs = (paint.chip_icon(chip) for chip in chips)
    return [sign for sign in signs if table.viewport().rect().contains(sign)]


def test_only_the_signs_that_turn_are_painted_again(qtbot: QtBot) -> None:
    table = phase_table(qtbot, 5)
    model, painted = table.model(), Painted(table.viewport())
    model.read = 0
    signs = icons_of_running(table)
    wanted = QRegion()
    for sign in signs:
        wanted += sign
    qtbot.waitUntil(lambda: painted.region == wanted)
    assert len(signs) == 2
    assert model.read == 0


def test_what_was_scrolled_goes_on_turning_where_it_is(qtbot: QtBot) -> None:
    table = phase_table(qtbot, 40)
    table.verticalScrollBar().setValue(ROW)
    for sign in icons_of_running(table):
        painted = Painted(table.viewport())
        qtbot.waitUntil(lambda sign=sign, seen=painted: seen.region.contains(sign))


def test_what_is_deleted_while_it_turns_is_forgotten(qtbot: QtBot) -> None:
    widget, other = QWidget(), QWidget()
    qtbot.addWidget(other)
    widget.show()
    other.show()
    qtbot.waitExposed(other)
    spinner().keep(widget)
    spinner().keep(other)
    delete(widget)
    painted = Painted(other)
    qtbot.waitUntil(lambda: not painted.region.isEmpty())
    qtbot.waitUntil(lambda: not spinner().active)


def test_with_reduced_motion_nothing_is_kept(qtbot: QtBot) -> None:
    motion.reduce(True)
    widget = QWidget()
    qtbot.addWidget(widget)
    spinner().keep(widget)
    assert not spinner().active
