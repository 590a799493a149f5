"""Which failures of a write are the disk's fault, and what they are called towards everybody else.

The database layer wraps SQLite's own exception (`orig`); its error code says whether the disk is
full, failing, or whether a single statement was merely wrong.
"""

import errno
import sqlite3
from collections.abc import Iterator

from models.errors import StorageFailing, StorageFull, StoreError

_FULL = sqlite3.SQLITE_FULL
_FAILING = {
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_CORRUPT,
    sqlite3.SQLITE_NOTADB,
    sqlite3.SQLITE_NOMEM,
    sqlite3.SQLITE_BUSY,
}
FULL_TEXT = "The disk is full; make room and it goes on by itself."


def _chain(error: BaseException) -> Iterator[BaseException]:
    """The exception and those behind it."""
    link: BaseException | None = error
    while link is not None:
        yield link
        link = getattr(link, "orig", None) or link.__cause__ or link.__context__


def storage_fault(error: BaseException) -> StoreError | None:
    """The polite form of a failure of the disk; None when the disk is not to blame."""
    for link in _chain(error):
        if isinstance(link, StorageFull | StorageFailing):
            return link
        if isinstance(link, OSError) and link.errno in (errno.ENOSPC, errno.EDQUOT):
            return StorageFull(FULL_TEXT)
        code = getattr(link, "sqlite_errorcode", None)
        if code is None:
            continue
        primary = code & 0xFF
        if primary == _FULL:
            return StorageFull(FULL_TEXT)
        if primary in _FAILING:
            return StorageFailing(f"The data folder cannot be written ({link}).")
    return None
