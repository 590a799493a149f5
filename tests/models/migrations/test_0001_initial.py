"""Schema 1: what it enforces by itself, and that a real database of it can still be opened."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from peewee import IntegrityError
from playhouse.migrations import Runner

from models import audit
from models.database import integrity, open_writer
from models.folder import DataFolder
from models.queries import evidence, jobs, proofs
from models.queries.evidence import EvidenceFilter
from models.queries.jobs import JobFilter
from models.queries.proofs import ProofFilter
from models.rows import Database
from models.schema import MIGRATIONS
from tests.support import stores

FIXTURE = Path(__file__).parent.parent / "fixtures" / "schema-1.sqlite3"


def test_a_real_database_of_schema_1_opens_and_reads(tmp_path: Path) -> None:
    folder = DataFolder.open(tmp_path / "data")
    shutil.copy(FIXTURE, folder.database)
    db = open_writer(folder)
    assert integrity(db) == []
    assert audit.verify(db).whole
    done, waiting = jobs.page(db, JobFilter(types=("google_maps",))).items[::-1]
    assert (done.status, done.title, done.evidence_count) == ("COMPLETED", "dentists, Amman", 3)
    assert waiting.status == "PENDING"
    (parent,) = jobs.page(db, JobFilter(types=("SEARCH_BULK",))).items
    assert parent.children_total == 2
    assert evidence.count(db, EvidenceFilter(text="أسنان")) == 1
    assert proofs.count(db, ProofFilter()) == 1
    db.close()
    folder.close()


def test_the_migration_is_frozen(tmp_path: Path) -> None:
    """It still makes exactly what it made when the fixture was kept; changes go into new files."""
    new = Database(str(tmp_path / "new.sqlite3"))
    Runner(new, str(MIGRATIONS)).up("0001_initial")
    # What the full-text index keeps beside itself is SQLite's own affair.
    made = (
        "SELECT type, name, sql FROM sqlite_master WHERE name NOT LIKE 'evidence_search__%' "
        "ORDER BY type, name"
    )
    with closing(sqlite3.connect(FIXTURE)) as kept:
        assert new.execute_sql(made).fetchall() == kept.execute(made).fetchall()
    new.close()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE job SET status = 'PUBLISHED'",
        "UPDATE job SET progress = 101",
        "UPDATE job SET workspace_id = 'nowhere'",
        "UPDATE run SET state = 'sleeping'",
        "UPDATE device SET status = 'friendly'",
        "UPDATE device SET channel = 'telnet'",
        "DELETE FROM device",
        "INSERT INTO audit_head (seq, entries, hash) VALUES (2, 0, '')",
    ],
)
def test_the_schema_itself_refuses_what_no_rule_should_ever_do(
    db: Database, statement: str
) -> None:
    stores.a_claim(db, stores.a_device(db))
    before = stores.snapshot(db)
    with pytest.raises(IntegrityError):
        db.execute_sql(statement)
    assert stores.snapshot(db) == before


@pytest.mark.parametrize("statement", ["DELETE FROM audit", "UPDATE audit SET actor = 'me'"])
def test_the_audit_log_can_only_grow(db: Database, statement: str) -> None:
    with pytest.raises(IntegrityError, match="never"):
        db.execute_sql(statement)


def test_the_full_text_index_follows_its_table(db: Database) -> None:
    device = stores.a_device(db)
    job = stores.a_claim(db, device).job
    stores.findings(db, device, job.id, stores.a_finding(title="Rabieh Smile"))

    def found(word: str) -> int:
        return evidence.count(db, EvidenceFilter(text=word))

    assert found("rabieh") == 1
    db.execute_sql("UPDATE evidence SET search_text = 'something else'")
    assert (found("rabieh"), found("something")) == (0, 1)
    db.execute_sql("DELETE FROM evidence")
    assert found("something") == 0
    db.execute_sql("INSERT INTO evidence_search (evidence_search) VALUES ('integrity-check')")
