"""Writes a file that appears only when it is whole: a full disk leaves no half of it behind."""

import contextlib
import errno
import secrets
from collections.abc import Iterable
from pathlib import Path

from models.disk import Disk
from models.errors import StorageFailing, StorageFull

_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


def write(target: Path, chunks: Iterable[bytes], disk: Disk | None = None) -> int:
    """Write all chunks beside the target, sync, take its place; how many bytes.

    Raises StorageFull or StorageFailing; then, and when `chunks` raises, nothing is left behind
    and a file that stood there before still stands.
    """
    disk = disk or Disk()
    beside = target.with_name(f".{target.name[:100]}.{secrets.token_hex(4)}.part")
    try:
        written = _write_beside(beside, chunks, disk)
        disk.rename(beside, target)
        disk.sync_folder(target.parent)
    except OSError as error:
        raise _refusal(target, error) from error
    finally:
        with contextlib.suppress(OSError):
            beside.unlink(missing_ok=True)
    return written


def _write_beside(beside: Path, chunks: Iterable[bytes], disk: Disk) -> int:
    written = 0
    descriptor = disk.open(beside)
    try:
        for chunk in chunks:
            left = memoryview(chunk)
            while left:
                taken = disk.write(descriptor, left)
                left = left[taken:]
                written += taken
        disk.sync(descriptor)
    finally:
        disk.close(descriptor)
    return written


def _refusal(target: Path, error: OSError) -> Exception:
    if error.errno in _FULL:
        return StorageFull(
            f"The disk is full; {target.name} was not written and no half of it was left. "
            "Free some space, or choose another place."
        )
    return StorageFailing(
        f"{target} could not be written ({error.strerror}); no half of it was left. "
        "Choose another place."
    )
