"""The other tabs of a job: its runs, its log, its findings, its pictures."""

from array import array
from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QTextOption
from PySide6.QtWidgets import QFrame, QListView, QStackedWidget, QWidget

from desktop.delegates.tile import TileDelegate
from desktop.desk import Desk
from desktop.i18n import t
from desktop.item_models.job_parts import FoundModel, PicturesModel
from desktop.item_models.table import Role
from desktop.pages.jobs.lines import Lines, RunLine
from desktop.presenters.job_detail import JobDetail
from desktop.tasks import Tasks
from desktop.widgets.banner import EmptyState
from desktop.widgets.frames import Scroll, column
from desktop.widgets.logs import LogBox
from desktop.widgets.table import Table
from models.queries import evidence, jobs, proofs
from models.queries.evidence import EvidenceFilter
from models.queries.proofs import ProofFilter
from models.views import EvidenceView, LogView, ProofView, RunView

FOUND_ROW = 32
TILE = QSize(190, 158)


class OrNothing(QStackedWidget):
    """A part of a job, or words in its place while it has nothing."""

    def __init__(self, content: QWidget, words: str, icon: str, *, margin: int = 0) -> None:
        super().__init__()
        holder = QWidget()
        column(content, parent=holder).setContentsMargins(margin, margin // 2, margin, margin // 2)
        self.addWidget(EmptyState("", words, icon=icon))
        self.addWidget(holder)

    def show_content(self, *, on: bool) -> None:
        """There is something now, or not."""
        self.setCurrentIndex(int(on))


class RunsTab(QWidget):
    """Every run, with the reason of those that failed."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._needs_user = False
        self.runs: Lines[RunView] = Lines(
            lambda: RunLine(desk.clock, lambda: self._needs_user, reasons=True)
        )
        content = QWidget()
        whole = column(self.runs, None, parent=content)
        whole.setContentsMargins(20, 12, 20, 16)
        self._holder = OrNothing(Scroll(content), t("No run yet."), "history")
        column(self._holder, parent=self)

    def show_detail(self, detail: JobDetail) -> None:
        """Show the runs of a job."""
        self._holder.show_content(on=bool(detail.runs))
        self._needs_user = detail.job.needs_user_action
        self.runs.show_items(detail.runs)


class LogTab(QWidget):
    """The whole log; it grows while one looks."""

    def __init__(self, desk: Desk, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._tasks = tasks
        self._job_id = ""
        self._last = 0
        self.box = LogBox(name=t("Log"))
        self.box.setLineWrapMode(LogBox.LineWrapMode.WidgetWidth)
        self.box.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self._holder = OrNothing(self.box, t("No lines yet."), "scroll-text", margin=20)
        column(self._holder, parent=self)

    def show_detail(self, detail: JobDetail) -> None:
        """Show the log of a job, on from the last line that is shown."""
        self._holder.show_content(on=detail.log_total > 0)
        if detail.job.id != self._job_id:
            self._job_id, self._last = detail.job.id, 0
            self.box.clear()
        self._tasks.latest("log", self._read(self._job_id, self._last))

    async def _read(self, job_id: str, after: int) -> None:
        lines: list[LogView] = await self._desk.reads.run(jobs.log_tail, job_id, after_seq=after)
        if lines:
            self._last = lines[-1].seq
            self.box.append_lines(lines)


def grown(before: Sequence[int], after: "array[int]") -> "array[int] | None":
    """What `after` has on top of `before`; None when it is not just that."""
    new = len(after) - len(before)
    if new >= 0 and after[new:] == before:
        return after[:new]
    return None


class EvidenceTab(QWidget):
    """The findings of this job."""

    row_wanted = Signal(object)

    def __init__(self, desk: Desk, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._tasks = tasks
        self._job_id = ""
        self.model = FoundModel(self)
        self.table = Table(
            self.model,
            name=t("Evidence"),
            row_height=FOUND_ROW,
            widths={"rating": 64, "contact": 140},
            stretch="title",
        )
        self.table.opened.connect(self.row_wanted)
        self.model.wanted.connect(lambda seqs: tasks.start(self._read_rows(seqs)))
        words = t("No evidence yet. Rows appear here while a search runs.")
        self._holder = OrNothing(self.table, words, "scan-search")
        column(self._holder, parent=self).setContentsMargins(12, 0, 0, 0)

    def show_detail(self, detail: JobDetail) -> None:
        """Show the findings of a job."""
        self._holder.show_content(on=detail.evidence_total > 0)
        if detail.job.id != self._job_id:
            self._job_id = detail.job.id
            self.model.set_seqs(array("q"))
        if detail.evidence_total != self.model.rowCount():
            self._tasks.latest("found", self._read(self._job_id))

    async def _read(self, job_id: str) -> None:
        found = await self._desk.reads.run(evidence.seqs, EvidenceFilter(job_id=job_id))
        new = grown(self.model.seqs(), found)
        if new is None:
            self.model.set_seqs(found)
            return
        bar = self.table.verticalScrollBar()
        away = bar.value()
        self.model.prepend(new)
        if away:
            bar.setValue(away + len(new) * self.table.verticalHeader().defaultSectionSize())

    async def _read_rows(self, seqs: Any) -> None:
        rows: list[EvidenceView] = await self._desk.reads.run(evidence.rows, seqs)
        self.model.take(rows, seqs)


class Tiles(QListView):
    """Pictures side by side."""

    entered_proof = Signal(object)

    def __init__(self, desk: Desk, model: PicturesModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setModel(model)
        self.setAccessibleName(t("Proofs"))
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setMovement(QListView.Movement.Static)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setUniformItemSizes(True)
        self.setGridSize(TILE)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setItemDelegate(TileDelegate(desk.thumbnails, TILE, self))
        desk.thumbnails.ready.connect(lambda _: self.viewport().update())
        self.clicked.connect(lambda index: self.entered_proof.emit(index.data(Role.VIEW)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.entered_proof.emit(self.currentIndex().data(Role.VIEW))
        else:
            super().keyPressEvent(event)


class ProofsTab(QWidget):
    """The pictures of this job; one opens in the gallery."""

    proof_wanted = Signal(str)

    def __init__(self, desk: Desk, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._tasks = tasks
        self._job_id = ""
        self._total = -1
        self.model = PicturesModel(desk.clock, self)
        self.tiles = Tiles(desk, self.model)
        self.tiles.entered_proof.connect(self._entered)
        self.model.wanted.connect(lambda seqs: tasks.start(self._read_rows(seqs)))
        words = t("No proofs yet. Screenshots and pages are kept with every run.")
        self._holder = OrNothing(self.tiles, words, "camera")
        column(self._holder, parent=self).setContentsMargins(12, 8, 4, 4)

    def show_detail(self, detail: JobDetail) -> None:
        """Show the pictures of a job."""
        self._holder.show_content(on=detail.proofs_total > 0)
        if detail.job.id != self._job_id:
            self._job_id, self._total = detail.job.id, -1
            self.model.set_seqs(array("q"))
        if detail.proofs_total != self._total:
            self._total = detail.proofs_total
            self._tasks.latest("pictures", self._read(self._job_id))

    async def _read(self, job_id: str) -> None:
        wanted = ProofFilter(job_id=job_id)
        seqs, _ = await self._desk.reads.run(proofs.seqs, wanted)
        new = grown(self.model.seqs(), seqs)
        if new is None:
            self.model.set_seqs(seqs)
        else:
            self.model.prepend(new)

    async def _read_rows(self, seqs: Any) -> None:
        rows: list[ProofView] = await self._desk.reads.run(proofs.rows, seqs)
        self.model.take(rows, seqs)

    def _entered(self, proof: object) -> None:
        if isinstance(proof, ProofView):
            self.proof_wanted.emit(proof.id)
