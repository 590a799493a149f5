"""The rows of Jobs: a job in six cells, at the place where the operator looks for it."""

from collections.abc import Callable

from PySide6.QtCore import QObject

from desktop.i18n import mark, number, percent, t
from desktop.item_models.table import Column, StructTableModel
from desktop.presenters import job_list, phases
from desktop.presenters import jobs as words_of
from desktop.presenters.cells import EMPTY, Cell, ChipCell, PlainCell, ProgressCell, TwoLineCell
from desktop.theme.tones import Tone
from models import search
from models.arabic import spans
from models.views import JobView

HEADINGS = {
    "job": (mark("Job"), False),
    "phase": (mark("Phase"), False),
    "progress": (mark("Progress"), False),
    "rows": (mark("Rows"), True),
    "device": (mark("Device"), False),
    "updated": (mark("Updated"), True),
}


def columns() -> list[Column]:
    """The columns in the language in force."""
    return [Column(key, t(title), at_end=at_end) for key, (title, at_end) in HEADINGS.items()]


class JobsModel(StructTableModel[JobView]):
    """What the table of Jobs shows."""

    def __init__(
        self,
        clock: Callable[[], int],
        colour: Callable[[str], str],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(columns(), parent)
        self._clock = clock
        self._colour = colour
        self._words: list[str] = []

    def mark_hits(self, text: str) -> None:
        """The text that the titles are filtered by; it is marked in them."""
        self._words = search.words(text)

    def settle(self, views: list[JobView]) -> None:
        """Show these and no others, without a reset: rows that stay are not disturbed."""
        wanted = {view.id for view in views}
        self.remove([view.id for view in self.views() if view.id not in wanted])
        self.upsert(views)

    def sort_key(self, view: JobView) -> tuple[object, ...]:
        return job_list.order(view)

    def sentence(self, view: JobView) -> str:
        return words_of.sentence(view, self._clock())

    def cell(self, view: JobView, column: str) -> Cell:
        if column == "job":
            return self._job(view)
        if column == "phase":
            return ChipCell(phases.of_job(view, self._clock()))
        if column == "progress":
            return _progress(view)
        if column == "rows":
            return PlainCell(number(view.evidence_count) if view.evidence_count else "", Tone.TEXT)
        if column == "device":
            tone = Tone.TEXT2 if view.assigned_agent_name else Tone.MUTED
            return PlainCell(words_of.device(view), tone, small=True)
        if column == "updated":
            return PlainCell(words_of.updated(view, self._clock()), Tone.MUTED, small=True)
        return EMPTY

    def _job(self, view: JobView) -> TwoLineCell:
        title = words_of.title(view)
        hits = tuple((start, end - start) for start, end in spans(title, self._words))
        return TwoLineCell(
            title=title,
            second=words_of.second_line(view),
            icon=words_of.icon(view),
            square=self._colour(view.workspace_id),
            hits=hits,
        )


def _progress(view: JobView) -> ProgressCell:
    if view.status == "COMPLETED":
        return ProgressCell(None, words_of.took(view), icon="clock")
    if not view.progress:
        return ProgressCell(None, "")
    return ProgressCell(view.progress, percent(view.progress), words_of.bar_tone(view))
