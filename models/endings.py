"""How runs end: well, failed, lost or cancelled; and what that means for the job."""

from collections.abc import Iterable
from typing import Any, Final

import msgspec

from models import json_text, leases
from models.changes import Change
from models.errors import RuleRefused
from models.job_rows import load
from models.leases import Lease
from models.moves import end_run, move, record
from models.parents import changed, with_parent
from models.phases import Phases
from models.publishing import decisions, looking, looks, parking, verification
from models.publishing import endings as publishing_endings
from models.publishing.attempts import Attempt
from models.reports import add_line
from models.rows import Database
from models.states import (
    RUN_CANCELLED,
    RUN_COMPLETED,
    RUN_FAILED,
    RUN_LOST,
)
from models.views import LogView

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
    """Raises RuleRefused("PROOF_PENDING") while a declared proof of the run is not stored.

    A publication's link counts even when the lease is lost.
    """
    lease = leases.of_device(db, device_id, job_id, epoch)
    attempt = publishing_endings.attempt_of(db, lease)
    if not lease.current and attempt is None:
        return _repeated(db, lease, RUN_COMPLETED, now)
    if lease.current:
        _refuse_pending_proofs(db, lease)
    if attempt is not None:
        planned = _looks(db, attempt)
        moved = publishing_endings.done(db, lease, attempt, output, now=now)
        touched = planned | _looks(db, attempt)
        return _told(db, lease, now, also=touched) if moved else _unchanged(db, lease, now)
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
    also = looking.answered(db, lease, output or {}, now=now)
    return _told(db, lease, now, also=also)


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
    RATE_LIMITED with `retry_after_ms` costs no attempt and parks the account. After a permit
    nothing is tried again.
    """
    lease = leases.of_device(db, device_id, job_id, epoch)
    attempt = publishing_endings.attempt_of(db, lease)
    if not lease.current:
        if attempt is not None and decisions.in_doubt(attempt):
            verification.heard(db, attempt, None, now=now)
            return _told(db, lease, now)
        return _repeated(db, lease, RUN_FAILED, now)
    line = add_line(db, lease, "error", message, {"code": code}, now=now)
    actor = f"device:{device_id}"
    limited = code == RATE_LIMITED and retry_after_ms is not None
    if attempt is not None and publishing_endings.failed(
        db, lease, attempt, code, message, now=now
    ):
        parked = []
        if limited and lease.account is not None:
            until = now + max(retry_after_ms or 0, SHORTEST_WAIT_MS)
            parked = parking.park(db, lease.account, until, but=job_id, actor=actor, now=now)
            verification.put_off_looks(db, attempt, now=now)
        return _told(db, lease, now, logs=[line], also={*parked, *_looks(db, attempt)})
    end_run(db, lease.run_seq, RUN_FAILED, code, message, now=now)
    again = retryable is not False and code not in FINAL_CODES
    attempts_used = lease.attempts - 1 if limited else lease.attempts
    wait = max(
        retry_after_ms or 0, SHORTEST_WAIT_MS if limited else backoff_ms(lease.attempts, jitter)
    )
    if not again or (attempts_used >= lease.max_attempts and not limited):
        _end(db, lease, "fail", code, message, attempts_used, None, actor, now)
    else:
        _end(db, lease, "requeue", code, message, attempts_used, now + wait, actor, now)
    also = looking.broke(db, lease, now=now)
    if limited and lease.account is not None:
        also += parking.park(db, lease.account, now + wait, but=job_id, actor=actor, now=now)
    return _told(db, lease, now, logs=[line], also=also)


def lease_lost(db: Database, job_id: str, epoch: int, *, now: int, jitter: float) -> Change:
    """Nobody renewed the lease: as a retryable failure; after a cancel request it is cancelled,
    after a permit it is in doubt."""
    lease = leases.of_epoch(db, job_id, epoch)
    if not lease.current:
        return _repeated(db, lease, RUN_LOST, now)
    code, message = "LEASE_LOST", "The device was not heard of while it worked on this."
    line = add_line(db, lease, "warn", message, None, now=now)
    attempt = publishing_endings.attempt_of(db, lease)
    if attempt is not None and publishing_endings.lost(db, lease, attempt, message, now=now):
        return _told(db, lease, now, logs=[line], also=_looks(db, attempt))
    end_run(db, lease.run_seq, RUN_LOST, code, message, now=now)
    if lease.attempts >= lease.max_attempts:
        _end(db, lease, "fail", code, message, lease.attempts, None, "system", now)
    else:
        later = now + backoff_ms(lease.attempts, jitter)
        _end(db, lease, "requeue", code, message, lease.attempts, later, "system", now)
    also = looking.broke(db, lease, now=now)
    return _told(db, lease, now, logs=[line], also=also)


def confirm_cancelled(db: Database, device_id: str, job_id: str, epoch: int, *, now: int) -> Change:
    """The agent stopped. Raises RuleRefused("INVALID") when nobody asked it to."""
    lease = leases.of_device(db, device_id, job_id, epoch)
    if not lease.current:
        return _repeated(db, lease, RUN_CANCELLED, now)
    if not lease.cancel_requested:
        raise RuleRefused("INVALID", "Nobody cancelled this job; report an error instead.")
    attempt = publishing_endings.attempt_of(db, lease)
    if attempt is not None and publishing_endings.cancelled(db, lease, attempt, now=now):
        return _told(db, lease, now, also=_looks(db, attempt))
    end_run(db, lease.run_seq, RUN_CANCELLED, None, None, now=now)
    if not publishing_endings.completed_by_older(db, lease, now=now):
        move(db, "confirm_cancelled", job_id, lease.job_status, now=now)
    record(db, "cancelled", job_id, actor=f"device:{device_id}", now=now, epoch=epoch)
    return _told(db, lease, now, also=looking.broke(db, lease, now=now))


def _refuse_pending_proofs(db: Database, lease: Lease) -> None:
    (missing,) = db.execute_sql(_PENDING_PROOFS, (lease.run_seq,)).fetchone()
    if missing:
        raise RuleRefused(
            "PROOF_PENDING",
            f"{missing} declared proofs of this run are not stored yet.",
            retryable=True,
        )


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
    if publishing_endings.completed_by_older(db, lease, now=now):
        return
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


def _told(
    db: Database,
    lease: Lease,
    now: int,
    *,
    logs: Iterable[LogView] = (),
    also: Iterable[str] = (),
) -> Change:
    """What changed: the job, its parent, and other jobs (by id) that this moved."""
    phases = Phases(db, now)
    change = changed(db, lease.job_id, phases, now=now, logs=logs)
    others = [one for id in also for one in with_parent(db, load(db, id, phases), phases, now=now)]
    return msgspec.structs.replace(change, jobs=[*change.jobs, *others]) if others else change


def _looks(db: Database, attempt: Attempt) -> set[str]:
    """Looks that wait or run for a publication."""
    return {id for id, *_ in looks.open_of(db, attempt.run_id)}


def _unchanged(db: Database, lease: Lease, now: int) -> Change:
    return Change(job=load(db, lease.job_id, Phases(db, now)), jobs=[], logs=[])


def _repeated(db: Database, lease: Lease, state: str, now: int) -> Change:
    """The same last word again changes nothing; any other comes too late."""
    if lease.run_state != state:
        raise lease.refusal()
    return _unchanged(db, lease, now)
