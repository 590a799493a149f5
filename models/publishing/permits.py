"""Permits: the hub's leave to press the last button once, given in one durable step."""

from typing import Any, Final

import msgspec

from models import json_text
from models.accounts.keys import key_of
from models.clock import rfc3339
from models.eligibility import Desk
from models.errors import NotFound, RuleRefused
from models.ids import new_id
from models.posts import pacing
from models.publishing import attempts
from models.publishing.attempts import Attempt
from models.publishing.states import BEFORE_PERMIT, PERMITTED
from models.rows import Database

TTL_SECONDS: Final = 15
OVERTIME_MS: Final = 15_000
"""After a permit's time nobody presses any more; so long news of a press may be on its way."""

REASONS: Final = {
    "not_publishing": "This job publishes nothing.",
    "dry_run": "This is a dry run; it ends before the button.",
    "lease": "The lease on this job is not held by this device any more.",
    "cancelled": "The operator cancelled this publication.",
    "held": "This publication is held until the operator releases it.",
    "paused": "The operator paused this work.",
    "window": "The time for this publication is over; the operator is asked.",
    "parked": "The site asked for a pause of this account.",
    "pacing": "This account would publish too soon after another publication.",
    "account": "Another account is signed in than the one this is meant for.",
    "digest": "What stands in the composer is not what is to be published.",
    "sibling": "A permit for this publication was given already, and not returned.",
}

_JOB: Final = """
SELECT type, input, needs, account, held, cancel_requested, slot, publish_until
FROM job WHERE id = ?
"""
_SIBLING: Final = """
SELECT 1 FROM publishing_run
WHERE (publication_key = ? OR variant_id = ?) AND seq != ?
    AND state NOT IN ('not_found', 'not_published', 'failed')
    AND ((permit IS NOT NULL AND returned_at IS NULL) OR unknown_at IS NOT NULL)
"""
_PARKED: Final = "SELECT 1 FROM account WHERE key = ? AND parked_until > ?"


class PermitRefused(RuleRefused):
    """No permit; nothing changed. `reason` is one of REASONS."""

    def __init__(self, reason: str) -> None:
        super().__init__("PERMIT_REFUSED", REASONS[reason], details={"reason": reason})
        self.reason = reason


class Permit(msgspec.Struct, frozen=True, kw_only=True):
    """Leave to press once, until `until` (milliseconds)."""

    permit: str
    ttl_seconds: int
    until: int
    run_id: str


def grant(
    db: Database,
    device_id: str,
    job_id: str,
    epoch: int,
    *,
    digest: str,
    platform: str,
    handle: str,
    now: int,
) -> Permit:
    """Check everything in the order of REASONS, then give the permit.

    Raises NotFound("job"), PermitRefused. What is seen (account, digest) is kept with the permit.
    """
    row = db.execute_sql(_JOB, (job_id,)).fetchone()
    if row is None:
        raise NotFound("job", job_id)
    type, text, needs, account, held, cancel_requested, _, until = row
    input: dict[str, Any] = json_text.load(text)
    if type != "PUBLISH_VARIANT":
        raise PermitRefused("not_publishing")
    if input.get("dryRun"):
        raise PermitRefused("dry_run")
    attempt = attempts.of_epoch(db, job_id, epoch)
    if attempt is None or attempt.device_id != device_id or not attempt.held:
        raise PermitRefused("lease")
    if cancel_requested:
        raise PermitRefused("cancelled")
    if held:
        raise PermitRefused("held")
    desk = Desk.read(db)
    if desk.holds_device(device_id) or desk.holds_job(needs.split(","), None, account):
        raise PermitRefused("paused")
    if until is not None and now > until:
        raise PermitRefused("window")
    if db.execute_sql(_PARKED, (account, now)).fetchone() is not None:
        raise PermitRefused("parked")
    if pacing.earliest(db, attempt.account, now) > now:
        raise PermitRefused("pacing")
    seen = key_of(platform, handle)
    if seen != account:
        raise PermitRefused("account")
    if digest != input["contentDigest"]:
        raise PermitRefused("digest")
    if attempt.state not in BEFORE_PERMIT or _has_sibling(db, attempt):
        raise PermitRefused("sibling")
    return _given(db, attempt, digest=digest, handle=handle, now=now)


def give_back(
    db: Database, device_id: str, job_id: str, epoch: int, permit: str, *, now: int
) -> None:
    """The permit lapsed unpressed, journal and guard say so: the run is before its permit again.

    A permit that was returned already stays so. Raises RuleRefused for any other, and for a run
    that is in doubt or pressed: then its word is not enough (`models.publishing.door.give_back`).
    """
    attempt = attempts.of_epoch(db, job_id, epoch)
    if attempt is None or attempt.device_id != device_id or attempt.permit != permit:
        raise RuleRefused("INVALID", "This permit is none of this run's.")
    if attempt.returned_at is not None and attempt.state in BEFORE_PERMIT:
        return
    if attempt.state != PERMITTED or not attempt.held:
        raise RuleRefused(
            "INVALID", f"The run is {attempt.state}; its permit cannot be returned any more."
        )
    attempts.step(db, attempt, "give_back", returned_at=now, now=now)
    attempts.record(
        db, attempt, "permit_returned", actor=f"device:{device_id}", now=now, permit=permit
    )


def live(db: Database, job_id: str, epoch: int, *, now: int) -> Permit | None:
    """The permit of a run that may still be pressed, with the seconds that are left."""
    attempt = attempts.of_epoch(db, job_id, epoch)
    if attempt is None or attempt.state != PERMITTED or not attempt.held:
        return None
    assert attempt.permit is not None
    assert attempt.permit_until is not None
    left = (attempt.permit_until - now) // 1_000
    if left < 1:
        return None
    return Permit(
        permit=attempt.permit,
        ttl_seconds=min(left, TTL_SECONDS),
        until=attempt.permit_until,
        run_id=attempt.run_id,
    )


def _given(db: Database, attempt: Attempt, *, digest: str, handle: str, now: int) -> Permit:
    permit, until = new_id(), now + TTL_SECONDS * 1_000
    attempt = attempts.ready(db, attempt, now=now)
    count = "SELECT permit_count FROM publishing_run WHERE seq = ?"
    (before,) = db.execute_sql(count, (attempt.seq,)).fetchone()
    attempts.step(
        db,
        attempt,
        "permit",
        permit=permit,
        permit_count=before + 1,
        permitted_at=now,
        permit_until=until,
        returned_at=None,
        account_seen=handle,
        digest_seen=digest,
        now=now,
    )
    attempts.record(
        db,
        attempt,
        "permitted",
        actor=f"device:{attempt.device_id}",
        now=now,
        permit=permit,
        account=attempt.account,
        digest=digest,
        until=rfc3339(until),
    )
    return Permit(permit=permit, ttl_seconds=TTL_SECONDS, until=until, run_id=attempt.run_id)


def _has_sibling(db: Database, attempt: Attempt) -> bool:
    """Another run of this publication or target whose permit may have been pressed."""
    sibling = (attempt.publication_key, attempt.variant_id, attempt.seq)
    return db.execute_sql(_SIBLING, sibling).fetchone() is not None
