"""How a look ends, and what that means for the publication that it looks for."""

from typing import Any, Final

from models import json_text
from models.leases import Lease
from models.publishing import attempts, looks, verification
from models.publishing.inputs import VERIFY_POST
from models.rows import Database
from models.states import PENDING

_INPUT: Final = "SELECT input, status, run_after FROM job WHERE id = ?"


def answered(db: Database, lease: Lease, output: dict[str, Any], *, now: int) -> list[str]:
    """A VERIFY_POST is completed; ids of the jobs that this moved. Nothing for other jobs.

    Raises InvalidInput("output.…") for an answer that says nothing.
    """
    run_id = _subject(db, lease)
    if run_id is None:
        return []
    open_before = looks.open_of(db, run_id)
    verification.looked(db, run_id, lease.job_id, lease.device_id, output, now=now)
    return _moved(db, run_id, open_before)


def broke(db: Database, lease: Lease, *, now: int) -> list[str]:
    """A VERIFY_POST ended without an answer, for good or until its next attempt."""
    run_id = _subject(db, lease)
    if run_id is None:
        return []
    _, status, run_after = db.execute_sql(_INPUT, (lease.job_id,)).fetchone()
    verification.look_broke(db, run_id, run_after if status == PENDING else None, now=now)
    return [attempts.of_run(db, run_id).job_id]


def dropped(db: Database, job_id: str, *, now: int) -> list[str]:
    """A look that waited was cancelled."""
    text, *_ = db.execute_sql(_INPUT, (job_id,)).fetchone()
    run_id = json_text.load(text)["runId"]
    verification.look_broke(db, run_id, None, now=now)
    return [attempts.of_run(db, run_id).job_id]


def began(db: Database, job_id: str, *, now: int) -> list[str]:
    """A device took the look."""
    text, *_ = db.execute_sql(_INPUT, (job_id,)).fetchone()
    run_id = json_text.load(text)["runId"]
    verification.look_began(db, run_id, now=now)
    return [attempts.of_run(db, run_id).job_id]


def _subject(db: Database, lease: Lease) -> str | None:
    if lease.type != VERIFY_POST:
        return None
    text, *_ = db.execute_sql(_INPUT, (lease.job_id,)).fetchone()
    run_id: str = json_text.load(text)["runId"]
    return run_id


def _moved(db: Database, run_id: str, open_before: list[tuple[str, str, int | None]]) -> list[str]:
    """The publication, and the looks that were planned or dropped."""
    touched = {one[0] for one in (*open_before, *looks.open_of(db, run_id))}
    return [attempts.of_run(db, run_id).job_id, *sorted(touched)]
