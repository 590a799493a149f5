"""What can be done with a job: the actions of menus, keys and buttons."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup, QGuiApplication, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from desktop import icons
from desktop.desk import Desk
from desktop.dialogs.confirm import ConfirmDialog
from desktop.i18n import t
from desktop.presenters import jobs as words_of
from desktop.presenters.job_detail import PRIORITIES
from desktop.presenters.text import isolate
from desktop.theme.tones import Tone
from desktop.widgets.buttons import Button
from models.states import FINISHED
from models.views import JobView


class JobVerbs(QObject):
    """Does things with the job that was chosen last (`set_job`)."""

    open_wanted = Signal(object)
    """A JobView that is to be shown in full."""

    def __init__(self, desk: Desk, page: QWidget) -> None:
        super().__init__(page)
        self._desk = desk
        self._page = page
        self._job: JobView | None = None
        self.open = self._action(t("Open"), "panel-right", "Return", self._open)
        # Only to be read in menus: Enter belongs to whatever has the keyboard.
        self.open.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        self.duplicate = self._action(t("Duplicate"), "copy", "Ctrl+D", self._duplicate)
        self.post = self._action(t("Open post"), "send", "", self._open_post)
        self.retry = self._action(t("Try again"), "rotate-cw", "Ctrl+R", self._retry)
        self.copy_id = self._action(t("Copy id"), "hash", "", self._copy_id)
        self.cancel = self._action(t("Cancel job"), "ban", "Del", self._cancel, Tone.DANGER)
        self.set_job(None)

    def _action(
        self,
        words: str,
        icon: str,
        keys: str,
        call: Callable[[], object],
        tone: Tone = Tone.TEXT2,
    ) -> QAction:
        action = QAction(icons.icon(icon, tone), words, self._page)
        if keys:
            action.setShortcut(QKeySequence(keys))
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        action.triggered.connect(lambda: call())
        self._page.addAction(action)
        return action

    def set_job(self, job: JobView | None) -> None:
        """The job that keys and menus speak of."""
        self._job = job
        self.open.setEnabled(job is not None)
        self.duplicate.setEnabled(job is not None and words_of.can_duplicate(job))
        self.post.setEnabled(job is not None and words_of.post_id(job) is not None)
        self.copy_id.setEnabled(job is not None)
        self.retry.setEnabled(job is not None and words_of.can_retry(job))
        self.cancel.setEnabled(job is not None and words_of.can_cancel(job))

    def menu(self, job: JobView, *, opens: bool = True) -> QMenu:
        """Everything that can be done with a job; shown by the caller with `popup`."""
        self.set_job(job)
        menu = QMenu(self._page)
        menu.aboutToHide.connect(menu.deleteLater)
        if opens:
            menu.addAction(self.open)
        own = (self.post, self.retry) if words_of.publishes(job) else (self.duplicate, self.retry)
        for action in (*own, self.copy_id):
            menu.addAction(action)
        if job.status not in FINISHED:
            menu.addMenu(self._priorities(job, menu))
        menu.addSeparator()
        menu.addAction(self.cancel)
        return menu

    def ask_to_cancel(self, job: JobView, busy: Button | None = None) -> ConfirmDialog:
        """Cancel a job, if the operator means it."""
        title = isolate(words_of.title(job))
        if words_of.publishes(job):
            text = t("What of {title} is not out yet does not go out.", title=title)
        elif job.children_total:
            text = t("All searches of {title} that are not over yet stop.", title=title)
        else:
            text = t("{title} stops.", title=title)
        kept = t("What it brought so far is kept.")
        if words_of.publishes(job):
            kept = t("Where the button may be pressed already, it is looked for.")
        dialog = ConfirmDialog(
            self._desk.window,
            t("Cancel this job?"),
            f"{text} {kept}",
            yes=t("Cancel job"),
            no=t("Let it go on"),
            icon="ban",
        )
        dialog.accepted.connect(lambda: self.cancel_now(job, busy))
        dialog.open()
        return dialog

    def cancel_now(self, job: JobView, busy: Button | None = None) -> None:
        """Cancel a job."""
        actions = self._desk.actions
        actions.run(lambda hub: hub.jobs.cancel(job.id, actions.actor), busy=busy)

    def try_again(self, job: JobView, busy: Button | None = None) -> None:
        """Let a failed or cancelled job run once more."""
        actions = self._desk.actions
        actions.run(lambda hub: hub.jobs.retry(job.id, actions.actor), busy=busy)

    def resume(self, job: JobView, busy: Button | None = None) -> None:
        """The operator dealt with what the job needed."""
        actions = self._desk.actions
        actions.run(lambda hub: hub.jobs.resume(job.id, actions.actor), busy=busy)

    def release(self, job: JobView, busy: Button | None = None) -> None:
        """What was held goes out again at its time."""
        actions = self._desk.actions
        actions.run(lambda hub: hub.publishing.release(job.id, actions.actor), busy=busy)

    def set_priority(self, job: JobView, priority: int) -> None:
        """Sooner or later than others."""
        actions = self._desk.actions
        actions.run(lambda hub: hub.jobs.set_priority(job.id, priority, actions.actor))

    def _priorities(self, job: JobView, menu: QMenu) -> QMenu:
        inner = QMenu(t("Priority"), menu)
        inner.setIcon(icons.icon("chevrons-up-down"))
        group = QActionGroup(inner)
        for value, words in PRIORITIES.items():
            action = inner.addAction(t(words))
            action.setCheckable(True)
            action.setChecked(value == job.priority)
            group.addAction(action)
            action.triggered.connect(lambda _on, value=value: self.set_priority(job, value))
        return inner

    def _open(self) -> None:
        self.open_wanted.emit(self._job)

    def _duplicate(self) -> None:
        job, actions = self._job, self._desk.actions
        if job is not None:
            actions.run(
                lambda hub: hub.jobs.duplicate(job.id, actions.actor),
                done=t("The job was made once more."),
                success=self.open_wanted.emit,
            )

    def _open_post(self) -> None:
        if self._job is not None:
            about = words_of.post_id(self._job)
            self._desk.navigator.show_page("publish", f"posts/{about}")

    def _retry(self) -> None:
        if self._job is not None:
            self.try_again(self._job)

    def _copy_id(self) -> None:
        if self._job is not None:
            QGuiApplication.clipboard().setText(self._job.id)

    def _cancel(self) -> None:
        if self._job is not None:
            self.ask_to_cancel(self._job)
