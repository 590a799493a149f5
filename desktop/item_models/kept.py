"""Structs of rows by their number: fetched in pages when looked at, the latest ones kept."""

from array import array
from collections import OrderedDict
from collections.abc import Iterable, Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal

ViewT = TypeVar("ViewT")

PAGE = 64
MOST_KEPT = 128 * PAGE
MOST_AT_ONCE = 4
"""Pages fetched in one read; a fast scroll asks for many and wants the last ones."""


class KeptRows(QObject, Generic[ViewT]):
    """What is known of rows whose numbers are known.

    `wanted` carries the numbers to fetch; whoever reads them answers with `take`. Rows that moved
    (new ones came above them) stay known, and a row that is gone is not asked for again.
    """

    wanted = Signal(object)
    """array of seqs."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._views: OrderedDict[int, ViewT] = OrderedDict()
        self._gone: set[int] = set()
        self._flying: set[int] = set()
        self._asked: OrderedDict[int, array] = OrderedDict()
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self._ask)

    def at(self, seqs: array, row: int) -> ViewT | None:
        """The struct of a row; None while it is fetched, with the page it stands in."""
        seq = seqs[row]
        view = self._views.get(seq)
        if view is not None:
            self._views.move_to_end(seq)
        elif seq not in self._flying and seq not in self._gone:
            page = row // PAGE
            if page not in self._asked:
                self._asked[page] = seqs[page * PAGE : (page + 1) * PAGE]
                self._soon.start()
            self._asked.move_to_end(page)
        return view

    def known(self, seq: int) -> ViewT | None:
        """The struct of this number if it is known; nothing is fetched."""
        return self._views.get(seq)

    def keep(self, views: Iterable[ViewT]) -> None:
        """Know these (they came with an event, or were read for something else)."""
        for view in views:
            seq: int = view.seq  # type: ignore[attr-defined]
            self._views[seq] = view
            self._views.move_to_end(seq)
            self._gone.discard(seq)
        while len(self._views) > MOST_KEPT:
            self._views.popitem(last=False)

    def take(self, views: Sequence[ViewT], asked: Iterable[int]) -> None:
        """The answer to `wanted`."""
        numbers = set(asked)
        self._flying -= numbers
        self.keep(views)
        self._gone |= numbers - {view.seq for view in views}  # type: ignore[attr-defined]

    def forget(self) -> None:
        """Other rows are shown: what is on its way is not waited for any more."""
        self._asked.clear()
        self._flying.clear()

    def clear(self) -> None:
        """Know nothing (the rows may have changed)."""
        self.forget()
        self._views.clear()
        self._gone.clear()

    def _ask(self) -> None:
        pages = list(self._asked.values())[-MOST_AT_ONCE:]
        self._asked.clear()
        seqs = array("q", (s for page in pages for s in page if self._is_unknown(s)))
        if seqs:
            self._flying.update(seqs)
            self.wanted.emit(seqs)

    def _is_unknown(self, seq: int) -> bool:
        return seq not in self._views and seq not in self._flying and seq not in self._gone
