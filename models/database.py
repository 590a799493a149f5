"""Opening the database: one writer that migrates, readers that cannot write, refusals that explain."""

from peewee import SqliteDatabase

from models.folder import DataFolder

Database = SqliteDatabase
"""The type of every `db` parameter; connections are per thread and open themselves on first use."""

SCHEMA_VERSION = 1
"""The newest schema this Proofdesk knows (SQLite's user_version)."""


def open_writer(folder: DataFolder) -> Database:
    """Migrate, then hand out the database for the ONE thread that writes and checkpoints.

    WAL, synchronous=FULL, foreign keys on. The connection used to migrate is closed again: the
    writer thread opens its own with its first query (`with db.atomic("IMMEDIATE")`), and closes it
    with `db.close()` in that thread. On a new database it makes the hub's identity, the first
    operator and the first workspace.
    Raises FolderNewer, FolderDamaged, FolderUnwritable or StorageFull.
    """
    raise NotImplementedError


def open_reader(folder: DataFolder) -> Database:
    """A database that cannot write; each thread gets its own connection and closes it itself.

    Raises FolderNewer or FolderDamaged.
    """
    raise NotImplementedError


def integrity(db: Database) -> list[str]:
    """What integrity_check and foreign_key_check complain about; empty when all is whole."""
    raise NotImplementedError
