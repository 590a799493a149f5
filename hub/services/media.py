"""Files of posts: added by the operator, fetched by the agents that publish them."""

import asyncio
import hashlib
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from hub.errors import WireError
from hub.services.core import Core
from hub.wire import messages as m
from hub.wire.ports import Device, Download
from models import media
from models.errors import NotFound
from models.ids import new_id
from models.posts import media as media_store
from models.posts.media import NewMedia
from models.posts.views import MediaView
from models.proof_files import ProofFiles
from models.publishing import job_media

BLOCK_BYTES = 256 * 1024
"""Read from the disk at once."""


class MediaService:
    """The session's `MediaPort`, and what the operator does with files of posts."""

    def __init__(self, core: Core, files: ProofFiles) -> None:
        self._core = core
        self._files = files
        self._pool = ThreadPoolExecutor(2, thread_name_prefix="media")

    async def add(
        self, data: bytes, name: str, mime: str | None = None, *, actor: str
    ) -> MediaView:
        """Keep a file for posts; without `mime` its first bytes say what it is.

        Raises RuleRefused UNSUPPORTED_MEDIA or TOO_LARGE, InvalidInput("name"), StorageFull.
        """
        name = media_store.checked_file_name(name)
        new = await asyncio.get_running_loop().run_in_executor(
            self._pool, self._keep, data, name, mime
        )
        return await self._core.store.write(media_store.add, new, actor=actor, now=self._core.now())

    async def get(self, media_id: str) -> MediaView:
        """Raises NotFound("media", id)."""
        return await self._core.store.read(media_store.get, media_id)

    async def path(self, media_id: str) -> Path:
        """Where the bytes are. Raises NotFound when the file is gone."""
        view = await self.get(media_id)
        path = self._files.path(view.sha256)
        if not await asyncio.get_running_loop().run_in_executor(self._pool, path.is_file):
            raise NotFound("media file", media_id)
        return path

    async def send(self, device: Device, epoch: int, message: m.JobMedia) -> Download:
        """A file of the job in this device's hands, from an offset on."""
        file = await self._core.store.read(
            job_media.of_lease, device.id, message.job_id, epoch, message.media_id
        )
        path = self._files.path(file.sha256)
        exists = await asyncio.get_running_loop().run_in_executor(self._pool, path.is_file)
        if not exists:
            raise WireError("INVALID", f"The file {file.name} is gone from the data folder.")
        if message.offset > file.size_bytes:
            raise WireError("INVALID", f"The file has {file.size_bytes} bytes.")
        return Download(
            ack=m.JobMediaAck(
                media_id=file.id,
                mime=file.mime,
                name=file.name,
                size_bytes=file.size_bytes,
                sha256=file.sha256,
            ),
            content=self._content(path, message.offset),
        )

    def _keep(self, data: bytes, name: str, mime: str | None) -> NewMedia:
        """Durable on the disk when it returns."""
        known = mime or media.postable_mime(data) or "application/octet-stream"
        digest = hashlib.sha256(data).hexdigest()
        upload = self._files.begin(
            new_id(), size_bytes=len(data), sha256=digest, mime=known, postable=True
        )
        upload.write(0, data)
        upload.finish()
        width, height = media_store.picture_size(known, data) or (None, None)
        return NewMedia(
            sha256=digest,
            mime=known,
            name=name,
            size_bytes=len(data),
            width=width,
            height=height,
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
