"""The list of posts: a field to filter it, what else narrows it, and one row a post."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QActionGroup, QKeyEvent
from PySide6.QtWidgets import QFrame, QListView, QMenu, QStackedWidget, QWidget

from desktop.delegates.post_row import PostDelegate
from desktop.i18n import mark, t
from desktop.item_models.posts import PostsModel
from desktop.item_models.table import Role
from desktop.presenters.text import isolate, plain
from desktop.widgets.banner import EmptyState
from desktop.widgets.buttons import Button, Kind
from desktop.widgets.fields import SearchField
from desktop.widgets.filter_button import below
from desktop.widgets.frames import column, row
from desktop.widgets.marks import Line
from models.posts.views import PostView
from models.queries.posts import PostFilter

WIDTH = 304


@dataclass(frozen=True, slots=True)
class Narrow:
    """One way to narrow the list."""

    words: str
    statuses: tuple[str, ...] = ()
    incomplete: bool = False


NARROWS = {
    "all": Narrow(mark("All posts")),
    "incomplete": Narrow(mark("Published without full proof"), incomplete=True),
    "published": Narrow(mark("Published"), ("published", "partly_published")),
    "doubt": Narrow(mark("Outcome unknown"), ("unknown",)),
    "waiting": Narrow(
        mark("Scheduled or going out"),
        ("scheduled", "publishing", "needs_user", "held"),
    ),
    "failed": Narrow(mark("Failed or missed"), ("failed", "missed", "partly_published")),
    "draft": Narrow(mark("Drafts"), ("draft",)),
}
"""What the button beside the field offers."""


class _List(QListView):
    """The rows; Enter and clicks choose."""

    entered_row = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered_row.emit()
        else:
            super().keyPressEvent(event)


class PostList(QWidget):
    """`picked` carries the chosen post, `narrowed` says that other posts are wanted."""

    picked = Signal(object)
    narrowed = Signal()
    entered_row = Signal()
    menu_wanted = Signal(object, object)

    def __init__(
        self,
        clock: Callable[[], int],
        colour: Callable[[str], str],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.model = PostsModel(clock, colour, self)
        self.narrow = "all"
        self._settling = False
        self.search = SearchField(t("Filter posts"), icon="list-filter")
        self.more = Button(
            kind=Kind.GHOST, icon="chevron-down", name=t("More filters"), on_click=self._menu
        )
        self.rows = _List()
        self.rows.setModel(self.model)
        self.rows.setItemDelegate(PostDelegate(self.model, self.rows))
        self.rows.setFrameShape(QFrame.Shape.NoFrame)
        self.rows.setUniformItemSizes(True)
        self.rows.setMouseTracking(True)
        self.rows.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.rows.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.rows.setAccessibleName(t("Posts"))
        self.rows.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.clear = Button(t("Clear filters"), icon="x", on_click=self.clear_filters)
        self.nothing = EmptyState("", icon="send", button=self.clear)
        self.nothing.text.setFixedWidth(WIDTH - 60)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.rows)
        self._stack.addWidget(self.nothing)
        bar = row(self.search, self.more, spacing=4)
        bar.setStretch(0, 1)
        bar.setContentsMargins(20, 8, 10, 8)
        whole = column(bar, Line(), self._stack, spacing=0, parent=self)
        whole.setStretch(2, 1)
        self.setFixedWidth(WIDTH)
        self.search.asked.connect(lambda _: self.narrowed.emit())
        self.rows.selectionModel().currentChanged.connect(self._picked)
        self.rows.entered_row.connect(self.entered_row)
        self.rows.customContextMenuRequested.connect(self._row_menu)

    def filter(self, workspace_id: str | None) -> PostFilter:
        """What is wanted."""
        narrow = NARROWS[self.narrow]
        return PostFilter(
            workspace_id=workspace_id,
            text=self.search.text().strip() or None,
            statuses=narrow.statuses,
            incomplete_proof=narrow.incomplete,
        )

    @property
    def filtered(self) -> bool:
        """Whether something narrows the list."""
        return self.narrow != "all" or bool(self.search.text().strip())

    def choose_narrow(self, key: str) -> None:
        """Narrow the list, or show all."""
        if key == self.narrow:
            return
        self.narrow = key
        on = key != "all"
        self.more.set_kind(Kind.PLAIN if on else Kind.GHOST)
        self.more.setAccessibleDescription(t(NARROWS[key].words) if on else "")
        self.narrowed.emit()

    def clear_filters(self) -> None:
        """Show all posts."""
        self.search.clear()
        self.choose_narrow("all")

    def show_posts(self, posts: list[PostView], wanted: str = "") -> None:
        """Show these; the current one stays current while it is among them, unless another is
        `wanted`."""
        before = self.current()
        self._settling = True  # Qt makes a neighbour current when a row goes; nobody chose it
        self.model.settle(posts)
        if posts:
            ids = [wanted] + ([before.id] if before is not None else [])
            known = (id for id in ids if self.model.row_of(id) >= 0)
            self.go_to(next(known, None))
        self._settling = False
        if posts:
            self._stack.setCurrentWidget(self.rows)
            now = self.current()
            if now is not None and (before is None or now.id != before.id):
                self.picked.emit(now)
            return
        self._stack.setCurrentWidget(self.nothing)
        self.clear.setVisible(self.filtered)
        words = plain(self.search.text(), longest=60).strip()
        if words:
            title = t("Nothing matches “{words}”", words=isolate(words))
            self.nothing.set_words(title, "", "search-x")
        elif self.filtered:
            self.nothing.set_words(t("Nothing matches"), t(NARROWS[self.narrow].words), "search-x")
        else:
            self.nothing.set_words(t("No posts yet"), t("What you write stands here."), "send")

    def current(self) -> PostView | None:
        """The chosen post."""
        view = self.rows.currentIndex().data(Role.VIEW)
        return view if isinstance(view, PostView) else None

    def go_to(self, post_id: str | None) -> bool:
        """Choose this post (None: the first one); False when it is not in the list."""
        place = 0 if post_id is None else self.model.row_of(post_id)
        if place < 0 or not self.model.rowCount():
            return False
        index = self.model.index(place, 0)
        self.rows.setCurrentIndex(index)
        self.rows.scrollTo(index)
        return True

    def _picked(self, current: QModelIndex, _before: QModelIndex) -> None:
        if not self._settling:
            self.picked.emit(current.data(Role.VIEW) if current.isValid() else None)

    def _menu(self) -> None:
        menu = QMenu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        group = QActionGroup(menu)
        for key, narrow in NARROWS.items():
            action = menu.addAction(t(narrow.words))
            action.setCheckable(True)
            action.setChecked(key == self.narrow)
            group.addAction(action)
            action.triggered.connect(lambda _on=False, key=key: self.choose_narrow(key))
        menu.popup(below(self.more, menu))

    def _row_menu(self, point: QPoint) -> None:
        view = self.rows.indexAt(point).data(Role.VIEW)
        if isinstance(view, PostView):
            self.menu_wanted.emit(view, self.rows.viewport().mapToGlobal(point))
