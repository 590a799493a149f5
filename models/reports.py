"""What a run reports while it goes on: progress, log lines, that it needs a person."""

from typing import Any, Final

from models import json_text, leases
from models.changes import Change, Moved
from models.job_rows import load
from models.moves import record
from models.parents import changed, follow
from models.phases import Phases
from models.publishing import attempts, decisions
from models.publishing import endings as publishing_endings
from models.publishing.inputs import PUBLISH_VARIANT
from models.rows import Database
from models.views import LogView

_PROGRESS: Final = """
UPDATE job SET
    needs_user_reason = CASE WHEN needs_user_reason IS NULL OR (:percent > progress
        AND NOT EXISTS (SELECT 1 FROM publishing_run JOIN run ON run.seq = publishing_run.run_seq
            WHERE run.job_seq = job.seq AND publishing_run.state IN ('unknown', 'verifying')))
        THEN NULL ELSE needs_user_reason END,
    needs_user_message = CASE WHEN needs_user_reason IS NULL OR (:percent > progress
        AND NOT EXISTS (SELECT 1 FROM publishing_run JOIN run ON run.seq = publishing_run.run_seq
            WHERE run.job_seq = job.seq AND publishing_run.state IN ('unknown', 'verifying')))
        THEN NULL ELSE needs_user_message END,
    progress = max(progress, :percent), message = coalesce(:message, message),
    checkpoint = coalesce(:checkpoint, checkpoint), updated_at = :now
WHERE id = :job AND epoch = :epoch AND status = 'RUNNING' AND assigned_device_id = :device
RETURNING progress, cancel_requested, parent_id, account
"""
"""The flag goes down when the run gets further, but not that of a publication in doubt."""
_LINE: Final = """
INSERT INTO log (job_seq, run_seq, at, level, message, data) VALUES (?, ?, ?, ?, ?, ?)
"""
_COUNT_LINE: Final = "UPDATE job SET log_count = log_count + 1 WHERE seq = ?"
_FLAG: Final = """
UPDATE job SET needs_user_reason = ?, needs_user_message = ?, updated_at = ? WHERE seq = ?
"""


def progress(
    db: Database,
    device_id: str,
    job_id: str,
    epoch: int,
    percent: float,
    message: str | None,
    checkpoint: dict[str, Any] | None,
    *,
    now: int,
) -> Moved:
    """Never backwards within a run; a message becomes a line of the log.

    A run that gets further than it was needs nobody any more: the flag goes down by itself.
    """
    values = {
        "percent": int(percent),
        "message": message,
        "now": now,
        "job": job_id,
        "epoch": epoch,
        "checkpoint": json_text.dump_optional(checkpoint),
        "device": device_id,
    }
    moved = db.execute_sql(_PROGRESS, values).fetchone()
    if moved is None:
        raise leases.of_device(db, device_id, job_id, epoch).refusal()
    reached, cancel_requested, parent_id, account = moved
    logs = []
    if account is not None:
        _begun(db, leases.of_device(db, device_id, job_id, epoch), now)
    if message is not None:
        lease = leases.of_device(db, device_id, job_id, epoch)
        logs.append(add_line(db, lease, "info", message, None, now=now))
    parent = None if parent_id is None else follow(db, parent_id, Phases(db, now), now=now)
    return Moved(
        progress=reached, cancel_requested=bool(cancel_requested), parent=parent, logs=logs
    )


def write_log(
    db: Database,
    device_id: str,
    job_id: str,
    epoch: int,
    level: str,
    message: str,
    data: dict[str, Any] | None,
    *,
    now: int,
) -> Change:
    """A line of the job's log."""
    lease = leases.held(db, device_id, job_id, epoch)
    _begun(db, lease, now)
    line = add_line(db, lease, level, message, data, now=now)
    job = load(db, job_id, Phases(db, now))
    return Change(job=job, jobs=[job], logs=[line])


def raise_needs_user(
    db: Database, device_id: str, job_id: str, epoch: int, reason: str, message: str, *, now: int
) -> Change:
    """The flag goes up, the lease goes on, the message becomes a line of the log."""
    lease = leases.held(db, device_id, job_id, epoch)
    _begun(db, lease, now)
    attempt = publishing_endings.attempt_of(db, lease)
    if attempt is None or not decisions.in_doubt(attempt):
        db.execute_sql(_FLAG, (reason, message, now, lease.job_seq))
    line = add_line(db, lease, "warn", message, None, now=now)
    record(db, "needs_user", job_id, actor=f"device:{device_id}", now=now, reason=reason)
    return changed(db, job_id, Phases(db, now), now=now, logs=[line])


def _begun(db: Database, lease: leases.Lease, now: int) -> None:
    """Its first word: a run that publishes is preparing."""
    if lease.type == PUBLISH_VARIANT:
        attempts.prepare(db, lease.run_seq, now=now)


def add_line(
    db: Database,
    lease: leases.Lease,
    level: str,
    message: str,
    data: dict[str, Any] | None,
    *,
    now: int,
) -> LogView:
    """Write a line under a run."""
    kept = json_text.dump_optional(data)
    added = db.execute_sql(_LINE, (lease.job_seq, lease.run_seq, now, level, message, kept))
    db.execute_sql(_COUNT_LINE, (lease.job_seq,))
    assert added.lastrowid is not None
    return LogView(
        seq=added.lastrowid,
        job_id=lease.job_id,
        run_id=lease.run_id,
        at=now,
        level=level,
        message=message,
        data=data,
    )
