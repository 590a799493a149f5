"""The Summary of a job: what happened, who worked on it, the last lines, pictures and rows."""

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QWidget

from desktop.desk import Desk
from desktop.i18n import number, t, tn
from desktop.item_models.job_parts import SearchesModel
from desktop.pages.jobs.lines import FindingLine, Lines, RunLine
from desktop.pages.jobs.log_lines import LogLines
from desktop.pages.jobs.searches import SearchTable
from desktop.presenters import job_detail
from desktop.presenters.job_detail import JobDetail, proof_title
from desktop.presenters.jobs import publishes
from desktop.presenters.proofs import drawing, is_picture
from desktop.widgets.buttons import Button, Kind
from desktop.widgets.facts import Fact, Facts
from desktop.widgets.frames import Headed, Scroll, clear, column, row
from desktop.widgets.pictures import Thumbnail
from desktop.widgets.timeline import Timeline
from models.views import EvidenceView, ProofView, RunView

EVENTS_SHOWN = 5
RUNS_SHOWN = 3
SEARCHES_SHOWN = 6
PICTURE = QSize(92, 58)
TABS = ("runs", "log", "evidence", "proofs", "searches")


class Summary(QWidget):
    """Everything of a job at a glance; `more_wanted` carries the tab that shows the rest."""

    more_wanted = Signal(str)
    proof_wanted = Signal(str)
    job_wanted = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._detail: JobDetail | None = None
        self._whole = False
        """Whether the timeline shows all events."""
        self._pictured: tuple[str, ...] = ()
        self.timeline = Timeline(name=t("Timeline"))
        self.all_events = Button("", Kind.LINK, on_click=self._flip_events)
        self.runs: Lines[RunView] = Lines(lambda: RunLine(desk.clock, self._needs_user))
        self.searches = SearchTable(SearchesModel(desk.clock, self))
        self.searches.picked_job.connect(self.job_wanted)
        self.log = LogLines()
        self.pictures = row(spacing=8)
        self.evidence: Lines[EvidenceView] = Lines(FindingLine)
        self.asked = Facts()
        self._asked: list[Fact] = []
        self._lay_out()

    def _lay_out(self) -> None:
        def link(words: str, tab: str) -> Button:
            return Button(words, Kind.LINK, on_click=lambda: self.more_wanted.emit(tab))

        self.timeline_part = Headed(t("Timeline"), self.timeline, links=(self.all_events,))
        self.runs_part = Headed(t("Runs"), self.runs)
        self._all_searches = link(t("All searches"), "searches")
        self.searches_part = Headed(t("Searches"), self.searches, links=(self._all_searches,))
        self.log_part = Headed(t("Log"), self.log, links=(link(t("Open log"), "log"),))
        self.proofs_part = Headed(
            t("Proofs"), self.pictures, links=(link(t("All proofs"), "proofs"),)
        )
        self.evidence_part = Headed(
            t("Latest evidence"), self.evidence, links=(link(t("Open table"), "evidence"),)
        )
        self.asked_part = Headed(t("What was asked"), self.asked)
        content = QWidget()
        parts = (
            self.timeline_part,
            self.runs_part,
            self.searches_part,
            self.log_part,
            self.proofs_part,
            self.evidence_part,
            self.asked_part,
        )
        whole = column(*parts, None, spacing=10, parent=content)
        whole.setContentsMargins(20, 14, 20, 16)
        for part in parts:
            part.layout().setSpacing(4)
        column(Scroll(content), parent=self)

    def show_detail(self, detail: JobDetail, *, other: bool) -> None:
        """Show a job; `other` says that it is another one than before."""
        self._detail = detail
        if other:
            self._whole = False
        now = self._desk.clock()
        bulk = detail.job.children_total > 0
        self._show_events(now)
        self.runs.show_items(detail.runs[:RUNS_SHOWN])
        self.runs_part.setVisible(bool(detail.runs))
        self.searches_part.setVisible(bulk)
        posts = publishes(detail.job)
        self.searches_part.title.setText(t("Accounts") if posts else t("Searches"))
        self._all_searches.setText(t("All accounts") if posts else t("All searches"))
        self.searches.show_jobs(detail.children, most=SEARCHES_SHOWN)
        self.log.set_lines(detail.logs)
        self.log_part.setVisible(bool(detail.logs))
        self.proofs_part.setVisible(bool(detail.proofs))
        self.proofs_part.fact.setText(job_detail.proofs_fact(detail))
        self._show_pictures(detail.proofs, now)
        self.evidence_part.setVisible(bool(detail.evidence))
        self.evidence_part.fact.setText(number(detail.evidence_total))
        self.evidence.show_items(detail.evidence)
        self._show_asked(detail)

    def _show_asked(self, detail: JobDetail) -> None:
        pairs = job_detail.asked(detail, self._desk.clock())
        facts = [Fact(name, value) for name, value in pairs]
        if facts != self._asked:
            self._asked = facts
            self.asked.set_facts(facts)

    def _needs_user(self) -> bool:
        return self._detail is not None and self._detail.job.needs_user_action

    def _show_events(self, now: int) -> None:
        assert self._detail is not None
        moments = job_detail.moments(self._detail, now)
        hidden = len(moments) > EVENTS_SHOWN
        self.all_events.setVisible(hidden)
        if self._whole:
            self.all_events.setText(t("Only the last"))
        else:
            self.all_events.setText(tn("All {n} event", "All {n} events", len(moments)))
        shown = moments if self._whole else moments[-EVENTS_SHOWN:]
        self.timeline.set_moments(shown)

    def _flip_events(self) -> None:
        self._whole = not self._whole
        self._show_events(self._desk.clock())

    def _show_pictures(self, proofs: list[ProofView], now: int) -> None:
        wanted = tuple(proof.id for proof in proofs)
        if wanted == self._pictured:
            return
        self._pictured = wanted
        clear(self.pictures)
        for proof in proofs:
            name = proof_title(proof)
            drawn = "" if is_picture(proof) else drawing(proof)
            picture = Thumbnail(
                self._desk.thumbnails, proof.sha256, name=name, size=PICTURE, drawing=drawn
            )
            picture.setMaximumWidth(PICTURE.width())
            picture.clicked.connect(lambda id=proof.id: self.proof_wanted.emit(id))
            self.pictures.addWidget(picture)
        self.pictures.addStretch(1)
