"""The base of big tables: a row is a number in an array, its struct comes when looked at."""

from array import array
from collections.abc import Iterable, Sequence

from PySide6.QtCore import QObject, Signal

from desktop.item_models.kept import KeptRows
from desktop.item_models.table import ROOT, CellTableModel, Column, Index, ViewT


class SeqTableModel(CellTableModel[ViewT]):
    """A million rows at the cost of eight bytes each; pages of structs come off the GUI thread.

    `wanted` carries the seqs to fetch; whoever reads them answers with `take`.
    """

    wanted = Signal(object)

    def __init__(self, columns: Sequence[Column], parent: QObject | None = None) -> None:
        super().__init__(columns, parent)
        self._seqs: array = array("q")
        self._kept: KeptRows[ViewT] = KeptRows(self)
        self._kept.wanted.connect(self.wanted)

    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self._seqs)

    def seqs(self) -> array:
        """The rows as numbers, in the order shown."""
        return self._seqs

    def set_seqs(self, seqs: array, views: Iterable[ViewT] = ()) -> None:
        """Show these rows (another filter, another order), of which `views` are known already."""
        self.beginResetModel()
        self._seqs = seqs
        self._kept.forget()
        self._kept.keep(views)
        self.endResetModel()

    def append(self, seqs: array) -> None:
        """Put rows below those that are shown (the first came before the rest)."""
        if not seqs:
            return
        top = len(self._seqs)
        self.beginInsertRows(ROOT, top, top + len(seqs) - 1)
        self._seqs = self._seqs + seqs
        self.endInsertRows()

    def prepend(self, seqs: array, views: Iterable[ViewT] = ()) -> None:
        """Put new rows on top without moving the reader."""
        if not seqs:
            return
        self.beginInsertRows(ROOT, 0, len(seqs) - 1)
        self._seqs = seqs + self._seqs
        self._kept.keep(views)
        self.endInsertRows()

    def view_at(self, row: int) -> ViewT | None:
        return self._kept.at(self._seqs, row) if 0 <= row < len(self._seqs) else None

    def take(self, views: Sequence[ViewT], seqs: Iterable[int]) -> None:
        """The structs that `wanted` asked for."""
        self._kept.take(views, seqs)
        self.repaint()

    def repaint(self) -> None:
        """Everything may read differently now (structs came, a minute has passed)."""
        if self._seqs:
            last = self.index(len(self._seqs) - 1, len(self.columns) - 1)
            self.dataChanged.emit(self.index(0, 0), last)
