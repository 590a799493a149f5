"""New jobs: checked, stored with their children, found again by their dedupe key."""

from typing import Any, Final

import msgspec

from models import audit, inputs, workspaces
from models.accounts.keys import key_of
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
from models.posts import checks as post_checks
from models.posts.content import canonical_text
from models.posts.rows import load_post
from models.publishing import inputs as publishing_inputs
from models.publishing import jobs as publishing_jobs
from models.publishing import looks, schedules
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
    owner = _owner(db, checked)
    if owner is not None and new.workspace_id not in (None, owner):
        raise InvalidInput("workspaceId", "is not the one that this belongs to")
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
    return msgspec.structs.replace(new, workspace_id=owner or workspace.id)


def _owner(db: Database, checked: Validated) -> str | None:
    """The workspace of the post or run that the job is about, None when it is about neither.

    Raises InvalidInput("input.postId", "input.runId").
    """
    if "runId" in checked.input:
        return looks.subject(db, checked.input["runId"]).workspace_id
    post_id = checked.input.get("postId")
    if post_id is None:
        return None
    found = Post.select(Post.workspace_id).where(Post.id == post_id, Post.removed_at.is_null())
    owner: str | None = scalar(db, found)
    if owner is None:
        raise InvalidInput("input.postId", "names no post")
    return owner


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
        _refuse_another_look(db, input)
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
    if new.run_after is not None:
        raise InvalidInput("runAfter", "is for searches; a post is given its time by SCHEDULE_POST")
    post_id, targets = input["postId"], input.get("targets")
    _refuse_unready(db, post_id, targets, now)
    try:
        if checked.type == publishing_inputs.SCHEDULE_POST:
            if new.device_id is not None:
                raise InvalidInput("deviceId", "can be chosen only for what is sent now")
            at = publishing_inputs.time_of(input["at"], "at")
            job = schedules.schedule(
                db,
                post_id,
                at,
                input["zone"],
                input.get("graceMinutes"),
                priority=priority,
                dedupe_key=new.dedupe_key,
                actor=actor,
                now=now,
            )
            return [job]
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
    except InvalidInput as error:
        if error.field not in input:
            raise
        raise InvalidInput(f"input.{error.field}", error.message) from None


def _refuse_unready(db: Database, post_id: str, targets: list[str] | None, now: int) -> None:
    """What says nothing, or too much, is not sent. Raises InvalidInput("input.postId")."""
    try:
        post_checks.ready(db, load_post(db, post_id, now=now), targets)
    except InvalidInput as error:
        what = f"names a post that cannot be sent: {error}"
        raise InvalidInput("input.postId", what) from None


def _refuse_another_look(db: Database, input: dict[str, Any]) -> None:
    """What is looked for is what the run was to publish. Raises InvalidInput("input.…")."""
    meant = looks.subject(db, input["runId"]).input
    said, account = input["account"], meant["account"]
    if key_of(**said) != key_of(**account):
        raise InvalidInput("input.account", "is not the one that the run published on")
    if canonical_text(input["text"]) != canonical_text(meant["text"]):
        raise InvalidInput("input.text", "is not what the run published")
    if input["mediaCount"] != len(meant["media"]):
        raise InvalidInput("input.mediaCount", "is not how many files the run published")


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
