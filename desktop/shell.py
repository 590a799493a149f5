"""One built window with everything around it; built anew when the language changes."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from desktop import notices
from desktop.actions import Actions, HubDoor
from desktop.bridge import Bridge
from desktop.commands import Commands
from desktop.desk import Desk, HubFacts, Workspaces
from desktop.dialogs.base import Dialog
from desktop.dialogs.name import NameDialog
from desktop.dialogs.registry import DIALOGS, NEW_JOB, PAIR
from desktop.i18n import t
from desktop.news import News
from desktop.notices import NoticeBoard
from desktop.preferences import Preference, Preferences
from desktop.reads import Reads
from desktop.summary import Summary
from desktop.theme.tones import Tone
from desktop.thumbnails import Thumbnails
from desktop.tray import Tray
from desktop.widgets.toasts import Toasts
from desktop.window import MainWindow
from hub.events import StorageState
from models import workspaces


@dataclass(frozen=True, slots=True)
class Parts:
    """What lives longer than a window."""

    reads: Reads
    door: HubDoor
    hub: Callable[[], Any]
    bridge: Bridge
    thumbnails: Thumbnails
    workspaces: Workspaces
    facts: HubFacts
    preferences: Preferences
    actor: str
    folder: Path
    clock: Callable[[], int]


class Shell(QObject):
    """The window, its desk, its counts, notices, commands, news and tray."""

    quit_wanted = Signal()

    def __init__(self, parts: Parts) -> None:
        super().__init__()
        self._parts = parts
        self.window = MainWindow(self._desk_for)
        self.desk = self.window.desk
        self.summary = Summary(self.desk, self.window.sidebar, self.window.status, parts.folder)
        self.notices = NoticeBoard(self.window)
        self.commands = Commands(self)
        self.tray: Tray | None = None
        self.news = News(self.desk, self)
        self.window.new_job_wanted.connect(lambda: self.open_dialog(NEW_JOB))
        self.window.pair_wanted.connect(lambda: self.open_dialog(PAIR))
        self.window.pause_wanted.connect(self.toggle_pause)
        self.window.palette_wanted.connect(self.commands.open_palette)
        self.window.shortcuts_wanted.connect(self.commands.open_shortcuts)
        self.window.sidebar.switcher.new_wanted.connect(self.new_workspace)
        self.window.closing.connect(self._closing)
        self.summary.changed.connect(self._standing_changed)
        parts.bridge.storage.connect(self._storage_changed)
        parts.facts.changed.connect(self.show_hub)
        self.show_hub()

    def _desk_for(self, window: MainWindow) -> Desk:
        parts = self._parts
        toasts = Toasts(window, parts.clock)
        return Desk(
            reads=parts.reads,
            actions=Actions(parts.door, parts.hub, toasts, parts.actor),
            bridge=parts.bridge,
            thumbnails=parts.thumbnails,
            toasts=toasts,
            workspaces=parts.workspaces,
            hub=parts.facts,
            preferences=parts.preferences,
            navigator=window,
            clock=parts.clock,
            window=window,
        )

    def open(self) -> None:
        """Show the window where it was left."""
        page = self._parts.preferences.text(Preference.PAGE)
        self.window.show_page(page if self.window.page(page) else "overview")
        self.window.show()
        self.summary.refresh()

    def use_tray(self, *, notify: bool) -> None:
        """Sit in the tray, where there is one."""
        if self.tray is None and Tray.available():
            self.tray = Tray(self)
            self.tray.open_wanted.connect(self.raise_window)
            self.tray.pause_wanted.connect(self.toggle_pause)
            self.tray.quit_wanted.connect(self.quit_wanted)
        self.news.set_notify(self.tray.notify if self.tray is not None and notify else None)

    def refresh(self) -> None:
        """Read again what is in view (the hub has come up)."""
        page = self.window.current_page()
        if page is not None:
            page.refresh()
        self.summary.refresh()

    def raise_window(self) -> None:
        """Bring the window to the front."""
        if self.window.isMinimized():
            self.window.showNormal()
        self.window.show()
        self.window.raise_()
        self.window.activateWindow()

    def open_dialog(self, name: str) -> Dialog | None:
        """Open a dialog over the window."""
        make = DIALOGS.get(name)
        if make is None:
            return None
        dialog = make(self.desk)
        dialog.open()
        return dialog

    def toggle_pause(self) -> None:
        """Pause everything, or go on."""
        actor = self.desk.actions.actor
        if self.summary.paused:
            self.desk.actions.run(lambda hub: hub.pauses.resume("all", None, actor))
        else:
            self.desk.actions.run(lambda hub: hub.pauses.pause("all", None, actor))

    def new_workspace(self) -> None:
        """Ask for a name and make a workspace."""
        actions = self.desk.actions

        def make(name: str) -> None:
            actions.run(
                lambda hub: hub.store.write(
                    workspaces.create, name, actor=actions.actor, now=self.desk.clock()
                ),
                success=lambda _: self._read_workspaces(),
            )

        title, label = t("New workspace"), t("Name of the client or brand")
        NameDialog(title, label, t("Make it"), self.window, then=make).open()

    def _read_workspaces(self) -> None:
        page = self.window.current_page()
        if page is not None:
            page.ask("workspaces", self.desk.workspaces.set_all, workspaces.all)

    def show_hub(self) -> None:
        """Say in the status bar how the hub is."""
        facts = self._parts.facts
        if facts.status is not None:
            address = facts.address.removeprefix("ws://").removesuffix("/agent")
            self.summary.show_hub(t("Hub running"), Tone.SUCCESS, address)
        elif facts.trouble is not None:
            self.summary.show_hub(t("Hub is down"), Tone.DANGER)
        else:
            self.summary.show_hub(t("Hub is starting"), Tone.INFO)

    def close(self) -> None:
        """The window goes; what lives longer stays."""
        self._parts.bridge.storage.disconnect(self._storage_changed)
        self._parts.facts.changed.disconnect(self.show_hub)
        if self.tray is not None:
            self.tray.leave()
        self.summary.close()
        self.desk.actions.close()
        self.window.dispose()

    def _standing_changed(self) -> None:
        on, waiting = self.summary.paused, self.summary.waiting
        if self.tray is not None:
            self.tray.set_paused(on)
        make = (lambda: notices.paused(waiting, self.toggle_pause)) if on else None
        self.notices.set("pause", make, waiting)

    def _storage_changed(self, state: StorageState) -> None:
        make = None if state.state == "ok" else lambda: notices.storage_bad(state)
        self.notices.set("storage", make, state.state)

    def _closing(self) -> None:
        """The close button: into the tray if the operator wants that, else the end."""
        if self.tray is not None and self._parts.preferences.switch(Preference.CLOSE_TO_TRAY):
            self.window.hide()
        else:
            self.quit_wanted.emit()
