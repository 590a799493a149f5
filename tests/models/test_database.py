"""Opening: what a writer and a reader may do, and every refusal."""

import contextlib
import random
import sqlite3
import threading
from pathlib import Path

import pytest
from peewee import DatabaseError, OperationalError, PeeweeException

from models import identity, schema, workspaces
from models.database import SCHEMA_VERSION, Database, integrity, open_reader, open_writer
from models.errors import (
    DataFolderError,
    FolderDamaged,
    FolderNewer,
    FolderUnwritable,
    StorageFull,
)
from models.folder import DataFolder
from tests.support import stores


@pytest.fixture
def used(tmp_path: Path) -> DataFolder:
    """A folder that was in use: a job, a device, and everything checkpointed."""
    folder = DataFolder.open(tmp_path / "data")
    db = open_writer(folder)
    stores.with_connectors(db)
    stores.a_claim(db, stores.a_device(db))
    db.close()
    return folder


def raw(folder: DataFolder, sql: str) -> None:
    with sqlite3.connect(folder.database) as connection:
        connection.execute(sql)
    connection.close()


def test_the_writer_is_durable_and_checks_references(tmp_path: Path) -> None:
    with stores.store(tmp_path / "data") as db:
        assert db.pragma("journal_mode") == "wal"
        assert db.pragma("synchronous") == 2
        assert db.pragma("foreign_keys") == 1
        assert db.pragma("user_version") == SCHEMA_VERSION
        assert integrity(db) == []


def test_what_was_written_is_there_when_the_folder_is_opened_again(used: DataFolder) -> None:
    db = open_writer(used)
    assert db.execute_sql("SELECT count(*) FROM job").fetchone() == (1,)
    assert [workspace.name for workspace in workspaces.all(db)] == ["My workspace"]
    db.close()


def test_the_writer_can_be_used_by_another_thread_than_the_one_that_opened_it(
    tmp_path: Path,
) -> None:
    folder = DataFolder.open(tmp_path / "data")
    db = open_writer(folder)
    assert db.is_closed()
    seen: list[str] = []

    def write() -> None:
        with db.atomic("IMMEDIATE"):
            workspaces.create(db, "From a thread", actor="system", now=1)
        seen.extend(workspace.name for workspace in workspaces.all(db))
        db.close()

    thread = threading.Thread(target=write)
    thread.start()
    thread.join()
    assert seen == ["My workspace", "From a thread"]
    folder.close()


def test_a_reader_sees_what_is_committed_and_can_write_nothing(used: DataFolder) -> None:
    writer = open_writer(used)
    reader = open_reader(DataFolder.read_only(used.path))
    with writer.atomic("IMMEDIATE"):
        workspaces.create(writer, "New", actor="system", now=1)
        assert len(workspaces.all(reader)) == 1
    assert len(workspaces.all(reader)) == 2
    with pytest.raises(OperationalError, match="readonly"):
        workspaces.create(reader, "Mine", actor="system", now=1)
    reader.close()
    writer.close()


def test_a_reader_of_an_empty_folder_is_told_to_start_once(tmp_path: Path) -> None:
    folder = DataFolder.open(tmp_path / "data")
    with pytest.raises(DataFolderError):
        open_reader(folder)
    assert not folder.database.exists()
    folder.close()


@pytest.mark.parametrize("open_", [open_writer, open_reader])
def test_a_newer_database_is_refused_and_left_alone(used: DataFolder, open_: object) -> None:
    raw(used, f"PRAGMA user_version = {SCHEMA_VERSION + 1}")
    before = used.database.read_bytes()
    with pytest.raises(FolderNewer, match="newer Proofdesk"):
        open_(used)  # type: ignore[operator]
    assert used.database.read_bytes() == before


def test_somebody_elses_database_is_refused(tmp_path: Path) -> None:
    folder = DataFolder.open(tmp_path / "data")
    raw(folder, "CREATE TABLE contacts (name TEXT)")
    with pytest.raises(FolderDamaged, match="none of Proofdesk"):
        open_writer(folder)
    folder.close()


@pytest.mark.parametrize("how", ["missing", "empty"])
def test_a_lost_database_is_never_replaced_by_an_empty_one(used: DataFolder, how: str) -> None:
    if how == "missing":
        used.database.unlink()
    else:
        used.database.write_bytes(b"")
    with pytest.raises(FolderDamaged, match=f"is {how}"):
        open_writer(used)
    assert not used.database.exists() or used.database.stat().st_size == 0


def test_proofs_without_a_database_are_a_loss_too(tmp_path: Path) -> None:
    folder = DataFolder.open(tmp_path / "data")
    (folder.proofs / "ab").mkdir()
    (folder.proofs / "ab" / stores.SHA).write_bytes(b"a proof")
    with pytest.raises(FolderDamaged, match="is missing"):
        open_writer(folder)
    folder.close()


def test_a_file_that_is_no_database_is_refused_and_left_alone(used: DataFolder) -> None:
    used.database.write_bytes(b"hello, I am no database at all" * 100)
    before = used.database.read_bytes()
    with pytest.raises(FolderDamaged, match="damaged"):
        open_writer(used)
    assert used.database.read_bytes() == before


LOST = "rows are missing"


def complaints(db: Database) -> list[str]:
    """What somebody who looks at this database is told."""
    try:
        lost = db.execute_sql("SELECT count(*) FROM job").fetchone() != (1,)
        return integrity(db) + ([LOST] if lost or not identity.read(db).hub_id else [])
    except (PeeweeException, sqlite3.Error, UnicodeDecodeError) as error:
        return [str(error)]


@pytest.mark.parametrize("seed", range(20))
def test_flipped_bytes_never_make_an_empty_database(used: DataFolder, seed: int) -> None:
    """Wherever it is hit: refused, or opened with its rows, or found by the integrity check."""
    content = bytearray(used.database.read_bytes())
    chance = random.Random(seed)
    for _ in range(40):
        content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
    used.database.write_bytes(bytes(content))
    try:
        db = open_writer(used)
    except DataFolderError:
        return
    with contextlib.closing(db):
        assert complaints(db) != [LOST]


@pytest.mark.parametrize(
    ("fault", "refusal"),
    [
        (OperationalError("database or disk is full"), StorageFull),
        (OperationalError("attempt to write a readonly database"), FolderUnwritable),
        (OperationalError("database is locked"), FolderUnwritable),
        (DatabaseError("database disk image is malformed"), FolderDamaged),
        (PermissionError(13, "Permission denied"), FolderUnwritable),
    ],
)
def test_every_way_in_which_opening_fails_is_explained(
    used: DataFolder, monkeypatch: pytest.MonkeyPatch, fault: Exception, refusal: type[Exception]
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise fault

    monkeypatch.setattr(schema, "upgrade", fail)
    with pytest.raises(refusal, match=str(used.path)):
        open_writer(used)


def test_a_reader_does_not_wait_for_an_upgrade(used: DataFolder) -> None:
    raw(used, "PRAGMA user_version = 0")
    with pytest.raises(FolderDamaged, match="Start Proofdesk on it once"):
        open_reader(used)


def test_integrity_names_a_row_that_points_to_nothing(used: DataFolder) -> None:
    raw(used, "DELETE FROM run")
    raw(
        used,
        "INSERT INTO log (job_seq, run_seq, at, level, message) VALUES (1, 99, 0, 'info', 'x')",
    )
    db = open_writer(used)
    assert integrity(db) == ["log row 1 points to a row of run that is gone"]
    db.close()
