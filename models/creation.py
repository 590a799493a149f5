"""New jobs: checked, stored with their children, found again by their dedupe key."""

from typing import Any, Final

import msgspec

from models import audit, inputs, looks, publishing_inputs, publishing_jobs, workspaces
from models.changes import NewJob
from models.clock import now_ms
from models.eligibility import device_facts
from models.errors import InvalidInput, NotFound
from models.inputs import Validated
from models.job_insert import NewRow, insert
from models.job_rows import load, load_all, select_jobs
from models.names import checked_text
from models.orders import checked_priority
from models.phases import Phases
from models.rows import Database, scalar
from models.tables import Connector, Job, Post
from models.views import JobView

MOST_ATTEMPTS: Final = 20
_LATEST: Final = 253_402_300_799_999
"""The last millisecond of the year 9999."""


def create(db: Database, new: NewJob, *, actor: str, now: int) -> list[JobView]:
    """The job, then its children. A known `dedupe_key` of the workspace returns the existing job.

    Raises InvalidInput (fields "type", "input.…", "workspaceId", "priority", "runAfter",
    "maxAttempts", "dedupeKey", "deviceId").
    """
    checked = inputs.validate(new.type, new.input)
    new = _checked(db, new, checked)
    if new.dedupe_key is not None:
        existing = with_dedupe_key(db, new.workspace_id, new.dedupe_key, now=now)
        if existing is not None:
            return [existing]
    if checked.type in publishing_inputs.SHAPES:
        return _publishing(db, new, checked, actor, now)
    parent = _row(new, checked, None, actor)
    parent_id = parent.id
    simple = msgspec.structs.replace(new, dedupe_key=None)
    children_of = [_row(simple, child, parent_id, actor) for child in checked.children]
    insert(db, [parent, *children_of], now=now)
    audit.append(
        db,
        actor=actor,
        action="job.created",
        subject_type="job",
        subject_id=parent_id,
        detail={"type": checked.type, "title": checked.title, "searches": len(checked.children)},
        now=now,
    )
    phases = Phases(db, now)
    job = load(db, parent_id, phases)
    if not checked.children:
        return [job]
    children = select_jobs().where(Job.parent_id == parent_id).order_by(Job.seq)
    return [job, *load_all(db, children, phases)]


def with_dedupe_key(
    db: Database, workspace_id: str | None, key: str, *, now: int | None = None
) -> JobView | None:
    """The job that was created with this key (to know beforehand whether `create` makes one)."""
    workspace_id = workspace_id or workspaces.default(db).id
    job_id = scalar(
        db, Job.select(Job.id).where(Job.workspace_id == workspace_id, Job.dedupe_key == key)
    )
    return None if job_id is None else load(db, job_id, Phases(db, now or now_ms()))


def _checked(db: Database, new: NewJob, checked: Validated) -> NewJob:
    """What is asked beside the input, with the workspace filled in."""
    try:
        workspace = (
            workspaces.get(db, new.workspace_id) if new.workspace_id else workspaces.default(db)
        )
    except NotFound:
        raise InvalidInput("workspaceId", "names no workspace") from None
    checked_priority(new.priority)
    if not 1 <= new.max_attempts <= MOST_ATTEMPTS:
        raise InvalidInput("maxAttempts", f"must be a whole number from 1 to {MOST_ATTEMPTS}")
    if new.run_after is not None and not 0 <= new.run_after <= _LATEST:
        raise InvalidInput("runAfter", "must be a time from 1970 to 9999")
    if new.dedupe_key is not None and not 1 <= len(new.dedupe_key) <= 200:
        raise InvalidInput("dedupeKey", "must have 1 to 200 characters")
    if new.dedupe_key is not None:
        checked_text(new.dedupe_key, field="dedupeKey")
    if new.device_id is not None:
        device = device_facts(db, new.device_id)
        if device is None or not device.active:
            raise InvalidInput("deviceId", "names no active device")
    _refuse_unknown_connector(db, checked)
    return msgspec.structs.replace(new, workspace_id=workspace.id)


def _refuse_unknown_connector(db: Database, checked: Validated) -> None:
    """A connector that the operator typed must be installed, and be one that searches."""
    named = checked.input.get("connector")
    if named is None:
        return
    kind = scalar(db, Connector.select(Connector.kind).where(Connector.id == named))
    if kind != "search":
        what = "is not installed" if kind is None else "is not a search connector"
        raise InvalidInput("input.connector", f'"{named}" {what}')


def _publishing(
    db: Database, new: NewJob, checked: Validated, actor: str, now: int
) -> list[JobView]:
    """What publishes is made from the post, what looks from the run."""
    input = checked.input
    priority = new.priority or None
    if checked.type == publishing_inputs.VERIFY_POST:
        look = looks.make(
            db,
            input["runId"],
            run_after=new.run_after,
            device_id=new.device_id,
            dedupe_key=new.dedupe_key,
            actor=actor,
            now=now,
        )
        return [load(db, look, Phases(db, now))]
    if checked.type == publishing_inputs.SCHEDULE_POST:
        at = publishing_inputs.time_of(input["at"], "input.at")
        job = publishing_jobs.schedule(
            db,
            _known_post(db, input),
            at,
            input["zone"],
            input.get("graceMinutes"),
            priority=priority,
            dedupe_key=new.dedupe_key,
            actor=actor,
            now=now,
        )
        return [job]
    post_id, targets = _known_post(db, input), input.get("targets")
    return publishing_jobs.publish(
        db,
        post_id,
        targets,
        priority=priority,
        max_attempts=new.max_attempts,
        dedupe_key=new.dedupe_key,
        device_id=new.device_id,
        actor=actor,
        now=now,
    )


def _known_post(db: Database, input: dict[str, Any]) -> str:
    """Raises InvalidInput("input.postId")."""
    post_id: str = input["postId"]
    if scalar(db, Post.select(Post.id).where(Post.id == post_id, Post.removed_at.is_null())):
        return post_id
    raise InvalidInput("input.postId", "names no post")


def _row(new: NewJob, checked: Validated, parent_id: str | None, actor: str) -> NewRow:
    assert new.workspace_id is not None, "filled in by `_checked`"
    return NewRow(
        workspace_id=new.workspace_id,
        type=checked.type,
        title=checked.title,
        input=checked.input,
        needs=checked.needs,
        priority=new.priority,
        max_attempts=new.max_attempts,
        run_after=new.run_after,
        created_by=actor,
        device_id=new.device_id,
        parent_id=parent_id,
        dedupe_key=new.dedupe_key,
        children=len(checked.children),
    )
