"""What the keyboard does everywhere in the window: one table of commands, shown by Ctrl+/."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QPushButton, QWidget

from desktop.dialogs import registry
from desktop.i18n import t
from desktop.pages.registry import PAGES
from models.queries import jobs as job_queries
from models.views import JobView

if TYPE_CHECKING:
    from desktop.shell import Shell


class Commands(QObject):
    """The actions of the window, each with its keys."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self._shell = shell
        self._window = shell.window
        self._seen_job = ""
        for number, page in enumerate(PAGES, start=1):
            self._add(t(page.words), f"Ctrl+{number}", page.icon, self._opener(page.key))
        self._add(t("Settings"), "Ctrl+,", "settings", self._opener("settings"))
        self._add(t("New job"), "Ctrl+N", "plus", self._window.new_job)
        self._add(t("New post"), "Ctrl+Shift+N", "calendar-days", self._window.new_post)
        self._add(t("Pair a device"), "", "monitor-smartphone", self._window.pair_device)
        self._add(t("Search everything"), "Ctrl+K", "search", self.open_palette)
        self._add(t("Search this page"), "Ctrl+F", "search", self._search)
        self._add(t("Next thing that needs you"), "Ctrl+G", "hand", self._next_needing)
        self._add(t("Export what is shown"), "Ctrl+E", "download", self._export)
        pause = t("Pause everything, resume")
        self._add(pause, "Ctrl+Shift+P", "circle-pause", shell.toggle_pause)
        self._add(t("The filled button"), "Ctrl+Return", "check", self._main_button)
        self._add(t("Next pane"), "F6", "panel-right", lambda: self._pane(1))
        self._add(t("Previous pane"), "Shift+F6", "panel-right", lambda: self._pane(-1))
        self._add(t("News"), "", "bell", self._news)
        self._add(t("List of shortcuts"), "Ctrl+/", "keyboard", self.open_shortcuts)
        self._add(t("Quit"), "Ctrl+Q", "power", shell.quit_wanted.emit)

    def actions(self) -> list[QAction]:
        """Those of the window, then those of the page in view."""
        page = self._window.current_page()
        own = page.actions() if page is not None else []
        return [*self._window.actions(), *own]

    def open_palette(self) -> None:
        """Ctrl+K."""
        registry.palette(self._shell.desk, self.actions()).open()

    def _add(self, words: str, keys: str, icon: str, call: Callable[[], object]) -> None:
        action = QAction(words, self._window)
        action.setProperty(registry.DRAWING, icon)
        if keys:
            action.setShortcut(QKeySequence(keys))
        action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
        action.triggered.connect(lambda: call())
        self._window.addAction(action)

    def _opener(self, key: str) -> Callable[[], object]:
        return lambda: self._window.show_page(key)

    def _search(self) -> None:
        page = self._window.current_page()
        if page is not None:
            page.focus_search()

    def _export(self) -> None:
        page = self._window.current_page()
        if page is not None:
            page.export()

    def _main_button(self) -> None:
        page = self._window.current_page()
        button = page.main_button() if page is not None else None
        if isinstance(button, QPushButton) and button.isEnabled():
            button.click()

    def _next_needing(self) -> None:
        page = self._window.current_page()
        if page is not None:
            wanted = job_queries.JobFilter(needs_user=True)
            now = self._shell.desk.clock()
            page.ask("next", self._go_to_next, job_queries.listed, wanted, now=now)

    def _go_to_next(self, jobs: list[JobView]) -> None:
        """The one after the one that was shown last, round and round."""
        ids = [job.id for job in jobs if not job.children_total]
        if not ids:
            self._shell.desk.toasts.tell(t("Nothing needs you."))
            return
        place = ids.index(self._seen_job) + 1 if self._seen_job in ids else 0
        self._seen_job = ids[place % len(ids)]
        self._window.show_page("jobs", self._seen_job)

    def _pane(self, step: int) -> None:
        page = self._window.current_page()
        panes: list[QWidget] = [self._window.sidebar.pages]
        if page is not None:
            panes += page.panes()
        focus = self._window.focusWidget()
        current = next(
            (
                number
                for number, pane in reversed(list(enumerate(panes)))
                if focus is not None and (pane is focus or pane.isAncestorOf(focus))
            ),
            0,
        )
        target = panes[(current + step) % len(panes)]
        target.setFocus(Qt.FocusReason.ShortcutFocusReason)
        if not target.hasFocus():
            target.focusNextChild()

    def _news(self) -> None:
        registry.news(self._shell.desk).open()

    def open_shortcuts(self) -> None:
        """Ctrl+/."""
        registry.shortcuts(self._shell.desk, self.actions()).open()
