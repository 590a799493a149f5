"""The hands of the state machine."""

import pytest

from models import moves
from models.queries import audit
from models.queries import jobs as queries
from models.queries.audit import AuditFilter
from models.rows import Database
from models.states import STATUSES, TRANSITIONS
from models.views import DeviceView
from tests.support import stores
from tests.support.stores import NOW, refused


@pytest.mark.parametrize("cause", TRANSITIONS)
def test_a_move_that_the_table_does_not_know_changes_nothing(db: Database, cause: str) -> None:
    job = stores.a_job(db)
    before = stores.snapshot(db)
    for status in set(STATUSES) - set(TRANSITIONS[cause]):
        with refused("JOB_NOT_RUNNING"):
            moves.move(db, cause, job.id, status, now=NOW)
    assert stores.snapshot(db) == before


def test_a_job_that_moved_meanwhile_is_not_moved_again(db: Database) -> None:
    job = stores.a_job(db)
    moves.move(db, "cancel", job.id, "PENDING", now=NOW)
    before = stores.snapshot(db)
    moves.move(db, "cancel", job.id, "PENDING", now=NOW + 5)
    assert stores.snapshot(db) == before


def test_a_run_ends_once(db: Database, device: DeviceView) -> None:
    claimed = stores.a_claim(db, device)
    (seq,) = db.execute_sql("SELECT seq FROM run").fetchone()
    moves.end_run(db, seq, "failed", "timeout", "x", now=NOW + 1)
    moves.end_run(db, seq, "completed", None, None, now=NOW + 2)
    (run,) = queries.runs(db, claimed.job.id)
    assert (run.state, run.ended_at, run.error_code) == ("failed", NOW + 1, "timeout")


def test_what_is_nothing_is_left_out_of_the_audit_entry(db: Database) -> None:
    job = stores.a_job(db)
    moves.record(db, "requeued", job.id, actor="system", now=NOW, code="x", run_after=None)
    entry = audit.page(db, AuditFilter(subject_id=job.id)).items[0]
    assert (entry.action, entry.detail) == ("job.requeued", {"code": "x"})
