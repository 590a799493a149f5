"""Publish: posts on a calendar, what goes out next, what is in doubt, and what went out."""

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QStackedWidget, QWidget

from desktop import icons
from desktop.desk import Desk
from desktop.dialogs.account.list import AccountsDialog
from desktop.i18n import mark, number, t, tn
from desktop.pages.base import Page
from desktop.pages.publish.tab import NEW, TABS, PublishTab
from desktop.pages.publish.tables import Tables
from desktop.theme.tones import Tone
from desktop.widgets.buttons import Button, Kind
from desktop.widgets.filter_button import below
from desktop.widgets.palette_button import PaletteButton
from desktop.widgets.tabs import Tab, TabBar
from models.queries import outcomes, posts
from models.queries.outcomes import OutcomeCounts
from models.queries.posts import PostCounts

COUNT_REST_MS = 1000


@dataclass(frozen=True, slots=True)
class Counts:
    """What is counted behind the tabs."""

    posts: PostCounts
    outcomes: OutcomeCounts


def read_counts(db: Any, workspace_id: str | None) -> Counts:
    """Ask the store."""
    return Counts(posts.counts(db, workspace_id), outcomes.counts(db, workspace_id))


class PublishPage(Page):
    """The page of posts.

    `open_item` takes "TAB", "TAB/ID" or `NEW`; a bare id is a post.
    """

    key = "publish"
    icon = "calendar-days"
    words = mark("Publish")

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._new_post = Button(t("New post"), Kind.PRIMARY, icon="plus", on_click=self.new_post)
        self.tables = Tables(desk, self.tasks, self)
        self._more = Button(icon="ellipsis", name=t("More"), on_click=self._open_more)
        self.add_to_header(PaletteButton(desk.navigator.open_palette), self._more, self._new_post)
        self.views = TabBar([Tab(tab.key, t(tab.words)) for tab in TABS], name=t("Views"))
        self.tabs: dict[str, PublishTab] = {}
        self._stack = QStackedWidget()
        self.body.addWidget(self.views)
        self.body.addWidget(self._stack, 1)
        self._count_soon = QTimer(self)
        self._count_soon.setSingleShot(True)
        self._count_soon.setInterval(COUNT_REST_MS)
        self._count_soon.timeout.connect(self._read_counts)
        for signal in (desk.bridge.posts, desk.bridge.publishing):
            signal.connect(self._changed)
        self.views.chosen.connect(self._chosen)
        self._show(TABS[0].key)

    def tab(self) -> PublishTab:
        """The tab in view."""
        return self.tabs[self.views.key()]

    def refresh(self) -> None:
        """Read what the tab in view shows, and what is counted behind all of them."""
        self._read_counts()
        self.tab().refresh()

    def open_item(self, item: str) -> None:
        """Go to a tab, and there to one thing."""
        if item == NEW:
            self.new_post()
            return
        key, _, rest = item.partition("/")
        if key not in {tab.key for tab in TABS}:
            key, rest = "posts", item
        self.go(key)
        if rest:
            self.tab().open_item(rest)

    def new_post(self) -> None:
        """Open an empty composer beside the calendar."""
        self.go("calendar")
        self.tab().open_item(NEW)

    def go(self, key: str) -> None:
        """Put a tab into view."""
        if key != self.views.key():
            self.views.choose(key)
            self._chosen(key)

    def focus_search(self) -> None:
        self.tab().focus_search()

    def main_button(self) -> QWidget | None:
        return self.tab().main_button() or self._new_post

    def panes(self) -> list[QWidget]:
        return [self.views, *self.tab().panes()]

    def export(self) -> None:
        self.tables.ask_where()

    def actions(self) -> list[QAction]:
        """Its own and those of the tab in view, for the list of shortcuts."""
        return [*super().actions(), *self.tab().actions()]

    def close_page(self) -> None:
        self._count_soon.stop()
        for tab in self.tabs.values():
            tab.close_tab()
        super().close_page()

    def _changed(self, *_: object) -> None:
        if self.isVisible() and not self._count_soon.isActive():
            self._count_soon.start()

    def _read_counts(self) -> None:
        self.ask("counts", self._show_counts, read_counts, self.desk.workspaces.current)

    def _show_counts(self, counts: Counts) -> None:
        found, doubt = counts.posts, counts.outcomes
        self.views.set_count("queue", number(found.queue) if found.queue else "")
        self.views.set_count("posts", number(found.posts) if found.posts else "")
        if doubt.to_decide:
            words = tn("{n} to decide", "{n} to decide", doubt.to_decide)
            self.views.set_count("outcomes", words, Tone.UNKNOWN)
        else:
            self.views.set_count("outcomes", number(doubt.looking) if doubt.looking else "")

    def more(self) -> QMenu:
        """The accounts, and what goes in and out; shown by the caller with `popup`."""
        menu = self.tables.menu()
        first = menu.actions()[0]
        accounts = QAction(icons.icon("users"), t("Accounts…"), menu)
        accounts.triggered.connect(lambda: self.open_accounts())
        menu.insertAction(first, accounts)
        menu.insertSeparator(first)
        return menu

    def open_accounts(self) -> AccountsDialog:
        """Every account in a list."""
        dialog = AccountsDialog(self.desk)
        dialog.open()
        return dialog

    def _open_more(self) -> None:
        menu = self.more()
        menu.popup(below(self._more, menu))

    def _chosen(self, key: str) -> None:
        self._show(key)
        if self.isVisible():
            self.tab().refresh()

    def _show(self, key: str) -> None:
        if key not in self.tabs:
            entry = next(tab for tab in TABS if tab.key == key)
            self.tabs[key] = entry.load()(self.desk, self.tasks)
            self._stack.addWidget(self.tabs[key])
        self._stack.setCurrentWidget(self.tabs[key])
