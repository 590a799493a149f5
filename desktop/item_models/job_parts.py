"""What belongs to one job, as rows: its findings, its pictures, the searches of a bulk job."""

from collections.abc import Callable

from PySide6.QtCore import QObject

from desktop.i18n import mark, number, t
from desktop.item_models.seqs import SeqTableModel
from desktop.item_models.table import Column, StructTableModel
from desktop.presenters import evidence as evidence_words
from desktop.presenters import jobs as job_words
from desktop.presenters import phases
from desktop.presenters.cells import EMPTY, Cell, ChipCell, PlainCell, TwoLineCell
from desktop.presenters.job_detail import proof_title
from desktop.presenters.text import isolate
from desktop.presenters.times import clock
from desktop.theme.tones import Tone
from models.views import EvidenceView, JobView, ProofView

FOUND = {"title": mark("Title"), "rating": mark("Rating"), "contact": mark("Phone or site")}
SEARCHES = {"job": mark("Search"), "phase": mark("Phase"), "rows": mark("Rows")}


class FoundModel(SeqTableModel[EvidenceView]):
    """The findings of one job, newest first."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__([Column(key, t(title)) for key, title in FOUND.items()], parent)

    def cell(self, view: EvidenceView, column: str) -> Cell:
        if column == "title":
            return evidence_words.title(view, [], new=False)
        if column == "rating":
            return evidence_words.rating(view)
        site = evidence_words.host(view.website) or evidence_words.host(view.url)
        words = evidence_words.phone(view) or site
        return PlainCell(isolate(words), Tone.MUTED, small=True)


class SearchesModel(StructTableModel[JobView]):
    """The searches of a bulk job, in the order in which they were made."""

    def __init__(self, now: Callable[[], int], parent: QObject | None = None) -> None:
        columns = [Column(key, t(title), at_end=key == "rows") for key, title in SEARCHES.items()]
        super().__init__(columns, parent)
        self._now = now

    def sort_key(self, view: JobView) -> tuple[object, ...]:
        return (view.seq,)

    def sentence(self, view: JobView) -> str:
        return job_words.sentence(view, self._now())

    def cell(self, view: JobView, column: str) -> Cell:
        if column == "job":
            return PlainCell(job_words.title(view), Tone.TEXT)
        if column == "phase":
            return ChipCell(phases.of_job(view, self._now()))
        if column == "rows" and view.evidence_count:
            return PlainCell(number(view.evidence_count), Tone.TEXT)
        return EMPTY


class PicturesModel(SeqTableModel[ProofView]):
    """The pictures of one job, newest first: one column for a list of tiles."""

    def __init__(self, now: Callable[[], int], parent: QObject | None = None) -> None:
        super().__init__([Column("proof", t("Proofs"))], parent)
        self._now = now

    def cell(self, view: ProofView, column: str) -> Cell:
        return TwoLineCell(proof_title(view), clock(view.captured_at, self._now()))
