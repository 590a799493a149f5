"""The proofs of the gallery: numbers and days first, structs when looked at."""

from array import array
from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractListModel, QObject, Qt, Signal

from desktop.item_models.kept import KeptRows
from desktop.item_models.table import ROOT, Index, Role
from desktop.presenters import proofs as words_of
from desktop.presenters import times
from desktop.presenters.phases import State
from models.views import ProofView


@dataclass(frozen=True, slots=True)
class Day:
    """Proofs that were captured on one day: the first of them, how many, some moment of it."""

    first: int
    count: int
    at: int


def days_of(captured: Sequence[int]) -> list[Day]:
    """The days of captures that stand newest first."""
    days: list[Day] = []
    first = 0
    while first < len(captured):
        midnight = times.start_of_day(captured[first])
        after = bisect_left(captured, 1 - midnight, lo=first, key=lambda at: -at)
        days.append(Day(first, after - first, captured[first]))
        first = after
    return days


class ProofsModel(QAbstractListModel):
    """What the gallery shows. `wanted` carries the numbers to fetch, `take` brings the answer."""

    wanted = Signal(object)

    def __init__(self, clock: Callable[[], int], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._clock = clock
        self._seqs: array = array("q")
        self._days: list[Day] = []
        self._checking: set[str] = set()
        self._kept: KeptRows[ProofView] = KeptRows(self)
        self._kept.wanted.connect(self.wanted)

    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self._seqs)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        view = self.view_at(index.row())
        if role == Role.VIEW:
            return view
        if view is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return words_of.title(view)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return words_of.sentence(view, self._clock())
        if role == Role.KEY:
            return view.id
        return None

    def days(self) -> list[Day]:
        """The days, newest first."""
        return self._days

    def day_words(self, day: Day) -> str:
        """The heading of a day."""
        return words_of.day(day.at, self._clock())

    def second_line(self, view: ProofView) -> str:
        """The quiet line under a title."""
        return words_of.second_line(view, self._clock())

    def state(self, view: ProofView) -> State:
        """The integrity of a file, as far as it is known now."""
        return words_of.state(view, checking=view.id in self._checking)

    def seqs(self) -> array:
        """The numbers of all rows, in the order shown."""
        return self._seqs

    def seq_at(self, row: int) -> int | None:
        """The number of a row."""
        return self._seqs[row] if 0 <= row < len(self._seqs) else None

    def row_of(self, seq: int) -> int:
        """Where this number stands, -1 when it is not shown."""
        try:
            return self._seqs.index(seq)
        except ValueError:
            return -1

    def view_at(self, row: int) -> ProofView | None:
        """The struct of a row, None while it is fetched."""
        return self._kept.at(self._seqs, row) if 0 <= row < len(self._seqs) else None

    def known(self, seq: int) -> ProofView | None:
        """The struct of this number if it is known."""
        return self._kept.known(seq)

    def set_proofs(self, seqs: array, captured: array) -> None:
        """Show these, newest capture first."""
        self.beginResetModel()
        self._seqs = seqs
        self._days = days_of(captured)
        self._kept.forget()
        self.endResetModel()

    def take(self, views: Sequence[ProofView], seqs: Iterable[int]) -> None:
        """The structs that `wanted` asked for."""
        self._kept.take(views, seqs)
        self.repaint()

    def renew(self, views: Iterable[ProofView]) -> None:
        """Proofs that are shown have changed (checked again)."""
        self._kept.keep(views)
        self.repaint()

    def set_checking(self, proof_id: str, on: bool) -> None:
        """Whether this file is being checked now."""
        (self._checking.add if on else self._checking.discard)(proof_id)
        self.repaint()

    def is_checking(self, proof_id: str) -> bool:
        """Whether this file is being checked now."""
        return proof_id in self._checking

    def repaint(self) -> None:
        """Everything may read differently now."""
        if self._seqs:
            self.dataChanged.emit(self.index(0), self.index(len(self._seqs) - 1))
