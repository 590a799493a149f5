"""The hub as the window runs it: started in its thread, started again, stopped.

The hub is loaded when it is started, off the GUI thread: the window is painted before.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from concurrent.futures import Future
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import QObject, Signal

from desktop.bridge import Bridge
from desktop.desk import HubFacts
from models.clock import now_ms
from models.errors import StoreError
from models.folder import DataFolder

if TYPE_CHECKING:
    from hub.service import HubOptions, HubService, HubStatus
    from hub.thread import HubThread

T = TypeVar("T")
RESTARTS = frozenset({"hub_port", "api_port", "lan_enabled", "lan_address"})
"""Settings that the hub reads only when it starts."""


class Engine(QObject):
    """One hub at a time. Is the `HubDoor` of the window's actions."""

    ready = Signal()

    def __init__(
        self, folder: DataFolder, bridge: Bridge, facts: HubFacts, options: HubOptions | None
    ) -> None:
        super().__init__()
        self._folder = folder
        self._bridge = bridge
        self._facts = facts
        self._options = options
        self._ports: dict[str, int] = {}
        self._thread: HubThread | None = None
        self.listening: dict[str, object] = {}
        """What `RESTARTS` were when it started."""

    @property
    def service(self) -> HubService:
        """The hub that runs; verbs get it on its own thread."""
        service = self._thread.service if self._thread else None
        if service is None:
            raise StoreError("The hub is not running.")
        return service

    @property
    def up_to_date(self) -> bool:
        """Whether the settings of now are those that the hub started with."""
        service = self._thread.service if self._thread else None
        if service is None or not self.listening:
            return True
        current = service.settings.current
        return all(current[key] == value for key, value in self.listening.items())

    def call(self, function: Callable[..., Awaitable[T]], *args: Any) -> Future[T]:
        """Run a coroutine function on the hub's thread."""
        if self._thread is None:
            refused: Future[T] = Future()
            refused.set_exception(StoreError("The hub is not running."))
            return refused
        return self._thread.call(function, *args)  # type: ignore[arg-type]

    def use_ports(self, port: int, api_port: int) -> None:
        """Start on these ports from now on, whatever the settings say."""
        self._ports = {"hub_port": port, "api_port": api_port}

    def take_ports(self) -> dict[str, int]:
        """The ports that were to be used, to be kept as settings; the settings rule again."""
        ports, self._ports = self._ports, {}
        self.listening.update(ports)
        return ports

    async def start(self) -> bool:
        """Start the hub; False when it could not (`HubFacts.trouble` says why)."""
        loop = asyncio.get_running_loop()
        try:
            self._thread = await loop.run_in_executor(None, self._loaded)
            started = self._thread.start()
            self._bridge.listen(self.service.bus.subscribe)
            status = await asyncio.wrap_future(started)
        except Exception as error:
            self._facts.fail(error)
            return False
        self._learn(status)
        return True

    async def stop(self) -> None:
        """Stop it; its thread has five seconds."""
        thread, self._thread = self._thread, None
        if thread is not None:
            await asyncio.get_running_loop().run_in_executor(None, thread.stop)
        self._facts.learn(None)

    async def restart(self) -> bool:
        """Stop and start, with the settings of now."""
        await self.stop()
        return await self.start()

    def _loaded(self) -> HubThread:
        """The hub's thread, not yet started; the first time this reads most of the program."""
        from hub.service import HubOptions, HubService
        from hub.thread import HubThread

        options = self._options or HubOptions()
        if self._ports:
            options = HubOptions(port=self._ports["hub_port"], api_port=self._ports["api_port"])
        return HubThread(lambda: HubService(self._folder, options))

    def _learn(self, status: HubStatus) -> None:
        current = self.service.settings.current
        self.listening = {key: current[key] for key in RESTARTS}
        self._facts.learn(status, now_ms())
        self._bridge.open(self.service.agents.online())
        self.ready.emit()
