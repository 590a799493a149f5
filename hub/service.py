"""The whole hub as one object: built once, started and stopped in one order.

It runs in a thread of the desktop (`hub.thread`) or alone (`proofdesk hub`).
"""

import asyncio
import errno
import platform
import time
from collections.abc import Callable
from dataclasses import dataclass, field

import msgspec

from hub import announcement, keys
from hub.api import app
from hub.api.server import ApiServer
from hub.bus import Bus
from hub.door.gateway import Gateway, GatewaySettings
from hub.errors import PortTaken
from hub.events import HubState
from hub.limits import PROOF_BYTES, GatewayLimits
from hub.services.accounts import AccountsService
from hub.services.agent_door import AgentDoor, Colleagues
from hub.services.agents import AgentService
from hub.services.audit import AuditService
from hub.services.bundles import BundlesService
from hub.services.configs import Configs
from hub.services.connectors import ConnectorsService
from hub.services.core import Core
from hub.services.desk import ServiceDesk
from hub.services.dry_runs import DryRunsService
from hub.services.evidence import EvidenceService
from hub.services.jobs import JobsService
from hub.services.leases import Leases
from hub.services.media import MediaService
from hub.services.movement import Movement
from hub.services.offers import Offers
from hub.services.pairing import PairingService
from hub.services.pauses import PausesService
from hub.services.posts import PostsService
from hub.services.presence import Presence
from hub.services.proofs import ProofsService
from hub.services.publishing import PublishingService
from hub.services.runs import RunsService
from hub.services.scheduler import Scheduler
from hub.services.settings import SettingsService
from hub.services.switchboard import Switchboard
from hub.services.timetable import Timetable
from hub.storage.store import Store
from models import database, devices, identity, operators
from models.clock import now_ms
from models.folder import DataFolder
from models.proof_files import ProofFiles

