"""Which rows of a big table are ticked: some of them, or all but some."""

from array import array
from collections.abc import Iterable

from PySide6.QtCore import QObject, Qt, Signal


class Chosen(QObject):
    """Ticks by the rows' numbers; all of a million are ticked at no cost."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._shown: array = array("q")
        self._all = False
        self._exceptions: set[int] = set()

    def __contains__(self, seq: int) -> bool:
        return (seq in self._exceptions) != self._all

    def show(self, seqs: array) -> None:
        """These rows are shown now; nothing of them is ticked."""
        self._shown = seqs
        self.set_all(False)

    def grow(self, seqs: array, *, new: Iterable[int] = ()) -> None:
        """The same rows and more; `new` ones came by themselves and are not ticked."""
        self._shown = seqs
        if self._all:
            self._exceptions.update(new)
        self.changed.emit()

    def set(self, seqs: Iterable[int], on: bool) -> None:
        """Tick these, or take their ticks away."""
        if on != self._all:
            self._exceptions.update(seqs)
        else:
            self._exceptions.difference_update(seqs)
        self.changed.emit()

    def toggle(self, seq: int) -> bool:
        """Turn one tick round; whether it is on now."""
        on = seq not in self
        self.set((seq,), on)
        return on

    def set_all(self, on: bool) -> None:
        """Tick everything that is shown, or nothing."""
        self._all = on
        self._exceptions.clear()
        self.changed.emit()

    def count(self) -> int:
        """How many are ticked."""
        return len(self._shown) - len(self._exceptions) if self._all else len(self._exceptions)

    def state(self) -> Qt.CheckState:
        """What the tick of the heading shows."""
        count = self.count()
        if not count:
            return Qt.CheckState.Unchecked
        if count == len(self._shown):
            return Qt.CheckState.Checked
        return Qt.CheckState.PartiallyChecked

    def seqs(self) -> array:
        """The ticked rows in the order shown."""
        if self._all and not self._exceptions:
            return self._shown
        return array("q", (seq for seq in self._shown if seq in self))
