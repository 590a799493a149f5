"""The operator's word on a publication, and when another attempt may follow."""

from models.errors import InvalidInput, RuleRefused
from models.publishing import attempts, conclusions, looks
from models.publishing.attempts import Attempt
from models.publishing.links import Link
from models.publishing.states import (
    DOUBT,
    FAILED,
    NOT_FOUND,
    NOT_PUBLISHED,
    RETRYABLE,
)
from models.rows import Database


def in_doubt(attempt: Attempt) -> bool:
    """Whether nobody knows yet what became of it."""
    return attempt.state in DOUBT


def decidable(attempt: Attempt) -> bool:
    """Whether the operator may say what became of it: it is in doubt, was looked for in vain, or
    the site refused it after a permit."""
    refused = attempt.state == FAILED and attempt.pressable
    return attempt.state in DOUBT or attempt.state == NOT_FOUND or refused


def resolve(
    db: Database,
    run_id: str,
    outcome: str,
    permalink: str | None,
    note: str | None,
    *,
    actor: str,
    now: int,
) -> str:
    """What the operator saw: `published` (with its link) or `not_published`; the job's id.

    Who said no may still find it: that ends an attempt that follows, before its permit.

    Raises NotFound("run"), InvalidInput("outcome", "permalink"), RuleRefused("NOT_IN_DOUBT").
    """
    attempt = attempts.of_run(db, run_id)
    if outcome not in ("published", "not_published"):
        raise InvalidInput("outcome", "must be published or not_published")
    link = _checked_link(permalink)
    if outcome == "published" and link is None:
        raise InvalidInput("permalink", "must be the address of the post")
    found_after_all = attempt.state == NOT_PUBLISHED and outcome == "published"
    if not decidable(attempt) and not found_after_all:
        raise RuleRefused("NOT_IN_DOUBT", f"The run is {attempt.state}; nothing is to be decided.")
    said = {"resolved_by": actor, "resolved_at": now, "note": (note or "").strip() or None}
    attempts.record(
        db, attempt, "resolved", actor=actor, now=now, outcome=outcome, permalink=link, note=note
    )
    if outcome == "published":
        found = Link(permalink=link)
        attempt = attempts.note(db, attempt, **said)
        conclusions.published(db, attempt, "say_published", found, actor=actor, now=now)
    else:
        attempt = attempts.step(
            db, attempt, "say_not_published", next_look_at=None, now=now, **said
        )
        looks.cancel_open(db, attempt.run_id, now=now)
        conclusions.decide(
            db, attempt, "NOT_PUBLISHED", "The operator says that it is not there.", now=now
        )
    return attempt.job_id


def refuse_retry(db: Database, job_id: str, *, confirmed: bool) -> None:
    """Raises RuleRefused: NOT_DECIDED while a run with a permit is not decided against,
    CONFIRM_NEEDED when the operator did not say that it is meant."""
    given = [one for one in attempts.of_job(db, job_id) if one.pressable]
    if not given:
        return
    if any(one.state not in RETRYABLE for one in given):
        raise RuleRefused(
            "NOT_DECIDED",
            "This was given a permit, and it is not decided that nothing is out. "
            "It is not published again until you say that it is not there.",
        )
    if not confirmed:
        raise RuleRefused(
            "CONFIRM_NEEDED",
            "This was given a permit once. Confirm that it is to be published again.",
        )


def undecided(db: Database, job_id: str) -> bool:
    """Whether a run of the job is in doubt, or was looked for in vain and not decided."""
    newest = attempts.of_job(db, job_id)[:1]
    return any(one.state in DOUBT or one.state == NOT_FOUND for one in newest)


def _checked_link(permalink: str | None) -> str | None:
    link = (permalink or "").strip()
    if not link:
        return None
    if not link.startswith(("https://", "http://")) or len(link) > 2_000 or " " in link:
        raise InvalidInput("permalink", "must be an address that begins with https://")
    return link
