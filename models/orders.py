"""What the operator orders for a job that exists: cancel, try again, go on, sooner or later."""

from collections.abc import Callable
from functools import partial
from typing import Final

import msgspec

from models.changes import Change
from models.errors import InvalidInput, RuleRefused
from models.job_rows import load
from models.moves import move, record
from models.parents import changed, follow
from models.phases import Phases
from models.publishing import decisions, looking, schedules
from models.publishing import inputs as publishing_inputs
from models.publishing.inputs import PUBLISH_VARIANT, SCHEDULE_POST, VERIFY_POST
from models.rows import Database
from models.states import FINISHED, PENDING, RUNNING, TRANSITIONS
from models.views import JobView

MOST_PRIORITY: Final = 1_000
"""Priorities go from minus this to this; more is sooner."""

_ASK: Final = "UPDATE job SET cancel_requested = 1, updated_at = ? WHERE id = ?"
_TAKE_BACK: Final = "UPDATE job SET cancel_requested = 0 WHERE id = ?"
_CLEAR: Final = """
UPDATE job SET needs_user_reason = NULL, needs_user_message = NULL, updated_at = ? WHERE id = ?
"""
_PRIORITY: Final = """
UPDATE job SET priority = ?, updated_at = ? WHERE id = ? OR (parent_id = ? AND status = 'PENDING')
"""
DOUBT_TEXT: Final = "Nobody knows yet whether this went out."
_CHILDREN: Final = "SELECT id, status FROM job WHERE parent_id = ? ORDER BY seq"


def request_cancel(db: Database, job_id: str, *, actor: str, now: int) -> Change:
    """A pending job is cancelled at once, a running one gets `cancel_requested`.

    Raises RuleRefused("JOB_NOT_RUNNING") for a finished job. A parent passes it to its children.
    """
    phases = Phases(db, now)
    job = load(db, job_id, phases)
    if job.status in FINISHED:
        raise RuleRefused("JOB_NOT_RUNNING", f"The job is {job.status} already.")
    if _in_doubt(db, job):
        raise RuleRefused("NOT_DECIDED", f"{DOUBT_TEXT} It cannot be cancelled any more.")
    if job.cancel_requested:
        return Change(job=job, jobs=[], logs=[])
    record(db, "cancel_requested", job_id, actor=actor, now=now)
    if job.children_total:
        db.execute_sql(_ASK, (now, job_id))
        return _pass_on(db, job_id, _cancel_one, phases, now)
    _cancel_one(db, job_id, job.status, now)
    change = changed(db, job_id, phases, now=now)
    if job.type == VERIFY_POST and job.status == PENDING:
        others = [load(db, id, phases) for id in looking.dropped(db, job_id, now=now)]
        return msgspec.structs.replace(change, jobs=[*change.jobs, *others])
    return change


def retry(db: Database, job_id: str, *, confirmed: bool = False, actor: str, now: int) -> Change:
    """A failed or cancelled job is pending again, attempts fresh, checkpoint kept.

    A parent passes it to those of its children that failed or were cancelled, and is refused when
    none of them may be tried again. A publication that was given a permit is tried again only when
    it is decided that nothing is out, and `confirmed`.
    A missed schedule is kept now, late by the operator's order.
    Raises RuleRefused("JOB_NOT_RUNNING") for any other job, NOT_DECIDED, CONFIRM_NEEDED.
    """
    phases = Phases(db, now)
    job = load(db, job_id, phases)
    if job.status not in TRANSITIONS["retry"]:
        raise RuleRefused(
            "JOB_NOT_RUNNING",
            f"The job is {job.status}; only a failed or cancelled one is tried again.",
        )
    if not job.children_total and job.type == PUBLISH_VARIANT:
        decisions.refuse_retry(db, job_id, confirmed=confirmed)
    record(db, "retried", job_id, actor=actor, now=now, confirmed=confirmed or None)
    if job.children_total:
        _refuse_children(db, job_id, confirmed=confirmed)
        db.execute_sql(_TAKE_BACK, (job_id,))
        return _pass_on(db, job_id, partial(_retry_child, confirmed=confirmed), phases, now)
    if job.type == SCHEDULE_POST:
        return _retry_schedule(db, job, actor, now)
    _retry_one(db, job_id, job.status, now)
    db.execute_sql(_TAKE_BACK, (job.parent_id,))
    return changed(db, job_id, phases, now=now)


