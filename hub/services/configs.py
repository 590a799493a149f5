"""What agents are told about the work itself: the `config` message, pushed whenever it changes."""

import asyncio
import logging

from hub import limits
from hub.events import ConnectorChanged, Event, SettingChanged
from hub.services.core import Core
from hub.services.settings import SettingsService
from hub.services.switchboard import Switchboard
from hub.wire import messages as m
from hub.wire.ports import Device
from models import connectors
from models.views import ConnectorView

log = logging.getLogger(__name__)

SETTINGS = frozenset({"platform.url", "api.url", "search.method", "platform.language"})
"""The settings that are part of `config`."""


class Configs:
    """Keeps what `config` is made of, and who has which."""

    def __init__(self, core: Core, settings: SettingsService, wire: Switchboard) -> None:
        self._core = core
        self._settings = settings
        self._wire = wire
        self._connectors: list[ConnectorView] = []
        self._told: dict[str, str] = {}
        self._refresh: asyncio.Task[None] | None = None
        self._stale = False

    async def start(self) -> None:
        """Read what is in force."""
        self._connectors = await self._core.store.read(connectors.all)

    def of(self, device: Device) -> m.Config:
        """The config of a device; it is told of changes from now on."""
        self._told[device.id] = device.channel
        return self._for(device.channel)

    def forget(self, device_id: str) -> None:
        """The device is gone."""
        self._told.pop(device_id, None)

    def hear(self, event: Event) -> None:
        """Listens to the bus; changes of one moment are pushed together."""
        setting = isinstance(event, SettingChanged) and event.key in SETTINGS
        if setting or isinstance(event, ConnectorChanged):
            self._stale = True
            if self._refresh is None:
                self._refresh = asyncio.get_running_loop().create_task(self._push())

    async def stop(self) -> None:
        """Nothing is pushed any more."""
        if self._refresh is not None:
            self._refresh.cancel()
            await asyncio.gather(self._refresh, return_exceptions=True)

    async def _push(self) -> None:
        try:
            while self._stale:
                self._stale = False
                await self.start()
            for device_id, channel in self._told.items():
                self._wire.push(device_id, "config", self._for(channel))
        except Exception:
            log.exception("The changed config was not pushed.")
        finally:
            self._refresh = None

    def _for(self, channel: str) -> m.Config:
        return m.Config(
            platform=m.Platform(
                platform_url=self._text("platform.url"),
                api_url=self._text("api.url"),
                search_method=self._text("search.method"),
                language=self._text("platform.language"),
            ),
            connectors=[_connector(view) for view in self._connectors],
            limits=m.Limits(
                heartbeat_seconds=limits.HEARTBEAT_SECONDS,
                lease_seconds=limits.LEASE_SECONDS,
                max_message_bytes=limits.MESSAGE_BYTES,
                chunk_bytes=limits.CHUNK_BYTES[channel],
                max_proof_bytes=limits.PROOF_BYTES,
            ),
        )

    def _text(self, key: str) -> str:
        return str(self._settings.current[key])


def _connector(view: ConnectorView) -> m.ConnectorConfig:
    return m.ConnectorConfig(
        id=view.id,
        name=view.name,
        enabled=view.enabled,
        kind=view.kind,
        version=view.version,
        hosts=view.hosts,
        recipe=view.recipe,
    )
