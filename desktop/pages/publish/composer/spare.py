"""What is being written, as files beside the store: there when the hub is down or the window dies.

A draft is written a moment after each change and taken away when the store has the same. What
cannot be written here (the disk is full) still stands in the composer.
"""

import contextlib
import logging
import os
from pathlib import Path
from uuid import UUID

import msgspec

from desktop.presenters.drafts import Draft

FOLDER = "drafts"
log = logging.getLogger(__name__)


class Spare:
    """Keeps drafts by their key (a UUID) in a folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder / FOLDER

    def keep(self, key: str, draft: Draft) -> bool:
        """Write it, whole or not at all; False when that did not work."""
        path = self._path(key)
        beside = path.with_suffix(".new")
        try:
            self._folder.mkdir(mode=0o700, exist_ok=True)
            with beside.open("wb") as file:
                file.write(msgspec.json.encode(draft))
                file.flush()
                os.fsync(file.fileno())
            beside.replace(path)
        except OSError as error:
            log.info("the spare copy of a draft could not be written: %s", error)
            with contextlib.suppress(OSError):
                beside.unlink(missing_ok=True)
            return False
        return True

    def found(self) -> list[tuple[str, Draft]]:
        """What earlier windows left behind, oldest first; what cannot be read is left alone."""
        found: list[tuple[float, str, Draft]] = []
        for path in self._folder.glob("*.json"):
            with contextlib.suppress(OSError, ValueError, msgspec.MsgspecError):
                key = str(UUID(path.stem))
                draft = msgspec.json.decode(path.read_bytes(), type=Draft)
                found.append((path.stat().st_mtime, key, draft))
        return [(key, draft) for _, key, draft in sorted(found, key=lambda one: one[:2])]

    def of_post(self, post_id: str) -> list[tuple[str, Draft]]:
        """What was left behind of a post of the store, oldest first."""
        return [(key, draft) for key, draft in self.found() if draft.post_id == post_id]

    def forget(self, key: str) -> None:
        """The store has it."""
        with contextlib.suppress(OSError):
            self._path(key).unlink(missing_ok=True)

    def _path(self, key: str) -> Path:
        return self._folder / f"{key}.json"