NO_LAN = (
    "The office address {address} is not this computer's now, so only this computer is reached."
    " Choose the address again in the settings."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class HubOptions:
    """How this hub is started; what is None comes from the settings."""

    host: str = "127.0.0.1"
    port: int | None = None
    api_port: int | None = None
    allow_script_agents: bool = False
    """In addition to the setting: for this start only."""
    limits: GatewayLimits = field(default_factory=GatewayLimits)


class HubStatus(msgspec.Struct, frozen=True, kw_only=True):
    """What the hub says of itself."""

    state: str
    """stopped | starting | ready | stopping | failed"""
    reason: str | None
    hub_id: str
    agent_url: str
    api_url: str
    agents: int
    storage: str


class HubService:
    """Start, stop, status; the services are its attributes."""

    def __init__(
        self,
        folder: DataFolder,
        options: HubOptions | None = None,
        *,
        now: Callable[[], int] = now_ms,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        """`now` is the wall clock in milliseconds, `monotonic` judges leases."""
        self.folder = folder
        self.options = options or HubOptions()
        self.bus = Bus()
        self.store = Store(
            lambda: database.open_writer(folder), lambda: database.open_reader(folder), self.bus
        )
        self.hub_id = ""
        self.operator_id = ""
        self._state = HubState(state="stopped")
        self._wire = Switchboard()
        self._gateway: Gateway | None = None
        self._lan: str | None = None
        self._left_out: str | None = None
        core = Core(self.store, self.bus, now)
        self.leases = Leases(monotonic)
        self.offers = Offers(core, self.leases, self._wire)
        self._movement = Movement(core)
        self.runs = RunsService(core, self.leases, self.offers, self._movement)
        self._presence = Presence()
        self.settings = SettingsService(core)
        self._configs = Configs(core, self.settings, self._wire)
        self.jobs = JobsService(core, self.leases, self._wire)
        self.agents = AgentService(core, self.runs, self._wire, self._presence)
        self.evidence = EvidenceService(core)
        files = ProofFiles(folder, max_bytes=PROOF_BYTES)
        self.proofs = ProofsService(core, files)
        self.media = MediaService(core, files)
        self.posts = PostsService(core)
        self.publishing = PublishingService(core, self.leases, self.offers, self._wire, folder)
        self._timetable = Timetable()
        self.accounts = AccountsService(core)
        self.bundles = BundlesService(core, files, folder)
        self.pairing = PairingService(core)
        self.connectors = ConnectorsService(core)
        self.dry_runs = DryRunsService(core)
        self.pauses = PausesService(core, self.offers)
        self.audit = AuditService(core)
        chores = (
            self.agents.write_seen,
            self.pairing.tidy,
            self.offers.remind,
            self.posts.grow_series,
            self.publishing.miss_overdue,
            self.publishing.keep_mark,
        )
        self.scheduler = Scheduler(
            core,
            self.leases,
            self.offers,
            self.runs,
            self._timetable,
            self.publishing,
            chores,
            monotonic,
        )
        self._door = AgentDoor(core, self._colleagues(), self._presence)
        self._api = ApiServer(app.build(self, token=folder.api_token()))

    def status(self) -> HubStatus:
        """Addresses, state and who is there."""
        return HubStatus(
            state=self._state.state,
            reason=self._state.reason,
            hub_id=self.hub_id,
            agent_url=self._agent_url(self.options.host),
            api_url=f"http://127.0.0.1:{self._api.port}" if self._api.port else "",
            agents=len(self._presence.online),
            storage=self.store.state.state,
        )

    async def start(self) -> HubStatus:
        """Open the store, take up where the last run ended, listen. Raises PortTaken and others."""
        self._enter("starting")
        try:
            await self._open()
            await self._listen()
        except BaseException as error:
            await self._close()
            self._enter("failed", str(error))
            raise
        announcement.publish(self.folder.path, self.status().api_url)
        self._enter("ready", self._left_out)
        return self.status()

    async def stop(self) -> None:
        """Agents are told, what is queued is written; jobs stay as they are."""
        if self._state.state != "ready":
            return
        self._enter("stopping")
        announcement.withdraw(self.folder.path)
        await self._close()
        self._enter("stopped")

    def _colleagues(self) -> Colleagues:
        return Colleagues(
            leases=self.leases,
            offers=self.offers,
            runs=self.runs,
            proofs=self.proofs,
            configs=self._configs,
            publishing=self.publishing,
        )

    async def _open(self) -> None:
        await self.store.start()
        who = await self.store.read(identity.read)
        self.hub_id = who.hub_id
        self.operator_id = (await self.store.read(operators.first)).id
        await self.store.write(devices.all_offline)
        await self.settings.start()
        self.bus.subscribe(self.offers.hear)
        self.bus.subscribe(self._timetable.hear)
        self.bus.subscribe(self.scheduler.hear)
        self.bus.subscribe(self.publishing.hear)
        self.bus.subscribe(self.dry_runs.hear)
        await self.connectors.start()
        await self._configs.start()
        self.bus.subscribe(self._configs.hear)
        await self.pauses.start()
        await self.pairing.start()
        await self.proofs.start()
        await self.publishing.start()
        await self.bundles.start(self.hub_id)
        await self.scheduler.start()

    async def _listen(self) -> None:
        key = await asyncio.to_thread(keys.load, self.folder.hub_key_file, self.hub_id)
        self.pairing.public_key = key.public
        desk = ServiceDesk(
            self._door,
            self.pairing,
            self.runs,
            self.evidence,
            self.proofs,
            self.media,
            self.publishing,
        )
        gateway = Gateway(
            desk,
            hub_id=self.hub_id,
            hub_name=platform.node() or "Proofdesk",
            keys=key,
            clock=time.monotonic,
            settings=GatewaySettings(
                allow_script_agents=self._scripts_allowed, limits=self.options.limits
            ),
        )
        await self._open_door(gateway)
        self._gateway = gateway
        self._wire.plug(gateway)
        self.pairing.agent_url = self._agent_url(self._lan or self.options.host)
        await self._api.start(self._port(self.options.api_port, "api_port"))

    async def _open_door(self, gateway: Gateway) -> None:
        """Loopback, and the one address of the office network that the operator chose.

        An office address that this computer does not have now (a laptop at home) is left out, so
        that the work on this computer goes on.
        """
        port, host = self._port(self.options.port, "hub_port"), self.options.host
        self._lan, self._left_out = self._chosen_lan(), None
        try:
            try:
                await gateway.start([host, *filter(None, [self._lan])], port)
            except OSError as error:
                if self._lan is None or error.errno != errno.EADDRNOTAVAIL:
                    raise
                self._left_out, self._lan = NO_LAN.format(address=self._lan), None
                await gateway.start([host], port)
        except OSError as error:
            if error.errno in (errno.EADDRINUSE, errno.EACCES):
                raise PortTaken(port) from error
            raise

    async def _close(self) -> None:
        """From the outside in; safe at any point of a start."""
        gateway, self._gateway = self._gateway, None
        if gateway is not None:
            await gateway.stop()
        self._wire.plug(None)
        await self._api.stop()
        await self.scheduler.stop()
        await self._configs.stop()
        await self._movement.stop()
        await self._door.settle()
        await self.publishing.stop()  # what the door settled moved publications
        await self.dry_runs.stop()
        await self.proofs.stop()
        await self.media.stop()
        await self.bundles.stop()
        await self.store.stop()

    def _enter(self, state: str, reason: str | None = None) -> None:
        self._state = HubState(state=state, reason=reason)
        self.bus.publish(self._state)

    def _scripts_allowed(self) -> bool:
        return self.options.allow_script_agents or bool(
            self.settings.current["allow_script_agents"]
        )

    def _chosen_lan(self) -> str | None:
        """The address that the operator chose, when the office network is let in."""
        address = str(self.settings.current["lan_address"])
        return address if address and self.settings.current["lan_enabled"] else None

    def _port(self, chosen: int | None, key: str) -> int:
        return int(self.settings.current[key]) if chosen is None else chosen

    def _agent_url(self, host: str) -> str:
        if self._gateway is None:
            return ""
        shown = f"[{host}]" if ":" in host else host
        return f"ws://{shown}:{self._gateway.port}/agent"
