"""One finding in full: all that its snippet says, where it comes from, the proofs of its run."""

from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QWidget

from desktop.desk import Desk
from desktop.i18n import t
from desktop.presenters import evidence as words_of
from desktop.presenters import jobs, phases, times
from desktop.presenters.text import plain, short_digest
from desktop.theme.fonts import Role
from desktop.theme.tones import Tone
from desktop.widgets.buttons import Button, Kind
from desktop.widgets.facts import Fact, Facts
from desktop.widgets.frames import Headed, Scroll, clear, column, row
from desktop.widgets.labels import PlainLabel
from desktop.widgets.marks import Chip, Icon, Line
from desktop.widgets.pictures import Thumbnail
from models.queries import jobs as job_queries
from models.queries import proofs as proof_queries
from models.queries.proofs import ProofFilter
from models.rows import Database
from models.views import EvidenceView, JobView, ProofView

WIDTH = 400
MARGIN = 20
MOST_PROOFS = 4
PICTURE = QSize(112, 70)


@dataclass(frozen=True, slots=True)
class Around:
    """What stands around a finding: its job and the proofs of its run."""

    view: EvidenceView
    job: JobView
    proofs: list[ProofView]


def read_around(db: Database, view: EvidenceView, now: int) -> Around:
    """Ask the store."""
    proofs: list[ProofView] = []
    if view.run_id is not None:
        filter = ProofFilter(run_id=view.run_id, images_only=True)
        proofs = proof_queries.page(db, filter, limit=MOST_PROOFS).items
    return Around(view, job_queries.get(db, view.job_id, now=now), proofs)


class DetailPane(QWidget):
    """Shows one finding; says when the operator wants to go elsewhere."""

    closed = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._view: EvidenceView | None = None
        self._job_id = ""
        self.names: dict[str, str] = {}
        self.setAccessibleName(t("Details"))
        self._icon = Icon("file-text", Tone.MUTED)
        self._title = PlainLabel("", Role.PANE, wrap=True)
        self._kind = PlainLabel("", Role.SMALL, Tone.MUTED, wrap=True)
        self._late = Chip(phases.of_integrity("intact", late=True), small=True)
        self._found = Facts()
        self._origin = Facts()
        self._pictures = row(spacing=8)
        self._no_pictures = PlainLabel("", Role.SMALL, Tone.MUTED)
        self.close_button = Button(
            kind=Kind.GHOST, icon="x", name=t("Close"), bar=True, on_click=self.closed.emit
        )
        self._build()

    def _build(self) -> None:
        top = Qt.AlignmentFlag.AlignTop
        words = column(self._title, self._kind, row(self._late, None), spacing=2)
        head = row(self._icon, words, self.close_button, spacing=10)
        head.setStretch(1, 1)
        head.setAlignment(self._icon, top)
        head.setAlignment(self.close_button, top)
        head.setContentsMargins(MARGIN, 14, 12, 12)
        shown = QWidget()
        pictures = column(self._pictures, self._no_pictures, spacing=0)
        whole = column(
            Headed(t("What was found"), self._found),
            Headed(t("Where it comes from"), self._origin),
            Headed(t("Proofs of the same run"), pictures),
            None,
            spacing=18,
            parent=shown,
        )
        whole.setContentsMargins(MARGIN, 14, MARGIN, 16)
        copy = Button(t("Copy"), icon="copy", on_click=self.copy)
        job = Button(t("Open job"), Kind.GHOST, icon="list-checks", on_click=self._open_job)
        foot = row(job, None, copy)
        foot.setContentsMargins(12, 10, MARGIN, 10)
        column(head, Line(), Scroll(shown), Line(), foot, spacing=0, parent=self).setStretch(2, 1)

    @property
    def view(self) -> EvidenceView | None:
        """The finding that is shown."""
        return self._view

    def show_view(self, view: EvidenceView) -> None:
        """Show what the row itself knows, at once."""
        self._view = view
        self._icon.show_icon(words_of.icon(view), Tone.MUTED)
        self._title.setText(plain(view.title, longest=400))
        self._kind.setText(words_of.kind(view))
        self._late.setVisible(view.late)
        self._found.set_facts(_found(view))
        self._origin.set_facts(self._origins(view, None))
        clear(self._pictures)
        self._no_pictures.hide()

    def show_around(self, around: Around) -> None:
        """Add the job and the proofs, if the same row is still shown."""
        if self._view is None or around.view.id != self._view.id:
            return
        self._origin.set_facts(self._origins(around.view, around.job))
        clear(self._pictures)
        for proof in around.proofs:
            self._pictures.addWidget(self._picture(proof))
        if around.proofs:
            self._pictures.addStretch(1)
        self._no_pictures.setText(t("No screenshot was taken in this run."))
        self._no_pictures.setVisible(not around.proofs)

    def copy(self) -> None:
        """Put the finding on the clipboard, line by line."""
        if self._view is not None:
            QGuiApplication.clipboard().setText(words_of.copied(self._view))
            self._desk.toasts.tell(t("The finding was copied"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def _origins(self, view: EvidenceView, job: JobView | None) -> list[Fact]:
        self._job_id = view.job_id
        word, _ = phases.confidence(view.confidence)
        collected = times.exact(view.collected_at) if view.collected_at is not None else ""
        url, device = plain(view.url), plain(view.device_name, longest=120)
        workspace = self._desk.workspaces.get(view.workspace_id)
        facts = [
            Fact(t("Job"), jobs.title(job) if job else "…"),
            Fact(t("Workspace"), plain(workspace.name) if workspace else ""),
            Fact(t("Source"), words_of.source(view.source, self.names)),
            Fact(t("Link"), url, one_line=True, copies=view.url or ""),
            Fact(t("Confidence"), word),
            Fact(t("Device"), device),
            Fact(t("Device clock"), collected),
            Fact(t("Hub clock"), times.exact(view.received_at)),
            Fact(t("Digest"), short_digest(view.hash), mono=True, copies=view.hash),
        ]
        return [fact for fact in facts if fact.value]

    def _picture(self, proof: ProofView) -> Thumbnail:
        shown = Thumbnail(
            self._desk.thumbnails, proof.sha256, name=plain(proof.title) or t("Proof"), size=PICTURE
        )
        shown.setMaximumWidth(PICTURE.width())
        shown.clicked.connect(lambda: self._desk.navigator.show_page("proofs", proof.id))
        return shown

    def _open_job(self) -> None:
        if self._job_id:
            self._desk.navigator.show_page("jobs", self._job_id)


def _found(view: EvidenceView) -> list[Fact]:
    fields = words_of.snippet_fields(view)
    if not fields:
        return [Fact(t("Text"), t("Nothing beside the title."), tone=Tone.MUTED)]
    return [
        Fact(name, value, one_line="://" in value and "\n" not in value, copies=_copied(value))
        for name, value in fields
    ]


def _copied(value: str) -> str:
    return value if "://" in value or value.startswith("+") else ""
