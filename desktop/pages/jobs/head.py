"""The head of a job's pane: title, workspace, short id, and what is always at hand."""

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QWidget

from desktop.desk import Workspaces
from desktop.i18n import t
from desktop.pages.jobs.filters import below
from desktop.pages.jobs.verbs import JobVerbs
from desktop.presenters import jobs as words_of
from desktop.presenters.job_detail import JobDetail, short_id
from desktop.presenters.text import plain
from desktop.theme.fonts import Role
from desktop.theme.tones import Tone
from desktop.widgets.buttons import Button, Kind
from desktop.widgets.frames import column, row
from desktop.widgets.labels import ElidedLabel, PlainLabel
from desktop.widgets.marks import Square
from models.views import JobView


class JobHead(QWidget):
    """Title and buttons; `back_wanted` carries the bulk job that this search belongs to."""

    closed = Signal()
    back_wanted = Signal(object)

    def __init__(
        self, workspaces: Workspaces, verbs: JobVerbs, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._workspaces = workspaces
        self._verbs = verbs
        self._job: JobView | None = None
        self._parent_job: JobView | None = None
        self.back = Button(
            "",
            Kind.LINK,
            icon="chevron-left",
            on_click=lambda: self.back_wanted.emit(self._parent_job),
        )
        self.title = ElidedLabel("", Role.PANE)
        self.square = Square("")
        self.workspace = ElidedLabel("", Role.SMALL, Tone.TEXT2)
        self.id = PlainLabel("", Role.MONO, Tone.MUTED)
        self.id.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.cancel = Button(t("Cancel"), Kind.DANGER, bar=True, on_click=self._cancel)
        self.more = Button(
            kind=Kind.GHOST, icon="ellipsis", name=t("More"), bar=True, on_click=self._open_menu
        )
        self.close_button = Button(
            kind=Kind.GHOST,
            icon="panel-right",
            name=t("Close the details"),
            bar=True,
            on_click=self.closed.emit,
        )
        facts = row(
            self.square,
            self.workspace,
            PlainLabel("·", Role.SMALL, Tone.MUTED),
            self.id,
            None,
            spacing=5,
        )
        words = column(self.title, facts, spacing=0)
        line = row(words, self.cancel, self.more, self.close_button, spacing=4)
        line.setStretch(0, 1)
        whole = column(self.back, line, spacing=2, parent=self)
        whole.setContentsMargins(18, 12, 12, 10)
        self.back.hide()

    def show_detail(self, detail: JobDetail) -> None:
        """Show whose pane it is."""
        self._parent_job = detail.parent
        self.back.setVisible(detail.parent is not None)
        if detail.parent is not None:
            self.back.setText(plain(detail.parent.title, longest=48))
        self.show_job(detail.job)

    def show_job(self, job: JobView) -> None:
        """Show the job as it is now."""
        before, self._job = self._job, job
        if before is not None and _face(before) == _face(job):
            return
        known = self._workspaces.get(job.workspace_id)
        self.title.setText(words_of.title(job))
        self.square.set_value(self._workspaces.colour(job.workspace_id))
        self.workspace.setText(plain(known.name, longest=60) if known else "")
        self.id.setText(short_id(job))
        self.cancel.setVisible(words_of.can_cancel(job))

    def _cancel(self) -> None:
        if self._job is not None:
            self._verbs.ask_to_cancel(self._job, self.cancel)

    def _open_menu(self) -> None:
        if self._job is not None:
            menu = self._verbs.menu(self._job, opens=False)
            menu.popup(below(self.more, menu) + QPoint(0, 0))


def _face(job: JobView) -> tuple[str, str, str, bool]:
    """What the head shows of a job."""
    return job.id, job.title, job.workspace_id, words_of.can_cancel(job)
