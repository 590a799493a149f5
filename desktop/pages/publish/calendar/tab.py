"""The Calendar tab: posts where their time is, those without one below, the composer beside."""

from datetime import date

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QAction, QHideEvent, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QMenu, QWidget

from desktop import icons
from desktop.desk import Desk
from desktop.i18n import t
from desktop.pages.publish.calendar import reading
from desktop.pages.publish.calendar.bar import CalendarBar
from desktop.pages.publish.calendar.grid import Ground
from desktop.pages.publish.calendar.moves import Mover
from desktop.pages.publish.calendar.reading import Calendar, Shown
from desktop.pages.publish.calendar.tray import Tray
from desktop.pages.publish.calendar.view import MOVABLE, CalendarView
from desktop.pages.publish.composer.pane import FREE, WIDTH, Composer
from desktop.pages.publish.tab import NEW, PublishTab
from desktop.pages.publish.verbs import PostVerbs
from desktop.presenters import posts as words_of
from desktop.presenters import queue, spans, times
from desktop.presenters.spans import Mode, Span
from desktop.tasks import Tasks
from desktop.widgets.filter_button import escaped
from desktop.widgets.frames import column
from desktop.widgets.marks import Line
from desktop.widgets.side_pane import SidePane
from models.posts.views import PostView

FEW_DAYS = 1100
"""Below this width of the window a week has five days and the tray is folded."""
OVER = 1200
"""Below this the composer lies over the calendar."""
READ_REST_MS = 250
MINUTE_MS = 60_000
NEW_POSTS_AT = 9 * 60
"""The minute of the day for a post that came to a day and had no time."""


