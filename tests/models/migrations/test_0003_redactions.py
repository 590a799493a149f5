"""Schema 3: a real database of schema 1 is lifted; its proofs are originals."""

import shutil
from pathlib import Path

import pytest
from peewee import IntegrityError

from models.database import SCHEMA_VERSION, integrity, open_writer
from models.folder import DataFolder
from models.queries import proofs
from models.queries.proofs import ProofFilter
from models.rows import Database

FIXTURE = Path(__file__).parent.parent / "fixtures" / "schema-1.sqlite3"


def test_proofs_of_before_are_originals(tmp_path: Path) -> None:
    folder = DataFolder.open(tmp_path / "data")
    shutil.copy(FIXTURE, folder.database)
    db = open_writer(folder)
    assert integrity(db) == []
    assert db.pragma("user_version") == SCHEMA_VERSION
    kept = proofs.page(db, ProofFilter(declared_too=True)).items
    assert kept
    assert all(proof.parent_id is None and proof.redaction is None for proof in kept)
    db.close()
    folder.close()


def test_a_copy_of_nothing_is_refused(db: Database) -> None:
    with pytest.raises(IntegrityError):
        db.execute_sql(
            "INSERT INTO proof (id, job_seq, run_seq, workspace_seq, kind, mime, size_bytes,"
            " sha256, captured_at, declared_at, state, integrity, late, parent_id) SELECT 'c', 1,"
            " 1, seq, 'after', 'image/png', 1, 'a', 0, 0, 'stored', 'intact', 0, 'nobody'"
            " FROM workspace"
        )
