"""A table for a million rows: paints whole rows by arithmetic, not cell by cell through options.

`QTableView` asks five things of every cell at every paint; in Python that is most of a frame. Here
a row is asked for once, and only the content of its cells is left to the delegate.
"""

from collections.abc import Iterator
from typing import NamedTuple

from PySide6.QtCore import QModelIndex, QRect, Qt
from PySide6.QtGui import QPainter, QPaintEvent

from desktop.delegates.base import PAD, CellDelegate
from desktop.item_models.table import CellTableModel
from desktop.theme import paint
from desktop.theme.current import colour, tokens
from desktop.widgets.table import Table


class _Place(NamedTuple):
    """Where a column stands."""

    column: int
    key: str
    left: int
    width: int


class RowTable(Table):
    """A `Table` whose delegates are `CellDelegate`s; heirs say which rows stand out."""

    def stands_out(self, row: int) -> bool:
        """Whether a row has the colour of what is selected."""
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), colour(tokens().surface))
        model = self.model()
        places = list(self._places(model))
        current = self.currentIndex() if self.hasFocus() else QModelIndex()
        for row in self._rows_in(event.rect()):
            self._paint_row(painter, model, row, places, current)
        painter.end()

    def _places(self, model: CellTableModel) -> Iterator[_Place]:
        for number, column in enumerate(model.columns):
            if not self.isColumnHidden(number):
                left, width = self.columnViewportPosition(number), self.columnWidth(number)
                yield _Place(number, column.key, left, width)

    def _rows_in(self, rect: QRect) -> range:
        first = self.rowAt(rect.top())
        if first < 0:
            return range(0)
        last = self.rowAt(rect.bottom())
        return range(first, (last if last >= 0 else self.model().rowCount() - 1) + 1)

    def _paint_row(
        self,
        painter: QPainter,
        model: CellTableModel,
        row: int,
        places: list[_Place],
        current: QModelIndex,
    ) -> None:
        now = tokens()
        top, height = self.rowViewportPosition(row), self.rowHeight(row)
        whole = QRect(0, top, self.viewport().width(), height)
        if self.stands_out(row):
            painter.fillRect(whole, colour(now.selected))
        elif row == self.hovered_row:
            painter.fillRect(whole, colour(now.hover))
        painter.fillRect(0, top + height - 1, whole.width(), 1, colour(now.border))
        view = model.view_at(row)
        if view is None:
            return
        flipped = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        for place in places:
            delegate = self.itemDelegateForColumn(place.column) or self.itemDelegate()
            if isinstance(delegate, CellDelegate):
                content = QRect(place.left + PAD, top, place.width - 2 * PAD, height - 1)
                index = model.index(row, place.column)
                cell = model.cell(view, place.key)
                delegate.paint_cell(painter, content, cell, index, right_to_left=flipped)
        if current.row() == row:
            ring = QRect(
                self.columnViewportPosition(current.column()) + 1, top + 1,
                self.columnWidth(current.column()) - 2, height - 3,
            )  # fmt: skip
            paint.focus_ring(painter, ring, 5)
