"""What can be done with a post: menus, buttons and keys all come here."""

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMenu, QWidget

from desktop import icons
from desktop.desk import Desk
from desktop.dialogs.confirm import ConfirmDialog
from desktop.i18n import t
from desktop.presenters import posts, queue
from desktop.presenters.text import isolate
from desktop.theme.tones import Tone
from desktop.widgets.buttons import Button
from models.posts.views import PostView


class PostVerbs(QObject):
    """Does things with posts; what cannot be taken back is asked first."""

    def __init__(self, desk: Desk, owner: QWidget) -> None:
        super().__init__(owner)
        self._desk = desk
        self._owner = owner

    def menu(self, post: PostView, verbs: tuple[str, ...] | None = None) -> QMenu:
        """Everything that may be done with a post; shown by the caller with `popup`."""
        menu = QMenu(self._owner)
        menu.aboutToHide.connect(menu.deleteLater)
        for verb in queue.verbs(post) if verbs is None else verbs:
            words, icon = queue.WORDS[verb]
            if verb == "cancel":
                menu.addSeparator()
            tone = Tone.DANGER if verb == "cancel" else Tone.TEXT2
            action = menu.addAction(icons.icon(icon, tone), t(words))
            action.triggered.connect(lambda _on=False, verb=verb: self.do(verb, post))
        return menu

    def do(self, verb: str, post: PostView, busy: Button | None = None) -> None:
        """Do one thing with a post."""
        calls: dict[str, Callable[[PostView, Button | None], object]] = {
            "open": self._open,
            "publish": self.ask_to_publish,
            "release": self._release,
            "unschedule": self._unschedule,
            "hold": self._hold,
            "job": self._open_job,
            "decide": self._decide,
            "cancel": self.ask_to_cancel,
        }
        calls[verb](post, busy)

    def ask_to_publish(self, post: PostView, busy: Button | None = None) -> ConfirmDialog:
        """Send it now, if the operator means it: a post cannot be taken back."""
        title = isolate(posts.title(post))
        where = posts.accounts(post)
        dialog = ConfirmDialog(
            self._desk.window,
            t("Publish it now?"),
            t("{title} goes out on {accounts} as soon as the device is free.",
              title=title, accounts=where),
            yes=t("Publish now"),
            icon="send",
        )  # fmt: skip
        dialog.accepted.connect(lambda: self._publish(post, busy))
        dialog.open()
        return dialog

    def ask_to_cancel(self, post: PostView, busy: Button | None = None) -> ConfirmDialog:
        """Stop it, if the operator means it."""
        text = t("{title} does not go out.", title=isolate(posts.title(post)))
        kept = t("What is out already stays out; the post itself is kept.")
        dialog = ConfirmDialog(
            self._desk.window,
            t("Cancel this publication?"),
            f"{text} {kept}",
            yes=t("Cancel it"),
            no=t("Let it go on"),
            icon="ban",
        )
        dialog.accepted.connect(lambda: self._cancel(post, busy))
        dialog.open()
        return dialog

    def duplicate(self, post: PostView, busy: Button | None = None) -> None:
        """The same post once more, as a draft."""
        actions = self._desk.actions
        actions.run(
            lambda hub: hub.posts.duplicate(post.id, actions.actor),
            busy=busy,
            done=t("A copy lies in Unscheduled."),
        )

    def copy(self, text: str, told: str) -> None:
        """Put a text on the clipboard and say so."""
        QGuiApplication.clipboard().setText(text)
        self._desk.actions.told_success(told)

    def _publish(self, post: PostView, busy: Button | None) -> None:
        actions = self._desk.actions
        actions.run(lambda hub: hub.posts.publish(post.id, actions.actor), busy=busy)

    def _release(self, post: PostView, busy: Button | None) -> None:
        actions, job_id = self._desk.actions, post.job_id
        actions.run(lambda hub: hub.publishing.release(job_id, actions.actor), busy=busy)

    def _hold(self, post: PostView, busy: Button | None) -> None:
        actions, job_id = self._desk.actions, post.job_id
        actions.run(lambda hub: hub.publishing.hold(job_id, actions.actor), busy=busy)

    def _unschedule(self, post: PostView, busy: Button | None) -> None:
        actions = self._desk.actions
        actions.run(
            lambda hub: hub.posts.unschedule(post.id, actions.actor),
            busy=busy,
            done=t("It lies in Unscheduled now."),
        )

    def _cancel(self, post: PostView, busy: Button | None) -> None:
        actions, job_id = self._desk.actions, post.job_id
        actions.run(lambda hub: hub.jobs.cancel(job_id, actions.actor), busy=busy)

    def _open(self, post: PostView, _busy: Button | None) -> None:
        self._desk.navigator.show_page("publish", f"posts/{post.id}")

    def _open_job(self, post: PostView, _busy: Button | None) -> None:
        waits = (one.job_id for one in post.targets if one.status == "needs_user" and one.job_id)
        self._desk.navigator.show_page("jobs", next(waits, post.job_id))

    def _decide(self, post: PostView, _busy: Button | None) -> None:
        self._desk.navigator.show_page("publish", f"outcomes/{post.id}")
