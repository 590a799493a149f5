"""A socket in memory, with a reader that can stop reading."""

import asyncio

from hub.door.outbox import Gone


class MemorySocket:
    """The network side of a connection: what was written, and levers for a slow peer."""

    def __init__(self) -> None:
        self.written: list[bytes] = []
        self.closed_with: tuple[int, str] | None = None
        self.congested = False
        self.incoming: asyncio.Queue[str | bytes] = asyncio.Queue()
        self._readable = asyncio.Event()
        self._readable.set()
        self._gone = asyncio.Event()

    # levers

    def stop_reading(self) -> None:
        """The peer takes nothing more."""
        self.congested = True
        self._readable.clear()

    def read_again(self) -> None:
        """The peer takes everything."""
        self.congested = False
        self._readable.set()

    def hang_up(self) -> None:
        """The peer goes away."""
        self._gone.set()

    @property
    def texts(self) -> list[str]:
        """What was written, as text."""
        return [frame.decode() for frame in self.written]

    # the socket

    async def receive(self) -> str | bytes:
        if self._gone.is_set():
            raise Gone
        getting = asyncio.ensure_future(self.incoming.get())
        gone = asyncio.ensure_future(self._gone.wait())
        try:
            await asyncio.wait((getting, gone), return_when=asyncio.FIRST_COMPLETED)
            if getting.done():
                return getting.result()
            raise Gone
        finally:
            getting.cancel()
            gone.cancel()

    def write(self, frame: bytes, text: bool) -> None:
        self.written.append(frame)

    async def send(self, frame: bytes, text: bool) -> None:
        self.written.append(frame)
        readable = asyncio.ensure_future(self._readable.wait())
        gone = asyncio.ensure_future(self._gone.wait())
        try:
            await asyncio.wait((readable, gone), return_when=asyncio.FIRST_COMPLETED)
            if self._gone.is_set():
                raise Gone
        finally:
            readable.cancel()
            gone.cancel()

    async def wait_closed(self) -> None:
        await self._gone.wait()

    def close(self, code: int, reason: str) -> None:
        self.closed_with = (code, reason)
        self.hang_up()


async def settle() -> None:
    """Let everything that can run, run."""
    for _ in range(20):
        await asyncio.sleep(0)
