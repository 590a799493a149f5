"""A disk whose n-th call fails, once or for good: nothing may be called durable that is not."""

import errno
import os
from pathlib import Path

from models.disk import Disk


class FaultyDisk(Disk):
    """The real disk, but call number `at` (from 1) fails; `lasting`: and all after it."""

    def __init__(self, at: int, *, lasting: bool = False, code: int = errno.EIO) -> None:
        self.at = at
        self.lasting = lasting
        self.code = code
        self.calls: list[str] = []
        self.durable: set[Path] = set()
        """Files that were renamed into a folder which was synced afterwards."""
        self._synced: set[int] = set()
        self._renamed: set[Path] = set()

    @property
    def struck(self) -> bool:
        """Whether the fault came true."""
        return len(self.calls) >= self.at

    def heal(self) -> None:
        """From now on everything works."""
        self.at = 10**9

    def open(self, path: Path) -> int:
        self._call("open")
        return super().open(path)

    def write(self, descriptor: int, data: bytes | memoryview) -> int:
        self._call("write")
        self._synced.discard(os.fstat(descriptor).st_ino)
        # Short writes happen; half of it is the rudest way to write less than asked.
        return super().write(descriptor, data[: max(1, len(data) // 2)])

    def sync(self, descriptor: int) -> None:
        self._call("sync")
        super().sync(descriptor)
        self._synced.add(os.fstat(descriptor).st_ino)

    def close(self, descriptor: int) -> None:
        super().close(descriptor)
        self._call("close")

    def rename(self, path: Path, target: Path) -> None:
        self._call("rename")
        assert path.stat().st_ino in self._synced, "renamed before it was synced"
        super().rename(path, target)
        self._renamed.add(target)

    def make_folder(self, path: Path) -> None:
        self._call("make_folder")
        super().make_folder(path)

    def sync_folder(self, path: Path) -> None:
        self._call("sync_folder")
        super().sync_folder(path)
        self.durable |= {file for file in self._renamed if file.parent == path}

    def _call(self, name: str) -> None:
        self.calls.append(name)
        number = len(self.calls)
        if number == self.at or (self.lasting and number > self.at):
            raise OSError(self.code, os.strerror(self.code))
