"""The few calls by which a file becomes durable, in one place so that tests can make each fail."""

import os
from pathlib import Path
from typing import Final

PRIVATE_FILE: Final = 0o600
PRIVATE_FOLDER: Final = 0o700


class Disk:
    """The real one; every method raises OSError."""

    def open(self, path: Path) -> int:
        """Open for writing at its end; made when it is not there."""
        flags = os.O_WRONLY | os.O_CREAT | os.O_APPEND | getattr(os, "O_BINARY", 0)
        return os.open(path, flags, PRIVATE_FILE)

    def write(self, descriptor: int, data: bytes | memoryview) -> int:
        """Write some of it; how much."""
        return os.write(descriptor, data)

    def sync(self, descriptor: int) -> None:
        """Return when the file's bytes are on the disk."""
        os.fsync(descriptor)

    def close(self, descriptor: int) -> None:
        """Give the descriptor back."""
        os.close(descriptor)

    def rename(self, path: Path, target: Path) -> None:
        """Take the target's place, in one step."""
        path.replace(target)

    def make_folder(self, path: Path) -> None:
        """A private folder; one that is there is left alone."""
        path.mkdir(mode=PRIVATE_FOLDER, exist_ok=True)

    def sync_folder(self, path: Path) -> None:
        """Return when the names in a folder are on the disk (Windows does that by itself)."""
        if os.name == "nt":
            return
        descriptor = os.open(path, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
