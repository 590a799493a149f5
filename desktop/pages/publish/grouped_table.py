"""A table of groups: a heading across all columns before the rows of each."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import (
    QEvent,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QAbstractItemDelegate, QWidget

from desktop.delegates.account import GroupDelegate
from desktop.delegates.buttons import ButtonsDelegate
from desktop.delegates.plain import PlainDelegate
from desktop.item_models.grouped import Group, GroupedModel
from desktop.item_models.table import Role
from desktop.pages.jobs.header import JobsHeader
from desktop.presenters.cells import Cell
from desktop.theme.current import colour, tokens
from desktop.widgets.table import Table

Index = QModelIndex | QPersistentModelIndex
GROUP_HEIGHT = 30
END = 12
"""The page's margin at the end, as far as the cell's own padding does not make it."""


class EndDelegate(PlainDelegate):
    """The last cell of a line keeps away from the edge of the page."""

    def paint_cell(
        self, painter: QPainter, rect: QRect, cell: Cell, index: Index, *, right_to_left: bool
    ) -> None:
        area = shortened(rect, right_to_left=right_to_left)
        super().paint_cell(painter, area, cell, index, right_to_left=right_to_left)


class EndHeader(JobsHeader):
    """Headings that keep away from the edge as their cells do."""

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        last = self.visualIndex(logicalIndex) == self.count() - 1
        if last:
            painter.fillRect(rect, colour(tokens().surface))
            line = QRect(rect.left(), rect.bottom(), rect.width(), 1)
            painter.fillRect(line, colour(tokens().border))
            rect = shortened(rect, right_to_left=self.isRightToLeft())
        super().paintSection(painter, rect, logicalIndex)


def shortened(rect: QRect, *, right_to_left: bool) -> QRect:
    """The same without the page's margin."""
    return rect.adjusted(END if right_to_left else 0, 0, 0 if right_to_left else -END, 0)


class GroupedTable(Table):
    """Shows a `GroupedModel`; change it with `show_groups`, so that the reader stays in place."""

    pressed_button = Signal(object, str, object)
    """The struct of the row, which button (`desktop.delegates.buttons`), where on the screen."""

    def __init__(
        self,
        model: GroupedModel[Any],
        *,
        name: str,
        row_height: int,
        widths: Mapping[str, int],
        stretch: str,
        delegates: Mapping[str, QAbstractItemDelegate],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(
            model,
            name=name,
            row_height=row_height,
            widths=widths,
            stretch=stretch,
            delegates=delegates,
            header=EndHeader(),
            parent=parent,
        )
        self.rows = model
        self.pointer: QPoint | None = None
        """Where the pointer is, for cells that show it."""
        self._height = row_height
        self._heading = GroupDelegate(self)
        self._headed: list[int] = []
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionMode(Table.SelectionMode.SingleSelection)

    def show_groups(self, groups: Sequence[tuple[Group, Sequence[Any]]]) -> None:
        """Show these rows; the current one stays current, and the reader where he is."""
        key, top = self.currentIndex().data(Role.KEY), self.verticalScrollBar().value()
        if self.rows.set_groups(groups):
            self._head()
            row = self.rows.row_of(str(key)) if key else -1
            if row >= 0:
                flags = QItemSelectionModel.SelectionFlag
                index = self.rows.index(row, 0)
                self.setAutoScroll(False)
                self.selectionModel().setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)
                self.setAutoScroll(True)
            self.verticalScrollBar().setValue(top)

    def rows_in_view(self) -> range:
        """The numbers of the rows that can be seen."""
        first = self.rowAt(0)
        if first < 0:
            return range(0)
        last = self.rowAt(self.viewport().height() - 1)
        return range(first, (last if last >= 0 else self.rows.rowCount() - 1) + 1)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        self.pointer = event.position().toPoint()
        on_button = bool(self._button_at(self.pointer))
        shape = Qt.CursorShape.PointingHandCursor if on_button else Qt.CursorShape.ArrowCursor
        self.viewport().setCursor(shape)
        if self.hovered_row >= 0:
            top = self.rowViewportPosition(self.hovered_row)
            self.viewport().update(0, top, self.viewport().width(), self._height)

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Leave:
            self.pointer = None
        return super().viewportEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        point = event.position().toPoint()
        key = self._button_at(point) if event.button() == Qt.MouseButton.LeftButton else ""
        if not key:
            super().mouseReleaseEvent(event)
            return
        place = self.viewport().mapToGlobal(point)
        self.pressed_button.emit(self.indexAt(point).data(Role.VIEW), key, place)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self.current() is not None:
                self.opened.emit(self.current())
        else:
            super().keyPressEvent(event)

    def _button_at(self, point: QPoint) -> str:
        index = self.indexAt(point)
        if not index.isValid():
            return ""
        cell, rect = index.data(Role.CELL), self.visualRect(index)
        return ButtonsDelegate.key_at(rect, cell, point, right_to_left=self.isRightToLeft())

    def _head(self) -> None:
        """Headings lie across the table and are lower than rows."""
        self.clearSpans()
        for row in self._headed:
            self.setItemDelegateForRow(row, None)
            self.setRowHeight(row, self._height)
        self._headed = self.rows.headings()
        for row in self._headed:
            self.setSpan(row, 0, 1, len(self.rows.columns))
            self.setItemDelegateForRow(row, self._heading)
            self.setRowHeight(row, GROUP_HEIGHT)
