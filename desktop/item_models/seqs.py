"""The base of big tables: a row is a number in an array, its struct comes when looked at."""

from array import array
from collections import OrderedDict
from collections.abc import Sequence

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.item_models.table import ROOT, CellTableModel, Column, Index, ViewT

PAGE = 128
PAGES_KEPT = 64
MOST_AT_ONCE = 4
"""Pages fetched in one read; a fast scroll asks for many and wants the last ones."""


class SeqTableModel(CellTableModel[ViewT]):
    """A million rows at the cost of eight bytes each; pages of structs come off the GUI thread.

    `wanted` carries the seqs to fetch; whoever reads them answers with `take`.
    """

    wanted = Signal(object)

    def __init__(self, columns: Sequence[Column], parent: QObject | None = None) -> None:
        super().__init__(columns, parent)
        self._seqs: array = array("q")
        self._pages: OrderedDict[int, dict[int, ViewT]] = OrderedDict()
        self._asked: OrderedDict[int, None] = OrderedDict()
        self._flying: set[int] = set()
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self._ask)

    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self._seqs)

    def seqs(self) -> array:
        """The rows as numbers, in the order shown."""
        return self._seqs

    def set_seqs(self, seqs: array) -> None:
        """Show these rows (another filter, another order)."""
        self.beginResetModel()
        self._seqs = seqs
        self._forget()
        self.endResetModel()

    def prepend(self, seqs: array) -> None:
        """Put new rows on top without moving the reader."""
        if not seqs:
            return
        self.beginInsertRows(ROOT, 0, len(seqs) - 1)
        self._seqs = seqs + self._seqs
        self._forget()
        self.endInsertRows()

    def view_at(self, row: int) -> ViewT | None:
        page = row // PAGE
        kept = self._pages.get(page)
        if kept is not None:
            self._pages.move_to_end(page)
            return kept.get(self._seqs[row])
        if page not in self._flying:
            self._asked[page] = None
            self._asked.move_to_end(page)
            self._soon.start()
        return None

    def take(self, views: Sequence[ViewT], seqs: array) -> None:
        """The structs that `wanted` asked for; a page that is not shown any more is dropped."""
        by_seq = {view.seq: view for view in views}  # type: ignore[attr-defined]
        for page in sorted(self._flying):
            rows = self._seqs[page * PAGE : (page + 1) * PAGE]
            if rows and rows[0] in by_seq:
                self._pages[page] = {seq: by_seq[seq] for seq in rows if seq in by_seq}
                top, bottom = page * PAGE, min(len(self._seqs), (page + 1) * PAGE) - 1
                self.dataChanged.emit(self.index(top, 0), self.index(bottom, len(self.columns) - 1))
            if not rows or rows[0] in by_seq or rows[0] in seqs:
                self._flying.discard(page)
        while len(self._pages) > PAGES_KEPT:
            self._pages.popitem(last=False)

    def _forget(self) -> None:
        self._pages.clear()
        self._asked.clear()
        self._flying.clear()

    def _ask(self) -> None:
        newest = list(self._asked)[-MOST_AT_ONCE:]
        self._asked.clear()
        if not newest:
            return
        self._flying.update(newest)
        seqs: array = array("q")
        for page in newest:
            seqs.extend(self._seqs[page * PAGE : (page + 1) * PAGE])
        self.wanted.emit(seqs)
