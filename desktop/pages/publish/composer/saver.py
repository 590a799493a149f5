"""Saves one draft while it is written: a moment after the last key, one save at a time.

What was written is first kept beside the store (`spare`) and only then sent to the hub; when the
hub is away it is tried again until it works. A post that has a time is not changed while one
types: half a sentence could go out. It waits for `save_now`.
"""

from collections.abc import Awaitable, Callable
from enum import StrEnum
from typing import Any
from uuid import uuid4

import msgspec
from PySide6.QtCore import QObject, QTimer, Signal

from desktop.desk import Desk
from desktop.pages.publish.composer.spare import Spare
from desktop.presenters.drafts import Draft
from models.errors import InvalidInput, NotFound, RuleRefused
from models.posts.views import PostView

REST_MS = 900
SPARE_MS = 250
AGAIN_MS = 8_000
Then = Callable[[PostView | None], object]


class Saved(StrEnum):
    """How the draft stands to the store."""

    NOTHING = "nothing"
    """Nothing was written yet."""
    DIRTY = "dirty"
    SAVING = "saving"
    SAVED = "saved"
    FAILED = "failed"
    """Kept beside the store; tried again by itself."""
    REFUSED = "refused"
    """The store says what must be changed first."""


class Saver(QObject):
    """Takes every state of a draft (`take`) and brings the last one into the store."""

    changed = Signal()
    """`state`, `error` or `draft.post_id` is another."""
    stored = Signal(object)
    """PostView, as the store has it now."""

    def __init__(
        self,
        desk: Desk,
        spare: Spare,
        draft: Draft,
        parent: QObject,
        *,
        key: str = "",
        clean: bool = False,
        by_itself: bool = True,
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._spare = spare
        self._key = key or str(uuid4())
        self.draft = draft
        self.state = Saved.SAVED if clean and draft.post_id else Saved.NOTHING
        self.error: BaseException | None = None
        self.saved_at: int | None = None
        self.by_itself = by_itself
        """Whether it saves while one types; not for a post that has a time."""
        self._clean = draft if clean else Draft(post_id=draft.post_id)
        self._busy = False
        self._left = False
        self._files = 0
        self.is_over = False
        """What was written was thrown away, or went out."""
        self._after: list[Then] = []
        self._rest = self._timer(REST_MS, self._save)
        self._spare_rest = self._timer(SPARE_MS, self._keep_spare)

    def _timer(self, length: int, call: Callable[[], object]) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(length)
        timer.timeout.connect(call)
        return timer

    @property
    def is_dirty(self) -> bool:
        """Whether something was written that the store does not have."""
        return self.draft != self._clean

    @property
    def is_busy(self) -> bool:
        """Whether a save is on its way."""
        return self._busy

    def take(self, draft: Draft) -> None:
        """This stands in the composer now."""
        self.draft = draft
        if not self.is_dirty:
            self._is_as_before()
            return
        self._spare_rest.start()
        if self.by_itself and not draft.is_empty:
            self._rest.setInterval(REST_MS)
            self._rest.start()
        self._tell(Saved.DIRTY)

    def _is_as_before(self) -> None:
        """What was changed was changed back: there is nothing to save."""
        if not self._busy:
            self._rest.stop()
            self._spare_rest.stop()
            self._spare.forget(self._key)
            self._tell(Saved.SAVED if self.draft.post_id else Saved.NOTHING)

    def save_now(self, then: Then | None = None) -> None:
        """Save at once; `then` gets the post when the store has all of it, None when it refused."""
        if then is not None:
            self._after.append(then)
        self._save()

    def leave(self) -> None:
        """Another draft comes into the composer: this one is saved to the end, then gone."""
        self._left = True
        self.finish()
        self._go_when_done()

    def finish(self) -> None:
        """The composer goes out of view: what may be saved is saved at once."""
        self._keep_spare()
        if self._rest.isActive():
            self._save()

    def stop(self) -> None:
        """The window goes: what the store does not have stays beside it."""
        self._keep_spare()
        self._rest.stop()

    def wait_for_file(self) -> None:
        """A file is on its way to this draft: it is not gone before that came."""
        self._files += 1

    def file_came(self) -> None:
        """Or it will not come."""
        self._files -= 1
        if self._left:
            self.finish()
            self._go_when_done()

    def discard(self) -> None:
        """What was written is not wanted any more."""
        self.is_over = True
        self._rest.stop()
        self._spare_rest.stop()
        self._spare.forget(self._key)
        self._clean = self.draft
        self._after = []

    def _keep_spare(self) -> None:
        self._spare_rest.stop()
        if self.is_dirty and not self.draft.is_empty:
            self._spare.keep(self._key, self.draft)

    def _save(self) -> None:
        self._rest.stop()
        if self._busy:
            return  # the one on its way looks again when it ends
        self._keep_spare()
        self._busy = True
        draft = self.draft
        self._tell(Saved.SAVING)
        actor = self._desk.actions.actor
        self._desk.actions.run(
            lambda hub: _written(hub, draft, actor),
            success=lambda post: self._stored(draft, post),
            failure=self._failed,
        )

    def _stored(self, draft: Draft, post: PostView) -> None:
        self._busy = False
        went_on = self.draft != draft
        self.draft = msgspec.structs.replace(self.draft, post_id=post.id)
        self._clean = msgspec.structs.replace(draft, post_id=post.id)
        self.saved_at, self.error = self._desk.clock(), None
        self.stored.emit(post)
        if went_on and (self.by_itself or self._after):
            self._save()
            return
        if not went_on:
            self._spare_rest.stop()
            self._spare.forget(self._key)
        self._tell(Saved.DIRTY if went_on else Saved.SAVED)
        self._answer(post)
        self._go_when_done()

    def _failed(self, error: BaseException) -> None:
        self._busy = False
        self.error = error
        is_gone = isinstance(error, NotFound)
        if is_gone:
            # Somebody removed it meanwhile: what was written becomes a post of its own.
            self.draft = msgspec.structs.replace(self.draft, post_id=None)
            self._clean = Draft()
        self._spare.keep(self._key, self.draft)
        refused = isinstance(error, InvalidInput | RuleRefused)
        self._tell(Saved.REFUSED if refused else Saved.FAILED)
        self._answer(None)
        if self.by_itself and not refused:
            self._rest.setInterval(0 if is_gone else AGAIN_MS)
            self._rest.start()
        self._go_when_done()

    def _answer(self, post: PostView | None) -> None:
        waiting, self._after = self._after, []
        for then in waiting:
            then(post)

    def _go_when_done(self) -> None:
        """What could not be saved stays beside the store, to be found again."""
        if self._left and not (self._busy or self._files or self._rest.isActive()):
            self.deleteLater()

    def _tell(self, state: Saved) -> None:
        if state is not self.state or state is Saved.SAVED:
            self.state = state
            self.changed.emit()


def _written(hub: Any, draft: Draft, actor: str) -> Awaitable[Any]:
    if draft.post_id is None:
        made: Awaitable[Any] = hub.posts.create(draft.new_post(), actor=actor)
        return made
    changed: Awaitable[Any] = hub.posts.change(draft.post_id, draft.change(), actor=actor)
    return changed
