"""What became of a permit: pressed, published, in doubt, decided; and what that means for the job.

Two rules stand above all: after a permit that was not returned nothing is tried again by itself,
and "it did go out" is believed whenever it comes with a link.
"""

from typing import Any, Final

import msgspec

from models import json_text
from models.clock import parse_rfc3339, rfc3339
from models.errors import InvalidInput, RuleRefused
from models.moves import end_run, move
from models.publishing import attempts, looks
from models.publishing.attempts import Attempt
from models.publishing.states import (
    BEFORE_PERMIT,
    DOUBT,
    FAILED,
    NOT_FOUND,
    NOT_PUBLISHED,
    PERMITTED,
    PRESSABLE,
    PUBLISHED,
    RETRYABLE,
    SUBMITTED,
    UNKNOWN,
)
from models.rows import Database
from models.states import CANCELLED, COMPLETED, PENDING, RUN_FAILED, RUNNING

CONFIRM: Final = "confirm"
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
_FLAG: Final = """
UPDATE job SET needs_user_reason = ?, needs_user_message = ?, updated_at = ? WHERE id = ?
"""
_UNASSIGN: Final = """
UPDATE job SET assigned_device_id = NULL, updated_at = ? WHERE id = ? AND status = 'RUNNING'
"""
_STOP_NEWER: Final = "UPDATE job SET cancel_requested = 1, updated_at = ? WHERE id = ?"
_CHILD_PUBLISHED: Final = """
SELECT permalink, platform_post_id, published_at FROM publishing_run
JOIN run ON run.seq = publishing_run.run_seq
WHERE run.job_seq = ? AND publishing_run.state = 'published' LIMIT 1
"""


class Link(msgspec.Struct, frozen=True, kw_only=True):
    """Where a publication is; at least one of the first two is given."""

    permalink: str | None = None
    platform_post_id: str | None = None
    published_at: int | None = None

    @classmethod
    def of(cls, output: dict[str, Any] | None) -> "Link | None":
        """What an agent's output says, None when it names no post."""
        said = output or {}
        permalink, post_id = _text(said.get("permalink")), _text(said.get("platformPostId"))
        if permalink is None and post_id is None:
            return None
        return cls(
            permalink=permalink,
            platform_post_id=post_id,
            published_at=_time(said.get("publishedAt")),
        )

    def facts(self) -> dict[str, Any]:
        """As the ledger says it, times in milliseconds."""
        said = {
            "permalink": self.permalink,
            "platformPostId": self.platform_post_id,
            "publishedAt": self.published_at,
        }
        return {name: value for name, value in said.items() if value is not None}

    def output(self) -> dict[str, Any]:
        """As the job's output says it, and as the agent said it: times as texts."""
        at = self.published_at
        return self.facts() | ({} if at is None else {"publishedAt": rfc3339(at)})


# ---------------------------------------------------------------- what the run says


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
        return heard(db, attempt, "pressed", now=now)
    return heard(db, attempts.note(db, attempt, **said), "pressed", now=now)


def reported(db: Database, attempt: Attempt, link: Link, *, now: int) -> Attempt:
    """The run's own link: published, whatever was thought before."""
    if attempt.state in BEFORE_PERMIT:
        attempt = attempts.note(
            db, attempt, permalink=link.permalink, platform_post_id=link.platform_post_id
        )
        return doubt(db, attempt, "no_permit", now=now)
    if attempt.state == PUBLISHED:
        return attempt
    return _published(db, attempt, "report", link, actor=f"device:{attempt.device_id}", now=now)


def rejected(db: Database, attempt: Attempt, code: str, *, now: int) -> Attempt:
    """The site said no, and the agent looked: nothing is out."""
    attempt = attempts.step(db, attempt, "reject", now=now)
    attempts.record(db, attempt, "failed", actor=f"device:{attempt.device_id}", now=now, code=code)
    return attempt


def in_doubt(attempt: Attempt) -> bool:
    """Whether nobody knows yet what became of it."""
    return attempt.state in DOUBT


def decidable(attempt: Attempt) -> bool:
    """Whether the operator may say what became of it: it is in doubt, was looked for in vain, or
    the site refused it after a permit."""
    refused = attempt.state == FAILED and attempt.pressable
    return attempt.state in DOUBT or attempt.state == NOT_FOUND or refused


def doubt(
    db: Database, attempt: Attempt, reason: str, *, message: str | None = None, now: int
) -> Attempt:
    """Nobody knows whether it went out: the operator is asked, and a look is planned."""
    cause = "contradict" if attempt.state in BEFORE_PERMIT else "doubt"
    text = message or REASONS[reason]
    attempt = attempts.step(db, attempt, cause, unknown_at=now, unknown_reason=text, now=now)
    attempts.record(db, attempt, "unknown", actor="system", now=now, reason=reason, message=text)
    flag(db, attempt.job_id, text, now=now)
    return plan_look(db, attempt, now + FIRST_LOOK_MS, actor="system", now=now)


