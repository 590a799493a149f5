"""The Proofs page: the gallery of everything that was captured, and beside it one proof in full."""

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QHideEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from desktop.desk import Desk
from desktop.i18n import mark, t
from desktop.pages.base import Page
from desktop.pages.proofs import checker as checking
from desktop.pages.proofs.board import ProofsBoard
from desktop.pages.proofs.checker import Checked, Checker
from desktop.pages.proofs.verbs import ProofVerbs
from desktop.pages.proofs.viewer import WIDTH, ProofViewer
from desktop.presenters import proofs as words_of
from desktop.theme.tones import Tone
from desktop.widgets.buttons import Button
from desktop.widgets.frames import row
from desktop.widgets.marks import Line
from desktop.widgets.palette_button import PaletteButton
from models.errors import NotFound
from models.queries import jobs as job_queries
from models.queries import proofs as queries
from models.queries.proofs import ProofFilter, ProofTotals
from models.rows import Database
from models.views import JobView, ProofView

NARROW = 1200
MOST_OF_A_RUN = 40


@dataclass(frozen=True, slots=True)
class Ground:
    """What the page shows beside the gallery itself."""

    totals: ProofTotals
    kinds: dict[str, int]


def read_ground(db: Database, workspace_id: str | None) -> Ground:
    """Ask the store."""
    return Ground(queries.totals(db, workspace_id), queries.kinds(db))


def read_item(db: Database, item: str, now: int) -> ProofView | JobView:
    """The proof with this id, else the job. Raises NotFound when there is neither."""
    try:
        return queries.get(db, item)
    except NotFound:
        return job_queries.get(db, item, now=now)


def read_run(db: Database, run_id: str) -> list[ProofView]:
    """The captures of a run in the order of time."""
    seqs, _ = queries.seqs(db, ProofFilter(run_id=run_id))
    return queries.rows(db, seqs[:MOST_OF_A_RUN])[::-1]


