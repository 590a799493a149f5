"""The hub's bus as Qt signals: gathered for a thirtieth of a second, the newest view of each id.

The bus calls on the hub's thread; signals fire on the window's. Until `open` is called, events
wait here (bounded), so that nothing is lost between the hub's start and the window's.
"""

import threading
from collections import deque
from collections.abc import Callable, Iterable

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from hub import events as e
from models.posts.views import PostView, PublishingRunView
from models.views import DeviceView, JobView

FRAME_MS = 33
MOST_ROWS = 5000
"""Evidence rows and log lines kept between two frames; pages read the rest from the store."""


class Bridge(QObject):
    """What happens in the hub, for the window."""

    jobs = Signal(list)
    """list[JobView], created or changed, one per id."""
    evidence = Signal(list)
    """list[EvidenceView], new rows."""
    proofs = Signal(list)
    """list[ProofView], stored."""
    logs = Signal(list)
    """list[LogView]."""
    devices = Signal(list)
    """list[DeviceView], one per id."""
    posts = Signal(list)
    """list[PostView], made or changed, one per id."""
    publishing = Signal(list)
    """list[RunChanged], one per run."""
    presence = Signal()
    """Somebody came or went: read `online`."""
    pairing_asked = Signal(object)
    pairing_ended = Signal(object)
    connectors = Signal(list)
    checks = Signal(list)
    """list[ConnectorChecked]."""
    settings = Signal(list)
    """list[str], keys that have a new value."""
    accounts = Signal(list)
    """list[AccountView], named or set up in another way."""
    pauses = Signal(list)
    """list[PauseChanged]."""
    hub_state = Signal(object)
    storage = Signal(object)

    _arrived = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.online: set[str] = set()
        self._guard = threading.Lock()
        self._waiting: deque[e.Event] = deque()
        self._views: dict[tuple[type, str], e.Event] = {}
        self._rows = 0
        self._told = False
        self._is_open = False
        self._unsubscribe: Callable[[], None] | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(FRAME_MS)
        self._timer.timeout.connect(self.flush)
        self._arrived.connect(self._start_frame, Qt.ConnectionType.QueuedConnection)

    def listen(self, subscribe: Callable[[Callable[[e.Event], None]], Callable[[], None]]) -> None:
        """Hear this bus (`hub.bus.subscribe`) from now on, and no other."""
        if self._unsubscribe is not None:
            self._unsubscribe()
        self._unsubscribe = subscribe(self.put)

    def open(self, online: Iterable[str] = ()) -> None:
        """The window stands: what waited is told, the rest as it comes."""
        self.online = set(online)
        self._is_open = True
        self.presence.emit()
        self.flush()

    def close(self) -> None:
        """Hear nothing more."""
        if self._unsubscribe is not None:
            self._unsubscribe()
            self._unsubscribe = None
        self._timer.stop()
        self._is_open = False

    def put(self, event: e.Event) -> None:
        """Take an event (on any thread)."""
        with self._guard:
            self._keep(event)
            tell = not self._told
            self._told = True
        if tell:
            self._arrived.emit()

    def _keep(self, event: e.Event) -> None:
        if isinstance(event, e.JobCreated | e.JobChanged):
            self._views[(JobView, event.job.id)] = event
        elif isinstance(event, e.DeviceChanged):
            self._views[(DeviceView, event.device.id)] = event
        elif isinstance(event, e.PostChanged):
            self._views[(PostView, event.post.id)] = event
        elif isinstance(event, e.RunChanged):
            self._views[(PublishingRunView, event.run.id)] = event
        elif isinstance(event, e.EvidenceStored | e.LogWritten | e.ProofStored):
            self._rows += len(event.rows) if isinstance(event, e.EvidenceStored) else 1
            if self._rows <= MOST_ROWS:
                self._waiting.append(event)
        else:
            self._waiting.append(event)

    def _start_frame(self) -> None:
        if self._is_open and not self._timer.isActive():
            self._timer.start()

    def flush(self) -> None:
        """Tell the window what has gathered."""
        if not self._is_open:
            return
        with self._guard:
            views, self._views = self._views, {}
            waiting, self._waiting = self._waiting, deque()
            self._rows = 0
            self._told = False
        self._tell_views(list(views.values()))
        self._tell_rows(waiting)
        self._tell_single(waiting)

    def _tell_views(self, events: list[e.Event]) -> None:
        jobs = [ev.job for ev in events if isinstance(ev, e.JobCreated | e.JobChanged)]
        devices = [ev.device for ev in events if isinstance(ev, e.DeviceChanged)]
        posts = [ev.post for ev in events if isinstance(ev, e.PostChanged)]
        runs = [ev for ev in events if isinstance(ev, e.RunChanged)]
        if devices:
            self.devices.emit(devices)
        if posts:
            self.posts.emit(posts)
        if runs:
            self.publishing.emit(runs)
        if jobs:
            self.jobs.emit(jobs)

    def _tell_rows(self, events: Iterable[e.Event]) -> None:
        evidence = [row for ev in events if isinstance(ev, e.EvidenceStored) for row in ev.rows]
        logs = [ev.log for ev in events if isinstance(ev, e.LogWritten)]
        proofs = [ev.proof for ev in events if isinstance(ev, e.ProofStored)]
        for signal, rows in ((self.evidence, evidence), (self.logs, logs), (self.proofs, proofs)):
            if rows:
                signal.emit(rows)

    def _tell_single(self, events: Iterable[e.Event]) -> None:
        came_or_went = False
        gathered: dict[type, list[object]] = {}
        for event in events:
            match event:
                case e.DeviceOnline():
                    self.online.add(event.device.id)
                    gathered.setdefault(e.DeviceOnline, []).append(event.device)
                    came_or_went = True
                case e.DeviceOffline():
                    self.online.discard(event.device_id)
                    came_or_went = True
                case e.PairingAsked():
                    self.pairing_asked.emit(event)
                case e.PairingEnded():
                    self.pairing_ended.emit(event)
                case e.HubState():
                    self.hub_state.emit(event)
                case e.StorageState():
                    self.storage.emit(event)
                case e.ConnectorChanged():
                    gathered.setdefault(e.ConnectorChanged, []).append(event.connector)
                case e.ConnectorChecked():
                    gathered.setdefault(e.ConnectorChecked, []).append(event)
                case e.SettingChanged():
                    gathered.setdefault(e.SettingChanged, []).append(event.key)
                case e.AccountChanged():
                    gathered.setdefault(e.AccountChanged, []).append(event.account)
                case e.PauseChanged():
                    gathered.setdefault(e.PauseChanged, []).append(event)
        self._tell_gathered(gathered)
        if came_or_went:
            self.presence.emit()

    def _tell_gathered(self, gathered: dict[type, list[object]]) -> None:
        signals = {
            e.DeviceOnline: self.devices,
            e.ConnectorChanged: self.connectors,
            e.ConnectorChecked: self.checks,
            e.SettingChanged: self.settings,
            e.AccountChanged: self.accounts,
            e.PauseChanged: self.pauses,
        }
        for kind, items in gathered.items():
            signals[kind].emit(items)
