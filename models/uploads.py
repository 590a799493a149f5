"""One proof file on its way in: bytes, checks, then the steps that make it durable."""

import contextlib
import errno
import hashlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

from models import media
from models.disk import Disk
from models.errors import RuleRefused, StorageFailing, StorageFull

_FULL: Final = frozenset({errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)})
_READ_BYTES: Final = 1 << 20


class Upload:
    """Not for two threads at once. After a storage error it is over: begin again."""

    def __init__(
        self,
        disk: Disk,
        part: Path,
        target: Path,
        settle: Callable[[Path], None],
        *,
        asset_id: str,
        size_bytes: int,
        sha256: str,
        mime: str,
    ) -> None:
        """Resume what `part` holds; `settle` makes the target's folder and makes it durable.

        Raises StorageFull or StorageFailing.
        """
        self.asset_id = asset_id
        self.size_bytes = size_bytes
        self.offset = 0
        """How many bytes are there; the agent goes on from here."""
        self._disk = disk
        self._part = part
        self._target = target
        self._settle = settle
        self._sha256 = sha256
        self._mime = mime
        self._seen = hashlib.sha256()
        self._head = b""
        self._descriptor: int | None = None
        with self._explained():
            self._resume()

    @property
    def complete(self) -> bool:
        """All bytes are there (not yet checked, not yet durable)."""
        return self.offset == self.size_bytes

    def write(self, offset: int, data: bytes) -> None:
        """Append bytes at `offset`; what is there already is skipped.

        Raises RuleRefused("INVALID") for a gap, "TOO_LARGE" past the declared size; StorageFull,
        StorageFailing.
        """
        if offset > self.offset:
            raise RuleRefused(
                "INVALID", f"Bytes {self.offset} to {offset} of this file did not come yet."
            )
        if offset + len(data) > self.size_bytes:
            raise RuleRefused(
                "TOO_LARGE", f"The file was declared with {self.size_bytes} bytes; these are more."
            )
        new = memoryview(data)[self.offset - offset :]
        with self._explained():
            while new:
                written = self._disk.write(self._open(), new)
                self._note(bytes(new[:written]))
                new = new[written:]

    def finish(self) -> None:
        """Check size, hash and form; sync, rename, sync the folder. Then the file is durable.

        Raises RuleRefused HASH_MISMATCH, UNSUPPORTED_MEDIA (the upload starts anew); StorageFull,
        StorageFailing (nothing is acknowledged; begin again).
        """
        if not self.complete:
            raise RuleRefused("INVALID", f"Only {self.offset} of {self.size_bytes} bytes came.")
        self._refuse_false()
        with self._explained():
            self._sync()
            self._settle(self._target.parent)
            self._disk.rename(self._part, self._target)
            self._disk.sync_folder(self._target.parent)

    def pause(self) -> None:
        """Close the file, keep what is there for a later upload."""
        descriptor, self._descriptor = self._descriptor, None
        if descriptor is not None:
            with self._explained():
                self._disk.close(descriptor)

    def _resume(self) -> None:
        """Read what an earlier upload left; more than was declared is not ours."""
        if self._part.exists() and self._part.stat().st_size > self.size_bytes:
            self._part.unlink()
        with contextlib.suppress(FileNotFoundError), self._part.open("rb") as file:
            while chunk := file.read(_READ_BYTES):
                self._note(chunk)

    def _note(self, data: bytes) -> None:
        self._seen.update(data)
        self._head = (self._head + data[: media.HEAD_BYTES])[: media.HEAD_BYTES]
        self.offset += len(data)

    def _open(self) -> int:
        if self._descriptor is None:
            self._descriptor = self._disk.open(self._part)
        return self._descriptor

    def _refuse_false(self) -> None:
        try:
            if self._seen.hexdigest() != self._sha256:
                raise RuleRefused(
                    "HASH_MISMATCH",
                    "The bytes that came are not those that were declared.",
                    retryable=True,
                )
            media.refuse_disguised(self._mime, self._head)
        except RuleRefused:
            self._drop()
            raise

    def _sync(self) -> None:
        """A file whose sync failed once may be marked clean without being written: drop it."""
        descriptor = self._open()
        try:
            self._disk.sync(descriptor)
        except OSError:
            self._drop()
            raise
        self._descriptor = None
        self._disk.close(descriptor)

    def _drop(self) -> None:
        with contextlib.suppress(OSError):
            self.pause()
        with contextlib.suppress(OSError):
            self._part.unlink(missing_ok=True)

    @contextlib.contextmanager
    def _explained(self) -> Iterator[None]:
        """The system's errors as ours; the descriptor does not outlive one."""
        try:
            yield
        except OSError as error:
            descriptor, self._descriptor = self._descriptor, None
            if descriptor is not None:
                with contextlib.suppress(OSError):
                    self._disk.close(descriptor)
            raise storage_error(error) from error


def storage_error(error: OSError) -> StorageFull | StorageFailing:
    """What a failed call of the disk is to the one who waits for it."""
    if error.errno in _FULL:
        return StorageFull("The disk is full; the proof was not stored. Free some space.")
    return StorageFailing(f"The disk refused the proof ({error.strerror}); it was not stored.")
