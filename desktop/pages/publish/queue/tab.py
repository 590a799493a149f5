"""The Queue tab: what goes out next and when, and what waits for the operator first."""

from PySide6.QtCore import QPoint, QTimer
from PySide6.QtWidgets import QStackedWidget, QWidget

from desktop.delegates.account import AccountDelegate
from desktop.delegates.buttons import MAIN, ButtonsDelegate
from desktop.delegates.chip import ChipDelegate
from desktop.delegates.two_line import TwoLineDelegate
from desktop.desk import Desk
from desktop.i18n import right_to_left, t
from desktop.item_models.queue import QueueModel
from desktop.pages.publish.grouped_table import GroupedTable
from desktop.pages.publish.tab import PublishTab
from desktop.pages.publish.verbs import PostVerbs
from desktop.presenters import queue as words
from desktop.tasks import Tasks
from desktop.widgets.banner import EmptyState
from desktop.widgets.frames import column
from desktop.widgets.ticker import ticker
from models.posts.views import PostView
from models.queries import posts as queries

ROW = 44
WIDTHS = {"when": 128, "platforms": 96, "state": 190, "device": 170, "do": 256}
ARABIC_WIDTHS = WIDTHS | {"when": 140, "state": 210, "do": 290}
REST_MS = 300
NARROW = 1100
"""Below this width of the tab the device goes."""


class QueueTab(PublishTab):
    """What goes out next."""

    key = "queue"

    def __init__(self, desk: Desk, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(desk, tasks, parent)
        self.verbs = PostVerbs(desk, self)
        self.model = QueueModel(desk.clock, desk.workspaces.colour, self)
        self.table = GroupedTable(
            self.model,
            name=t("Queue"),
            row_height=ROW,
            widths=ARABIC_WIDTHS if right_to_left() else WIDTHS,
            stretch="post",
            delegates={
                "when": TwoLineDelegate(),
                "post": TwoLineDelegate(margin=0),
                "platforms": AccountDelegate(),
                "state": ChipDelegate(),
                "do": ButtonsDelegate(),
            },
        )
        self.nothing = EmptyState(
            t("Nothing is scheduled"),
            t("What goes out next stands here, the soonest first."),
            icon="calendar-clock",
        )
        self._stack = QStackedWidget()
        for view in (self.table, self.nothing):
            self._stack.addWidget(view)
        column(self._stack, spacing=0, parent=self)
        self._posts: list[PostView] = []
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST_MS)
        self._rest.timeout.connect(self.refresh)
        self.table.opened.connect(lambda post: self.verbs.do("open", post))
        self.table.menu_wanted.connect(self._menu)
        self.table.pressed_button.connect(self._press)
        for signal in (desk.bridge.posts, desk.bridge.publishing, desk.bridge.pauses):
            signal.connect(self._soon)
        ticker().keep(self)
        ticker().ticked.connect(self._tick)

    def refresh(self) -> None:
        workspace = self.desk.workspaces.current
        self.ask("queue", self._show, queries.queue, workspace, now=self.desk.clock())

    def open_item(self, item: str) -> None:
        self.table.go_to(self.model.row_of(item))

    def panes(self) -> list[QWidget]:
        return [self.table]

    def close_tab(self) -> None:
        self._rest.stop()

    def _soon(self, *_: object) -> None:
        if self.isVisible() and not self._rest.isActive():
            self._rest.start()

    def _show(self, posts: list[PostView]) -> None:
        self._posts = posts
        self.table.show_groups(self.model.groups_of(posts))
        self._stack.setCurrentWidget(self.table if posts else self.nothing)
        self.table.show_column("device", self.width() >= NARROW)

    def _tick(self) -> None:
        """A second has passed: countdowns go on, and what was ahead may be due."""
        if not self.isVisible():
            return
        self.table.show_groups(self.model.groups_of(self._posts))
        self.model.repaint("when", self.table.rows_in_view)

    def _press(self, post: object, key: str, place: QPoint) -> None:
        if not isinstance(post, PostView):
            return
        main = words.MAIN.get(post.status)
        if key == MAIN and main is not None:
            self.verbs.do(main[0], post)
        else:
            self._menu(post, place)

    def _menu(self, post: object, place: QPoint) -> None:
        if isinstance(post, PostView):
            self.verbs.menu(post).popup(place)
