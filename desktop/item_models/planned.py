"""The searches that a draft makes, as rows: what, where, and when it was searched before."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject

from desktop.i18n import mark, t
from desktop.item_models.table import Column, StructTableModel
from desktop.presenters import expectation
from desktop.presenters.cells import Cell, PlainCell
from desktop.presenters.text import plain
from desktop.theme.tones import Tone
from models.views import JobView

HEADINGS = {"search": mark("Search"), "place": mark("Place"), "seen": mark("Seen before")}


@dataclass(frozen=True, slots=True)
class Planned:
    """One search to be made."""

    number: int
    query: str
    place: str
    seen: JobView | None

    @property
    def id(self) -> str:
        """Its place in the list."""
        return f"{self.number:05}"


class PlannedModel(StructTableModel[Planned]):
    """What the preview of many searches shows, in the order in which they are made."""

    def __init__(self, now: Callable[[], int], parent: QObject | None = None) -> None:
        super().__init__([Column(key, t(title)) for key, title in HEADINGS.items()], parent)
        self._now = now

    def sort_key(self, view: Planned) -> tuple[object, ...]:
        return (view.number,)

    def cell(self, view: Planned, column: str) -> Cell:
        if column == "search":
            return PlainCell(plain(view.query, longest=200), Tone.TEXT, strong=True)
        if column == "place":
            return PlainCell(plain(view.place, longest=200))
        if view.seen is None:
            return PlainCell(t("not searched yet"), Tone.MUTED)
        return PlainCell(expectation.seen_words(view.seen, self._now()), Tone.INFO)
