"""The heading of a big table."""

import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from desktop.item_models.evidence import EvidenceModel
from desktop.pages.evidence.table import EvidenceTable
from desktop.widgets.header import SortHeader


@pytest.fixture
def table(qtbot: QtBot) -> EvidenceTable:
    made = EvidenceTable(EvidenceModel(lambda: 0))
    made.resize(1100, 300)
    qtbot.addWidget(made)
    made.show()
    return made


def click(header: SortHeader, section: int, qtbot: QtBot) -> None:
    left = header.sectionViewportPosition(section) + 10
    qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(left, 10))


def test_a_heading_asks_for_its_order(table: EvidenceTable, qtbot: QtBot) -> None:
    with qtbot.waitSignal(table.headings.sort_wanted) as asked:
        click(table.headings, 1, qtbot)
    assert asked.args == ["title"]


def test_a_column_that_has_no_order_asks_for_none(table: EvidenceTable, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(table.headings.sort_wanted):
        click(table.headings, 3, qtbot)


def test_the_tick_of_the_heading_is_for_all(table: EvidenceTable, qtbot: QtBot) -> None:
    with qtbot.waitSignal(table.headings.tick_wanted):
        click(table.headings, 0, qtbot)
