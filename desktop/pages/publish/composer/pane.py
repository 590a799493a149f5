"""The composer: the drawer in which a post is written, shaped for its accounts, given a time."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QMenu, QWidget

from desktop.desk import Desk
from desktop.dialogs.confirm import ConfirmDialog
from desktop.i18n import t
from desktop.pages.publish.composer import reading
from desktop.pages.publish.composer.account_menu import account_menu
from desktop.pages.publish.composer.accounts import COMMON
from desktop.pages.publish.composer.attaching import Attaching
from desktop.pages.publish.composer.departure import Departure
from desktop.pages.publish.composer.free_slot import FreeSlot
from desktop.pages.publish.composer.post_menu import PostMenu
from desktop.pages.publish.composer.reading import Opened, World
from desktop.pages.publish.composer.saver import Saver
from desktop.pages.publish.composer.sheet import Sheet
from desktop.pages.publish.composer.spare import Spare
from desktop.pages.publish.composer.standing import Standing
from desktop.pages.publish.composer.writing import Writing
from desktop.presenters import destinations, drafts, spans
from desktop.presenters.destinations import Row
from desktop.presenters.drafts import Draft
from desktop.presenters.text import plain
from desktop.tasks import Tasks
from desktop.theme.tones import Tone
from desktop.widgets.filter_button import below
from models.posts.views import PostView

WIDTH = 388
FREE = frozenset({"draft", "scheduled", "missed", "cancelled", "failed", "held"})
"""Posts that can still be changed: nothing of them is out or on its way."""


class Composer(Sheet):
    """Writes one post at a time; the one before is saved to its end."""

    closed = Signal()
    opened = Signal(str)
    """The id of the post that is written now; "" for a new one."""
    sent = Signal(object)
    """PostView that got its time or went out."""

    def __init__(self, desk: Desk, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._tasks = tasks
        self._spare = Spare(desk.preferences.folder)
        self._post: PostView | None = None
        self._world = World([], [], [])
        self.writing = Writing(Saver(desk, self._spare, Draft(), self), self)
        self.attaching = Attaching(desk, tasks, self, self.writing, self._ask)
        self.post_menu = PostMenu(desk, self)
        self.departure = Departure(desk, self, self.writing, self.attaching)
        self.standing = Standing(self, self._ask)
        self.free_slot = FreeSlot(self, self.writing, self._ask, desk.clock)
        self._rows_soon = QTimer(self)
        self._rows_soon.setSingleShot(True)
        self._rows_soon.setInterval(0)
        self._rows_soon.timeout.connect(self._show_rows)
        self.setAcceptDrops(True)
        self._connect()
        self._begin()

    # Opening.

    @property
    def saver(self) -> Saver:
        """Of what is written now."""
        return self.writing.saver

    @property
    def draft(self) -> Draft:
        """What is written now."""
        return self.saver.draft

    @property
    def post_id(self) -> str:
        """The post that is written; "" before the store has it."""
        return self.draft.post_id or ""

    def open_new(self, day: date | None = None, minute: int | None = None) -> None:
        """An empty post, for this time if one was pointed at."""
        if not self.draft.is_empty or self._post is not None:
            self._take_over(self._saver(Draft(workspace_id=self._desk.workspaces.current)))
        self._post = None
        self._begin()
        if day is not None:
            at = minute if minute is not None else spans.minute_of(self._desk.clock()) + 60
            at = min(at, 23 * 60 + 45)
            self.when.show_wall(f"{day.isoformat()}T{at // 60:02}:{at % 60:02}", spans.here())
        self.read_world()
        self.content.editor.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def open_post(self, post_id: str) -> None:
        """A post of the store."""
        if post_id == self.post_id:
            return
        self.read_world()
        self._ask("post", self._show_post, reading.post, post_id, self._desk.clock())

    def restore(self) -> bool:
        """Bring back what an earlier window could not save; False when there is nothing."""
        found = self._spare.found()
        if not found:
            return False
        key, draft = found[-1]
        self._take_over(self._saver(draft, key=key))
        self._post = None
        self._begin()
        self.saver.take(draft)
        words = t("This was not saved when the window closed. Nothing of it is lost.")
        self._desk.toasts.tell(words, tone=Tone.INFO, icon="history")
        self.read_world()
        return True

    def read_world(self) -> None:
        """Read accounts, browsers and pauses again."""
        self._ask("world", self._take_world, reading.world, self._desk.clock())

    def hear(self, posts: list[PostView]) -> None:
        """Posts changed: perhaps the one that is open went on its way."""
        mine = next((post for post in posts if post.id == self.post_id), None)
        if mine is None:
            return
        moved = self._post is not None and (mine.wall, mine.zone) != (
            self._post.wall, self._post.zone
        )  # fmt: skip
        self._post = mine
        if moved and mine.wall is not None:
            self.when.start(mine.wall, mine.zone, policy=mine.late_policy, grace=mine.grace_minutes)
        self.show_lock(is_free=self._is_free())
        self.standing.show_post(mine)
        self._show_foot()

    def finish(self) -> None:
        """Out of view: what was written is saved."""
        self.saver.finish()

    def stop(self) -> None:
        """The window goes."""
        for saver in self.findChildren(Saver):
            saver.stop()

    def _connect(self) -> None:
        self.head.close_wanted.connect(self._close)
        self.head.menu_wanted.connect(lambda: self._open_menu())
        self.accounts.chosen.connect(lambda _key: self._show_draft())
        self.accounts.ticked.connect(self.writing.choose)
        self.accounts.menu_wanted.connect(self._open_account_menu)
        self._connect_content()
        self.when.changed.connect(self._when_changed)
        self.free_slot.found.connect(self._when_changed)
        self.post_menu.renamed.connect(self.writing.title)
        self.post_menu.copy_wanted.connect(self._duplicate)
        self.post_menu.removed.connect(self._remove)
        self.departure.sent.connect(self._went)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(self.foot.schedule.click)

    def _connect_content(self) -> None:
        content, writing, current = self.content, self.writing, self.accounts.current
        content.text_typed.connect(lambda text: writing.text(current(), text))
        content.link_typed.connect(lambda link: writing.link(current(), link))
        content.files_changed.connect(lambda uses: writing.files(current(), uses))
        content.comment_typed.connect(lambda text: writing.comment(current(), text))
        content.share_wanted.connect(lambda part: writing.share(current(), part))
        content.own_wanted.connect(lambda part: writing.own(current(), part))
        writing.changed.connect(self._show_draft)
        # The box that was ticked is still being clicked: its line goes only afterwards.
        writing.accounts_changed.connect(self._rows_soon.start)
        self.attaching.learned.connect(self._show_draft)

    def _ask(self, name: str, then: Callable[..., object], fn: Callable[..., object],
             *args: object) -> None:  # fmt: skip
        async def asked() -> None:
            then(await self._desk.reads.run(fn, *args))

        self._tasks.latest(f"composer/{name}", asked())

    # One draft after another.

    def _saver(self, draft: Draft, *, key: str = "", clean: bool = False,
               by_itself: bool = True) -> Saver:  # fmt: skip
        return Saver(
            self._desk, self._spare, draft, self, key=key, clean=clean, by_itself=by_itself
        )

    def _take_over(self, saver: Saver) -> None:
        before = self.saver
        self.writing.begin(saver)
        before.changed.disconnect(self._saver_changed)
        before.stored.disconnect(self._stored)
        before.leave()

    def _begin(self) -> None:
        """Show the draft from the beginning."""
        saver, post = self.saver, self._post
        saver.changed.connect(self._saver_changed, Qt.ConnectionType.UniqueConnection)
        saver.stored.connect(self._stored, Qt.ConnectionType.UniqueConnection)
        draft = saver.draft
        self.accounts.choose(COMMON, tell=False)
        self.when.start(
            post.wall if post is not None else None,
            post.zone if post is not None else None,
            policy=draft.late_policy,
            grace=draft.grace_minutes,
        )
        self._show_rows()
        self.show_lock(is_free=self._is_free())
        self.standing.show_post(post)
        self.attaching.learn()
        self.opened.emit(draft.post_id or "")

    def _begin_empty(self) -> None:
        self._take_over(self._saver(Draft()))
        self._post = None
        self._begin()

    def _show_post(self, opened: Opened) -> None:
        post = opened.post
        self.known.learn(opened.files)
        by_itself = post.at is None and post.status == "draft"
        draft = drafts.draft_of(post)
        self._take_over(self._saver(draft, clean=True, by_itself=by_itself))
        self._post = post
        self._begin()
        self._take_up(draft)

    def _take_up(self, stored: Draft) -> None:
        """Changes of this post that were never saved, because it was left or the hub was away."""
        kept = self._spare.of_post(self.post_id)
        if not kept or kept[-1][1] == stored or not self._is_free():
            return
        self.writing.take(kept[-1][1])
        self.saver.finish()  # kept by this saver before the older copies go
        for key, _ in kept:
            self._spare.forget(key)
        self._show_rows()
        words = t("Changes that were not saved yet are here again.")
        self._desk.toasts.tell(words, tone=Tone.INFO, icon="history")

    def _stored(self, post: PostView) -> None:
        self._post = post
        self.opened.emit(post.id)

    def _saver_changed(self) -> None:
        self.show_state(self.saver)
        self._show_foot()

    # What is shown.

    def _take_world(self, world: World) -> None:
        self._world = world
        self._show_rows()

    def _show_rows(self) -> None:
        self.accounts.show_rows(
            destinations.rows(
                self._world.accounts,
                self._world.devices,
                self._desk.bridge.online,
                self._world.pauses,
                self.draft.targets,
                self.draft.workspace_id or self._desk.workspaces.current,
            )
        )
        self._show_draft()

    def _show_draft(self) -> None:
        self.show_content(self.draft, self.writing.aside)
        self.attaching.show_waiting()
        self._saver_changed()

    def _show_foot(self) -> None:
        planned = self._post is not None and self._post.at is not None
        self.show_foot(self.draft, planned=planned, is_free=self._is_free())

    def _is_free(self) -> bool:
        return self._post is None or self._post.status in FREE

    def _when_changed(self) -> None:
        self.writing.lateness(*self.when.policy)
        self._show_foot()

    # Leaving.

    def _went(self, post: PostView, words: str) -> None:
        self._desk.toasts.tell(words, icon="calendar-clock" if post.at is not None else "send")
        self._begin_empty()
        self.sent.emit(post)

    def _close(self) -> None:
        self.finish()
        self.closed.emit()

    def _remove(self) -> None:
        post_id, actor = self.post_id, self._desk.actions.actor
        self.saver.discard()
        if post_id:
            self._desk.actions.run(
                lambda hub: hub.posts.remove(post_id, actor=actor), done=t("Removed")
            )
        self._begin_empty()
        self.closed.emit()

    def _duplicate(self) -> None:
        post_id, actor = self.post_id, self._desk.actions.actor
        self.finish()
        self._desk.actions.run(
            lambda hub: hub.posts.duplicate(post_id, actor=actor),
            done=t("The post was made once more."),
            success=lambda post: self.open_post(post.id),
        )

    # Menus.

    def _open_menu(self) -> None:
        menu = self.menu()
        menu.popup(below(self.head.more, menu))

    def menu(self) -> QMenu:
        """What can be done with the post; shown by the caller with `popup`."""
        return self.post_menu.menu(
            self.head.title.whole() if not self.draft.is_empty else "",
            is_stored=bool(self.post_id),
            is_removable=self._is_free() and not self.draft.is_empty,
        )

    def ask_to_remove(self) -> ConfirmDialog:
        """Throw it away, if the operator means it."""
        return self.post_menu.ask_to_remove()

    def _open_account_menu(self, row: Row, place: QPoint) -> None:
        device = next((d.name for d in self._world.devices if d.id == row.device_id), "")
        name = plain(device, longest=80)
        account_menu(self._desk, row, self._world.pauses, name, self).popup(place)

    # Events.

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._close()
        else:
            super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls() or event.mimeData().hasImage():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        if self._is_free() and self.attaching.take(event.mimeData()):
            event.acceptProposedAction()
