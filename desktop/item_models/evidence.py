"""The rows of Evidence: numbers first, structs when looked at, ticks and hits beside them."""

from array import array
from collections.abc import Callable, Iterable

from PySide6.QtCore import QObject, Qt

from desktop.i18n import mark, t
from desktop.item_models.chosen import Chosen
from desktop.item_models.seqs import SeqTableModel
from desktop.item_models.table import Column, Index
from desktop.presenters import evidence as words_of
from desktop.presenters import phases, times
from desktop.presenters.cells import Cell, CheckCell, LevelCell, PlainCell
from desktop.theme.tones import Tone
from models import search
from models.views import EvidenceView

CHECK = "check"
HEADINGS = {
    "title": mark("Title"),
    "category": mark("Kind"),
    "place": mark("Place or site"),
    "phone": mark("Phone"),
    "rating": mark("Rating"),
    "confidence": mark("Confidence"),
    "source": mark("Source"),
    "seen": mark("Seen"),
}
"""Keys are those that the query sorts by (`place` is not sorted)."""
UNSORTED = frozenset({CHECK, "place"})
MOST_CELLS = 2000


def columns() -> list[Column]:
    """The columns in the language in force."""
    shown = [Column(key, t(title), at_end=key == "seen") for key, title in HEADINGS.items()]
    return [Column(CHECK, ""), *shown]


class EvidenceModel(SeqTableModel[EvidenceView]):
    """What the table of Evidence shows."""

    def __init__(self, clock: Callable[[], int], parent: QObject | None = None) -> None:
        super().__init__(columns(), parent)
        self._clock = clock
        self._words: list[str] = []
        self._new: set[int] = set()
        self._titles: dict[int, PlainCell] = {}
        self.names: dict[str, str] = {}
        """Connectors by id, in the language in force."""
        self.chosen = Chosen(self)
        self.chosen.changed.connect(self._chosen_changed)

    def show(self, seqs: array, views: Iterable[EvidenceView], text: str | None) -> None:
        """Show the answer of a search; its words are marked in the titles."""
        self._words = search.words(text) if text else []
        self._titles.clear()
        self.set_seqs(seqs, views)
        self.chosen.show(self._seqs)

    def extend(self, seqs: array) -> None:
        """The whole answer, of which the first rows are shown already."""
        shown = len(self._seqs)
        if seqs[:shown] == self._seqs:
            self.append(seqs[shown:])
            self.chosen.grow(self._seqs)
        else:
            self.set_seqs(seqs)
            self.chosen.show(self._seqs)

    def add_new(self, views: list[EvidenceView]) -> None:
        """Rows that came while one looked, on top."""
        seqs = array("q", (view.seq for view in views))
        self._new.update(seqs)
        self.prepend(seqs, views)
        self.chosen.grow(self._seqs, new=seqs)

    def mark_new(self, seqs: Iterable[int]) -> None:
        """These came while one looked and are shown from now on wherever they stand."""
        self._new.update(seqs)

    def nothing_is_new(self) -> None:
        """The operator left the page: what was new has been seen."""
        self._new.clear()
        self._titles.clear()

    def cell(self, view: EvidenceView, column: str) -> Cell:
        match column:
            case "check":
                return CheckCell(view.seq in self.chosen)
            case "title":
                return self._title(view)
            case "category":
                return PlainCell(words_of.kind(view))
            case "place":
                return PlainCell(words_of.place(view))
            case "phone":
                return PlainCell(words_of.phone(view), Tone.TEXT)
            case "rating":
                return words_of.rating(view)
            case "confidence":
                word, bars = phases.confidence(view.confidence)
                return LevelCell(bars, word)
            case "source":
                return PlainCell(words_of.source(view.source, self.names), Tone.MUTED, small=True)
            case _:
                time = times.clock(words_of.seen(view), self._clock())
                return PlainCell(time, Tone.MUTED, small=True)

    def sentence(self, view: EvidenceView) -> str:
        return words_of.sentence(view, self.names, self._clock())

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role == Qt.ItemDataRole.CheckStateRole and index.isValid() and index.column() == 0:
            on = self._seqs[index.row()] in self.chosen
            return Qt.CheckState.Checked if on else Qt.CheckState.Unchecked
        return super().data(index, role)

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> object:
        if role == Qt.ItemDataRole.CheckStateRole and section == 0:
            return self.chosen.state()
        if role == Qt.ItemDataRole.AccessibleTextRole and section == 0:
            return t("Choose all rows")
        return super().headerData(section, orientation, role)

    def _title(self, view: EvidenceView) -> PlainCell:
        cell = self._titles.get(view.seq)
        if cell is None:
            if len(self._titles) > MOST_CELLS:
                self._titles.clear()
            cell = words_of.title(view, self._words, new=view.seq in self._new)
            self._titles[view.seq] = cell
        return cell

    def _chosen_changed(self) -> None:
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, 0)
        self.repaint()
