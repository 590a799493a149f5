"""The composer: the drawer in which a post is written, shaped for its accounts, given a time."""

from collections.abc import Callable
from datetime import date

import msgspec
from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QMenu, QWidget

from desktop import icons
from desktop.desk import Desk
from desktop.dialogs.confirm import ConfirmDialog
from desktop.dialogs.name import NameDialog
from desktop.i18n import right_to_left, t, tn
from desktop.pages.publish.composer import reading
from desktop.pages.publish.composer.account_menu import account_menu
from desktop.pages.publish.composer.accounts import COMMON, AccountsList
from desktop.pages.publish.composer.editor import Editor
from desktop.pages.publish.composer.files import Adder, FileStrip
from desktop.pages.publish.composer.parts import MARGIN, FirstComment, Foot, Head, LinkRow
from desktop.pages.publish.composer.preview import Preview, Shown
from desktop.pages.publish.composer.reading import Opened, World
from desktop.pages.publish.composer.saver import Saver
from desktop.pages.publish.composer.sending import Sender, Time
from desktop.pages.publish.composer.spare import Spare
from desktop.pages.publish.composer.when import When
from desktop.pages.publish.series import SeriesLine
from desktop.presenters import (
    destinations,
    drafts,
    obstacles,
    platforms,
    spans,
    text_room,
    variants,
)
from desktop.presenters.destinations import Row
from desktop.presenters.drafts import Draft
from desktop.presenters.failures import explain
from desktop.presenters.text import isolate, plain
from desktop.tasks import Tasks
from desktop.theme.fonts import Role
from desktop.theme.tones import Tone
from desktop.widgets.banner import Banner
from desktop.widgets.buttons import Button, Kind
from desktop.widgets.filter_button import below
from desktop.widgets.frames import Scroll, column, row
from desktop.widgets.labels import ElidedLabel, PlainLabel, SectionTitle
from desktop.widgets.marks import Icon, Line
from desktop.widgets.platform import PlatformMark
from models.post_changes import NewTarget
from models.post_checks import checked_title
from models.post_views import MediaUse, MediaView, PostView
from models.schedule_times import Resolved
from models.series import SeriesStanding

WIDTH = 388
BAR = 10
FREE = frozenset({"draft", "scheduled", "missed", "cancelled", "failed", "held"})
"""Posts that can still be changed: nothing of them is out or on its way."""


