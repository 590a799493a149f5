"""A table that paints whole rows."""

from array import array

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

from desktop.item_models.evidence import EvidenceModel
from desktop.pages.evidence.table import ROW, EvidenceTable
from desktop.theme.current import tokens
from desktop.theme.style import Theme
from tests.support.window_views import evidence_view


@pytest.fixture
def table(qtbot: QtBot) -> EvidenceTable:
    model = EvidenceModel(lambda: 0)
    views = [evidence_view(title=f"Row {n}") for n in range(50)]
    model.show(array("q", (view.seq for view in views)), views, None)
    made = EvidenceTable(model)
    model.setParent(made)
    made.resize(1100, 330)
    qtbot.addWidget(made)
    made.show()
    return made


def colour_of(table: EvidenceTable, row: int) -> QColor:
    """The ground of a row, between the tick and its left edge."""
    image: QImage = table.viewport().grab().toImage()
    return image.pixelColor(3, table.rowViewportPosition(row) + ROW // 2)


def test_a_ticked_row_has_the_colour_of_what_is_selected(table: EvidenceTable) -> None:
    model = table.model()
    model.chosen.set(model.seqs()[2:3], True)
    assert colour_of(table, 2) == QColor(tokens().selected)
    assert colour_of(table, 3) == QColor(tokens().surface)


def test_the_row_under_the_pointer_shows_it(table: EvidenceTable, qtbot: QtBot) -> None:
    qtbot.mouseMove(table.viewport(), QPoint(200, table.rowViewportPosition(1) + 5))
    assert colour_of(table, 1) == QColor(tokens().hover)


def test_a_theme_is_painted_at_once(table: EvidenceTable, theme: Theme) -> None:
    theme.choose("dark")
    assert colour_of(table, 0) == QColor(tokens().surface)
    assert tokens().dark


def test_below_the_last_row_there_is_only_ground(table: EvidenceTable) -> None:
    table.model().show(array("q"), [], None)
    image = table.viewport().grab().toImage()
    assert image.pixelColor(100, 100) == QColor(tokens().surface)


def test_the_first_and_the_last_row_are_painted(table: EvidenceTable) -> None:
    def is_written(row: int) -> bool:
        image = table.viewport().grab().toImage()
        top = table.rowViewportPosition(row)
        return any(
            image.pixelColor(x, top + ROW // 2) != QColor(tokens().surface) for x in range(60, 200)
        )

    assert is_written(0)
    table.scrollToBottom()
    assert is_written(49)


def test_from_the_right_the_tick_stands_right(table: EvidenceTable) -> None:
    table.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    model = table.model()
    model.chosen.set_all(True)
    image = table.viewport().grab().toImage()
    middle = table.columnViewportPosition(0) + table.columnWidth(0) // 2
    assert middle > 1000
    row = table.rowViewportPosition(0) + ROW // 2
    assert image.pixelColor(middle - 6, row) == QColor(tokens().accent)
