"""Keeps what is true all the time in view: counts of the sidebar, facts of the status bar."""

from dataclasses import dataclass
from pathlib import Path
from shutil import disk_usage
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.desk import Desk
from desktop.i18n import number, t, tn
from desktop.presenters.sizes import size
from desktop.presenters.text import isolate
from desktop.sidebar import Sidebar
from desktop.statusbar import StatusBar
from desktop.tasks import Tasks
from desktop.theme.tones import Tone
from models import pauses
from models.queries import devices as device_queries
from models.queries import jobs as job_queries
from models.queries import outcomes as outcome_queries
from models.queries import proofs as proof_queries

REST_MS = 400
"""Counts are read at most so often while much happens."""


@dataclass(frozen=True, slots=True)
class Standing:
    """One reading."""

    needs_user: int
    to_decide: int
    """Publications that nobody knows of whether they went out, and that wait for a decision."""
    running: int
    waiting: int
    devices: int
    paused: bool
    proof_bytes: int


def read_standing(db: Any, workspace_id: str | None) -> Standing:
    """The counts of now."""
    counts = job_queries.counts(db, workspace_id)
    return Standing(
        needs_user=counts.needs_user,
        to_decide=outcome_queries.counts(db, workspace_id).to_decide,
        running=counts.by_status.get("RUNNING", 0),
        waiting=counts.waiting,
        devices=len(device_queries.all(db)),
        paused=any(pause.scope == "all" for pause in pauses.all(db)),
        proof_bytes=proof_queries.totals(db).size_bytes,
    )


class Summary(QObject):
    """Reads the counts when something happened and shows them."""

    changed = Signal()

    def __init__(self, desk: Desk, sidebar: Sidebar, status: StatusBar, folder: Path) -> None:
        super().__init__(desk.window)
        self._desk = desk
        self._sidebar = sidebar
        self._status = status
        self._folder = folder
        self._tasks = Tasks(desk.actions.told_failure)
        self.paused = False
        self.waiting = 0
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST_MS)
        self._rest.timeout.connect(self.refresh)
        bridge = desk.bridge
        signals = (bridge.jobs, bridge.devices, bridge.proofs, bridge.pauses, bridge.publishing)
        for signal in signals:
            signal.connect(self._soon)
        bridge.presence.connect(self._soon)
        desk.workspaces.changed.connect(self._soon)

    def refresh(self) -> None:
        """Read and show."""
        self._tasks.latest("standing", self._read())

    def close(self) -> None:
        """Show nothing more."""
        self._rest.stop()
        self._tasks.cancel()

    def show_hub(self, words: str, tone: Tone, address: str = "") -> None:
        """Say how the hub is."""
        shown = f"{words}  {isolate(address)}" if address else words
        self._status.hub.say(shown, tone)

    def _soon(self) -> None:
        if not self._rest.isActive():
            self._rest.start()

    async def _read(self) -> None:
        standing = await self._desk.reads.run(read_standing, self._desk.workspaces.current)
        self._show(standing, len(self._desk.bridge.online))

    def _show(self, standing: Standing, online: int) -> None:
        self.paused, self.waiting = standing.paused, standing.waiting
        self.changed.emit()
        self._sidebar.set_paused(standing.paused)
        needs = number(standing.needs_user) if standing.needs_user else ""
        self._sidebar.set_count("jobs", needs, loud=True)
        decide = number(standing.to_decide) if standing.to_decide else ""
        self._sidebar.set_count("publish", decide, loud=True)
        self._sidebar.set_count("devices", number(online) if online else "")
        self._status.devices.say(
            tn(
                "{online} of {n} device online",
                "{online} of {n} devices online",
                standing.devices,
                online=online,
            )
        )
        queue = t(
            "{running} running, {waiting} waiting",
            running=standing.running,
            waiting=standing.waiting,
        )
        self._status.queue.say(t("Everything is paused") if standing.paused else queue)
        free = disk_usage(self._folder).free
        used = size(standing.proof_bytes)
        self._status.disk.say(t("{used} used, {free} free", used=used, free=size(free)))
