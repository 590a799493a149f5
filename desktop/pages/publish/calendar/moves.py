"""Posts get another time: by drag, by key, by menu; the last change can be taken back for 10 s."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.desk import Desk
from desktop.i18n import t
from desktop.presenters import spans, times
from desktop.presenters.text import isolate
from desktop.theme.tones import Tone
from desktop.widgets.toasts import Toast
from models.posts.times import Resolved, resolve, wall_of
from models.posts.views import PostView

REST_MS = 600
"""Keys that follow each other are one move."""
UNDO_MS = 10_000


@dataclass(frozen=True, slots=True)
class Before:
    """Where a post stood."""

    post_id: str
    wall: str | None
    zone: str | None


class Mover(QObject):
    """Asks the hub for other times; what was asked shows at once (`times`)."""

    changed = Signal()
    """`times` says something else."""
    settled = Signal()
    """The hub answered: read again."""

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self.times: dict[str, int | None] = {}
        """Where posts stand that the hub has not answered for yet; None: without a time."""
        self._nudged: PostView | None = None
        self._before: Before | None = None
        self._toast: Toast | None = None
        self._rest = self._timer(REST_MS, self._send_nudged)
        self._undo = self._timer(UNDO_MS, self.forget)

    def _timer(self, length: int, call: Callable[[], object]) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(length)
        timer.timeout.connect(call)
        return timer

    def move(self, post: PostView, day: date, minute: int) -> None:
        """To a minute of a day by the clock of this machine."""
        asked = f"{day.isoformat()}T{minute // 60:02}:{minute % 60:02}"
        found = resolve(asked, spans.here())
        self._tell_adjusted(found, minute)
        self._send(post, found.at)

    def nudge(self, post: PostView, minutes: int) -> None:
        """Sooner or later by so many minutes; sent when the keys rest."""
        if self._nudged is not None and self._nudged.id != post.id:
            self._send_nudged()
        at = self._stands_at(post)
        if at is None:
            return
        wanted = at + minutes * times.MINUTE
        if wanted <= self._desk.clock():
            self._desk.toasts.fail(t("That time is over. Choose a later one."))
            return
        self._nudged = post
        self.times[post.id] = wanted
        self.changed.emit()
        self._rest.start()

    def unschedule(self, post: PostView) -> None:
        """Back to those without a time."""
        before = Before(post.id, post.wall, post.zone)
        self.times[post.id] = None
        self.changed.emit()
        actor = self._desk.actions.actor
        self._desk.actions.run(
            lambda hub: hub.posts.unschedule(post.id, actor=actor),
            success=lambda _: self._went(before, t("Moved to Unscheduled")),
            failure=lambda error: self._failed(post.id, error),
        )

    def undo(self) -> None:
        """Take the last change back, while that is offered."""
        before = self._before
        if before is None:
            return
        self.forget()
        self._put_back(before)

    @property
    def can_undo(self) -> bool:
        """Whether the last change can be taken back."""
        return self._before is not None

    def forget(self) -> None:
        """The change stays."""
        self._undo.stop()
        self._before = None
        if self._toast is not None:
            self._toast.leave()

    def finish(self) -> None:
        """Send what the keys asked for at once (the tab goes out of view)."""
        if self._nudged is not None:
            self._send_nudged()

    def answered(self, posts: list[PostView]) -> None:
        """The store was read again: what it says counts, but for what still is on its way."""
        waiting = self._nudged.id if self._nudged is not None else ""
        known = {post.id: post.at for post in posts}
        self.times = {
            id: at
            for id, at in self.times.items()
            if id == waiting or (id in known and known[id] != at)
        }

    def _stands_at(self, post: PostView) -> int | None:
        return self.times.get(post.id, post.at)

    def _send_nudged(self) -> None:
        self._rest.stop()
        post, self._nudged = self._nudged, None
        at = self.times.get(post.id) if post is not None else None
        if post is not None and at is not None:
            self._send(post, at)

    def _send(self, post: PostView, at: int) -> None:
        if at == post.at:
            self.times.pop(post.id, None)
            self.changed.emit()
            return
        before = Before(post.id, post.wall, post.zone)
        zone = post.zone or spans.here()
        wall = wall_of(at, zone)
        self.times[post.id] = at
        self.changed.emit()
        actor = self._desk.actions.actor
        words = t("Moved to {time}", time=isolate(times.clock(at, self._desk.clock())))
        self._desk.actions.run(
            lambda hub: hub.posts.schedule(post.id, wall, zone, actor=actor),
            success=lambda _: self._went(before, words),
            failure=lambda error: self._failed(post.id, error),
        )

    def _put_back(self, before: Before) -> None:
        id, wall, zone = before.post_id, before.wall, before.zone
        self.times.pop(id, None)
        actor = self._desk.actions.actor
        self._desk.actions.run(
            lambda hub: (
                hub.posts.schedule(id, wall, zone, actor=actor)
                if wall is not None
                else hub.posts.unschedule(id, actor=actor)
            ),
            done=t("Put back"),
            success=lambda _: self.settled.emit(),
            failure=lambda error: self._failed(id, error),
        )

    def _went(self, before: Before, words: str) -> None:
        self.forget()
        self._before = before
        self._undo.start()
        toast = self._desk.toasts.tell(words, icon="calendar-clock", action=(t("Undo"), self.undo))
        self._toast = toast
        toast.gone.connect(lambda: self._toast_gone(toast))
        self.settled.emit()

    def _toast_gone(self, toast: Toast) -> None:
        if self._toast is toast:
            self._toast = None

    def _failed(self, post_id: str, error: BaseException) -> None:
        self.times.pop(post_id, None)
        self.changed.emit()
        self._desk.actions.told_failure(error)

    def _tell_adjusted(self, found: Resolved, minute: int) -> None:
        asked = isolate(spans.clock(minute))
        if found.adjusted == "gap":
            shown = isolate(times.wall(found.at))
            words = t(
                "{asked} does not exist on that day: the clocks go forward. It is {time} then.",
                asked=asked,
                time=shown,
            )
        elif found.adjusted == "fold":
            words = t(
                "{asked} comes twice on that day: the clocks go back. The first one counts.",
                asked=asked,
            )
        else:
            return
        self._desk.toasts.tell(words, tone=Tone.INFO, icon="clock")
