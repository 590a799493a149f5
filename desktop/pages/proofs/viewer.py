"""One proof: its picture, the other captures of its run, what may be claimed of it, its facts."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop.desk import Desk
from desktop.i18n import percent, t
from desktop.pages.proofs.picture import PictureView
from desktop.pages.proofs.strip import RunStrip
from desktop.presenters import proofs as words_of
from desktop.presenters import times
from desktop.presenters.text import isolate, plain, short_digest
from desktop.tasks import Tasks
from desktop.theme.fonts import Role
from desktop.theme.tones import Tone
from desktop.widgets.banner import Banner, EmptyState
from desktop.widgets.buttons import Button, Kind
from desktop.widgets.facts import Fact, Facts
from desktop.widgets.frames import column, row
from desktop.widgets.labels import ElidedLabel, PlainLabel
from desktop.widgets.marks import Line, Square
from models.views import ProofView

WIDTH = 640
MARGIN = 20
HEADER = 52
NAMES = 80
PERCENT_WIDTH = 44


class ProofViewer(QWidget):
    """Shows one proof; what the operator wants with it goes out as signals."""

    back = Signal()
    step = Signal(int)
    """To the one before (-1) or after (1), to the first (-2) or last (2) of the gallery."""
    chosen = Signal(object)
    check_wanted = Signal(object)
    save_wanted = Signal(object)
    file_wanted = Signal(object)
    copy_wanted = Signal(object)
    redact_wanted = Signal(object)

    def __init__(self, desk: Desk, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.proof: ProofView | None = None
        self.setAccessibleName(t("The proof"))
        self.picture = PictureView(desk, tasks)
        self.strip = RunStrip(desk.thumbnails)
        self.title = ElidedLabel("", Role.PANE)
        self.second = ElidedLabel("", Role.SMALL, Tone.MUTED)
        self.square = Square("")
        self.check = Button(t("Check again"), icon="refresh-cw", on_click=self._check)
        self.banner = Banner("", " ", tone=Tone.SUCCESS, icon="shield-check",
                             buttons=(self.check,))  # fmt: skip
        self._device_facts = Facts(name_width=NAMES)
        self._file_facts = Facts(name_width=NAMES)
        self._zoom = PlainLabel("", Role.SMALL, Tone.MUTED)
        self._build()
        self.picture.canvas.zoomed.connect(lambda value: self._zoom.setText(percent(value)))
        self.picture.save_wanted.connect(lambda: self._tell(self.save_wanted))
        self.strip.chosen.connect(self.chosen)

    def _build(self) -> None:
        self._stack = QStackedWidget()
        self._stack.addWidget(EmptyState(t("Choose a proof"), icon="camera"))
        self._stack.addWidget(self._content())
        column(self._stack, spacing=0, parent=self)

    def _content(self) -> QWidget:
        shown = QWidget()
        picture = QVBoxLayout()
        picture.setContentsMargins(MARGIN, 14, MARGIN, 8)
        picture.setSpacing(8)
        picture.addWidget(self.picture, 1)
        picture.addWidget(self.strip)
        facts = QWidget()
        two = row(self._device_facts, self._file_facts, spacing=24)
        two.setStretch(0, 1)
        two.setStretch(1, 1)
        for part in (self._device_facts, self._file_facts):
            two.setAlignment(part, Qt.AlignmentFlag.AlignTop)
        lower = column(self.banner, two, None, spacing=14, parent=facts)
        lower.setContentsMargins(MARGIN, 12, MARGIN, 12)
        whole = column(self._head(), Line(), picture, Line(), spacing=0, parent=shown)
        whole.addWidget(facts)
        whole.addWidget(Line())
        whole.addLayout(self._foot())
        whole.setStretch(2, 1)
        return shown

    def _head(self) -> QWidget:
        holder = QWidget()
        holder.setFixedHeight(HEADER)
        self.back_button = Button(
            kind=Kind.GHOST, icon="arrow-left", name=t("Back to all proofs"),
            on_click=self.back.emit,
        )  # fmt: skip
        canvas = self.picture.canvas
        self.zoom_buttons = [
            Button(kind=Kind.GHOST, icon="zoom-out", name=t("Zoom out"), on_click=canvas.zoom_out),
            Button(kind=Kind.GHOST, icon="zoom-in", name=t("Zoom in"), on_click=canvas.zoom_in),
            Button(kind=Kind.GHOST, icon="maximize-2", name=t("Fit"), on_click=canvas.fit),
        ]
        self._zoom.setFixedWidth(PERCENT_WIDTH)
        self._zoom.setAlignment(Qt.AlignmentFlag.AlignCenter)
        less, more, fit = self.zoom_buttons
        words = column(self.title, row(self.square, self.second, spacing=4), spacing=0)
        words.itemAt(1).layout().setStretch(1, 1)
        line = row(self.back_button, words, less, self._zoom, more, fit, spacing=2, parent=holder)
        line.setStretch(1, 1)
        line.setContentsMargins(MARGIN, 4, 14, 4)
        return holder

    def _foot(self) -> QHBoxLayout:
        job = Button(t("Open job"), Kind.GHOST, icon="list-checks", on_click=self._open_job)
        file = Button(t("Show file"), Kind.GHOST, icon="folder-open",
                      on_click=lambda: self._tell(self.file_wanted))  # fmt: skip
        save = Button(t("Save a copy"), icon="download",
                      on_click=lambda: self._tell(self.save_wanted))  # fmt: skip
        self.redact = Button(t("Redact"), Kind.GHOST, icon="pencil",
                             on_click=lambda: self._tell(self.redact_wanted))  # fmt: skip
        foot = row(job, file, self.redact, None, save, spacing=4)
        foot.setContentsMargins(12, 10, MARGIN, 10)
        return foot

    def show_proof(self, proof: ProofView, *, checking: bool = False) -> None:
        """Show this one."""
        before, self.proof = self.proof, proof
        self._stack.setCurrentIndex(1)
        self.title.setText(words_of.title(proof))
        self._show_place()
        self._show_claim(checking=checking)
        if before != proof:
            self._device_facts.set_facts(self._about_device(proof))
            self._file_facts.set_facts(_about_file(proof))
        if proof.run_id not in {other.run_id for other in self.strip.proofs()}:
            self.strip.show_run([])
        if before is not None and before.id == proof.id and before.integrity != proof.integrity:
            self.picture.again(proof)
        else:
            self.picture.show_proof(proof)
        for button in (*self.zoom_buttons, self._zoom):
            button.setVisible(words_of.is_picture(proof))
        self.redact.setVisible(words_of.can_be_redacted(proof))

    def show_run(self, proofs: list[ProofView]) -> None:
        """The captures of the same run, this one among them."""
        if self.proof is not None and self.proof.run_id in {proof.run_id for proof in proofs}:
            self.strip.show_run(proofs)
            self._show_place()

    def nothing(self) -> None:
        """There is nothing to show."""
        self.proof = None
        self._stack.setCurrentIndex(0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        ahead = -1 if self.isRightToLeft() else 1
        steps = {
            Qt.Key.Key_Left: -ahead, Qt.Key.Key_Right: ahead,
            Qt.Key.Key_Home: -2, Qt.Key.Key_End: 2,
        }  # fmt: skip
        key = Qt.Key(event.key())
        if key in steps:
            self.step.emit(steps[key])
        elif key == Qt.Key.Key_Escape and self.back_button.isVisible():
            self.back.emit()
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Minus, Qt.Key.Key_0, Qt.Key.Key_Equal):
            self.picture.canvas.keyPressEvent(event)
        else:
            super().keyPressEvent(event)

    def _show_place(self) -> None:
        proof = self.proof
        if proof is None:
            return
        workspace = self._desk.workspaces.get(proof.workspace_id)
        self.square.set_value(self._desk.workspaces.colour(proof.workspace_id))
        parts = [plain(workspace.name, longest=80)] if workspace else []
        parts.append(plain(proof.job_title, longest=120))
        place = self.strip.mark(proof.id)
        if len(self.strip.proofs()) > 1 and place >= 0:
            parts.append(words_of.place(place, len(self.strip.proofs())))
        self.second.setText(" · ".join(isolate(part) for part in parts))

    def _show_claim(self, *, checking: bool) -> None:
        assert self.proof is not None, "a claim is made of a proof"
        claim = words_of.claim(self.proof, self._desk.clock(), checking=checking)
        self.banner.set_words(claim.title, claim.text, claim.tone)
        self.banner.icon.show_icon(claim.icon, claim.tone)
        self.check.set_busy(checking)

    def _about_device(self, proof: ProofView) -> list[Fact]:
        facts = [
            Fact(t("Device"), plain(proof.device_name, longest=120)),
            Fact(t("Device clock"), times.exact(proof.captured_at)),
            Fact(t("Hub clock"), words_of.hub_clock(proof)),
            Fact(t("Kind"), words_of.kind(proof.kind)),
        ]
        return [fact for fact in facts if fact.value]

    def _check(self) -> None:
        self._tell(self.check_wanted)

    def _tell(self, signal: Signal) -> None:
        if self.proof is not None:
            signal.emit(self.proof)

    def _open_job(self) -> None:
        if self.proof is not None:
            self._desk.navigator.show_page("jobs", self.proof.job_id)


def _about_file(proof: ProofView) -> list[Fact]:
    facts = [
        Fact(t("Page"), words_of.page(proof), one_line=True, copies=proof.page_url or ""),
        Fact(t("File"), words_of.file(proof)),
        Fact(t("SHA-256"), short_digest(proof.sha256), mono=True, copies=proof.sha256),
    ]
    return [fact for fact in facts if fact.value]
