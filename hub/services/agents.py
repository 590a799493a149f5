"""What the operator does with devices: rename, drain, bind, revoke."""

from collections.abc import Sequence
from typing import Any

from hub.events import DeviceChanged
from hub.services.core import Core
from hub.services.presence import Presence
from hub.services.runs import RunsService
from hub.services.switchboard import Switchboard
from models import devices
from models.devices import Binding
from models.queries import devices as device_queries
from models.queries import jobs as job_queries
from models.views import DeviceView

REVOKED_TEXT = "The operator revoked this device."


class AgentService:
    """What the operator does with devices."""

    def __init__(
        self, core: Core, runs: RunsService, wire: Switchboard, presence: Presence
    ) -> None:
        self._core = core
        self._runs = runs
        self._wire = wire
        self._presence = presence

    def online(self) -> set[str]:
        """Ids of the connected devices."""
        return set(self._presence.online)

    async def all(self) -> list[DeviceView]:
        """Every device that is paired."""
        return await self._core.store.read(device_queries.all, now=self._core.now())

    async def rename(self, device_id: str, name: str, actor: str) -> DeviceView:
        """The operator's own name for it."""
        return self._told(
            await self._core.store.write(
                devices.rename, device_id, name, actor=actor, now=self._core.now()
            )
        )

    async def drain(self, device_id: str, on: bool, actor: str) -> DeviceView:
        """On: it finishes what it has and gets nothing new."""
        return self._told(
            await self._core.store.write(
                devices.set_draining, device_id, on, actor=actor, now=self._core.now()
            )
        )

    async def bind(self, device_id: str, bindings: Sequence[Binding], actor: str) -> DeviceView:
        """Which accounts its profile is logged in to."""
        return self._told(
            await self._core.store.write(
                devices.set_bindings, device_id, bindings, actor=actor, now=self._core.now()
            )
        )

    async def revoke(self, device_id: str, actor: str) -> DeviceView:
        """Its credential is void, its connection ends, its jobs go back; what it sent is kept."""
        view = await self._core.store.write(
            devices.revoke, device_id, actor=actor, now=self._core.now()
        )
        self._wire.revoke(device_id, REVOKED_TEXT)
        for lease in await self._core.store.read(job_queries.leases, device_id):
            await self._runs.lost(lease.job_id, lease.epoch)
        return self._told(view)

    async def write_seen(self) -> None:
        """Note when devices were last heard of."""
        seen = self._presence.take_seen()
        if seen:
            await self._core.store.write(_write_seen, seen)

    def _told(self, view: DeviceView) -> DeviceView:
        self._core.bus.publish(DeviceChanged(device=view))
        return view


def _write_seen(db: Any, seen: dict[str, int]) -> None:
    for device_id, at in seen.items():
        devices.seen(db, device_id, now=at)
