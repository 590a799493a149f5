"""What a page is given: where it reads, what it can do, what it hears. Nothing here is global."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from desktop.actions import Actions
from desktop.bridge import Bridge
from desktop.preferences import Preferences
from desktop.reads import Reads
from desktop.theme.tokens import WORKSPACE_COLOURS
from desktop.thumbnails import Thumbnails
from desktop.widgets.toasts import Toasts
from models.workspaces import WorkspaceView

if TYPE_CHECKING:
    from hub.service import HubStatus


class Navigator(Protocol):
    """How a page sends the operator elsewhere."""

    def show_page(self, page: str, item: str | None = None) -> None: ...
    def new_job(self) -> None: ...
    def new_post(self) -> None: ...
    def pair_device(self) -> None: ...
    def open_palette(self) -> None: ...
    def open_shortcuts(self) -> None: ...


class Workspaces(QObject):
    """The workspaces and which one is looked at (None = all)."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._all: dict[str, WorkspaceView] = {}
        self._current: str | None = None

    def set_all(self, views: Iterable[WorkspaceView]) -> None:
        """Know these, in the order in which they were made."""
        self._all = {view.id: view for view in views}
        if self._current not in self._all:
            self._current = None
        self.changed.emit()

    def all(self) -> list[WorkspaceView]:
        """Every workspace."""
        return list(self._all.values())

    def get(self, id: str) -> WorkspaceView | None:
        """The workspace with this id."""
        return self._all.get(id)

    def colour(self, id: str) -> str:
        """The colour of a workspace's square."""
        known = self._all.get(id)
        return known.colour if known else WORKSPACE_COLOURS[0]

    @property
    def current(self) -> str | None:
        """The id of the one that is looked at; None for all."""
        return self._current

    def choose(self, id: str | None) -> None:
        """Look at one, or at all."""
        if id != self._current:
            self._current = id
            self.changed.emit()


class HubFacts(QObject):
    """What the hub last said of itself; `changed` fires when it says something else."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.status: HubStatus | None = None
        self.since: int | None = None
        self.trouble: BaseException | None = None

    def learn(self, status: HubStatus | None, since: int | None = None) -> None:
        """The hub started, or is gone."""
        self.status, self.since, self.trouble = status, since, None
        self.changed.emit()

    def fail(self, error: BaseException) -> None:
        """The hub did not start."""
        self.status, self.since, self.trouble = None, None, error
        self.changed.emit()

    @property
    def address(self) -> str:
        """Where agents connect; "" while it does not run."""
        return self.status.agent_url if self.status else ""


@dataclass(frozen=True, slots=True)
class Desk:
    """The collaborators of a page."""

    reads: Reads
    actions: Actions
    bridge: Bridge
    thumbnails: Thumbnails
    toasts: Toasts
    workspaces: Workspaces
    hub: HubFacts
    preferences: Preferences
    navigator: Navigator
    clock: Callable[[], int]
    window: QWidget
    """The parent of dialogs."""
