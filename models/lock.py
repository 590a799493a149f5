"""An exclusive lock on a file that ends with the process, whatever way the process ends."""

import os
import sys
from pathlib import Path


class Locked(Exception):
    """Another process holds it."""


class FileLock:
    """Held from construction until `release`."""

    def __init__(self, path: Path) -> None:
        """Raises Locked, or OSError when the file cannot be opened."""
        self._descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            _take(self._descriptor)
        except BaseException:
            os.close(self._descriptor)
            raise

    def note(self) -> bytes:
        """The few bytes that a holder left in the file."""
        os.lseek(self._descriptor, 0, os.SEEK_SET)
        return os.read(self._descriptor, 100)

    def write_note(self, note: bytes) -> None:
        """Leave a note for the holders to come, durably."""
        os.lseek(self._descriptor, 0, os.SEEK_SET)
        os.write(self._descriptor, note)
        os.fsync(self._descriptor)

    def release(self) -> None:
        """Let others have it. The file stays: removing it would let two processes in."""
        os.close(self._descriptor)


if sys.platform == "win32":
    import msvcrt

    def _take(descriptor: int) -> None:
        os.lseek(descriptor, 0, os.SEEK_SET)
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError:
            raise Locked from None

else:
    import fcntl

    def _take(descriptor: int) -> None:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Locked from None
