"""Rows of frozen structs under headings: read whole, shown without a reset while they stay."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, Qt

from desktop.i18n import number
from desktop.item_models.table import CellTableModel, Column, Role
from desktop.presenters.cells import GroupCell

ViewT = TypeVar("ViewT")
Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()


@dataclass(frozen=True, slots=True)
class Group:
    """A heading."""

    key: str
    title: str


class GroupedModel(CellTableModel[ViewT]):
    """Groups of rows; a heading is a row that cannot be chosen. Empty groups are not shown."""

    def __init__(self, columns: Sequence[Column], parent: QObject | None = None) -> None:
        super().__init__(columns, parent)
        self._rows: list[ViewT | None] = []
        self._headings: dict[int, tuple[Group, int]] = {}
        self._order: list[str] = []
        self._places: dict[str, int] = {}

    def set_groups(self, groups: Sequence[tuple[Group, Sequence[ViewT]]]) -> bool:
        """Show these; whether it took a reset (rows came, went or moved)."""
        rows: list[ViewT | None] = []
        headings: dict[int, tuple[Group, int]] = {}
        for group, views in groups:
            if views:
                headings[len(rows)] = (group, len(views))
                rows += [None, *views]
        order = [
            f"group:{headings[row][0].key}" if view is None else self.key_of(view)
            for row, view in enumerate(rows)
        ]
        reset = order != self._order
        if reset:
            self.beginResetModel()
        before, self._rows = self._rows, rows
        self._headings, self._order = headings, order
        self._places = {key: row for row, key in enumerate(order) if row not in headings}
        if reset:
            self.endResetModel()
        else:
            self._tell([row for row, view in enumerate(rows) if view != before[row]])
        return reset

    def views(self) -> list[ViewT]:
        """All rows without the headings."""
        return [view for view in self._rows if view is not None]

    def group_at(self, row: int) -> Group | None:
        """The heading in this row."""
        found = self._headings.get(row)
        return found[0] if found else None

    def headings(self) -> list[int]:
        """The rows that are headings."""
        return list(self._headings)

    def row_of(self, key: str) -> int:
        """The row with this id, -1 when there is none."""
        return self._places.get(key, -1)

    def view_at(self, row: int) -> ViewT | None:
        return self._rows[row] if 0 <= row < len(self._rows) else None

    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if index.isValid() and index.row() in self._headings:
            return Qt.ItemFlag.NoItemFlags
        return super().flags(index)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if index.isValid() and index.row() in self._headings:
            group, count = self._headings[index.row()]
            if role == Role.CELL:
                return GroupCell(group.title, number(count))
            if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
                return f"{group.title} {number(count)}"
            return None
        return super().data(index, role)

    def repaint(self, column: str = "", rows: Callable[[], range] | None = None) -> None:
        """A column (or all of them) may read differently now, in these rows (or in all)."""
        span = rows() if rows is not None else range(len(self._rows))
        if not span:
            return
        numbers = [n for n, one in enumerate(self.columns) if not column or one.key == column]
        first, last = self.index(span[0], numbers[0]), self.index(span[-1], numbers[-1])
        self.dataChanged.emit(first, last)

    def _tell(self, rows: list[int]) -> None:
        for row in rows:
            self.dataChanged.emit(self.index(row, 0), self.index(row, len(self.columns) - 1))
