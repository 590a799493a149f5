"""What waits to go out to one agent: bounded, and never waited for by whoever sends.

As long as the socket takes what it is given, frames go straight to it. Once it does not, they
queue here and a pump sends them one by one; a pump that makes no headway ends the connection.
"""

import asyncio
from collections import deque
from collections.abc import Callable
from typing import Protocol

from hub.limits import GatewayLimits


class Gone(Exception):
    """The peer's connection is over."""


class Sink(Protocol):
    """The sending side of a socket."""

    @property
    def congested(self) -> bool:
        """The socket has more to send than it should hold."""

    def write(self, frame: bytes, text: bool) -> None:
        """Hand over a frame without waiting."""

    async def send(self, frame: bytes, text: bool) -> None:
        """Hand over a frame and wait until the socket is no longer congested. Raises Gone."""


class Outbox:
    """The queue of one connection."""

    def __init__(
        self,
        sink: Sink,
        limits: GatewayLimits,
        *,
        on_stall: Callable[[], None],
        on_drained: Callable[[], None],
    ) -> None:
        self._sink = sink
        self._limits = limits
        self._on_stall = on_stall
        self._on_drained = on_drained
        self._queue: deque[tuple[bytes, bool]] = deque()
        self._bytes = 0
        self._pump: asyncio.Task[None] | None = None

    @property
    def waiting(self) -> bool:
        """Frames are queued: the peer does not keep up."""
        return self._pump is not None

    @property
    def full(self) -> bool:
        """Nothing more should be offered."""
        return (
            len(self._queue) >= self._limits.queue_messages
            or self._bytes >= self._limits.queue_bytes
        )

    def put(self, frame: bytes, text: bool) -> None:
        """Send a frame now or queue it."""
        if self._pump is None and not self._sink.congested:
            self._sink.write(frame, text)
            return
        self._queue.append((frame, text))
        self._bytes += len(frame)
        if self._pump is None:
            self._pump = asyncio.get_running_loop().create_task(self._run())

    async def room(self) -> None:
        """Until nothing is queued any more."""
        if self._pump is not None:
            await asyncio.wait((self._pump,))

    def stop(self) -> None:
        """Nothing of this goes out any more."""
        self._queue.clear()
        self._bytes = 0
        if self._pump is not None:
            self._pump.cancel()

    async def _run(self) -> None:
        loop = asyncio.get_running_loop()
        try:
            while self._queue:
                frame, text = self._queue[0]
                stall = loop.call_later(self._limits.stall_seconds, self._on_stall)
                try:
                    await self._sink.send(frame, text)
                finally:
                    stall.cancel()
                if self._queue:
                    self._queue.popleft()
                    self._bytes -= len(frame)
        except Gone:
            self._queue.clear()
            self._bytes = 0
            return
        finally:
            self._pump = None
        self._on_drained()
