"""An open data folder with its hub and its window: built, rebuilt in another language, ended."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication

from desktop import look, notices
from desktop.bridge import Bridge
from desktop.desk import HubFacts, Workspaces
from desktop.engine import RESTARTS, Engine
from desktop.preferences import Preferences
from desktop.presenters.failures import explain
from desktop.reads import Reads
from desktop.shell import Parts, Shell
from desktop.tasks import Tasks
from desktop.theme.style import Theme
from desktop.thumbnails import Thumbnails
from desktop.warming import Warming
from hub.errors import PortTaken
from models import operators, settings, workspaces
from models.clock import now_ms
from models.database import open_reader
from models.errors import StoreError
from models.folder import DataFolder
from models.workspaces import WorkspaceView

if TYPE_CHECKING:
    from hub.service import HubOptions

RESTART_MS = 800
PAINT_S = 1.0
PORT_STEP = 2
"""The port after a taken one is the operator API's own."""
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Known:
    """What the window must know before it can be built."""

    look: look.Look
    operator: str
    workspaces: list[WorkspaceView]
    notifications: bool


def read_known(db: Any) -> Known:
    """What the store says."""
    return Known(
        look=look.read(db),
        operator=operators.first(db).id,
        workspaces=workspaces.all(db),
        notifications=settings.switch(db, "notifications"),
    )


class Seating(QObject):
    """Everything between the lock on the folder and the window on the screen."""

    quit_wanted = Signal()

    def __init__(
        self, app: QApplication, theme: Theme, folder: DataFolder, options: HubOptions
    ) -> None:
        super().__init__()
        self._app, self._theme, self._folder = app, theme, folder
        self._known = Known(look.Look(), "", [], True)
        self.shell: Shell | None = None
        self._tasks = Tasks()
        self._reads = Reads(lambda: open_reader(folder))
        self._bridge = Bridge(self)
        self._facts = HubFacts(self)
        self._preferences = Preferences(folder.path, self)
        self._workspaces = Workspaces(self)
        self._thumbnails = Thumbnails(folder.proofs, folder.thumbnails, self)
        self._engine = Engine(folder, self._bridge, self._facts, options)
        self._engine.ready.connect(self._hub_ready)
        self._restart = QTimer(self)
        self._restart.setSingleShot(True)
        self._restart.setInterval(RESTART_MS)
        self._restart.timeout.connect(self.restart_hub)
        self._bridge.settings.connect(self._settings_changed)

    async def open(self) -> None:
        """Show the window as soon as there is something to read; start the hub."""
        if self._learn():
            self._build()
            await self._painted()
        await self._engine.start()
        if self.shell is None:
            self._learn()
            self._build()
        self._show_trouble()
        if self.shell is not None:
            Warming(self.shell.window).start()

    async def _painted(self) -> None:
        """The window is on the screen (or will not be, hidden or minimised)."""
        assert self.shell is not None
        painted = asyncio.get_running_loop().create_future()
        self.shell.window.painted.connect(lambda: painted.done() or painted.set_result(None))
        await asyncio.wait({painted}, timeout=PAINT_S)

    async def close(self) -> None:
        """Take everything down, from the window to the hub."""
        self._restart.stop()
        self._tasks.cancel()
        if self.shell is not None:
            self.shell.close()
        self._preferences.save()
        self._thumbnails.close()
        self._reads.close()
        await self._engine.stop()
        self._bridge.close()

    def raise_window(self) -> None:
        """Bring the window to the front."""
        if self.shell is not None:
            self.shell.raise_window()

    def restart_hub(self) -> None:
        """Stop the hub and start it with the settings of now."""

        async def again() -> None:
            await self._engine.restart()
            self._show_trouble()

        self._tasks.latest("restart", again())

    def _learn(self) -> bool:
        """Read what the window needs; False when the database cannot be read (yet)."""
        if not self._folder.database.exists():
            return False
        try:
            database = open_reader(self._folder)
            try:
                self._known = read_known(database)
            finally:
                database.close()
        except StoreError:
            log.info("the database cannot be read before the hub has opened it")
            return False
        self._workspaces.set_all(self._known.workspaces)
        return True

    def _build(self) -> None:
        """Build the window (anew)."""
        before, self.shell = self.shell, None
        if before is not None:
            before.close()
        look.apply(self._known.look, self._app, self._theme)
        parts = Parts(
            reads=self._reads,
            door=self._engine,
            hub=lambda: self._engine.service,
            bridge=self._bridge,
            thumbnails=self._thumbnails,
            workspaces=self._workspaces,
            facts=self._facts,
            preferences=self._preferences,
            actor=self._known.operator,
            folder=self._folder.path,
            clock=now_ms,
        )
        self.shell = Shell(parts)
        self.shell.quit_wanted.connect(self.quit_wanted)
        self.shell.use_tray(notify=self._known.notifications)
        self.shell.open()

    def _hub_ready(self) -> None:
        if self.shell is not None:
            self.shell.refresh()
            self._keep_port()

    def _show_trouble(self) -> None:
        """Why the hub does not run, above the pages."""
        error, shell = self._facts.trouble, self.shell
        if shell is None:
            return
        if error is None:
            shell.notices.set("hub", None)
            return
        words, known = explain(error)
        if not known:
            log.error("the hub did not start", exc_info=error)
        following = error.port + PORT_STEP if isinstance(error, PortTaken) else 0
        shell.notices.set(
            "hub",
            lambda: notices.hub_failed(
                error,
                words,
                next_port=following,
                use_next=lambda: self._use_port(following),
                again=self.restart_hub,
            ),
            error,
        )

    def _use_port(self, port: int) -> None:
        self._engine.use_ports(port, port + 1)
        self.restart_hub()

    def _keep_port(self) -> None:
        """The port that was offered and works is the one of the settings from now on."""
        values = self._engine.take_ports()
        if values and self.shell is not None:
            actions = self.shell.desk.actions
            actions.run(lambda hub: hub.settings.set_many(values, actions.actor))

    def _settings_changed(self, keys: list[str]) -> None:
        if not RESTARTS.isdisjoint(keys) and not self._engine.up_to_date:
            self._restart.start()
        before = self._known
        self._learn()
        if self.shell is None or before == self._known:
            return
        self.shell.use_tray(notify=self._known.notifications)
        if any(
            getattr(before.look, key) != getattr(self._known.look, key) for key in look.REBUILDS
        ):
            QTimer.singleShot(0, self._build)
        else:
            look.apply(self._known.look, self._app, self._theme)
