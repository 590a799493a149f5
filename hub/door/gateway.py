"""The door for agents: the only module of the hub that knows WebSockets.

It checks who knocks, upgrades, and hands each peer to the reception. Nobody here waits for a
peer that does not read.
"""

import asyncio
import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from types import MappingProxyType
from typing import Any, Protocol, cast

from websockets.asyncio.server import Server, ServerConnection, broadcast, serve
from websockets.datastructures import Headers
from websockets.exceptions import ConnectionClosed
from websockets.http11 import Request, Response
from websockets.server import ServerProtocol
from websockets.typing import Subprotocol

from hub.door.admission import (
    Admitted,
    Knock,
    Lobby,
    NotAdmitted,
    admit,
    is_loopback,
    listening_names,
)
from hub.door.connection import Connection
from hub.door.limiter import Limiter
from hub.door.outbox import Gone
from hub.door.reception import Reception
from hub.errors import CloseConnection
from hub.limits import MESSAGE_BYTES, GatewayLimits
from hub.wire import messages as m
from hub.wire.channel import Frame
from hub.wire.handshake import Identity
from hub.wire.noise import KeyPair
from hub.wire.ports import Desk

log = logging.getLogger(__name__)

WRITE_BUFFER_BYTES = 64 * 1024
"""What a socket may hold unsent before frames queue in the outbox."""
CLOSE_REASON_BYTES = 123
"""What fits into a close frame beside the code."""


class HasPrivateKey(Protocol):
    """The hub's static key, wherever it is kept."""

    @property
    def private(self) -> bytes: ...


@dataclass(frozen=True, kw_only=True)
class GatewaySettings:
    """What the operator decides about the door."""

    allow_script_agents: Callable[[], bool] = lambda: False
    """Asked at each knock, so that the switch acts at once."""
    limits: GatewayLimits = field(default_factory=GatewayLimits)


class Gateway:
    """Listens for agents; what the hub has to say to them goes through here."""

    def __init__(
        self,
        desk: Desk,
        *,
        hub_id: str,
        hub_name: str,
        keys: HasPrivateKey,
        clock: Callable[[], float],
        settings: GatewaySettings,
    ) -> None:
        """`clock` is monotonic and counts seconds."""
        identity = Identity(hub_id, hub_name, KeyPair(keys.private))
        self._settings = settings
        self._limits = settings.limits
        self._lobby = Lobby(settings.limits)
        self.limiter = Limiter(clock, settings.limits)
        self._reception = Reception(desk, identity, settings.limits, self.limiter)
        self.connected: Mapping[str, Connection] = MappingProxyType(self._reception.connected)
        self.push = self._reception.push
        self.disconnect = self._reception.disconnect
        self._server: Server | None = None
        self._doors: set[_Door] = set()
        self._hosts: frozenset[str] = frozenset()
        self.port = 0

    async def start(self, host: str | Sequence[str], port: int) -> None:
        """Listen on one address, or on several with the same port. Raises OSError when taken."""
        self._server = await serve(
            self._serve,
            cast(str, host),  # asyncio takes several addresses, the library's annotation one
            port,
            process_request=self._process_request,
            process_response=_veil,
            select_subprotocol=lambda door, _: cast(_Door, door).subprotocol_admitted,
            compression=None,
            server_header=None,
            open_timeout=self._limits.hello_seconds,
            ping_interval=self._limits.ping_seconds,
            ping_timeout=self._limits.ping_seconds,
            close_timeout=self._limits.close_seconds,
            max_size=MESSAGE_BYTES,
            write_limit=WRITE_BUFFER_BYTES,
            create_connection=cast("type[ServerConnection]", partial(_Door, gateway=self)),
        )
        names = [socket.getsockname() for socket in self._server.sockets]
        self.port = names[0][1]
        self._hosts = listening_names([name[0] for name in names], self.port)

    async def stop(self) -> None:
        """Close all with 1001; whoever does not go in time is cut off."""
        if self._server is None:
            return
        self._server.close(code=CloseConnection.STOPPING, reason="the hub stops")
        try:
            async with asyncio.timeout(self._limits.close_seconds):
                await self._server.wait_closed()
        except TimeoutError:
            for door in tuple(self._doors):
                door.transport.abort()
            self._reception.cancel()
            await self._server.wait_closed()
        self._server = None

    def revoke(self, device_id: str, reason: str) -> None:
        """Tell a device that it is revoked, and close."""
        self.push(device_id, "device:revoked", m.DeviceRevoked(reason=reason))
        self.disconnect(device_id, CloseConnection.REVOKED, "revoked")

    @property
    def waiting(self) -> int:
        """Connections that have not said who they are."""
        return len(self._lobby)

    def arrive(self, door: "_Door") -> bool:
        """Count a TCP connection. False when there are so many that it is cut at once."""
        self._lobby.enter(door.address)
        if self._lobby.is_full(door.address, Lobby.HARD_FACTOR):
            return False
        self._doors.add(door)
        return True

    def depart(self, door: "_Door") -> None:
        """It is gone."""
        self._doors.discard(door)
        self._leave_lobby(door)

    def _leave_lobby(self, door: "_Door") -> None:
        if door.in_lobby:
            door.in_lobby = False
            self._lobby.leave(door.address)

    def _process_request(self, connection: ServerConnection, request: Request) -> Response | None:
        door = cast(_Door, connection)
        try:
            if self._lobby.is_full(door.address):
                raise NotAdmitted("too many unknown connections")
            admitted = admit(
                Knock(request.path, list(request.headers.raw_items()), door.address),
                hosts=self._hosts,
                allow_script_agents=self._settings.allow_script_agents,
            )
            # On loopback a lock is for guesses only; which frame is one, the auth phase sees.
            judged_later = admitted.channel == "noise" and is_loopback(door.address)
            if not judged_later and not self.limiter.allows(door.address):
                raise NotAdmitted("locked after failed authentications")
            door.admitted = admitted
        except NotAdmitted as error:
            log.info("Refused %s: %s.", door.address, error)
            return bare_refusal()
        return None

    async def _serve(self, connection: ServerConnection) -> None:
        door = cast(_Door, connection)
        assert door.admitted is not None
        await self._reception.serve(
            _Line(door, self._limits),
            channel=door.admitted.channel,
            address=door.address,
            origin=door.admitted.origin,
            on_known=lambda: self._leave_lobby(door),
        )