class Composer(QWidget):
    """Writes one post at a time; the one before is saved to its end."""

    closed = Signal()
    opened = Signal(str)
    """The id of the post that is written now; "" for a new one."""
    sent = Signal(object)
    """PostView that got its time or went out."""

    def __init__(self, desk: Desk, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._tasks = tasks
        self._spare = Spare(desk.preferences.folder)
        self._post: PostView | None = None
        self._standing: SeriesStanding | None = None
        self._world = World([], [], [])
        self._loading = False
        self.saver = Saver(desk, self._spare, Draft(), self)
        self.head = Head(desk)
        self.accounts = AccountsList()
        self.editor = Editor()
        self.link = LinkRow()
        self.files = FileStrip(desk)
        self.adder = Adder(desk, tasks, self)
        self.comment = FirstComment()
        self.preview = Preview(desk.thumbnails)
        self.when = When(desk.clock)
        self.series = SeriesLine(desk)
        self.foot = Foot()
        self.locked = Banner("", " ", tone=Tone.INFO, icon="lock", stacked=True)
        self._for = row(spacing=8)
        self._for_mark: PlatformMark | None = None
        self._for_words = SectionTitle("")
        self._for_name = ElidedLabel("", weight=600, foreign=True)
        self.use_common = Button(
            t("Use the common text"), Kind.LINK, icon="undo-2", on_click=self._take_common
        )
        self._as = PlainLabel("", Role.SMALL, Tone.MUTED)
        self._rows_soon = QTimer(self)
        self._rows_soon.setSingleShot(True)
        self._rows_soon.setInterval(0)
        self._rows_soon.timeout.connect(self._show_rows)
        self.setAcceptDrops(True)
        self.setAccessibleName(t("Composer"))
        self._lay_out()
        self._connect()
        self._begin(self.saver)

    # Opening.

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
            workspace = self._desk.workspaces.current
            self._take_over(Saver(self._desk, self._spare, Draft(workspace_id=workspace), self))
        self._post = None
        self._begin(self.saver)
        if day is not None:
            at = minute if minute is not None else spans.minute_of(self._desk.clock()) + 60
            at = min(at, 23 * 60 + 45)
            self.when.show_wall(f"{day.isoformat()}T{at // 60:02}:{at % 60:02}", spans.here())
        self.read_world()
        self.editor.field.setFocus(Qt.FocusReason.OtherFocusReason)

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
        self._take_over(Saver(self._desk, self._spare, draft, self, key=key))
        self._post = None
        self._begin(self.saver)
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
        self._show_lock()
        self._show_foot()
        self._read_series()

    def finish(self) -> None:
        """Out of view: what was written is saved."""
        self.saver.finish()

    def stop(self) -> None:
        """The window goes."""
        for saver in self.findChildren(Saver):
            saver.stop()

    # Building.

    def _lay_out(self) -> None:
        for item in (self._for_words, self._for_name, self.use_common):
            self._for.addWidget(item)
        self._for.setStretch(1, 1)
        as_line = row(SectionTitle(t("Preview")), self._as, None)
        hint = row(Icon("info", Tone.MUTED, 14), self.editor.hint, spacing=6)
        hint.setStretch(1, 1)
        self._hint = QWidget()
        self._hint.setLayout(hint)
        inner = QWidget()
        whole = column(
            self.locked, self.accounts, self._for, self.editor, self._hint, self.link, self.files,
            self.comment, as_line, self.preview, self.when, self.series, None,
            spacing=10, parent=inner,
        )  # fmt: skip
        bar = MARGIN - BAR  # the scroll bar stands in the margin
        left, right = (bar, MARGIN) if right_to_left() else (MARGIN, bar)
        whole.setContentsMargins(left, 4, right, 16)
        self.scroll = Scroll(inner)
        # The preview is as high as it is wide: a bar that comes and goes would never come to rest.
        self.scroll.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        column(self.head, self.scroll, Line(), self.foot, spacing=0, parent=self).setStretch(1, 1)
        self.locked.hide()
        self.setMinimumWidth(320)

    def _connect(self) -> None:
        self.head.close_wanted.connect(self._close)
        self.head.menu_wanted.connect(lambda: self._open_menu())
        self.accounts.chosen.connect(lambda _key: self._show_draft())
        self.accounts.ticked.connect(self._ticked)
        self.accounts.menu_wanted.connect(self._open_account_menu)
        self.editor.typed.connect(self._typed)
        self.editor.files_wanted.connect(self.adder.pick)
        self.editor.link_wanted.connect(self.link.ask)
        self.editor.dropped.connect(self.adder.take)
        self.link.typed.connect(self._link_typed)
        self.files.changed.connect(self._files_changed)
        self.adder.added.connect(self._file_added)
        self.adder.busy.connect(self.files.show_waiting)
        self.comment.typed.connect(self._comment_typed)
        self.when.changed.connect(self._when_changed)
        self.when.slot_wanted.connect(self._ask_slot)
        self.foot.now.clicked.connect(lambda: self._publish())
        self.foot.schedule.clicked.connect(lambda: self._schedule())
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(self.foot.schedule.click)

    def _ask(self, name: str, then: Callable[..., object], fn: Callable[..., object],
             *args: object) -> None:  # fmt: skip
        async def asked() -> None:
            then(await self._desk.reads.run(fn, *args))

        self._tasks.latest(f"composer/{name}", asked())

    # One draft after another.

    def _take_over(self, saver: Saver) -> None:
        before, self.saver = self.saver, saver
        before.changed.disconnect(self._saver_changed)
        before.stored.disconnect(self._stored)
        before.leave()

    def _begin(self, saver: Saver) -> None:
        """Show the draft of a saver from the beginning."""
        saver.changed.connect(self._saver_changed, Qt.ConnectionType.UniqueConnection)
        saver.stored.connect(self._stored, Qt.ConnectionType.UniqueConnection)
        draft, post = saver.draft, self._post
        self.accounts.choose(COMMON, tell=False)
        self.when.start(
            post.wall if post is not None else None,
            post.zone if post is not None else None,
            policy=draft.late_policy,
            grace=draft.grace_minutes,
        )
        self._show_rows()
        self._show_draft()
        self._show_lock()
        self._read_series()
        self._learn_files()
        self.opened.emit(draft.post_id or "")

    def _show_post(self, opened: Opened) -> None:
        post = opened.post
        self.files.learn(opened.files)
        draft = drafts.draft_of(post)
        by_itself = post.at is None and post.status == "draft"
        self._take_over(
            Saver(self._desk, self._spare, draft, self, clean=True, by_itself=by_itself)
        )
        self._post = post
        self._begin(self.saver)

    def _stored(self, post: PostView) -> None:
        self._post = post
        self.opened.emit(post.id)

    def _saver_changed(self) -> None:
        self._show_head()
        self._show_foot()

    # What is written.

    def _change(self, draft: Draft) -> None:
        if draft != self.draft:
            self.saver.take(draft)
            self._show_draft()

    def _target(self) -> NewTarget | None:
        """What the account says that is edited; None for the common text."""
        return self.draft.target(self.accounts.key) if self.accounts.key else None

    def _typed(self, text: str) -> None:
        if self._loading:
            return
        target = self._target()
        if self.accounts.key == COMMON:
            self._change(msgspec.structs.replace(self.draft, text=text))
            return
        row = self.accounts.current()
        if target is None and row is not None:
            # Writing for an account that was not chosen chooses it.
            target = NewTarget(platform=row.platform, handle=row.handle)
        if target is not None:
            self._change(self.draft.with_target(msgspec.structs.replace(target, text=text)))

    def _take_common(self) -> None:
        target = self._target()
        if target is not None:
            self._change(self.draft.with_target(msgspec.structs.replace(target, text=None)))

    def _link_typed(self, link: str) -> None:
        self._change(msgspec.structs.replace(self.draft, link=link.strip() or None))

    def _comment_typed(self, text: str) -> None:
        target = self._target()
        if target is not None:
            said = text if text.strip() else None
            self._change(
                self.draft.with_target(msgspec.structs.replace(target, first_comment=said))
            )

    def _ticked(self, row: Row, on: bool) -> None:
        if on and self.draft.target(row.key) is None:
            new = NewTarget(platform=row.platform, handle=row.handle)
            self._change(self._in_its_workspace(self.draft.with_target(new), row))
            # The box that was ticked is still being clicked: its line goes only afterwards.
            self._rows_soon.start()
        elif not on:
            self._change(self.draft.without_target(row.key))

    def _in_its_workspace(self, draft: Draft, row: Row) -> Draft:
        """A post that belongs to nobody yet belongs to the client of its first account."""
        if draft.workspace_id is None and draft.post_id is None and row.account is not None:
            return msgspec.structs.replace(draft, workspace_id=row.account.workspace_id)
        return draft

    def _files_changed(self, uses: list[MediaUse]) -> None:
        self._change(msgspec.structs.replace(self.draft, media=uses))

    def _file_added(self, view: MediaView) -> None:
        self.files.learn([view])
        if view.id not in {use.id for use in self.draft.media}:
            uses = [*self.draft.media, MediaUse(id=view.id)]
            self._change(msgspec.structs.replace(self.draft, media=uses))

    def _when_changed(self) -> None:
        policy, grace = self.when.policy
        self._change(msgspec.structs.replace(self.draft, late_policy=policy, grace_minutes=grace))
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
        self._loading = True
        draft, key = self.draft, self.accounts.key
        row, target = self.accounts.current(), self._target()
        self.accounts.show_draft(draft)
        self.editor.field.set_text(draft.text_for(key) if key else draft.text)
        counted = text_room.count(draft, row) if row is not None else self._tightest()
        self.editor.show_count(counted)
        link = draft.link_for(key) if key else draft.link
        words = text_room.hint(counted, link, self.editor.text())
        self.editor.hint.setText(words)
        self._hint.setVisible(bool(words))
        self.link.show_link(draft.link)
        self.files.show_uses(draft.media)
        self.comment.setVisible(
            target is not None and row is not None and variants.has_first_comment(row.platform)
        )
        self.comment.show_text(target.first_comment if target is not None else None)
        self._show_for(row, own=target is not None and target.text is not None)
        self._show_preview(row)
        self._show_head()
        self._show_foot()
        self._loading = False

    def _tightest(self) -> text_room.Count | None:
        """Of the accounts that share the common text, the one with the least room."""
        counts = [
            counted
            for row in self.accounts.rows()
            if (target := self.draft.target(row.key)) is not None
            and target.text is None
            and (counted := text_room.count(self.draft, row)) is not None
        ]
        return min(counts, key=lambda counted: counted.left, default=None)

    def _show_for(self, row: Row | None, *, own: bool) -> None:
        if self._for_mark is not None:
            self._for_mark.hide()
            self._for_mark.deleteLater()
            self._for_mark = None
        if row is None:
            self._for_words.setText(t("Text for all accounts"))
            self._for_name.setText("")
        else:
            self._for_words.setText(t("Text for"))
            self._for_mark = PlatformMark(row.platform)
            self._for.insertWidget(1, self._for_mark)
            self._for_name.setText(row.name)
        self._for.setStretch(self._for.indexOf(self._for_name), 1)
        self.use_common.setVisible(own)
        self.editor.field.setAccessibleName(
            t("Text for {account}", account=isolate(row.name))
            if row is not None
            else t("Text for all accounts")
        )

    def _show_preview(self, row: Row | None) -> None:
        draft = self.draft
        chosen = [r for r in self.accounts.rows() if draft.target(r.key) is not None]
        row = row or (chosen[0] if chosen else None)
        if row is None:
            self._as.setText(t("choose an account"))
            self.preview.show_post(None)
            return
        self._as.setText(
            t("as {platform} shows it, not to the pixel", platform=platforms.name(row.platform))
        )
        views = [self.files.view_of(use) for use in draft.media_for(row.key)]
        workspace = row.account.workspace_id if row.account else draft.workspace_id
        self.preview.show_post(
            Shown(
                platform=row.platform,
                name=row.name,
                handle=plain(row.handle, longest=80),
                text=draft.text_for(row.key),
                link=draft.link_for(row.key),
                files=tuple(view for view in views if view is not None),
                ground=self._desk.workspaces.colour(workspace or ""),
            )
        )

    def _show_head(self) -> None:
        title = plain(self.draft.title or checked_title(None, self.draft.text), longest=200)
        shown = title if title.strip("…") else t("New post")
        self.head.show_state(shown, self.draft.workspace_id, self.saver)

    def _show_foot(self) -> None:
        planned = self._post is not None and self._post.at is not None
        self.foot.show_count(len(self.draft.targets), planned=planned)
        self.when.allow_repeat(not self._comes_again)
        self.foot.show_problem("")
        is_free = self._is_free()
        self.foot.now.setEnabled(is_free and not self.foot.now.busy)
        self.foot.schedule.setEnabled(is_free and not self.foot.schedule.busy)

    @property
    def _comes_again(self) -> bool:
        """Whether its series goes on; so it is taken to be until the series was read."""
        if self._post is None or self._post.series_id is None:
            return False
        return self._standing is None or not self._standing.series.ended

    def _is_free(self) -> bool:
        return self._post is None or self._post.status in FREE

    def _show_lock(self) -> None:
        """A post that is on its way is only read here."""
        is_free = self._is_free()
        self.locked.setVisible(not is_free)
        if not is_free:
            self.locked.set_words(
                t("This post is out or on its way"),
                t("It cannot be changed any more. Duplicate it to write another."),
            )
        for part in (self.editor, self.accounts, self.link, self.files, self.comment, self.when):
            part.setEnabled(is_free)

    def _read_series(self) -> None:
        post, self._standing = self._post, None
        self.series.show_standing(post, None)
        if post is not None and post.series_id is not None:
            self._ask("series", self._show_series, reading.standing, post)

    def _show_series(self, standing: SeriesStanding | None) -> None:
        if self._post is None or self._post.series_id is None:
            return  # another post was opened meanwhile
        self._standing = standing
        self.when.allow_repeat(not self._comes_again)
        self.series.show_standing(self._post, standing)

    def _learn_files(self) -> None:
        self.files.show_uses(self.draft.media)
        unknown = self.files.unknown()
        if unknown:
            self._ask("files", self._files_known, reading.files, unknown)

    def _files_known(self, views: list[MediaView]) -> None:
        self.files.learn(views)
        self._show_draft()

    # Doing.

    def _problem(self, *, timed: bool) -> str:
        found = obstacles.problems(self.draft, self.accounts.rows(), self.files.mimes())
        if not found and timed:
            found = [words] if (words := self.when.problem()) else []
        return found[0] if found else ""

    def _schedule(self) -> None:
        problem = self._problem(timed=True)
        self.foot.show_problem(problem)
        if problem:
            return
        policy, grace = self.when.policy
        time = Time(self.when.wall, self.when.zone_name, policy, grace, self.when.repeat_rule)
        self._unless_too_long(lambda: self._sender().schedule(time, self.foot.schedule))

    def _unless_too_long(self, go_on: Callable[[], object]) -> None:
        """A text that an ordinary account could not post is asked about."""
        doubts = obstacles.doubts(self.draft, self.accounts.rows())
        if not doubts:
            go_on()
            return
        dialog = ConfirmDialog(
            self._desk.window,
            t("Longer than usual"),
            " ".join(doubts)
            + " "
            + t("Only some accounts may write so much; for others the site refuses the post."),
            yes=t("This account may"),
            no=t("Shorten it"),
        )
        dialog.accepted.connect(lambda: go_on())
        dialog.open()

    def _publish(self) -> None:
        problem = self._problem(timed=False)
        self.foot.show_problem(problem)
        if problem:
            return
        rows = [row for row in self.accounts.rows() if self.draft.target(row.key) is not None]
        names = t(", ").join(isolate(row.name) for row in rows)
        dialog = ConfirmDialog(
            self._desk.window,
            tn("Publish {n} post now?", "Publish {n} posts now?", len(rows)),
            t("It goes out on {accounts} as soon as their browsers are free.", accounts=names),
            yes=t("Publish now"),
            no=t("Not yet"),
            icon="send",
        )
        dialog.yes.set_kind(Kind.PRIMARY)
        dialog.accepted.connect(
            lambda: self._unless_too_long(lambda: self._sender().publish(self.foot.now))
        )
        dialog.open()

    def _sender(self) -> Sender:
        sender = Sender(self._desk, self.saver, self)
        sender.sent.connect(self._went)
        sender.refused.connect(self._refused)
        return sender

    def _went(self, post: PostView, words: str) -> None:
        self._desk.toasts.tell(words, icon="calendar-clock" if post.at is not None else "send")
        self._take_over(Saver(self._desk, self._spare, Draft(), self))
        self._post = None
        self._begin(self.saver)
        self.sent.emit(post)

    def _refused(self, error: BaseException) -> None:
        words, known = explain(error)
        if known:
            self.foot.show_problem(words)
        else:
            self._desk.actions.told_failure(error)

    def _ask_slot(self) -> None:
        keys = [row.key for row in self.accounts.rows() if self.draft.target(row.key) is not None]
        if self.accounts.key in keys:
            keys.insert(0, self.accounts.key)
        self._ask("slot", self._take_slot, reading.next_slot, keys, spans.here(),
                  self._desk.clock())  # fmt: skip

    def _take_slot(self, slot: Resolved | None) -> None:
        if slot is None:
            self.foot.show_problem(
                t("No chosen account has queue times yet. Set them in the menu of an account.")
            )
            return
        zone = next(
            (row.account.zone for row in self.accounts.rows()
             if row.account and row.account.slots and row.account.zone),
            None,
        )  # fmt: skip
        self.when.show_wall(slot.wall, zone or spans.here())
        self._when_changed()

    def _close(self) -> None:
        self.finish()
        self.closed.emit()

    # Menus.

    def _open_menu(self) -> None:
        menu = self.menu()
        menu.popup(below(self.head.more, menu))

    def menu(self) -> QMenu:
        """What can be done with the post; shown by the caller with `popup`."""
        menu = QMenu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.addAction(icons.icon("pencil"), t("Rename")).triggered.connect(lambda: self._rename())
        copy = menu.addAction(icons.icon("copy"), t("Duplicate"))
        copy.setEnabled(bool(self.post_id))
        copy.triggered.connect(lambda: self._duplicate())
        menu.addSeparator()
        remove = menu.addAction(icons.icon("trash-2", Tone.DANGER), t("Remove post"))
        remove.setEnabled(self._is_free() and not self.draft.is_empty)
        remove.triggered.connect(lambda: self.ask_to_remove())
        return menu

    def ask_to_remove(self) -> ConfirmDialog:
        """Throw it away, if the operator means it."""
        dialog = ConfirmDialog(
            self._desk.window,
            t("Remove this post?"),
            t("It is taken off the calendar and does not go out."),
            yes=t("Remove post"),
            no=t("Keep it"),
            icon="trash-2",
        )
        dialog.accepted.connect(lambda: self._remove())
        dialog.open()
        return dialog

    def _remove(self) -> None:
        post_id, actor = self.post_id, self._desk.actions.actor
        self.saver.discard()
        if post_id:
            self._desk.actions.run(
                lambda hub: hub.posts.remove(post_id, actor=actor), done=t("Removed")
            )
        self._take_over(Saver(self._desk, self._spare, Draft(), self))
        self._post = None
        self._begin(self.saver)
        self.closed.emit()

    def _rename(self) -> None:
        def then(name: str) -> None:
            self._change(msgspec.structs.replace(self.draft, title=name))

        title, label = t("Name of the post"), t("Only you see it")
        name = self.head.title.whole() if not self.draft.is_empty else ""
        NameDialog(title, label, t("Rename"), self._desk.window, then=then, name=name).open()

    def _duplicate(self) -> None:
        post_id, actor = self.post_id, self._desk.actions.actor
        self.finish()
        self._desk.actions.run(
            lambda hub: hub.posts.duplicate(post_id, actor=actor),
            done=t("The post was made once more."),
            success=lambda post: self.open_post(post.id),
        )

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
        if self._is_free() and self.adder.take(event.mimeData()):
            event.acceptProposedAction()
