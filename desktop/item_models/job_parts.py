"""What belongs to one job, as rows: its findings, its pictures, the searches of a bulk job."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt

from desktop.i18n import mark, number, t
from desktop.item_models.seqs import SeqTableModel
from desktop.item_models.table import Column, StructTableModel
from desktop.presenters import evidence as evidence_words
from desktop.presenters import jobs as job_words
from desktop.presenters import phases
from desktop.presenters.cells import EMPTY, Cell, ChipCell, PlainCell, TwoLineCell
from desktop.presenters.job_detail import proof_title
from desktop.presenters.text import isolate, plain
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
            return PlainCell(plain(view.title, longest=300), Tone.TEXT, strong=True)
        if column == "rating":
            if view.rating is None:
                return EMPTY
            return PlainCell(evidence_words.rating(view).text, Tone.TEXT, icon="star")
        site = evidence_words.host(view.website) or evidence_words.host(view.url)
        words = evidence_words.phone(view) or site
        return PlainCell(isolate(words), Tone.MUTED, small=True)


class SearchesModel(StructTableModel[JobView]):
    """The searches of a bulk job, in the order in which they were made."""

    def __init__(self, now: Callable[[], int], parent: QObject | None = None) -> None:
        columns = [Column(key, t(title), at_end=key == "rows") for key, title in SEARCHES.items()]
        super().__init__(columns, parent)
        self._now = now

        self._common: set[str] = set()

    def show_only(self, jobs: list[JobView]) -> None:
        """Show these; what all searches of the bulk have in common is not said in each."""
        ids = {job.id for job in jobs}
        self.remove([view.id for view in self.views() if view.id not in ids])
        self.upsert(jobs)

    def learn_common(self, jobs: list[JobView]) -> None:
        """Know all searches of the bulk (or all accounts of a post)."""
        posts = any(job_words.publishes(job) for job in jobs)
        title = t("Account") if posts else t("Search")
        if self.columns[0].title != title:
            self.columns = (Column("job", title), *self.columns[1:])
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, 0)
        parts = ("query", "location")
        values = {part: {str(job.input.get(part)) for job in jobs} for part in parts}
        self._common = {part for part in parts if len(values[part]) == 1}

    def _words(self, view: JobView) -> str:
        if job_words.publishes(view):
            return job_words.account(view) or job_words.title(view)
        own = [part for part in ("query", "location") if part not in self._common]
        texts = [plain(str(view.input[part]), longest=200) for part in own if part in view.input]
        return t(", ").join(texts) or job_words.title(view)

    def sort_key(self, view: JobView) -> tuple[object, ...]:
        return (view.seq,)

    def sentence(self, view: JobView) -> str:
        return job_words.sentence(view, self._now())

    def cell(self, view: JobView, column: str) -> Cell:
        if column == "job":
            return PlainCell(self._words(view), Tone.TEXT)
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
