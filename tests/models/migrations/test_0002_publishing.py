"""Schema 2: a real database of schema 1 is lifted; what the schema itself refuses."""

import shutil
from pathlib import Path

import pytest
from peewee import IntegrityError

from models.database import SCHEMA_VERSION, integrity, open_writer
from models.folder import DataFolder
from models.queries import jobs
from models.queries.jobs import JobFilter
from models.rows import Database

FIXTURE = Path(__file__).parent.parent / "fixtures" / "schema-1.sqlite3"


def test_a_database_of_schema_1_is_lifted_and_copied_first(tmp_path: Path) -> None:
    folder = DataFolder.open(tmp_path / "data")
    shutil.copy(FIXTURE, folder.database)
    db = open_writer(folder)
    assert integrity(db) == []
    assert db.pragma("user_version") == SCHEMA_VERSION
    done = jobs.page(db, JobFilter(types=("google_maps",))).items[-1]
    assert (done.status, done.account, done.held) == ("COMPLETED", None, False)
    assert [copy.name for copy in folder.backups.iterdir()] == [
        f"before-schema-{SCHEMA_VERSION}-from-1.sqlite3"
    ]
    db.close()
    folder.close()


@pytest.mark.parametrize(
    "statement",
    [
        "INSERT INTO account (id, workspace_id, platform, handle, key, created_at)"
        " VALUES ('a', 'nowhere', 'x', 'b', 'x:b', 0)",
        "INSERT INTO look (publishing_run_seq, job_id, device_id, outcome, at)"
        " VALUES (1, 'j', 'd', 'perhaps', 0)",
        "INSERT INTO post (id, workspace_id, title, title_folded, text, late_policy, grace_minutes,"
        " created_by_id, created_at, updated_at) SELECT 'p', id, '', '', '', 'whenever', 0, 'o',"
        " 0, 0 FROM workspace",
    ],
)
def test_the_schema_itself_refuses_what_no_rule_should_ever_do(
    db: Database, statement: str
) -> None:
    with pytest.raises(IntegrityError):
        db.execute_sql(statement)
