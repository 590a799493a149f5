"""Publish: posts on a calendar, what goes out next, what is in doubt, and what went out."""

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QStackedWidget, QWidget

from desktop.desk import Desk
from desktop.i18n import mark, t
from desktop.pages.base import Page
from desktop.pages.publish.tab import NEW, TABS, PublishTab
from desktop.widgets.buttons import Button, Kind
from desktop.widgets.palette_button import PaletteButton
from desktop.widgets.tabs import Tab, TabBar


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
        self.add_to_header(PaletteButton(desk.navigator.open_palette), self._new_post)
        self.views = TabBar([Tab(tab.key, t(tab.words)) for tab in TABS], name=t("Views"))
        self.tabs: dict[str, PublishTab] = {}
        self._stack = QStackedWidget()
        self.body.addWidget(self.views)
        self.body.addWidget(self._stack, 1)
        self.views.chosen.connect(self._chosen)
        self._show(TABS[0].key)

    def tab(self) -> PublishTab:
        """The tab in view."""
        return self.tabs[self.views.key()]

    def refresh(self) -> None:
        """Read what the tab in view shows."""
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
        self.tab().export()

    def actions(self) -> list[QAction]:
        """Its own and those of the tab in view, for the list of shortcuts."""
        return [*super().actions(), *self.tab().actions()]

    def close_page(self) -> None:
        for tab in self.tabs.values():
            tab.close_tab()
        super().close_page()

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