class ProofsPage(Page):
    """Gallery and viewer; when there is no room for both, one after the other."""

    key = "proofs"
    icon = "camera"
    words = mark("Proofs")

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._narrow = False
        self._viewing = False
        self.board = ProofsBoard(desk, self.tasks)
        self.viewer = ProofViewer(desk, self.tasks)
        self.verbs = ProofVerbs(desk, self.board.model, self.tasks, self)
        self.checker = Checker(desk, self.tasks, self)
        self.check_all = Button(t("Check all"), icon="shield-check", on_click=self._check_all)
        self.add_to_header(PaletteButton(desk.navigator.open_palette), self.check_all)
        self._edge = Line(upright=True)
        middle = row(self.board, self._edge, self.viewer, spacing=0)
        middle.setStretch(0, 1)
        self.body.addWidget(Line())
        self.body.addLayout(middle, 1)
        self._connect()

    def _connect(self) -> None:
        board, viewer, verbs = self.board, self.viewer, self.verbs
        board.picked.connect(self._show)
        board.opened.connect(self._open)
        board.counted.connect(self._count)
        board.gallery.menu_wanted.connect(self._menu)
        board.gallery.copy_wanted.connect(self._copy)
        viewer.back.connect(self._leave_viewer)
        viewer.step.connect(board.step)
        viewer.chosen.connect(self._show_other)
        viewer.check_wanted.connect(self._check)
        viewer.save_wanted.connect(verbs.save)
        viewer.file_wanted.connect(verbs.show_file)
        viewer.redact_wanted.connect(verbs.redact)
        self.checker.progressed.connect(
            lambda done, total: self.check_all.setText(checking.progress(done, total))
        )
        self.checker.ended.connect(self._all_checked)
        self.desk.bridge.proofs.connect(self._came)

    def refresh(self) -> None:
        """Read what may have changed; what is shown stays where it is."""
        workspace = self.desk.workspaces.current
        self.ask("ground", self._show_ground, read_ground, workspace)
        filter = self.board.filters.filter
        if filter.workspace_id != workspace:
            self.board.filters.set_workspace(workspace)
        elif not self.board.loaded:
            self.board.ask()
        else:
            self.board.look_again()

    def open_item(self, item: str) -> None:
        """Show one proof, or the proofs of one job."""
        self.ask("item", self._show_item, read_item, item, self.desk.clock())

    def focus_search(self) -> None:
        self.board.filters.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.board.filters.search.selectAll()

    def panes(self) -> list[QWidget]:
        shown = [self.board.filters.search, self.board.gallery, self.viewer.picture.canvas]
        return [pane for pane in shown if pane.isVisible()]

    def hideEvent(self, event: QHideEvent) -> None:
        self.checker.stop()
        super().hideEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        zoom = (Qt.Key.Key_Plus, Qt.Key.Key_Minus, Qt.Key.Key_0, Qt.Key.Key_Equal)
        if Qt.Key(event.key()) in zoom:
            self.viewer.keyPressEvent(event)
        else:
            super().keyPressEvent(event)

    def _arrange(self) -> None:
        self._narrow = self.window().width() < NARROW
        self.board.setVisible(not self._narrow or not self._viewing)
        beside = not self._narrow and not self.board.is_empty
        self.viewer.setVisible(beside or (self._narrow and self._viewing))
        self._edge.setVisible(beside)
        self.viewer.back_button.setVisible(self._narrow)
        if self._narrow:
            self.viewer.setMinimumWidth(0)
            self.viewer.setMaximumWidth(16_777_215)
        else:
            self.viewer.setFixedWidth(WIDTH)

    def _show_ground(self, ground: Ground) -> None:
        self.fact.setText(words_of.totals(ground.totals))
        self.board.total = ground.totals.files
        self.board.filters.set_kinds(ground.kinds)
        self.board.show_state()
        self._arrange()

    def _count(self) -> None:
        self.check_all.setEnabled(bool(self.board.model.rowCount()))
        self._arrange()

    def _show(self, proof: ProofView | None) -> None:
        if proof is None:
            if not self.board.model.rowCount():
                self.viewer.nothing()
            return
        before = self.viewer.proof
        self.viewer.show_proof(proof, checking=self.board.model.is_checking(proof.id))
        if proof.run_id is not None and (before is None or before.run_id != proof.run_id):
            self.ask("run", self.viewer.show_run, read_run, proof.run_id)

    def _show_other(self, proof: ProofView) -> None:
        """Another capture of the run: in the gallery too, if it is there."""
        if self.board.model.row_of(proof.seq) >= 0:
            self.board.show_proof(proof.seq)
        self._show(proof)

    def _open(self, proof: ProofView | None) -> None:
        if proof is None:
            return
        self._show(proof)
        self._viewing = True
        self._arrange()
        self.viewer.picture.canvas.setFocus(Qt.FocusReason.OtherFocusReason)

    def _leave_viewer(self) -> None:
        self._viewing = False
        self._arrange()
        self.board.gallery.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_item(self, item: ProofView | JobView) -> None:
        if isinstance(item, JobView):
            self.board.filters.narrow_to(item)
        else:
            self.board.show_proof(item.seq)
            self._open(item)

    def _came(self, proofs: list[ProofView]) -> None:
        self.board.model.renew(proofs)
        shown = self.viewer.proof
        for proof in proofs:
            if shown is not None and proof.id == shown.id:
                self._show(proof)
        if self.isVisible() and any(self.board.model.row_of(proof.seq) < 0 for proof in proofs):
            self.ask("ground", self._show_ground, read_ground, self.desk.workspaces.current)
            self.board.look_again()
            if shown is not None and any(proof.run_id == shown.run_id for proof in proofs):
                self.ask("run", self.viewer.show_run, read_run, shown.run_id)

    def _check(self, proof: ProofView) -> None:
        self.verbs.check(proof)
        self._show(proof)

    def _check_all(self) -> None:
        if self.checker.running:
            self.checker.stop()
        else:
            self.checker.start(self.board.model.seqs())

    def _all_checked(self, checked: Checked | None) -> None:
        self.check_all.setText(t("Check all"))
        if checked is None:
            return
        words = checking.words(checked)
        if checked.damaged:
            action = (t("Show"), lambda: self._show_damaged(checked))
            self.desk.toasts.tell(words, tone=Tone.DANGER, icon="shield-alert", action=action)
        else:
            self.desk.toasts.tell(words, icon="shield-check")

    def _show_damaged(self, checked: Checked) -> None:
        self.board.filters.choose_state("changed" if checked.changed else "missing")

    def _menu(self, proof: ProofView | None, point: object) -> None:
        if proof is not None:
            self.verbs.menu(proof, point)

    def _copy(self) -> None:
        if self.viewer.proof is not None:
            self.verbs.copy_digest(self.viewer.proof)
