"""A run in doubt is looked for, and its device is heard, until it is found or given up."""

from typing import Any

from models.publishing import attempts, conclusions, decisions, looks
from models.publishing.attempts import Attempt
from models.publishing.links import Link
from models.publishing.states import (
    DOUBT,
    RETRYABLE,
    UNKNOWN,
)
from models.rows import Database


def plan_look(
    db: Database,
    attempt: Attempt,
    at: int | None,
    *,
    device_id: str | None = None,
    actor: str,
    now: int,
) -> Attempt:
    """A VERIFY_POST that waits until `at`."""
    looks.make(db, attempt.run_id, run_after=at, device_id=device_id, actor=actor, now=now)
    return attempts.note(db, attempt, next_look_at=at or now)


def put_off_looks(db: Database, attempt: Attempt, *, now: int) -> None:
    """The look that waits got another time, with all work of its account."""
    planned = looks.open_of(db, attempt.run_id)
    if planned:
        attempts.note(db, attempt, next_look_at=planned[0][2] or now)


def look_began(db: Database, run_id: str, *, now: int) -> None:
    """A device took the look."""
    attempt = attempts.of_run(db, run_id)
    if attempt.state == UNKNOWN:
        attempts.step(db, attempt, "look", now=now)


def look_broke(db: Database, run_id: str, again_at: int | None, *, now: int) -> None:
    """A look ended without an answer; it is tried again at a time, or never by itself."""
    attempt = attempts.of_run(db, run_id)
    if attempt.state == "verifying":
        attempt = attempts.step(db, attempt, "looked", now=now)
    attempts.note(db, attempt, next_look_at=again_at)


def looked(
    db: Database, run_id: str, job_id: str, device_id: str, output: dict[str, Any], *, now: int
) -> None:
    """A look's answer. Raises InvalidInput("output.…") when it says nothing."""
    attempt = attempts.of_run(db, run_id)
    seen = looks.keep(db, attempt.seq, job_id, device_id, output, now=now)
    actor = f"device:{device_id}"
    if attempt.state == "verifying":
        attempt = attempts.step(db, attempt, "looked", next_look_at=None, now=now)
    if seen.found:
        if decisions.decidable(attempt) or attempt.state in RETRYABLE:
            link = Link.of(output)
            assert link is not None, "`looks.keep` refuses a find without a link"
            attempts.record(db, attempt, "look_found", actor=actor, now=now, look=job_id)
            conclusions.published(db, attempt, "find", link, actor=actor, recovered=True, now=now)
        return
    attempts.record(
        db, attempt, "look_not_found", actor=actor, now=now, look=job_id, checked=seen.checked
    )
    if attempt.state not in DOUBT:
        return
    if device_id == attempt.device_id:
        attempt = heard(db, attempt, seen.journal, now=now)
    if attempt.state in DOUBT:
        attempt = judge(db, attempt, now=now)
    if attempt.state not in DOUBT:
        return
    planned = looks.open_of(db, run_id)
    if planned:
        attempts.note(db, attempt, next_look_at=planned[0][2] or now)
    elif not looks.enough(db, attempt.seq):
        later = looks.first_at(db, attempt.seq) + looks.APART_MS
        plan_look(db, attempt, max(later, now), actor="system", now=now)


def heard(db: Database, attempt: Attempt, journal: str | None, *, now: int) -> Attempt:
    """The run's own device spoke of it after it fell into doubt."""
    if attempt.unknown_at is None or attempt.state not in DOUBT:
        return attempt
    said: dict[str, Any] = {} if journal is None else {"journal": journal}
    if attempt.journal_heard_at is None:
        said["journal_heard_at"] = now
        actor = f"device:{attempt.device_id}"
        attempts.record(db, attempt, "device_back", actor=actor, now=now, journal=journal)
    return judge(db, attempts.note(db, attempt, **said) if said else attempt, now=now)


def judge(db: Database, attempt: Attempt, *, now: int) -> Attempt:
    """Looked for twice, far enough apart, and the journal heard: it is not there, for all we see.

    The job fails; its flag stays up, for only the operator can order another attempt.
    """
    if attempt.state not in DOUBT or attempt.journal_heard_at is None:
        return attempt
    if not looks.enough(db, attempt.seq):
        return attempt
    attempt = attempts.step(db, attempt, "give_up", next_look_at=None, now=now)
    attempts.record(db, attempt, "not_found", actor="system", now=now)
    text = "It was looked for twice and not found. Decide whether it is published again."
    conclusions.decide(db, attempt, "NOT_FOUND", text, now=now)
    conclusions.flag(db, attempt.job_id, text, now=now)
    return attempt
