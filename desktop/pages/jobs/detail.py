"""The pane of one job: head, banner, tabs; live while the job runs."""

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from desktop.desk import Desk
from desktop.i18n import number, t
from desktop.pages.jobs import reading
from desktop.pages.jobs.head import JobHead
from desktop.pages.jobs.notice import NoticeBanner
from desktop.pages.jobs.parts import EvidenceTab, LogTab, ProofsTab, RunsTab
from desktop.pages.jobs.searches import SearchesTab
from desktop.pages.jobs.summary import Summary
from desktop.pages.jobs.verbs import JobVerbs
from desktop.presenters import job_detail
from desktop.presenters import jobs as job_words
from desktop.presenters.job_detail import JobDetail
from desktop.tasks import Tasks
from desktop.widgets.buttons import Button
from desktop.widgets.frames import column
from desktop.widgets.tabs import Tab, TabBar
from models.errors import NotFound
from models.views import EvidenceView, JobView, LogView, ProofView

REST_MS = 250
"""What belongs to the job is read at most four times a second while it runs."""
MOVE_MS = 1000
"""And once a second while it only gets further: times go on."""


class DetailPane(QWidget):
    """Shows one job; `gone` says that there is no such job any more."""

    closed = Signal()
    gone = Signal()
    job_wanted = Signal(object)
    """A JobView that is to be shown instead."""

    def __init__(
        self, desk: Desk, verbs: JobVerbs, tasks: Tasks, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._verbs = verbs
        self._tasks = tasks
        self._detail: JobDetail | None = None
        self._known: dict[str, JobView] = {}
        """The job and its searches, as they are shown."""
        self._job_id = ""
        self.setAccessibleName(t("Details of the job"))
        self.head = JobHead(desk.workspaces, verbs)
        self.notice = NoticeBanner()
        self.single_tabs = TabBar(
            [
                Tab("summary", t("Summary")),
                Tab("runs", t("Runs")),
                Tab("log", t("Log")),
                Tab("evidence", t("Evidence")),
                Tab("proofs", t("Proofs")),
            ],
            name=t("Parts of the job"),
            margin=18,
        )
        self.bulk_tabs = TabBar(
            [
                Tab("summary", t("Summary")),
                Tab("searches", t("Searches")),
                Tab("evidence", t("Evidence")),
                Tab("proofs", t("Proofs")),
            ],
            name=t("Parts of the job"),
            margin=18,
        )
        self.bulk_tabs.hide()
        self.summary = Summary(desk)
        self.searches = SearchesTab(desk)
        self.parts: dict[str, QWidget] = {
            "summary": self.summary,
            "runs": RunsTab(desk),
            "searches": self.searches,
            "log": LogTab(desk, tasks),
            "evidence": EvidenceTab(desk, tasks),
            "proofs": ProofsTab(desk, tasks),
        }
        self.stack = QStackedWidget()
        for part in self.parts.values():
            self.stack.addWidget(part)
        self.content = QWidget()
        """Everything; out of view until the first job was read."""
        self.content.hide()
        tabs = (self.single_tabs, self.bulk_tabs)
        whole = column(self.head, self.notice, *tabs, self.stack, spacing=0, parent=self.content)
        whole.setStretch(4, 1)
        column(self.content, parent=self)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.timeout.connect(self.read)
        self._connect()

    def _connect(self) -> None:
        self.head.closed.connect(self.closed)
        self.head.back_wanted.connect(self.job_wanted)
        self.notice.acted.connect(self._act)
        self.single_tabs.chosen.connect(self.show_part)
        self.bulk_tabs.chosen.connect(self.show_part)
        self.summary.more_wanted.connect(self.show_part)
        self.summary.proof_wanted.connect(self._open_proof)
        self.summary.job_wanted.connect(self.job_wanted)
        self.searches.picked_job.connect(self.job_wanted)
        evidence, proofs = self.parts["evidence"], self.parts["proofs"]
        assert isinstance(evidence, EvidenceTab)
        assert isinstance(proofs, ProofsTab)
        evidence.row_wanted.connect(self._open_row)
        proofs.proof_wanted.connect(self._open_proof)
        bridge = self._desk.bridge
        bridge.jobs.connect(self._hear_jobs)
        bridge.evidence.connect(self._hear_parts)
        bridge.logs.connect(self._hear_parts)
        bridge.proofs.connect(self._hear_parts)

    @property
    def job(self) -> JobView | None:
        """The job that is shown."""
        return self._detail.job if self._detail else None

    @property
    def job_id(self) -> str:
        """Its id, also while it is being read."""
        return self._job_id

    def show_job(self, job_id: str) -> None:
        """Show the job with this id."""
        if job_id != self._job_id:
            self._job_id = job_id
            self.read()

    def forget(self) -> None:
        """Show none."""
        self._job_id = ""
        self._detail = None
        self._rest.stop()
        self.content.hide()

    def read(self) -> None:
        """Read all of it once more."""
        if self._job_id:
            self._tasks.latest("job", self._read(self._job_id))

    def show_part(self, key: str) -> None:
        """Go to a tab."""
        for tabs in (self.single_tabs, self.bulk_tabs):
            tabs.choose(key)
        self.stack.setCurrentWidget(self.parts[key])
        self._show_current_part()

    async def _read(self, job_id: str) -> None:
        try:
            detail = await self._desk.reads.run(reading.detail, job_id, self._desk.clock())
        except NotFound as error:
            self.forget()
            self._desk.actions.told_failure(error)
            self.gone.emit()
            return
        if job_id == self._job_id:
            self._show(detail)

    def _show(self, detail: JobDetail) -> None:
        other = self._detail is None or self._detail.job.id != detail.job.id
        self._detail = detail
        self._known = {job.id: job for job in (detail.job, *detail.children)}
        bulk = detail.job.children_total > 0
        if other:
            self._show_tabs(bulk=bulk)
        self.head.show_detail(detail)
        self.notice.show_notice(job_detail.notice(detail, self._desk.clock()))
        self._count(detail)
        self.summary.show_detail(detail, other=other)
        self._show_current_part()
        self.content.show()

    def _show_tabs(self, *, bulk: bool) -> None:
        self.single_tabs.setVisible(not bulk)
        self.bulk_tabs.setVisible(bulk)
        assert self._detail is not None
        posts = job_words.publishes(self._detail.job)
        self.bulk_tabs.set_words("searches", t("Accounts") if posts else t("Searches"))
        tabs = self.bulk_tabs if bulk else self.single_tabs
        current = next(
            key for key, part in self.parts.items() if part is self.stack.currentWidget()
        )
        tabs.choose(current)
        if tabs.key() != current:
            tabs.choose("summary")
            self.stack.setCurrentWidget(self.summary)

    def _count(self, detail: JobDetail) -> None:
        counts = {
            "runs": len(detail.runs),
            "searches": len(detail.children),
            "log": detail.log_total,
            "evidence": detail.evidence_total,
            "proofs": detail.proofs_total,
        }
        for key, count in counts.items():
            for tabs in (self.single_tabs, self.bulk_tabs):
                tabs.set_count(key, number(count) if count else "")

    def _show_current_part(self) -> None:
        """What is not in view is not read."""
        part, detail = self.stack.currentWidget(), self._detail
        if detail is None:
            return
        if isinstance(part, RunsTab | SearchesTab | LogTab | EvidenceTab | ProofsTab):
            part.show_detail(detail)

    def _hear_jobs(self, jobs: list[JobView]) -> None:
        for job in jobs:
            if job.id == self._job_id and self._detail is not None:
                self.head.show_job(job)
            if self._job_id and self._job_id in (job.id, job.parent_id):
                known = self._known.get(job.id)
                moved_on = known is not None and job_words.only_moved_on(known, job)
                self._soon(MOVE_MS if moved_on else REST_MS)

    def _hear_parts(self, rows: list[EvidenceView] | list[LogView] | list[ProofView]) -> None:
        if self._job_id and any(row.job_id == self._job_id for row in rows):
            self._soon()

    def _soon(self, within: int = REST_MS) -> None:
        waits = self._rest.remainingTime() if self._rest.isActive() else MOVE_MS + 1
        if self.isVisible() and waits > within:
            self._rest.start(within)

    def _act(self, key: str, button: Button) -> None:
        detail = self._detail
        if detail is None:
            return
        if key == "resume":
            self._verbs.resume(detail.job, button)
        elif key == "retry":
            self._verbs.try_again(detail.job, button)
        elif key == "devices":
            self._desk.navigator.show_page("devices")
        elif key == "page":
            self._open_proof(detail.proofs[0].id)
        elif key == "release":
            self._verbs.release(detail.job, button)
        elif key in ("decide", "post", "queue"):
            self._go_to_publish(key, detail)
        elif key == "child":
            self.job_wanted.emit(next(c for c in detail.children if c.needs_user_action))

    def _go_to_publish(self, key: str, detail: JobDetail) -> None:
        """To the decision, the queue, or the post that the job is about."""
        job, show = detail.job, self._desk.navigator.show_page
        about = job_words.post_id(job) or ""
        if key == "decide":
            doubtful = (child.id for child in detail.children if job_words.in_doubt(child))
            show("publish", f"outcomes/{next(doubtful, job.id)}")
        elif key == "queue":
            show("publish", f"queue/{about}")
        else:
            show("publish", f"posts/{about}")

    def _open_proof(self, proof_id: str) -> None:
        self._desk.navigator.show_page("proofs", proof_id)

    def _open_row(self, row: object) -> None:
        if isinstance(row, EvidenceView):
            self._desk.navigator.show_page("evidence", row.id)
