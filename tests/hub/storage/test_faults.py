"""Which failures are the disk's fault."""

import errno
import sqlite3

import pytest
from peewee import IntegrityError, OperationalError

from hub.storage.faults import storage_fault
from models.errors import InvalidInput, StorageFailing, StorageFull


def _sqlite(code: int) -> sqlite3.Error:
    error = sqlite3.OperationalError("words")
    error.sqlite_errorcode = code
    return error


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (_sqlite(sqlite3.SQLITE_FULL), StorageFull),
        (OperationalError(_sqlite(sqlite3.SQLITE_FULL), "words"), StorageFull),
        (OSError(errno.ENOSPC, "no space"), StorageFull),
        (OSError(errno.EDQUOT, "quota"), StorageFull),
        (StorageFull("x"), StorageFull),
        (StorageFailing("x"), StorageFailing),
        (_sqlite(sqlite3.SQLITE_IOERR_FSYNC), StorageFailing),
        (_sqlite(sqlite3.SQLITE_READONLY), StorageFailing),
        (_sqlite(sqlite3.SQLITE_CORRUPT), StorageFailing),
    ],
)
def test_the_disk_is_to_blame(error: Exception, kind: type[Exception]) -> None:
    assert type(storage_fault(error)) is kind


@pytest.mark.parametrize(
    "error",
    [
        ValueError("x"),
        InvalidInput("a", "b"),
        IntegrityError(_sqlite(sqlite3.SQLITE_CONSTRAINT_UNIQUE), "words"),
        OSError(errno.EPERM, "no"),
        sqlite3.ProgrammingError("words"),
    ],
)
def test_the_disk_is_not_to_blame(error: Exception) -> None:
    assert storage_fault(error) is None


def test_what_lies_behind_an_exception_is_seen() -> None:
    behind = ValueError("on the way out")
    behind.__context__ = _sqlite(sqlite3.SQLITE_FULL)
    assert isinstance(storage_fault(behind), StorageFull)
