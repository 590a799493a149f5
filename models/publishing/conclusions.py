"""What the outcome of a run means for its job: completed, failed, left to the operator."""

from typing import Final

from models import json_text
from models.moves import end_run, move
from models.publishing import attempts, looks
from models.publishing.attempts import Attempt
from models.publishing.links import Link
from models.rows import Database
from models.states import CANCELLED, COMPLETED, PENDING, RUN_FAILED, RUNNING

CONFIRM: Final = "confirm"
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


def published(
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


def decide(db: Database, attempt: Attempt, code: str, text: str, *, now: int) -> None:
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


def abandon(db: Database, attempt: Attempt, *, now: int) -> None:
    """Nobody holds the lease of a run in doubt any more; its job stays with the operator."""
    db.execute_sql(_UNASSIGN, (now, attempt.job_id))


def flag(db: Database, job_id: str, text: str, *, now: int) -> None:
    """The operator must say something."""
    db.execute_sql(_FLAG, (CONFIRM, text, now, job_id))


def published_by(db: Database, job_seq: int) -> Link | None:
    """The link of a run of this job that did go out."""
    row = db.execute_sql(_CHILD_PUBLISHED, (job_seq,)).fetchone()
    if row is None:
        return None
    return Link(permalink=row[0], platform_post_id=row[1], published_at=row[2])
