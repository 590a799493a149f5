"""How runs end: well, failed, lost or cancelled; and what that means for the job."""

from typing import Any, Final

from models import json_text, leases
from models.changes import Change
from models.errors import RuleRefused
from models.job_rows import load
from models.leases import Lease
from models.moves import end_run, move, record
from models.parents import changed
from models.phases import Phases
from models.reports import add_line
from models.rows import Database
from models.states import (
    RUN_CANCELLED,
    RUN_COMPLETED,
    RUN_FAILED,
    RUN_LOST,
)

FINAL_CODES: Final = frozenset(
    {"INVALID_INPUT", "NOT_SUPPORTED", "ACCOUNT_MISMATCH", "REJECTED_BY_SITE"}
)
"""Errors that another attempt would only meet again."""

RATE_LIMITED: Final = "RATE_LIMITED"
SHORTEST_WAIT_MS: Final = 1_000
FIRST_WAIT_MS: Final = 10_000
LONGEST_WAIT_MS: Final = 3_600_000
_MOST_JITTER: Final = 0.25

_PENDING_PROOFS: Final = "SELECT count(*) FROM proof WHERE run_seq = ? AND state = 'declared'"


def backoff_ms(attempt: int, jitter: float) -> int:
    """10 s · 2^n before the attempt after the n-th, and up to a quarter more."""
    wait = min(FIRST_WAIT_MS * 2 ** min(attempt - 1, 20), LONGEST_WAIT_MS)
    return int(wait * (1 + _MOST_JITTER * jitter))


def complete(
    db: Database,
    device_id: str,
    job_id: str,
    epoch: int,
    output: dict[str, Any] | None,
    *,
    now: int,
) -> Change:
    """Raises RuleRefused("PROOF_PENDING") while a declared proof of the run is not stored."""
    lease = leases.of_device(db, device_id, job_id, epoch)
    if not lease.current:
        return _repeated(db, lease, RUN_COMPLETED, now)
    (missing,) = db.execute_sql(_PENDING_PROOFS, (lease.run_seq,)).fetchone()
    if missing:
        raise RuleRefused(
            "PROOF_PENDING",
            f"{missing} declared proofs of this run are not stored yet.",
            retryable=True,
        )
    move(
        db,
        "complete",
        job_id,
        lease.job_status,
        now=now,
        progress=100,
        output=json_text.dump_optional(output),
        error_code=None,
        error_message=None,
        cancel_requested=False,
    )
    end_run(db, lease.run_seq, RUN_COMPLETED, None, None, now=now)
    record(db, "completed", job_id, actor=f"device:{device_id}", now=now, epoch=epoch)
    return changed(db, job_id, Phases(db, now), now=now)


def fail(
    db: Database,
    device_id: str,
    job_id: str,
    epoch: int,
    code: str,
    message: str,
    *,
    retryable: bool | None = None,
    retry_after_ms: int | None = None,
    now: int,
    jitter: float,
) -> Change:
    """The run failed: the job waits for its next attempt (`job.run_after`) or fails.

    `jitter` is 0..1; the wait is 10 s · 2^n and up to a quarter more, `retry_after_ms` at least.
    RATE_LIMITED with `retry_after_ms` costs no attempt.
    """
    lease = leases.of_device(db, device_id, job_id, epoch)
    if not lease.current:
        return _repeated(db, lease, RUN_FAILED, now)
    end_run(db, lease.run_seq, RUN_FAILED, code, message, now=now)
    line = add_line(db, lease, "error", message, {"code": code}, now=now)
    actor = f"device:{device_id}"
    again = retryable is not False and code not in FINAL_CODES
    limited = code == RATE_LIMITED and retry_after_ms is not None
    attempts = lease.attempts - 1 if limited else lease.attempts
    wait = max(
        retry_after_ms or 0, SHORTEST_WAIT_MS if limited else backoff_ms(lease.attempts, jitter)
    )
    if not again or (attempts >= lease.max_attempts and not limited):
        _end(db, lease, "fail", code, message, attempts, None, actor, now)
    else:
        _end(db, lease, "requeue", code, message, attempts, now + wait, actor, now)
    return changed(db, job_id, Phases(db, now), now=now, logs=[line])


def lease_lost(db: Database, job_id: str, epoch: int, *, now: int, jitter: float) -> Change:
    """Nobody renewed the lease: as a retryable failure; after a cancel request it is cancelled."""
    lease = leases.of_epoch(db, job_id, epoch)
    if not lease.current:
        return _repeated(db, lease, RUN_LOST, now)
    code, message = "LEASE_LOST", "The device was not heard of while it worked on this."
    end_run(db, lease.run_seq, RUN_LOST, code, message, now=now)
    line = add_line(db, lease, "warn", message, None, now=now)
    if lease.attempts >= lease.max_attempts:
        _end(db, lease, "fail", code, message, lease.attempts, None, "system", now)
    else:
        later = now + backoff_ms(lease.attempts, jitter)
        _end(db, lease, "requeue", code, message, lease.attempts, later, "system", now)
    return changed(db, job_id, Phases(db, now), now=now, logs=[line])


def confirm_cancelled(db: Database, device_id: str, job_id: str, epoch: int, *, now: int) -> Change:
    """The agent stopped. Raises RuleRefused("INVALID") when nobody asked it to."""
    lease = leases.of_device(db, device_id, job_id, epoch)
    if not lease.current:
        return _repeated(db, lease, RUN_CANCELLED, now)
    if not lease.cancel_requested:
        raise RuleRefused("INVALID", "Nobody cancelled this job; report an error instead.")
    end_run(db, lease.run_seq, RUN_CANCELLED, None, None, now=now)
    move(db, "confirm_cancelled", job_id, lease.job_status, now=now)
    record(db, "cancelled", job_id, actor=f"device:{device_id}", now=now, epoch=epoch)
    return changed(db, job_id, Phases(db, now), now=now)


def _end(
    db: Database,
    lease: Lease,
    cause: str,
    code: str,
    message: str,
    attempts: int,
    run_after: int | None,
    actor: str,
    now: int,
) -> None:
    """Move the job after its run failed; one that was to be cancelled is not tried again."""
    if lease.cancel_requested:
        cause, run_after = "confirm_cancelled", None
    target = move(
        db,
        cause,
        lease.job_id,
        lease.job_status,
        now=now,
        error_code=code,
        error_message=message,
        attempts=attempts,
        run_after=run_after,
    )
    record(
        db,
        {"fail": "failed", "requeue": "requeued"}.get(cause, "cancelled"),
        lease.job_id,
        actor=actor,
        now=now,
        epoch=lease.epoch,
        code=code,
        status=target,
        run_after=run_after,
    )


def _repeated(db: Database, lease: Lease, state: str, now: int) -> Change:
    """The same last word again changes nothing; any other comes too late."""
    if lease.run_state != state:
        raise lease.refusal()
    return Change(job=load(db, lease.job_id, Phases(db, now)), jobs=[], logs=[])