class _Door(ServerConnection):
    """A WebSocket that is counted from its first moment."""

    def __init__(
        self, protocol: ServerProtocol, server: Server, *, gateway: Gateway, **options: Any
    ) -> None:
        super().__init__(protocol, server, **options)
        # What the library refuses unread (long headers, a stopping server) looks like our own.
        protocol.reject = lambda status, text: bare_refusal()  # type: ignore[method-assign]
        self.admitted: Admitted | None = None
        self.address = ""
        self.in_lobby = False
        self._gateway = gateway
        self._turned_away = False

    @property
    def subprotocol_admitted(self) -> Subprotocol | None:
        return Subprotocol(self.admitted.subprotocol) if self.admitted else None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        peer = transport.get_extra_info("peername")
        if peer is not None:
            self.address = peer[0]
            self.in_lobby = True
            if self._gateway.arrive(self):
                super().connection_made(transport)
                return
        self._turned_away = True
        cast(asyncio.Transport, transport).abort()

    def connection_lost(self, exc: Exception | None) -> None:
        self._gateway.depart(self)
        if not self._turned_away:
            super().connection_lost(exc)


class _Line:
    """A door as the socket of a connection."""

    def __init__(self, door: _Door, limits: GatewayLimits) -> None:
        self._door = door
        self._limits = limits
        self._closing: asyncio.Task[None] | None = None
        self.wait_closed = door.wait_closed

    async def receive(self) -> Frame:
        try:
            return await self._door.recv()
        except ConnectionClosed as error:
            raise Gone from error

    @property
    def congested(self) -> bool:
        return self._door.transport.get_write_buffer_size() >= WRITE_BUFFER_BYTES

    def write(self, frame: bytes, text: bool) -> None:
        # The one public call that writes without waiting.
        broadcast((self._door,), frame, text=text)

    async def send(self, frame: bytes, text: bool) -> None:
        try:
            await self._door.send(frame, text=text)
        except ConnectionClosed as error:
            raise Gone from error

    def close(self, code: int, reason: str) -> None:
        loop = asyncio.get_running_loop()
        loop.call_later(self._limits.close_seconds, self._door.transport.abort)
        short = reason.encode()[:CLOSE_REASON_BYTES].decode(errors="ignore")
        self._closing = loop.create_task(self._door.close(code, short))


def _veil(_: ServerConnection, request: Request, response: Response) -> Response | None:
    """What the library refuses after our checks looks like our own."""
    return None if response.status_code == 101 else bare_refusal()


def bare_refusal() -> Response:
    """A 403 that tells nothing, not even the time."""
    headers = Headers([("Connection", "close"), ("Content-Length", "0")])
    return Response(403, "Forbidden", headers, b"")
