"""What the user or the world did wrong, as exceptions that carry data and compose their text.

StoreError
├── DataFolderError          the folder cannot be used: taken, read-only, newer, unreadable
│   ├── FolderTaken
│   ├── FolderUnwritable
│   └── FolderNewer
├── StorageFull              no space for what should be written; try later
├── InvalidInput             a field of an input is wrong; `field` names it
├── NotFound                 no such row; `kind` and `id` name it
└── RuleRefused              a rule of state refuses; `code` is a wire code of the protocol
"""

from pathlib import Path
from typing import Any


class StoreError(Exception):
    """Base of everything the store refuses politely."""


class DataFolderError(StoreError):
    """The data folder cannot be used; the text says what to do."""

    def __init__(self, folder: Path, message: str) -> None:
        super().__init__(message)
        self.folder = folder


class FolderTaken(DataFolderError):
    """Another process holds the lock."""


class FolderUnwritable(DataFolderError):
    """The folder or a file in it cannot be written."""


class FolderNewer(DataFolderError):
    """The database was written by a newer Proofdesk."""


class FolderDamaged(DataFolderError):
    """The database cannot be read, or is gone while the proofs are still there."""


class StorageFull(StoreError):
    """The disk is full; nothing was written."""


class StorageFailing(StoreError):
    """The disk refused a write or a sync for another reason; nothing was acknowledged."""


class InvalidInput(StoreError):
    """One field is wrong: `field` is its path ("input.limit"), the text says what it may be."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(f"{field}: {message}")
        self.field = field
        self.message = message


class NotFound(StoreError):
    """No such row."""

    def __init__(self, kind: str, id: str) -> None:
        super().__init__(f"There is no {kind} {id}.")
        self.kind = kind
        self.id = id


class RuleRefused(StoreError):
    """A rule of state refuses this change. `code` is one of the protocol's error codes."""

    def __init__(
        self,
        code: str,
        message: str,
        *,
        retryable: bool = False,
        details: dict[str, Any] | None = None,
    ) -> None:
        super().__init__(message)
        self.code = code
        self.retryable = retryable
        self.details = details
        """What a program needs to go on: names and values of the case, JSON."""