class CalendarTab(PublishTab):
    """Reads what is in view whenever a post changes; paints the rest from memory."""

    key = "calendar"

    def __init__(self, desk: Desk, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(desk, tasks, parent)
        self._custom = spans.custom()
        self._narrow = False
        self._restored = False
        self._mode = Mode.WEEK
        self._anchor = spans.today(desk.clock())
        self._read = Calendar([], [], [])
        self.bar = CalendarBar()
        self.view = CalendarView(desk.workspaces.colour)
        self.tray = Tray(desk.workspaces.colour)
        self.mover = Mover(desk, self)
        self.verbs = PostVerbs(desk, self)
        self.main = QWidget()
        whole = column(self.bar, Line(), self.view, self.tray, spacing=0, parent=self.main)
        whole.setStretch(2, 1)
        self.composer = Composer(desk, tasks)
        self.drawer = SidePane(self.main, self.composer, width=WIDTH)
        column(self.drawer, spacing=0, parent=self)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(READ_REST_MS)
        self._soon.timeout.connect(self._ask)
        self._minute = QTimer(self)
        self._minute.setInterval(MINUTE_MS)
        self._minute.timeout.connect(self._show_ground)
        self._undo = QAction(t("Undo"), self)
        self._undo.setShortcut(QKeySequence("Ctrl+Z"))
        self._undo.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self._undo.triggered.connect(lambda: self.mover.undo())
        self.addAction(self._undo)
        self._connect()
        self._show_ground()

    def _connect(self) -> None:
        bar, view, tray = self.bar, self.view, self.tray
        bar.stepped.connect(self.step)
        bar.today_wanted.connect(self.go_to_today)
        bar.mode_chosen.connect(self.set_mode)
        bar.changed.connect(self._filter_changed)
        view.moved.connect(self._moved)
        view.nudged.connect(self.mover.nudge)
        view.refused.connect(lambda words: self.desk.toasts.fail(words))
        view.opened.connect(self.open_post)
        view.slot_opened.connect(self.write)
        view.day_wanted.connect(self.show_day)
        view.stepped.connect(self.step)
        view.more_wanted.connect(self._list_more)
        view.menu_wanted.connect(self._open_menu)
        view.carried_out.connect(self._carried_out)
        tray.carry_wanted.connect(self._carry)
        tray.carried.connect(view.carry_to)
        tray.let_go.connect(view.let_go)
        tray.menu_wanted.connect(self._open_menu)
        tray.opened.connect(self.open_post)
        self.composer.closed.connect(self._composer_closed)
        self.composer.opened.connect(self._composer_opened)
        self.composer.sent.connect(self._went)
        self.desk.bridge.posts.connect(self.composer.hear)
        self.desk.bridge.pauses.connect(lambda _: self._world_changed())
        self.desk.bridge.devices.connect(lambda _: self._world_changed())
        self.desk.bridge.accounts.connect(lambda _: self._world_changed())
        self.desk.bridge.presence.connect(self._world_changed)
        self.mover.changed.connect(self._show_posts)
        self.mover.settled.connect(self._read_soon)
        self.desk.bridge.posts.connect(self._read_soon)

    # What the page asks of a tab.

    def refresh(self) -> None:
        """Read what is in view."""
        self._show_ground()
        self._ask()
        self._minute.start()
        if self.drawer.is_open:
            self.composer.read_world()
        elif not self._restored and self.composer.restore():
            self._open_drawer()
        self._restored = True

    def open_item(self, item: str) -> None:
        """An empty composer for `NEW`, else the post with this id in the composer."""
        if item == NEW:
            self.write()
        else:
            self.composer.open_post(item)
            self._open_drawer()

    def panes(self) -> list[QWidget]:
        shown: list[QWidget] = [self.view, self.tray.cards, self.composer]
        return [pane for pane in shown if pane.isVisible()]

    def main_button(self) -> QWidget | None:
        return self.composer.foot.schedule if self.drawer.is_open else None

    # Writing.

    def write(self, day: date | None = None, minute: int | None = None) -> None:
        """An empty post, for this time if one was pointed at."""
        self.composer.open_new(day, minute)
        self._open_drawer()

    def open_post(self, post: PostView) -> None:
        """In the composer while it can be changed, else with its proof."""
        if post.status in FREE:
            self.composer.open_post(post.id)
            self._open_drawer()
        else:
            where = "outcomes" if post.status == "unknown" else "posts"
            self.desk.navigator.show_page("publish", f"{where}/{post.id}")

    def _open_drawer(self) -> None:
        self.drawer.set_over(self.window().width() < OVER)
        self.drawer.set_open(True)

    def _composer_closed(self) -> None:
        self.drawer.set_open(False)
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)
        self._read_soon()

    def _composer_opened(self, post_id: str) -> None:
        self.view.choose(post_id)
        self.tray.cards.choose(post_id)

    def _went(self, post: PostView) -> None:
        self.drawer.set_open(False)
        if post.at is not None and not self.span.holds(spans.today(post.at)):
            self._go(spans.today(post.at))
        self._read_soon()

    def _world_changed(self) -> None:
        if self.isVisible() and self.drawer.is_open:
            self.composer.read_world()

    def focus_search(self) -> None:
        self.bar.filter.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def close_tab(self) -> None:
        self.mover.finish()
        self.composer.stop()
        self._soon.stop()
        self._minute.stop()

    # Going through time.

    @property
    def span(self) -> Span:
        """What is in view."""
        few = self._narrow and self._mode is Mode.WEEK
        return spans.span(self._mode, self._anchor, self._custom, few=few)

    def step(self, by: int) -> None:
        """Earlier or later by what is in view."""
        self._go(spans.beside(self.span, by))

    def go_to_today(self) -> None:
        """Where now is."""
        self._go(spans.today(self.desk.clock()))
        self.view.show_now()

    def show_day(self, day: date) -> None:
        """One day in full."""
        self._mode = Mode.DAY
        self.bar.modes.choose(Mode.DAY)
        self._go(day)

    def set_mode(self, mode: Mode) -> None:
        """A month, a week or a day, around where one is."""
        shown = self.span
        today = spans.today(self.desk.clock())
        if shown.mode is Mode.MONTH and shown.holds(today) and today.month == shown.anchor.month:
            self._anchor = today
        self._mode = mode
        self.bar.modes.choose(mode)
        self._go(self._anchor)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        modes = {
            Qt.Key.Key_M: Mode.MONTH,
            Qt.Key.Key_W: Mode.WEEK,
            Qt.Key.Key_D: Mode.DAY,
        }
        key = Qt.Key(event.key())
        if event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier:
            super().keyPressEvent(event)
        elif key == Qt.Key.Key_T:
            self.go_to_today()
        elif key in modes:
            self.set_mode(modes[key])
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.drawer.set_over(self.window().width() < OVER)
        narrow = self.window().width() < FEW_DAYS
        if narrow != self._narrow:
            self._narrow = narrow
            self.tray.set_folded(narrow)
            self._go(self._anchor)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.mover.finish()
        self.composer.finish()
        self._minute.stop()

    def _go(self, anchor: date) -> None:
        self._anchor = anchor
        self._show_ground()
        if self.isVisible():
            self._ask()

    def _show_ground(self) -> None:
        now = self.desk.clock()
        shown = self.span
        ground = Ground(shown, self._custom, spans.today(now), spans.minute_of(now))
        self.view.show_span(ground, now)
        self.bar.show_span(spans.title(shown), spans.zone_words(spans.here(), shown.bounds()[0]))

    # Posts.

    def _ask(self) -> None:
        self._soon.stop()
        since, until = self.span.bounds()
        workspace, account = self.desk.workspaces.current, self.bar.account_id
        now = self.desk.clock()
        self.ask("posts", self._take, reading.read, since, until, workspace, account, now)

    def _read_soon(self, *_: object) -> None:
        if self.isVisible() and not self._soon.isActive():
            self._soon.start()

    def _take(self, read: Calendar) -> None:
        self._read = read
        self.bar.set_accounts(read.accounts)
        self.mover.answered([shown.post for shown in read.shown] + read.unscheduled)
        self._show_posts()

    def _show_posts(self) -> None:
        """What was read, with what the operator just did to it."""
        asked, wanted = self.mover.times, self.bar.statuses
        known = {shown.post.id: shown for shown in self._read.shown}
        known |= {
            post.id: Shown(post, at)
            for post in self._read.unscheduled
            if (at := asked.get(post.id)) is not None
        }
        shown = [
            Shown(one.post, asked.get(id) or one.at)
            for id, one in known.items()
            if not (id in asked and asked[id] is None)
        ]
        self.view.show_posts([s for s in shown if not wanted or s.post.status in wanted])
        gone = [s.post for s in self._read.shown if s.post.id in asked and asked[s.post.id] is None]
        waiting = [post for post in self._read.unscheduled if asked.get(post.id) is None]
        self.tray.show_posts(gone + waiting)

    def _filter_changed(self) -> None:
        self._show_posts()
        if self.isVisible():
            self._ask()

    # Moving.

    def _carry(self, post: PostView, place: QPoint) -> None:
        self.view.carry(post)
        self.view.carry_to(place)

    def _moved(self, post: PostView, day: date, minute: int | None) -> None:
        if minute is None:
            minute = self._minute_for(post, day)
        self.mover.move(post, day, minute)

    def _minute_for(self, post: PostView, day: date) -> int:
        """On a day that was pointed at: the post's own time, else a usual one that is to come."""
        now = self.desk.clock()
        minute = spans.minute_of(post.at) if post.at is not None else NEW_POSTS_AT
        if spans.moment(day, minute) > now:
            return minute
        return min(23 * 60 + 45, (spans.minute_of(now) // 60 + 1) * 60)

    def _carried_out(self, post: PostView, place: QPoint) -> None:
        inside = self.tray.rect().contains(self.tray.mapFromGlobal(place))
        if inside and post.at is not None:
            self.mover.unschedule(post)

    # Menus.

    def _open_menu(self, post: PostView, place: QPoint) -> None:
        self.menu(post).popup(place)

    def menu(self, post: PostView) -> QMenu:
        """What can be done with a post here; shown by the caller with `popup`."""
        menu = self.verbs.menu(post, tuple(v for v in queue.verbs(post) if v != "unschedule"))
        first = menu.actions()[0] if menu.actions() else None
        if post.status in FREE:
            edit = QAction(icons.icon("pencil"), t("Edit"), menu)
            edit.triggered.connect(lambda: self.open_post(post))
            menu.insertAction(first, edit)
        if post.status in MOVABLE and post.at is not None:
            words, drawing = queue.WORDS["unschedule"]
            away = QAction(icons.icon(drawing), t(words), menu)
            away.triggered.connect(lambda: self.mover.unschedule(post))
            menu.insertAction(first, away)
        copy = menu.addAction(icons.icon("copy"), t("Duplicate"))
        copy.triggered.connect(lambda: self.verbs.duplicate(post))
        return menu

    def _list_more(self, posts: list[PostView], place: QPoint) -> None:
        menu = QMenu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        for post in posts:
            time = times.wall(post.at) if post.at is not None else ""
            action = menu.addAction(escaped(f"{time}  {words_of.title(post)}".strip()))
            action.triggered.connect(lambda _on, post=post: self.open_post(post))
        menu.popup(place)
