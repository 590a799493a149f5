"""One agent's connection: reads frame by frame, sends through its outbox, ends with a code."""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from typing import Final, Protocol, TypeVar

from hub.door.admission import is_loopback
from hub.door.limiter import Limiter
from hub.door.outbox import Gone, Outbox, Sink
from hub.errors import CloseConnection
from hub.limits import GatewayLimits
from hub.wire import messages as m
from hub.wire.channel import Chunk, Frame
from hub.wire.session import Session

Result = TypeVar("Result")

log = logging.getLogger(__name__)

HINTS: Final = frozenset({"config", "job:available", "job:new"})
"""What may be left out for a peer that does not keep up: it is told the whole anew afterwards."""


class Socket(Sink, Protocol):
    """What a connection needs of the network; the gateway makes it of a WebSocket."""

    async def receive(self) -> Frame:
        """The next frame. Raises Gone."""

    async def wait_closed(self) -> None:
        """Until the peer is gone."""

    def close(self, code: int, reason: str) -> None:
        """Say good-bye, and cut the line soon after, whatever the peer does."""


class Connection:
    """A peer, from its upgrade to its end; authenticated once it has a session."""

    def __init__(
        self,
        socket: Socket,
        limits: GatewayLimits,
        limiter: Limiter,
        *,
        address: str,
        origin: str | None,
        on_catch_up: Callable[["Connection"], None],
    ) -> None:
        """`on_catch_up` is called when a peer that missed hints can take them again."""
        self.address = address
        self.origin = origin
        self.session: Session | None = None
        self.guessing = True
        """A wrong credential from here counts as a failure of its address."""
        self.heard_at = asyncio.get_running_loop().time()
        self._socket = socket
        self._limits = limits
        self._limiter = limiter
        self._outbox = Outbox(socket, limits, on_stall=self._evict, on_drained=self._catch_up)
        self._deadline = self.heard_at + limits.auth_seconds
        self._ended = False
        self._held: list[tuple[str, m.Message]] | None = []
        self._missed = False
        self._on_catch_up = on_catch_up
        self._sending: set[asyncio.Task[None]] = set()

    # ------------------------------------------------------------ as the auth phase sees it

    async def receive(self) -> Frame:
        """The next frame of a peer that has until the deadline to say who it is."""
        try:
            async with asyncio.timeout_at(self._deadline):
                frame = await self._socket.receive()
        except TimeoutError:
            raise CloseConnection(CloseConnection.NOT_AUTHENTICATED, "too late") from None
        self.heard_at = asyncio.get_running_loop().time()
        return frame

    def send(self, frame: bytes, *, text: bool) -> None:
        self._outbox.put(frame, text)

    def may_try(self, *, resuming: bool) -> bool:
        # A key cannot be guessed, and all profiles of this machine share one address: a profile
        # that the hub no longer knows must not lock its neighbours out.
        self.guessing = not (resuming and is_loopback(self.address))
        return not self.guessing or self._limiter.allows(self.address)

    async def while_open(self, wait: Awaitable[Result]) -> Result:
        task = asyncio.ensure_future(wait)
        gone = asyncio.ensure_future(self._socket.wait_closed())
        try:
            await asyncio.wait((task, gone), return_when=asyncio.FIRST_COMPLETED)
            if not task.done():
                raise Gone
            self._deadline = asyncio.get_running_loop().time() + self._limits.auth_seconds
            return task.result()
        finally:
            task.cancel()
            gone.cancel()

    # ------------------------------------------------------------ with a session

    def say(self, event: str, body: m.Message) -> None:
        """Send a message of the hub's own."""
        assert self.session is not None
        self._put(self.session.channel.pack(event, body))

    async def say_all(self, messages: Sequence[tuple[str, m.Message]]) -> None:
        """Send many, at the pace of the peer."""
        for event, body in messages:
            await self._outbox.room()
            if self._ended:
                return
            self.say(event, body)

    def release(self) -> None:
        """The opening is complete: what was pushed meanwhile goes out."""
        held, self._held = self._held or [], None
        for event, body in held:
            self.push(event, body)
        self._catch_up()

    def push(self, event: str, body: m.Message) -> bool:
        """Offer a message. False when the peer does not keep up or is gone."""
        if self._ended:
            return False
        if not self._is_full():
            return self._offer(event, body)
        if event in HINTS:
            self._missed = True
        else:
            self._evict()
        return False

    async def converse(self) -> None:
        """Answer frame by frame until the peer is gone (Gone) or must go (CloseConnection)."""
        assert self.session is not None
        receive, answer, outbox = self._socket.receive, self.session.receive, self._outbox
        text, take_files = self.session.channel.text, self.session.take_files
        while not self._ended:
            for frame in await answer(await receive()):
                outbox.put(frame, text)
            for file in take_files():
                self._send_file(file)
            if outbox.waiting:
                await outbox.room()

    # ------------------------------------------------------------ the end

    def end(self, code: int, reason: str) -> None:
        """Close from our side; frames that still come are not looked at."""
        if not self._ended:
            self._ended = True
            for task in self._sending:
                task.cancel()
            self._outbox.stop()
            self._socket.close(code, reason)

    def _send_file(self, chunks: AsyncIterator[Chunk]) -> None:
        """Beside the conversation, so that heartbeats are answered meanwhile."""
        task = asyncio.get_running_loop().create_task(self._send_chunks(chunks))
        self._sending.add(task)
        task.add_done_callback(self._sending.discard)

    async def _send_chunks(self, chunks: AsyncIterator[Chunk]) -> None:
        assert self.session is not None
        try:
            async for chunk in chunks:
                await self._outbox.room()
                if self._ended:
                    return
                self._outbox.put(self.session.channel.pack_chunk(chunk), text=False)
        except CloseConnection as spent:
            self.end(spent.code, spent.reason)
        except OSError as error:
            log.info("A file could not be read on: %s", error)
            self.end(CloseConnection.TRY_LATER, "a file could not be read")

    def _put(self, frames: Sequence[bytes]) -> None:
        assert self.session is not None
        text = self.session.channel.text
        for frame in frames:
            self._outbox.put(frame, text)

    def _offer(self, event: str, body: m.Message) -> bool:
        if self._held is not None:
            self._held.append((event, body))
            return True
        try:
            self.say(event, body)
        except CloseConnection as spent:
            self.end(spent.code, spent.reason)
        return not self._ended

    def _is_full(self) -> bool:
        if self._held is not None:
            return len(self._held) >= self._limits.queue_messages
        return self._outbox.full

    def _catch_up(self) -> None:
        if self._missed and self._held is None and not self._ended:
            self._missed = False
            self._on_catch_up(self)

    def _evict(self) -> None:
        self.end(CloseConnection.TOO_SLOW, "too slow to read")
