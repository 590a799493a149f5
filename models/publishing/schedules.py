"""A post's time: kept, moved, reached, or missed; it never goes out late by itself."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Final

from models import json_text
from models.changes import Change
from models.clock import rfc3339
from models.errors import InvalidInput, RuleRefused
from models.job_insert import NewRow, insert
from models.job_rows import load
from models.moves import move, record
from models.parents import changed
from models.phases import Phases
from models.posts import pacing
from models.publishing import jobs, targets
from models.publishing.inputs import (
    MISSED,
    SCHEDULE_POST,
    checked_zone,
)
from models.rows import Database
from models.states import PENDING
from models.views import JobView

_RESCHEDULE: Final = "UPDATE job SET input = ?, run_after = ?, updated_at = ? WHERE id = ?"
_OVERDUE: Final = """
SELECT id FROM job INDEXED BY job_publish_until
WHERE status = 'PENDING' AND publish_until IS NOT NULL AND publish_until < ? AND NOT held
"""
_DUE: Final = """
SELECT id, run_after FROM job WHERE type = 'SCHEDULE_POST' AND status = 'PENDING' AND NOT held
    AND run_after IS NOT NULL
"""
_FLAG: Final = "UPDATE job SET needs_user_reason = 'confirm', needs_user_message = ? WHERE id = ?"


def schedule(
    db: Database,
    post_id: str,
    at: int,
    zone: str,
    grace_minutes: int | None = None,
    *,
    priority: int | None = None,
    dedupe_key: str | None = None,
    actor: str,
    now: int,
) -> JobView:
    """Send the post at a time; a schedule that is open is moved there.

    Raises NotFound("post"), InvalidInput("at", "zone", "targets"), RuleRefused("ALREADY_SENT").
    """
    post = targets.post_of(db, post_id)
    grace = post.grace_minutes if grace_minutes is None else grace_minutes
    wall = _wall(at, zone)
    if now - at > jobs.grace_ms(grace):
        raise InvalidInput("at", "must be a time to come")
    targets.chosen(db, post, None)
    input = {"postId": post.id, "at": rfc3339(at), "zone": zone, "graceMinutes": grace}
    job_id = jobs.open_schedule(db, post)
    if job_id is None:
        row = NewRow(
            workspace_id=post.workspace_id,
            type=SCHEDULE_POST,
            title=post.title,
            input=input,
            needs=(),
            priority=jobs.PRIORITY if priority is None else priority,
            run_after=at,
            created_by=actor,
            dedupe_key=dedupe_key,
        )
        insert(db, [row], now=now)
        targets.point_at(db, post, row.id)
        job_id = row.id
    else:
        db.execute_sql(_RESCHEDULE, (json_text.dump(input), at, now, job_id))
    db.execute_sql(
        "UPDATE post SET at = ?, zone = ?, wall = ?, grace_minutes = ?, updated_at = ? "
        "WHERE id = ?",
        (at, zone, wall, grace, now, post.id),
    )
    targets.record_post(db, "scheduled", post, actor=actor, now=now, job=job_id, at=at, zone=zone)
    return load(db, job_id, Phases(db, now))


def fall_due(
    db: Database, job_id: str, *, not_before: Mapping[str, int] | None = None, now: int
) -> Change:
    """The schedule's time came: it becomes PUBLISH_POST, or it is missed when it is too late.

    Targets that pacing puts off wait (`not_before` by variant id, else as `pacing` says).
    Nothing changes for a job that is no open schedule, is held, or whose time is still to come.
    """
    job = load(db, job_id, Phases(db, now))
    waits = job.type == SCHEDULE_POST and job.status == PENDING and not job.held
    if not waits or job.run_after is None or job.run_after > now:
        return Change(job=job, jobs=[], logs=[])
    post = targets.post_of(db, job.input["postId"])
    at, grace = job.run_after, jobs.grace_ms(job.input.get("graceMinutes", post.grace_minutes))
    if now - at > grace:
        return miss(db, job_id, now=now)
    if not_before is None:
        not_before = pacing.not_before(db, post.id, now)
    return fire(db, job_id, not_before=not_before, actor="system", now=now)


def fire(
    db: Database,
    job_id: str,
    *,
    not_before: Mapping[str, int] | None = None,
    actor: str,
    now: int,
) -> Change:
    """A waiting schedule becomes PUBLISH_POST; one that cannot is failed and asks the operator."""
    job = load(db, job_id, Phases(db, now))
    post = targets.post_of(db, job.input["postId"])
    at = job.run_after
    slot = post.slot(at)
    try:
        chosen = targets.chosen(db, post, None)
        made = jobs.send(
            db,
            post,
            chosen,
            job_id,
            slot,
            named=None,
            not_before=not_before,
            base=at if actor == "system" else None,
            priority=job.priority,
            max_attempts=3,
            device_id=None,
            actor=actor,
            now=now,
        )
    except (InvalidInput, RuleRefused) as error:
        move(
            db,
            "miss",
            job_id,
            job.status,
            now=now,
            error_code="NOT_SUPPORTED",
            error_message=str(error),
        )
        db.execute_sql(_FLAG, (str(error), job_id))
        record(db, "failed", job_id, actor=actor, now=now, code="NOT_SUPPORTED")
        return changed(db, job_id, Phases(db, now), now=now)
    return Change(job=made[0], jobs=made, logs=[])


def miss(db: Database, job_id: str, *, now: int) -> Change:
    """Its time and its grace are over: nothing goes out by itself any more.

    The operator is asked, unless the post says that late is never.
    """
    job = load(db, job_id, Phases(db, now))
    post = targets.post_of(db, job.input["postId"])
    text = "Its time passed before it could go out."
    move(db, "miss", job_id, job.status, now=now, error_code=MISSED, error_message=text)
    if post.late_policy != "skip":
        db.execute_sql(_FLAG, (text, job_id))
    record(db, "missed", job_id, actor="system", now=now, at=job.run_after)
    return changed(db, job_id, Phases(db, now), now=now)


def overdue(db: Database, *, now: int) -> list[str]:
    """Waiting targets of scheduled posts that no device took in time (see `miss`)."""
    return [id for (id,) in db.execute_sql(_OVERDUE, (now,))]


def waiting(db: Database) -> list[tuple[str, int]]:
    """Every open schedule that is not held, with its time."""
    return [(id, at) for id, at in db.execute_sql(_DUE)]


def _wall(at: int, zone: str) -> str:
    """The wall time of a moment, to the minute."""
    moment = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=at)
    return moment.astimezone(checked_zone(zone, "zone")).strftime("%Y-%m-%dT%H:%M")
