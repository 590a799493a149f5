"""How runs that publish end: before a permit as any run, after one never into another attempt."""

from typing import Any, Final

from models.errors import RuleRefused
from models.leases import Lease
from models.moves import end_run, move, record
from models.publishing import attempts, conclusions, outcomes, verification
from models.publishing.attempts import Attempt
from models.publishing.inputs import PUBLISH_VARIANT
from models.publishing.links import Link
from models.publishing.states import BEFORE_PERMIT, DOUBT, PRESSABLE, PUBLISHED
from models.rows import Database
from models.states import RUN_CANCELLED, RUN_COMPLETED, RUN_FAILED, RUN_LOST

REJECTED: Final = "REJECTED_BY_SITE"
OUTCOME_UNKNOWN: Final = "OUTCOME_UNKNOWN"


def attempt_of(db: Database, lease: Lease) -> Attempt | None:
    """The publishing run under a lease, None when its job publishes nothing."""
    if lease.type != PUBLISH_VARIANT:
        return None
    return attempts.of_run_seq(db, lease.run_seq)


def done(
    db: Database, lease: Lease, attempt: Attempt, output: dict[str, Any] | None, *, now: int
) -> bool:
    """Its good end, believed with a link only; False when it changed nothing."""
    link = Link.of(output)
    over = attempt.state == PUBLISHED
    if not lease.current and (over or link is None):
        verification.heard(db, attempt, None, now=now)
        return False
    if link is None and attempt.state in BEFORE_PERMIT:
        raise RuleRefused("INVALID", "This run was given no permit; report an error instead.")
    if link is not None:
        attempt = outcomes.reported(db, attempt, link, now=now)
        if over:
            conclusions.settle(db, attempt, link, now=now)
    elif attempt.state in PRESSABLE:
        attempt = outcomes.doubt(db, attempt, "no_link", now=now)
    else:
        attempt = verification.heard(db, attempt, "pressed", now=now)
    if attempt.state in DOUBT:
        _over(db, lease, attempt, RUN_FAILED, OUTCOME_UNKNOWN, outcomes.REASONS["no_link"], now)
    else:
        end_run(db, lease.run_seq, RUN_COMPLETED, None, None, now=now)
        actor = f"device:{lease.device_id}"
        record(db, "completed", lease.job_id, actor=actor, now=now, epoch=lease.epoch)
    return True


def failed(
    db: Database, lease: Lease, attempt: Attempt, code: str, message: str, *, now: int
) -> bool:
    """After a permit; False when the run was before one and ends as any other.

    Only "the site says no", which the agent vouches for, is an end. All else is doubt.
    """
    if attempt.state in BEFORE_PERMIT:
        attempts.end_before_permit(db, lease.run_seq, now=now)
        return False
    if attempt.state in PRESSABLE and code == REJECTED:
        outcomes.rejected(db, attempt, code, now=now)
        return False
    if attempt.state in PRESSABLE:
        attempt = outcomes.doubt(db, attempt, "error", message=f"{code}: {message}", now=now)
    else:
        attempt = verification.heard(db, attempt, None, now=now)
    _over(db, lease, attempt, RUN_FAILED, code, message, now)
    return True


def lost(db: Database, lease: Lease, attempt: Attempt, message: str, *, now: int) -> bool:
    """Nobody renewed the lease; False when the run was before its permit."""
    if attempt.state in BEFORE_PERMIT:
        attempts.end_before_permit(db, lease.run_seq, now=now)
        return False
    if attempt.state in PRESSABLE:
        attempt = outcomes.doubt(db, attempt, "lease", now=now)
    _over(db, lease, attempt, RUN_LOST, "LEASE_LOST", message, now)
    return True


def cancelled(db: Database, lease: Lease, attempt: Attempt, *, now: int) -> bool:
    """The agent stopped; False when the run was before its permit."""
    if attempt.state in BEFORE_PERMIT:
        attempts.end_before_permit(db, lease.run_seq, now=now)
        return False
    if attempt.state in PRESSABLE:
        attempt = outcomes.doubt(db, attempt, "cancelled", now=now)
    else:
        attempt = verification.heard(db, attempt, None, now=now)
    _over(db, lease, attempt, RUN_CANCELLED, None, None, now)
    return True


def completed_by_older(db: Database, lease: Lease, *, now: int) -> bool:
    """An older run of the target turned out to be published: this one's end completes the job."""
    link = conclusions.published_by(db, lease.job_seq) if lease.type == PUBLISH_VARIANT else None
    if link is None:
        return False
    move(
        db,
        "settle",
        lease.job_id,
        lease.job_status,
        now=now,
        progress=100,
        cancel_requested=False,
        error_code=None,
        error_message=None,
    )
    return True


def _over(
    db: Database,
    lease: Lease,
    attempt: Attempt,
    state: str,
    code: str | None,
    message: str | None,
    now: int,
) -> None:
    """The run ended in doubt: nobody holds its job any more."""
    end_run(db, lease.run_seq, state, code, message, now=now)
    conclusions.abandon(db, attempt, now=now)