def abandon(db: Database, attempt: Attempt, *, now: int) -> None:
    """Nobody holds the lease of a run in doubt any more; its job stays with the operator."""
    db.execute_sql(_UNASSIGN, (now, attempt.job_id))


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


# ---------------------------------------------------------------- looks


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
        if decidable(attempt) or attempt.state in RETRYABLE:
            link = Link.of(output)
            assert link is not None, "`looks.keep` refuses a find without a link"
            attempts.record(db, attempt, "look_found", actor=actor, now=now, look=job_id)
            _published(db, attempt, "find", link, actor=actor, recovered=True, now=now)
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
    _decide(db, attempt, "NOT_FOUND", text, now=now)
    flag(db, attempt.job_id, text, now=now)
    return attempt


# ---------------------------------------------------------------- the operator's word


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
        _published(db, attempt, "say_published", found, actor=actor, now=now)
    else:
        attempt = attempts.step(
            db, attempt, "say_not_published", next_look_at=None, now=now, **said
        )
        looks.cancel_open(db, attempt.run_id, now=now)
        _decide(db, attempt, "NOT_PUBLISHED", "The operator says that it is not there.", now=now)
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


def published_by(db: Database, job_seq: int) -> Link | None:
    """The link of a run of this job that did go out."""
    row = db.execute_sql(_CHILD_PUBLISHED, (job_seq,)).fetchone()
    if row is None:
        return None
    return Link(permalink=row[0], platform_post_id=row[1], published_at=row[2])


def flag(db: Database, job_id: str, text: str, *, now: int) -> None:
    """The operator must say something."""
    db.execute_sql(_FLAG, (CONFIRM, text, now, job_id))


# ---------------------------------------------------------------- the job


def _published(
    db: Database,
    attempt: Attempt,
    cause: str,
    link: Link,
    *,
    actor: str,
    recovered: bool = False,
    now: int,
) -> Attempt:
    at = link.published_at or attempt.submitted_at or attempt.permitted_at or now
    attempt = attempts.step(
        db,
        attempt,
        cause,
        permalink=link.permalink,
        platform_post_id=link.platform_post_id,
        published_at=at,
        recovered=recovered,
        next_look_at=None,
        now=now,
    )
    attempts.record(db, attempt, "published", actor=actor, now=now, **link.facts())
    looks.cancel_open(db, attempt.run_id, now=now)
    if attempt.run_state == "running":
        state = "completed" if cause == "report" else RUN_FAILED
        end_run(db, attempt.run_seq, state, None, None, now=now)
    settle(db, attempt, link, now=now)
    return attempt


def settle(db: Database, attempt: Attempt, link: Link, *, now: int) -> None:
    """Its target is out: the job is completed; a newer run of it is called back."""
    status = attempt.job_status
    if status == COMPLETED:
        return
    if status == RUNNING and attempt.job_epoch != attempt.epoch:
        db.execute_sql(_STOP_NEWER, (now, attempt.job_id))
        return
    move(
        db,
        "settle",
        attempt.job_id,
        status,
        now=now,
        progress=100,
        output=json_text.dump(link.output()),
        error_code=None,
        error_message=None,
        cancel_requested=False,
        assigned_device_id=attempt.device_id,
    )


def _decide(db: Database, attempt: Attempt, code: str, text: str, *, now: int) -> None:
    """The job fails; a lease that still lives is over with it."""
    end_run(db, attempt.run_seq, RUN_FAILED, code, text, now=now)
    if attempt.job_status in (PENDING, CANCELLED, COMPLETED):
        return
    if attempt.job_epoch != attempt.epoch:
        return
    move(
        db,
        "decide",
        attempt.job_id,
        attempt.job_status,
        now=now,
        error_code=code,
        error_message=text,
        cancel_requested=False,
    )


def _checked_link(permalink: str | None) -> str | None:
    link = (permalink or "").strip()
    if not link:
        return None
    if not link.startswith(("https://", "http://")) or len(link) > 2_000 or " " in link:
        raise InvalidInput("permalink", "must be an address that begins with https://")
    return link


def _text(value: Any) -> str | None:
    return value if isinstance(value, str) and value.strip() and len(value) <= 8_192 else None


def _time(value: Any) -> int | None:
    try:
        return parse_rfc3339(value) if isinstance(value, str) else None
    except ValueError:
        return None


assert SUBMITTED in PRESSABLE, "a press is not yet a publication"
