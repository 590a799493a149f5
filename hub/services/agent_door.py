"""The agents' way in: who may enter, what a device says of itself, that it lives.

This is the session's `AgentsPort`. Heartbeats touch no database.
"""

import asyncio
import logging
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from hub.events import DeviceChanged, DeviceOffline, DeviceOnline
from hub.services.configs import Configs
from hub.services.core import Core, given
from hub.services.leases import Leases
from hub.services.offers import Offers
from hub.services.presence import Presence
from hub.services.proofs import ProofsService
from hub.services.publishing import PublishingService
from hub.services.runs import RunsService
from hub.wire import messages as m
from hub.wire.ports import Device
from models import devices, identity
from models.clock import rfc3339
from models.devices import Binding
from models.errors import StoreError
from models.identity import Identity
from models.queries import devices as device_queries
from models.views import DeviceView, JobView

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Colleagues:
    """Whom the door asks and tells."""

    leases: Leases
    offers: Offers
    runs: RunsService
    proofs: ProofsService
    configs: Configs
    publishing: PublishingService


class AgentDoor:
    """The session's `AgentsPort`."""

    def __init__(self, core: Core, colleagues: Colleagues, presence: Presence) -> None:
        self._core = core
        self._leases = colleagues.leases
        self._offers = colleagues.offers
        self._runs = colleagues.runs
        self._proofs = colleagues.proofs
        self._configs = colleagues.configs
        self._publishing = colleagues.publishing
        self._presence = presence
        self._background: set[asyncio.Task[None]] = set()

    async def device_by_key(self, public_key: bytes) -> DeviceView | None:
        """The device that holds this key, unless it is unknown or revoked."""
        return await self._core.store.read(devices.by_key, public_key)

    async def device_by_token(self, agent_id: str, token: str) -> DeviceView | None:
        """The json device of this id and token."""
        return await self._core.store.read(devices.by_token, agent_id, token)

    async def opened(self, device: Device, auth: m.Auth) -> m.AuthOk:
        """Keep what it says of itself; tell it which of its runs are still its own."""
        now = self._core.now()
        view = await self._core.store.write(_opened, device.id, auth, now=now)
        who: Identity = await self._core.store.read(identity.read)
        mine, abandoned = self._sort(device.id, auth.running)
        await self._publishing.device_back(
            device.id, [(one.job_id, one.epoch) for one in auth.running]
        )
        await self._give_up_forgotten(device.id, auth)
        self._presence.online.add(device.id)
        self._core.bus.publish(DeviceChanged(device=view))
        self._core.bus.publish(DeviceOnline(device=view))
        return m.AuthOk(
            agent_id=view.id,
            device_name=view.name,
            hub_id=who.hub_id,
            hub_epoch=who.hub_epoch,
            time=rfc3339(now),
            continue_=mine,
            abandon=abandoned,
        )

    async def heartbeat(self, device: Device, message: m.Heartbeat) -> m.HeartbeatAck:
        """Renews leases in memory; the database is not touched."""
        now = self._core.now()
        self._presence.saw(device.id, now)
        running = given(message.running)
        named = None if running is None else [(ref.job_id, ref.epoch) for ref in running]
        lost = self._leases.renew(device.id, named)
        return m.HeartbeatAck(
            time=rfc3339(now),
            cancel=[one.job_id for one in self._leases.of_device(device.id) if one.cancelled],
            lost=lost,
            paused=self._offers.conditions.holds_device(device.id),
        )

    async def config(self, device: Device) -> m.Config:
        """Platform, connectors and limits."""
        return self._configs.of(device)

    async def available(self, device: Device) -> Sequence[tuple[str, m.JobAvailable]]:
        """Every waiting job that this device may do now."""
        view = await self._core.store.read(device_queries.get, device.id)
        return [self._offers.message(card) for card in self._offers.seat(view)]

    def closed(self, device: Device) -> None:
        """The connection ended; its leases go on until their time is over."""
        self._offers.leave(device.id)
        self._configs.forget(device.id)
        self._presence.online.discard(device.id)
        self._core.bus.publish(DeviceOffline(device_id=device.id))
        try:
            # Queued at once: when the device comes back, that is written after this.
            noted = self._core.store.write(devices.closed, device.id, now=self._core.now())
            doubted = self._publishing.device_gone(device.id)
        except StoreError as error:
            log.info("The end of a connection was not noted: %s", error)
            return
        task = asyncio.get_running_loop().create_task(self._wrap_up(device.id, noted, doubted))
        self._background.add(task)
        task.add_done_callback(self._background.discard)

    async def settle(self) -> None:
        """Wait for what `closed` left to do."""
        await asyncio.gather(*self._background)

    async def _wrap_up(
        self,
        device_id: str,
        noted: "asyncio.Future[None]",
        doubted: "asyncio.Future[list[JobView]] | None",
    ) -> None:
        try:
            await self._proofs.device_left(device_id)
            await noted
            if doubted is not None:
                self._publishing.tell(await doubted)
        except StoreError as error:
            log.info("The end of a connection was not noted: %s", error)

    def _sort(
        self, device_id: str, running: list[m.JobRef]
    ) -> tuple[list[m.JobRef], list[m.JobRef]]:
        """What it may go on with (renewed at once), and what it must drop."""
        lost = set(self._leases.renew(device_id, [(ref.job_id, ref.epoch) for ref in running]))
        mine = [ref for ref in running if ref.job_id not in lost]
        return mine, [ref for ref in running if ref.job_id in lost]

    async def _give_up_forgotten(self, device_id: str, auth: m.Auth) -> None:
        """An agent that started anew and does not name a run will never speak for it again."""
        before = self._presence.boots.get(device_id)
        self._presence.boots[device_id] = auth.boot_id
        if before is None or before == auth.boot_id:
            return
        named = {ref.job_id for ref in auth.running}
        for lease in self._leases.of_device(device_id):
            if lease.job_id not in named:
                await self._runs.lost(lease.job_id, lease.epoch)


def _opened(db: Any, device_id: str, auth: m.Auth, *, now: int) -> DeviceView:
    accounts = given(auth.accounts)
    bindings = (
        None
        if accounts is None
        else [Binding(platform=one.platform, handle=one.handle) for one in accounts]
    )
    return devices.opened(
        db,
        device_id,
        version=auth.version,
        capabilities=auth.capabilities,
        accounts=bindings,
        name=given(auth.name),
        browser=given(auth.browser),
        now=now,
    )
