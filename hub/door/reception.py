"""The connected agents: one connection for each device, from who-are-you to good-bye.

Knows no sockets: the gateway brings each peer as a `Socket`.
"""

import asyncio
import logging
from collections.abc import Callable, Coroutine
from functools import partial
from typing import Any

from hub.door.connection import Connection, Socket
from hub.door.limiter import Limiter
from hub.door.outbox import Gone
from hub.errors import CloseConnection
from hub.limits import GatewayLimits
from hub.wire import messages as m
from hub.wire.auth import AuthPhase, Entered
from hub.wire.failures import as_wire_error
from hub.wire.handshake import Identity, Refused
from hub.wire.ports import Desk

log = logging.getLogger(__name__)


class Reception:
    """Serves peers, and holds the authenticated ones by device id."""

    def __init__(
        self, desk: Desk, identity: Identity, limits: GatewayLimits, limiter: Limiter
    ) -> None:
        self._desk = desk
        self._identity = identity
        self._limits = limits
        self._limiter = limiter
        self._tasks: set[asyncio.Task[Any]] = set()
        self.connected: dict[str, Connection] = {}

    def push(self, device_id: str, event: str, body: m.Message) -> bool:
        """Offer a message to a device. False when it is not there or does not keep up."""
        connection = self.connected.get(device_id)
        return connection is not None and connection.push(event, body)

    def disconnect(self, device_id: str, code: int, reason: str) -> None:
        """End a device's connection, if there is one."""
        connection = self.connected.get(device_id)
        if connection is not None:
            connection.end(code, reason)

    def cancel(self) -> None:
        """Leave off whatever is under way; for the very end only."""
        for task in tuple(self._tasks):
            task.cancel()

    async def serve(
        self,
        socket: Socket,
        *,
        channel: str,
        address: str,
        origin: str | None,
        on_known: Callable[[], None],
    ) -> None:
        """A peer's whole stay. `on_known` is called once it is authenticated."""
        connection = Connection(
            socket,
            self._limits,
            self._limiter,
            address=address,
            origin=origin,
            on_catch_up=lambda late: self._spawn(self._catch_up_later(late)),
        )
        task = asyncio.current_task()
        assert task is not None
        self._tasks.add(task)
        try:
            await self._converse(connection, channel, on_known)
        except Gone:
            pass
        except Refused as refusal:
            await self._refuse(connection, refusal)
        except Exception as error:
            self._end_with(connection, error)
        finally:
            self._tasks.discard(task)
            self._forget(connection)
        await socket.wait_closed()

    async def _converse(
        self, connection: Connection, channel: str, on_known: Callable[[], None]
    ) -> None:
        entered = await AuthPhase(self._desk, self._identity, connection).run(channel)
        await self._welcome(connection, entered, on_known)
        expiry = asyncio.get_running_loop().call_later(
            self._limits.session_seconds,
            partial(connection.end, CloseConnection.TRY_LATER, "time for a new session"),
        )
        try:
            await connection.converse()
        finally:
            expiry.cancel()

    async def _welcome(
        self, connection: Connection, entered: Entered, on_known: Callable[[], None]
    ) -> None:
        """Register the device; then auth_ok, config and the jobs that wait, in this order."""
        device = entered.session.device
        if len(self.connected) >= self._limits.devices and device.id not in self.connected:
            raise CloseConnection(CloseConnection.TRY_LATER, "too many devices")
        auth_ok = await self._desk.agents.opened(device, entered.auth)
        older = self.connected.get(device.id)
        self.connected[device.id] = connection
        if older is not None:
            older.end(CloseConnection.REPLACED, "replaced by a newer connection")
        connection.session = entered.session
        on_known()
        connection.say("auth_ok", auth_ok)
        await self._catch_up(connection)
        connection.release()
        log.info("Device %s is connected from %s.", device.id, connection.address)

    async def _catch_up(self, connection: Connection) -> None:
        """Say the whole of what a connected device must know."""
        assert connection.session is not None
        device = connection.session.device
        connection.say("config", await self._desk.agents.config(device))
        await connection.say_all(await self._desk.agents.available(device))

    async def _catch_up_later(self, connection: Connection) -> None:
        try:
            await self._catch_up(connection)
        except Exception as error:
            self._end_with(connection, error)

    async def _refuse(self, connection: Connection, refusal: Refused) -> None:
        """The same close after the same time, whatever was wrong."""
        if connection.guessing:
            self._limiter.failed(connection.address)
        log.info("Not authenticated, %s: %s.", connection.address, refusal.reason)
        when = connection.heard_at + self._limits.refusal_seconds
        await asyncio.sleep(when - asyncio.get_running_loop().time())
        connection.end(refusal.code, "")

    def _end_with(self, connection: Connection, error: Exception) -> None:
        if not isinstance(error, CloseConnection):
            later = CloseConnection.TRY_LATER
            error = CloseConnection(later, as_wire_error(error).message)
        log.info("Closed %s: %s.", connection.address, error)
        # A stranger learns nothing from the reason either.
        connection.end(error.code, error.reason if connection.session else "")

    def _forget(self, connection: Connection) -> None:
        connection.end(CloseConnection.STOPPING, "")
        if connection.session is None:
            return
        device = connection.session.device
        if self.connected.get(device.id) is connection:
            del self.connected[device.id]
            self._desk.agents.closed(device)

    def _spawn(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
