"""Which schema a database has, and the way up to the newest one: numbered files, once each."""

import contextlib
import re
import sqlite3
from pathlib import Path
from typing import Final

from playhouse.migrations import Runner  # type: ignore[import-untyped]

from models.errors import FolderDamaged
from models.rows import Database

MIGRATIONS: Final = Path(__file__).parent / "migrations"
APPLICATION_ID: Final = int.from_bytes(b"Prod", "big")


def newest(migrations: Path) -> int:
    """The highest number of the migration files."""
    names = (re.match(r"(\d{4})_\w+\.py$", path.name) for path in migrations.iterdir())
    return max(int(name[1]) for name in names if name)


def version(db: Database) -> int:
    """The schema of this database; 0 for an empty one."""
    return int(db.pragma("user_version"))


def upgrade(db: Database, *, backups: Path, migrations: Path = MIGRATIONS) -> list[str]:
    """Run what is missing, each file in one transaction; the names of those that ran.

    A database that holds something is copied into `backups` before it is changed.
    """
    found = version(db)
    if found == 0:
        _refuse_foreign(db)
    elif found < newest(migrations):
        _copy(db, backups / f"before-schema-{newest(migrations)}-from-{found}.sqlite3")
    return list(Runner(db, str(migrations)).up())


def _refuse_foreign(db: Database) -> None:
    (tables,) = db.execute_sql(
        "SELECT count(*) FROM sqlite_master WHERE name <> 'schema_migration'"
    ).fetchone()
    if tables or db.pragma("application_id") not in (0, APPLICATION_ID):
        path = Path(db.database)
        raise FolderDamaged(
            path.parent,
            f"{path} is a database, but none of Proofdesk. Move it away or choose another folder.",
        )


def _copy(db: Database, target: Path) -> None:
    """A whole copy beside it first, under its name only when it is complete."""
    beside = target.with_suffix(".part")
    beside.unlink(missing_ok=True)
    with contextlib.closing(sqlite3.connect(beside)) as copy:
        db.connection().backup(copy)
    beside.replace(target)
