"""Files of posts on their way to the agents that publish them."""

import asyncio
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from hub.errors import WireError
from hub.services.core import Core
from hub.wire import messages as m
from hub.wire.ports import Device, Download
from models import job_media
from models.proof_files import ProofFiles

BLOCK_BYTES = 256 * 1024
"""Read from the disk at once."""


class MediaService:
    """The session's `MediaPort`."""

    def __init__(self, core: Core, files: ProofFiles) -> None:
        self._core = core
        self._files = files
        self._pool = ThreadPoolExecutor(2, thread_name_prefix="media")

    async def send(self, device: Device, epoch: int, message: m.JobMedia) -> Download:
        """A file of the job in this device's hands, from an offset on."""
        media = await self._core.store.read(
            job_media.of_lease, device.id, message.job_id, epoch, message.media_id
        )
        path = self._files.path(media.sha256)
        exists = await asyncio.get_running_loop().run_in_executor(self._pool, path.is_file)
        if not exists:
            raise WireError("INVALID", f"The file {media.name} is gone from the data folder.")
        if message.offset > media.size_bytes:
            raise WireError("INVALID", f"The file has {media.size_bytes} bytes.")
        return Download(
            ack=m.JobMediaAck(
                media_id=media.id,
                mime=media.mime,
                name=media.name,
                size_bytes=media.size_bytes,
                sha256=media.sha256,
            ),
            content=self._content(path, message.offset),
        )

    async def stop(self) -> None:
        """Nobody is served any more."""
        self._pool.shutdown(wait=False)

    async def _content(self, path: Path, offset: int) -> AsyncIterator[bytes]:
        loop = asyncio.get_running_loop()
        while True:
            block = await loop.run_in_executor(self._pool, _read, path, offset)
            if not block:
                return
            offset += len(block)
            yield block


def _read(path: Path, offset: int) -> bytes:
    with path.open("rb") as file:
        file.seek(offset)
        return file.read(BLOCK_BYTES)
