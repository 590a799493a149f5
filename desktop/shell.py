"""One built window with everything around it; built anew when the language changes."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject

from desktop.actions import Actions, HubDoor
from desktop.bridge import Bridge
from desktop.desk import Desk, HubFacts, Workspaces
from desktop.dialogs.base import Dialog
from desktop.dialogs.registry import DIALOGS, NEW_JOB, PAIR
from desktop.preferences import Preference, Preferences
from desktop.reads import Reads
from desktop.summary import Summary
from desktop.thumbnails import Thumbnails
from desktop.widgets.toasts import Toasts
from desktop.window import MainWindow


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
    """The window, its desk, its summary, its dialogs."""

    def __init__(self, parts: Parts) -> None:
        super().__init__()
        self._parts = parts
        self.window = MainWindow(self._desk_for)
        self.desk = self.window.desk
        self.summary = Summary(
            self.desk, self.window.sidebar, self.window.status, parts.folder, self
        )
        self.window.new_job_wanted.connect(lambda: self.open_dialog(NEW_JOB))
        self.window.pair_wanted.connect(lambda: self.open_dialog(PAIR))
        self.window.pause_wanted.connect(self.toggle_pause)

    def _desk_for(self, window: MainWindow) -> Desk:
        parts = self._parts
        toasts = Toasts(window)
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

    def close(self) -> None:
        """The window goes; what lives longer stays."""
        self.summary.close()
        self.desk.actions.close()
        self.window.dispose()
