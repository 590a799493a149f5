"""Opening the database: one writer that migrates, readers that cannot write, clear refusals."""

import os
import sqlite3
import urllib.parse
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from peewee import PeeweeException

from models import clock, founding, schema
from models.errors import FolderDamaged, FolderNewer, FolderUnwritable, StorageFull
from models.folder import DataFolder
from models.rows import Database

__all__ = ["SCHEMA_VERSION", "Database", "integrity", "open_reader", "open_writer"]

SCHEMA_VERSION: Final = schema.newest(schema.MIGRATIONS)
"""The newest schema this Proofdesk knows (SQLite's user_version)."""

_PRAGMAS: Final = {"busy_timeout": 5_000, "foreign_keys": 1, "temp_store": "memory"}
_WRITER_PRAGMAS: Final = _PRAGMAS | {
    "journal_mode": "wal",
    "synchronous": "full",
    "cache_size": -32_000,
    "journal_size_limit": 64 * 1024 * 1024,
    "recursive_triggers": 1,
}
_READER_PRAGMAS: Final = _PRAGMAS | {"query_only": 1, "cache_size": -16_000}


def open_writer(folder: DataFolder) -> Database:
    """Migrate, then hand out the database for the ONE thread that writes and checkpoints.

    WAL, synchronous=FULL, foreign keys on. The connection used to migrate is closed again: the
    writer thread opens its own with its first query (`with db.atomic("IMMEDIATE")`), and closes it
    with `db.close()` in that thread. On a new database it makes the hub's identity, the first
    operator and the first workspace.
    Raises FolderNewer, FolderDamaged, FolderUnwritable or StorageFull.
    """
    _refuse_lost_database(folder)
    with _explained(folder):
        os.close(os.open(folder.database, os.O_RDWR | os.O_CREAT, 0o600))
        db = Database(str(folder.database), pragmas=_WRITER_PRAGMAS)
        try:
            _refuse_newer(folder, db)
            schema.upgrade(db, backups=folder.backups)
            with db.atomic("IMMEDIATE"):
                founding.found(db, now=clock.now_ms())
        finally:
            db.close()
        folder.mark_founded()
    return db


def open_reader(folder: DataFolder) -> Database:
    """A database that cannot write; each thread gets its own connection and closes it itself.

    Raises FolderNewer or FolderDamaged.
    """
    address = f"file:{urllib.parse.quote(str(folder.database))}?mode=ro"
    db = Database(address, uri=True, pragmas=_READER_PRAGMAS)
    with _explained(folder):
        try:
            _refuse_newer(folder, db)
            if schema.version(db) < SCHEMA_VERSION:
                raise FolderDamaged(
                    folder.path,
                    f"The data folder {folder.path} holds no database of this Proofdesk yet. "
                    "Start Proofdesk on it once.",
                )
        finally:
            db.close()
    return db


def integrity(db: Database) -> list[str]:
    """What the checks of SQLite and of the full-text index complain about; empty when whole."""
    found = [str(row[0]) for row in db.execute_sql("PRAGMA integrity_check")]
    problems = [] if found == ["ok"] else found
    for table, row, parent, _ in db.execute_sql("PRAGMA foreign_key_check"):
        problems.append(f"{table} row {row} points to a row of {parent} that is gone")
    return problems


def _refuse_lost_database(folder: DataFolder) -> None:
    """A new empty database would hide that the old one, and with it everything, was lost."""
    if folder.database.exists() and folder.database.stat().st_size > 0:
        return
    if folder.founded or any(path.is_file() for path in folder.proofs.rglob("*")):
        state = "is empty" if folder.database.exists() else "is missing"
        raise FolderDamaged(
            folder.path,
            f"The database {folder.database} {state}, but this folder was in use. Put a backup "
            f"from {folder.backups} in its place, or choose another --data-dir to start anew.",
        )


def _refuse_newer(folder: DataFolder, db: Database) -> None:
    found = schema.version(db)
    if found > SCHEMA_VERSION:
        raise FolderNewer(
            folder.path,
            f"The data folder {folder.path} was written by a newer Proofdesk (its schema is "
            f"{found}, this one knows {SCHEMA_VERSION}). Install the newer version; nothing was "
            "changed.",
        )


@contextmanager
def _explained(folder: DataFolder) -> Iterator[None]:
    """SQLite's and the system's errors as ours."""
    try:
        yield
    except OSError as error:
        raise FolderUnwritable(
            folder.path, f"The database {folder.database} cannot be opened ({error.strerror})."
        ) from error
    except (PeeweeException, sqlite3.Error) as error:
        raise _refusal(folder, str(error)) from error
    except UnicodeDecodeError as error:  # SQLite quotes broken bytes in what it says
        raise _refusal(folder, "unreadable") from error


def _refusal(folder: DataFolder, what: str) -> Exception:
    if "full" in what:
        return StorageFull(
            f"The disk that holds {folder.path} is full. Free some space, then start again."
        )
    if "readonly" in what or "unable to open" in what or "locked" in what:
        return FolderUnwritable(
            folder.path, f"The database {folder.database} cannot be opened for writing ({what})."
        )
    return FolderDamaged(
        folder.path,
        f"The database {folder.database} is damaged ({what}). It was left as it is. Keep a copy, "
        f"then put a backup from {folder.backups} in its place.",
    )
