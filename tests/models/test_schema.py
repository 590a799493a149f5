"""The way up: numbered files, once each, each tested, a copy before a change."""

import sqlite3
from pathlib import Path

import pytest

from models import schema
from models.rows import Database
from models.schema import MIGRATIONS
from tests.support import stores

TESTS = Path(__file__).parent / "migrations"
NEWEST = schema.newest(MIGRATIONS)
NEXT = NEWEST + 1

_BETTER = """
def up(migrator, db):
    db.execute_sql("ALTER TABLE operator ADD COLUMN mood TEXT")
    db.execute_sql("PRAGMA user_version = {version}")
"""
_BROKEN = """
def up(migrator, db):
    db.execute_sql("ALTER TABLE operator ADD COLUMN mood TEXT")
    db.execute_sql("PRAGMA user_version = {version}")
    raise RuntimeError("half way")
"""


def upgraded(tmp_path: Path, migration: str) -> Path:
    """A folder of migrations in which one follows those that exist."""
    folder = tmp_path / "migrations"
    folder.mkdir()
    for file in MIGRATIONS.glob("0*.py"):
        (folder / file.name).write_text(file.read_text())
    (folder / f"{NEXT:04d}_mood.py").write_text(migration.format(version=NEXT))
    return folder


def test_every_migration_has_its_test() -> None:
    missing = [f.name for f in MIGRATIONS.glob("0*.py") if not (TESTS / f"test_{f.name}").exists()]
    assert not missing


def test_migrations_are_numbered_without_gaps() -> None:
    numbers = sorted(int(file.name[:4]) for file in MIGRATIONS.glob("0*.py"))
    assert numbers == list(range(1, schema.newest(MIGRATIONS) + 1))


def test_a_migration_imports_nothing_of_ours() -> None:
    for file in MIGRATIONS.glob("0*.py"):
        assert "models" not in file.read_text(), "a migration is frozen; the models are not"


def test_an_upgrade_runs_what_is_missing_once_and_keeps_a_copy(
    db: Database, tmp_path: Path
) -> None:
    migrations = upgraded(tmp_path, _BETTER)
    backups = tmp_path / "data" / "backups"
    stores.a_job(db)
    assert schema.upgrade(db, backups=backups, migrations=migrations) == [f"{NEXT:04d}_mood"]
    assert schema.upgrade(db, backups=backups, migrations=migrations) == []
    assert schema.version(db) == NEXT
    (copy,) = backups.iterdir()
    with sqlite3.connect(copy) as before:
        assert before.execute("SELECT count(*) FROM job").fetchone() == (1,)
        assert before.execute("PRAGMA user_version").fetchone() == (NEWEST,)
    before.close()


def test_a_broken_upgrade_changes_nothing(db: Database, tmp_path: Path) -> None:
    migrations = upgraded(tmp_path, _BROKEN)
    before = stores.snapshot(db)
    with pytest.raises(RuntimeError):
        schema.upgrade(db, backups=tmp_path / "data" / "backups", migrations=migrations)
    assert schema.version(db) == NEWEST
    assert stores.snapshot(db) == before
    assert "mood" not in [row[1] for row in db.execute_sql("PRAGMA table_info(operator)")]
