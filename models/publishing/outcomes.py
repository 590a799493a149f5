"""What became of a permit, by the run's own word or by its silence.

Two rules stand above all: after a permit that was not returned nothing is tried again by itself,
and "it did go out" is believed whenever it comes with a link.
"""

from typing import Any, Final

from models.errors import RuleRefused
from models.publishing import attempts, conclusions, verification
from models.publishing.attempts import Attempt
from models.publishing.links import Link
from models.publishing.states import (
    BEFORE_PERMIT,
    PERMITTED,
    PUBLISHED,
)
from models.rows import Database

FIRST_LOOK_MS: Final = 30_000
REASONS: Final = {
    "socket": "The device's connection ended while it held the permit.",
    "restart": "The hub stopped while the permit was out.",
    "lease": "The device was not heard of after it was given the permit.",
    "permit_over": "The permit's time was over, and the device did not say what it did.",
    "cancelled": "The device stopped after it was given the permit.",
    "no_link": "The device says it is done, but gives no link to the post.",
    "no_permit": "The device says it published without a permit.",
    "returned": "The device says it pressed with a permit that it had returned.",
    "taken_back": "The device says it pressed, and then that it did not.",
    "restored": "The data folder was restored from a backup while this was under way.",
}


def submitted(db: Database, attempt: Attempt, permit: str, pressed_at: int, *, now: int) -> Attempt:
    """The button was pressed. News of a run in doubt are kept, its state stays.

    Raises RuleRefused("INVALID") for a permit that this run never had.
    """
    if attempt.permit != permit:
        raise RuleRefused("INVALID", "This permit is none of this run's.")
    actor = f"device:{attempt.device_id}"
    if attempt.submitted_at is not None and attempt.returned_at is None:
        return attempt
    said: dict[str, Any] = {"submitted_at": now, "pressed_at": pressed_at, "journal": "pressed"}
    attempts.record(db, attempt, "pressed", actor=actor, now=now, permit=permit, at=pressed_at)
    if attempt.state == PERMITTED:
        return attempts.step(db, attempt, "press", now=now, **said)
    if attempt.returned_at is not None:
        attempt = attempts.note(db, attempt, returned_at=None, **said)
        if attempt.state in BEFORE_PERMIT:
            return doubt(db, attempt, "returned", now=now)
        return verification.heard(db, attempt, "pressed", now=now)
    return verification.heard(db, attempts.note(db, attempt, **said), "pressed", now=now)


def reported(db: Database, attempt: Attempt, link: Link, *, now: int) -> Attempt:
    """The run's own link: published, whatever was thought before."""
    if attempt.state in BEFORE_PERMIT:
        attempt = attempts.note(
            db, attempt, permalink=link.permalink, platform_post_id=link.platform_post_id
        )
        return doubt(db, attempt, "no_permit", now=now)
    if attempt.state == PUBLISHED:
        return attempt
    return conclusions.published(
        db, attempt, "report", link, actor=f"device:{attempt.device_id}", now=now
    )


def rejected(db: Database, attempt: Attempt, code: str, *, now: int) -> Attempt:
    """The site said no, and the agent looked: nothing is out."""
    attempt = attempts.step(db, attempt, "reject", now=now)
    attempts.record(db, attempt, "failed", actor=f"device:{attempt.device_id}", now=now, code=code)
    return attempt


def doubt(
    db: Database, attempt: Attempt, reason: str, *, message: str | None = None, now: int
) -> Attempt:
    """Nobody knows whether it went out: the operator is asked, and a look is planned."""
    cause = "contradict" if attempt.state in BEFORE_PERMIT else "doubt"
    text = message or REASONS[reason]
    attempt = attempts.step(db, attempt, cause, unknown_at=now, unknown_reason=text, now=now)
    attempts.record(db, attempt, "unknown", actor="system", now=now, reason=reason, message=text)
    conclusions.flag(db, attempt.job_id, text, now=now)
    return verification.plan_look(db, attempt, now + FIRST_LOOK_MS, actor="system", now=now)