def clear_needs_user(db: Database, job_id: str, *, actor: str, now: int) -> Change:
    """The operator dealt with it. Raises RuleRefused("JOB_NOT_RUNNING") when no flag is up."""
    phases = Phases(db, now)
    job = load(db, job_id, phases)
    if not job.needs_user_action:
        raise RuleRefused("JOB_NOT_RUNNING", "The job does not wait for anybody.")
    if _in_doubt(db, job):
        raise RuleRefused("NOT_DECIDED", f"{DOUBT_TEXT} Say what you see instead.")
    db.execute_sql(_CLEAR, (now, job_id))
    record(db, "resumed", job_id, actor=actor, now=now)
    return changed(db, job_id, phases, now=now)


def set_priority(db: Database, job_id: str, priority: int, *, actor: str, now: int) -> Change:
    """More is sooner. A parent passes it to its waiting children. Raises InvalidInput."""
    checked_priority(priority)
    phases = Phases(db, now)
    job = load(db, job_id, phases)
    db.execute_sql(_PRIORITY, (priority, now, job_id, job_id))
    record(db, "priority", job_id, actor=actor, now=now, before=job.priority, after=priority)
    return changed(db, job_id, phases, now=now)


def checked_priority(priority: int) -> int:
    """Raises InvalidInput("priority")."""
    if not -MOST_PRIORITY <= priority <= MOST_PRIORITY:
        raise InvalidInput(
            "priority", f"must be a whole number from -{MOST_PRIORITY} to {MOST_PRIORITY}"
        )
    return priority


def _cancel_one(db: Database, job_id: str, status: str, now: int) -> bool:
    if status == RUNNING and decisions.undecided(db, job_id):
        return False
    if status == RUNNING:
        db.execute_sql(_ASK, (now, job_id))
    elif status == PENDING:
        move(db, "cancel", job_id, status, now=now)
    return status in (RUNNING, PENDING)


def _in_doubt(db: Database, job: JobView) -> bool:
    """A publication whose outcome is not known, or was looked for in vain."""
    return job.type == PUBLISH_VARIANT and decisions.undecided(db, job.id)


def _refuse_children(db: Database, parent_id: str, *, confirmed: bool) -> None:
    """Raises what stands against the last of them, when something does against each."""
    refusal = None
    for job_id, status in db.execute_sql(_CHILDREN, (parent_id,)).fetchall():
        if status not in TRANSITIONS["retry"]:
            continue
        try:
            decisions.refuse_retry(db, job_id, confirmed=confirmed)
        except RuleRefused as error:
            refusal = error
        else:
            return
    if refusal is not None:
        raise refusal


def _retry_child(db: Database, job_id: str, status: str, now: int, *, confirmed: bool) -> bool:
    """One that may not be tried again stays as it is."""
    try:
        decisions.refuse_retry(db, job_id, confirmed=confirmed)
    except RuleRefused:
        return False
    return _retry_one(db, job_id, status, now)


def _retry_schedule(db: Database, job: JobView, actor: str, now: int) -> Change:
    """A missed one goes out now; a cancelled one waits for its time again."""
    at = publishing_inputs.time_of(job.input["at"], "input.at")
    missed = job.error_code == publishing_inputs.MISSED
    _retry_one(db, job.id, job.status, now)
    db.execute_sql("UPDATE job SET run_after = ? WHERE id = ?", (at, job.id))
    if missed:
        return schedules.fire(db, job.id, actor=actor, now=now)
    return changed(db, job.id, Phases(db, now), now=now)


def _retry_one(db: Database, job_id: str, status: str, now: int) -> bool:
    if status not in TRANSITIONS["retry"]:
        return False
    move(
        db,
        "retry",
        job_id,
        status,
        now=now,
        attempts=0,
        run_after=None,
        error_code=None,
        error_message=None,
        started_at=None,
        publish_until=None,  # by the operator's order it may be late
        completed_at=None,
        progress=0,
        message=None,
    )
    return True


def _pass_on(
    db: Database,
    parent_id: str,
    order: Callable[[Database, str, str, int], bool],
    phases: Phases,
    now: int,
) -> Change:
    """Give the order to every child, then let the parent follow."""
    children = db.execute_sql(_CHILDREN, (parent_id,)).fetchall()
    touched = [id for id, status in children if order(db, id, status, now)]
    parent = follow(db, parent_id, phases, now=now)
    changed: list[JobView] = [parent, *(load(db, id, phases) for id in touched)]
    return Change(job=parent, jobs=changed, logs=[])
