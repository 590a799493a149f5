"""The base of tables whose rows are frozen structs: keyed, sorted, changed without resets."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from desktop.presenters.cells import EMPTY, Cell

ViewT = TypeVar("ViewT")
Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()
Span = tuple[int, int]
"""The first and the last of columns beside each other."""


class Role(IntEnum):
    """What our models answer beside Qt's own roles."""

    CELL = Qt.ItemDataRole.UserRole + 1
    """The cell as delegates paint it (`desktop.presenters.cells`)."""
    VIEW = Qt.ItemDataRole.UserRole + 2
    """The struct of the row."""
    KEY = Qt.ItemDataRole.UserRole + 3
    """The id of the row."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table: its key (kept in saved layouts), its heading, its side."""

    key: str
    title: str
    at_end: bool = False
    """Numbers and times end where lines end."""


class CellTableModel(QAbstractTableModel, Generic[ViewT]):
    """What every table answers, given rows by number and a cell per column."""

    def __init__(self, columns: Sequence[Column], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)

    def cell(self, view: ViewT, column: str) -> Cell:
        """What a row shows in the column of this key."""
        raise NotImplementedError

    def view_at(self, row: int) -> ViewT | None:
        """The struct of a row, None while it is not loaded."""
        raise NotImplementedError

    def key_of(self, view: ViewT) -> str:
        """The id of a row."""
        return str(view.id)  # type: ignore[attr-defined]

    def sentence(self, view: ViewT) -> str:
        """The row in one sentence, for those who listen."""
        texts = (self.cell(view, column.key).text for column in self.columns)
        return ", ".join(text for text in texts if text)

    def columnCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        view = self.view_at(index.row())
        if role == Role.VIEW:
            return view
        column = self.columns[index.column()].key
        if role == Role.CELL:
            return EMPTY if view is None else self.cell(view, column)
        if view is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.cell(view, column).text
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self.sentence(view) if index.column() == 0 else self.cell(view, column).text
        if role == Role.KEY:
            return self.key_of(view)
        return None

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> object:
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(self.columns):
            return None
        column = self.columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.title
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if column.at_end else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        return None


class StructTableModel(CellTableModel[ViewT]):
    """Rows that are all in memory, kept in the order of `sort_key`; views stay where they are."""

    def __init__(self, columns: Sequence[Column], parent: QObject | None = None) -> None:
        super().__init__(columns, parent)
        self._rows: list[ViewT] = []
        self._order: list[tuple[object, ...]] = []
        self._places: dict[str, tuple[object, ...]] = {}

    def sort_key(self, view: ViewT) -> tuple[object, ...]:
        """What decides a row's place; smaller is higher."""
        raise NotImplementedError

    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def view_at(self, row: int) -> ViewT | None:
        return self._rows[row] if 0 <= row < len(self._rows) else None

    def views(self) -> list[ViewT]:
        """All rows in their order."""
        return list(self._rows)

    def row_of(self, key: str) -> int:
        """The row with this id, -1 when there is none."""
        place = self._places.get(key)
        return -1 if place is None else bisect_left(self._order, place)

    def get(self, key: str) -> ViewT | None:
        """The struct with this id."""
        row = self.row_of(key)
        return None if row < 0 else self._rows[row]

    def set_rows(self, views: Iterable[ViewT]) -> None:
        """Show these rows and no others (another filter, another tab)."""
        self.beginResetModel()
        placed = sorted(((self._place(view), view) for view in views), key=lambda pair: pair[0])
        self._order = [place for place, _ in placed]
        self._rows = [view for _, view in placed]
        self._places = {self.key_of(view): place for place, view in placed}
        self.endResetModel()

    def upsert(self, views: Iterable[ViewT]) -> None:
        """Take changed and new rows; only cells that read differently are painted again."""
        before: dict[str, ViewT] = {}
        for view in views:
            key = self.key_of(view)
            row = self.row_of(key)
            if row < 0:
                self._insert(view)
            elif self._rows[row] != view:
                before.setdefault(key, self._rows[row])
                self._move(row, view)
        rows = {self.row_of(key): view for key, view in before.items()}
        self._tell_changed([(row, self._span(rows[row], self._rows[row])) for row in sorted(rows)])

    def remove(self, keys: Iterable[str]) -> None:
        """Take rows out."""
        for key in keys:
            row = self.row_of(key)
            if row >= 0:
                self.beginRemoveRows(ROOT, row, row)
                del self._rows[row], self._order[row], self._places[key]
                self.endRemoveRows()

    def repaint(self) -> None:
        """Everything may read differently now (a minute has passed)."""
        if self._rows:
            last = self.index(len(self._rows) - 1, len(self.columns) - 1)
            self.dataChanged.emit(self.index(0, 0), last)

    def _place(self, view: ViewT) -> tuple[object, ...]:
        return (*self.sort_key(view), self.key_of(view))

    def _insert(self, view: ViewT) -> None:
        place = self._place(view)
        row = bisect_left(self._order, place)
        self.beginInsertRows(ROOT, row, row)
        self._rows.insert(row, view)
        self._order.insert(row, place)
        self._places[self.key_of(view)] = place
        self.endInsertRows()

    def _move(self, row: int, view: ViewT) -> None:
        place = self._place(view)
        target = bisect_left(self._order, place)
        if target in (row, row + 1):
            self._rows[row], self._order[row] = view, place
            self._places[self.key_of(view)] = place
            return
        self.beginMoveRows(ROOT, row, row, ROOT, target)
        del self._rows[row], self._order[row]
        if target > row:
            target -= 1
        self._rows.insert(target, view)
        self._order.insert(target, place)
        self._places[self.key_of(view)] = place
        self.endMoveRows()

    def _span(self, before: ViewT, after: ViewT) -> Span | None:
        """The columns from the first to the last that reads differently."""
        keys = enumerate(column.key for column in self.columns)
        differ = [n for n, key in keys if self.cell(before, key) != self.cell(after, key)]
        return (differ[0], differ[-1]) if differ else None

    def _tell_changed(self, rows: list[tuple[int, Span | None]]) -> None:
        """Tell Qt of rows in their order, those that lie together in one."""
        start = 0
        while start < len(rows):
            (top, span), end = rows[start], start
            while end + 1 < len(rows) and rows[end + 1] == (rows[end][0] + 1, span):
                end += 1
            if span is not None:
                first, last = span
                self.dataChanged.emit(self.index(top, first), self.index(rows[end][0], last))
            start = end + 1
