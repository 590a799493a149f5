"""One proof file on its way in: small chunks are gathered, the disk is touched in a pool.

At most one write of a file is under way; meanwhile the next chunks gather. An agent that is faster
than the disk waits, and nothing is called stored before the file is synced and renamed.
"""

import asyncio
from collections.abc import Callable
from concurrent.futures import Executor

from models.proof_files import Upload

GATHERED = 512 * 1024
"""So many bytes are worth a trip to the disk."""


class Incoming:
    """The bytes of one declared asset."""

    def __init__(self, upload: Upload, device_id: str, pool: Executor) -> None:
        self.device_id = device_id
        self._upload = upload
        self._pool = pool
        self._end = upload.offset
        self._gathered: list[bytes] = []
        self._size = 0
        self._writing: asyncio.Future[None] | None = None

    async def take(self, offset: int, data: bytes) -> bool:
        """Take bytes; True when the last one is there (then `finish` is due)."""
        if offset != self._end:
            await self._flush()
            await self._in_pool(lambda: self._upload.write(offset, data))
            self._end = self._upload.offset
            return self._upload.complete
        self._gathered.append(data)
        self._end += len(data)
        self._size += len(data)
        if self._end >= self._upload.size_bytes:
            return True
        if self._size >= GATHERED:
            await self._settle()
            self._writing = self._write_gathered()
        return False

    async def finish(self) -> None:
        """Write the rest, check, sync and rename; returns when the file is durable."""
        await self._settle()
        start, data = self._taken()

        def last() -> None:
            if data:
                self._upload.write(start, data)
            self._upload.finish()

        await self._in_pool(last)

    async def pause(self) -> None:
        """The sender went away: keep what came for a later `declare`."""
        try:
            await self._flush()
        finally:
            await self._in_pool(self._upload.pause)

    async def _flush(self) -> None:
        await self._settle()
        if self._gathered:
            await self._write_gathered()

    async def _settle(self) -> None:
        """Wait for the write under way; raises what it raised."""
        writing, self._writing = self._writing, None
        if writing is not None:
            await writing

    def _write_gathered(self) -> "asyncio.Future[None]":
        start, data = self._taken()
        return self._in_pool(lambda: self._upload.write(start, data))

    def _taken(self) -> tuple[int, bytes]:
        data = b"".join(self._gathered)
        self._gathered.clear()
        self._size = 0
        return self._end - len(data), data

    def _in_pool(self, work: Callable[[], None]) -> "asyncio.Future[None]":
        return asyncio.get_running_loop().run_in_executor(self._pool, work)
