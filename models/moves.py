"""The two hands of the state machine: moving a job's status by its table, and ending a run."""

from typing import Any, Final

from models import audit
from models.rows import Database
from models.states import FINISHED, PENDING, after
from models.tables import Job

_END_RUN: Final = """
UPDATE run SET state = ?, ended_at = ?, error_code = ?, error_message = ?,
    progress = (SELECT progress FROM job WHERE job.seq = run.job_seq)
WHERE seq = ? AND state = 'running'
"""


def move(db: Database, cause: str, job_id: str, status: str, *, now: int, **columns: Any) -> str:
    """Move a job that stands at `status`; the columns change with it. Raises RuleRefused."""
    target = after(cause, status)
    if target in FINISHED:
        columns["completed_at"] = now
        columns["run_after"] = None
    columns |= {"needs_user_reason": None, "needs_user_message": None}
    if target == PENDING:
        columns |= {"assigned_device_id": None, "cancel_requested": False}
    Job.update(status=target, updated_at=now, **columns).where(
        Job.id == job_id, Job.status == status
    ).execute(db)
    return target


def end_run(
    db: Database, run_seq: int, state: str, code: str | None, message: str | None, *, now: int
) -> None:
    """A run ends once; its row keeps the progress it had."""
    db.execute_sql(_END_RUN, (state, now, code, message, run_seq))


def record(db: Database, action: str, job_id: str, *, actor: str, now: int, **detail: Any) -> None:
    """The audit entry of something that happened to a job."""
    audit.append(
        db,
        actor=actor,
        action=f"job.{action}",
        subject_type="job",
        subject_id=job_id,
        detail={name: value for name, value in detail.items() if value is not None},
        now=now,
    )
