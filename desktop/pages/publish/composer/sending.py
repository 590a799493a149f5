"""A draft gets its time or goes out at once: saved first; asked about when it was said already."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject, Signal

from desktop.desk import Desk
from desktop.dialogs.duplicate import DuplicateDialog
from desktop.i18n import t, tn
from desktop.pages.publish.composer.saver import Saver
from desktop.presenters import times
from desktop.presenters.text import isolate
from desktop.widgets.buttons import Button
from models.errors import RuleRefused
from models.posts.views import PostView

Ask = Callable[[Any, bool], Awaitable[Any]]
"""What to ask of the hub; the second says whether a duplicate is meant."""


@dataclass(frozen=True, slots=True)
class Time:
    """When it goes out."""

    wall: str
    zone: str
    policy: str
    grace_minutes: int
    rule: str | None
    """How often it comes again; None for once, or as it does already."""


class Sender(QObject):
    """One draft on its way out; `sent` carries the post and what to tell."""

    sent = Signal(object, str)
    """PostView, words."""
    refused = Signal(object)
    """The error."""

    def __init__(self, desk: Desk, saver: Saver, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._saver = saver

    def schedule(self, time: Time, busy: Button) -> None:
        """Save it and give it a time."""
        self._saved(busy, lambda post: self._run(
            lambda hub, meant: hub.posts.schedule(
                post.id, time.wall, time.zone, late_policy=time.policy,
                grace_minutes=time.grace_minutes, rule=time.rule, allow_duplicate=meant,
                actor=self._desk.actions.actor,
            ),
            busy, self._scheduled,
        ))  # fmt: skip

    def publish(self, busy: Button) -> None:
        """Save it and send it at once."""
        self._saved(busy, lambda post: self._run(
            lambda hub, meant: hub.posts.publish(
                post.id, allow_duplicate=meant, actor=self._desk.actions.actor
            ),
            busy, self._published,
        ))  # fmt: skip

    def _saved(self, busy: Button, then: Callable[[PostView], object]) -> None:
        busy.set_busy(True)

        def stored(post: PostView | None) -> None:
            busy.set_busy(False)
            if post is not None:
                then(post)
            elif self._saver.error is not None:
                self.refused.emit(self._saver.error)

        self._saver.save_now(stored)

    def _run(
        self, ask: Ask, busy: Button, done: Callable[[PostView], object], *, meant: bool = False
    ) -> None:
        self._desk.actions.run(
            lambda hub: ask(hub, meant),
            busy=busy,
            success=done,
            failure=lambda error: self._failed(error, ask, busy, done),
        )

    def _failed(
        self, error: BaseException, ask: Ask, busy: Button, done: Callable[[PostView], object]
    ) -> None:
        if isinstance(error, RuleRefused) and error.code == "DUPLICATE":
            known = (error.details or {}).get("duplicates", [])
            dialog = DuplicateDialog(self._desk.window, known, self._desk.clock())
            dialog.accepted.connect(lambda: self._run(ask, busy, done, meant=True))
            dialog.open()
        else:
            self.refused.emit(error)

    def _scheduled(self, post: PostView) -> None:
        words = t("Scheduled")
        if post.at is not None:
            time = isolate(times.clock(post.at, self._desk.clock()))
            words = t("Scheduled for {time}", time=time)
        if post.series_id is not None and post.at is not None:
            words = t("Scheduled for {time}, and again by its rule", time=time)
        self._saver.discard()
        self.sent.emit(post, words)

    def _published(self, post: PostView) -> None:
        self._saver.discard()
        count = len(post.targets)
        words = tn("{n} post is on its way", "{n} posts are on their way", count)
        self.sent.emit(post, words)
