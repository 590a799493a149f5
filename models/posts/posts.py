"""Posts: written, changed, given a time, sent, taken away.

What is sent is what stands in the rows when the time comes; jobs are made by
`models.publishing.jobs`. A post of which something may be out is not changed any more.
"""

from collections.abc import Sequence
from typing import Any, Final

from msgspec import UNSET, UnsetType, structs

from models import audit, json_text, orders, workspaces
from models.arabic import fold
from models.errors import InvalidInput, NotFound, RuleRefused
from models.ids import new_id
from models.job_rows import load
from models.phases import Phases
from models.posts import checks as post_checks
from models.posts import duplicates, series
from models.posts import targets as post_targets
from models.posts import times as schedule_times
from models.posts.changes import (
    DEFAULT_GRACE_MINUTES,
    LATE_POLICIES,
    NewPost,
    NewTarget,
    PostChange,
    PostDone,
)
from models.posts.rows import load_post
from models.posts.status import may_be_changed
from models.posts.times import Resolved
from models.posts.views import MediaUse, PostView
from models.publishing import jobs as publishing_jobs
from models.publishing import schedules
from models.publishing.inputs import SCHEDULE_POST
from models.rows import Database
from models.states import PENDING
from models.tables import Post
from models.views import JobView

__all__ = [
    "DEFAULT_GRACE_MINUTES",
    "LATE_POLICIES",
    "MediaUse",
    "NewPost",
    "NewTarget",
    "PostChange",
    "PostDone",
    "change",
    "create",
    "duplicate",
    "end_series",
    "grow_series",
    "publish_now",
    "remove",
    "schedule",
    "unschedule",
]

# Said in SQL: an import makes thousands of rows, and composing each costs more than storing it.
_INSERT: Final = """
INSERT INTO post (id, workspace_id, title, title_folded, text, link, media, late_policy,
    grace_minutes, created_by_id, created_at, updated_at)
VALUES (:id, :workspace, :title, :folded, :text, :link, :media, :late, :grace, :actor, :now, :now)
"""
_NO_TIME: Final[dict[str, Any]] = {"wall": None, "zone": None, "at": None}


def create(db: Database, new: NewPost, *, actor: str, now: int) -> PostDone:
    """A draft; with a time it is scheduled, with a rule its further dates too.

    Raises InvalidInput (fields "title", "text", "link", "media[i]", "targets[i].…", "wall", "zone",
    "rule", "latePolicy", "graceMinutes", "workspaceId"), RuleRefused("DUPLICATE").
    """
    timed = new.wall is not None or new.at is not None
    if timed != (new.zone is not None):
        raise InvalidInput("zone" if timed else "wall", "is needed with the other")
    if new.rule is not None and new.wall is None:
        raise InvalidInput("wall", "is needed with a rule: its first date")
    post_checks.checked_lateness(new.late_policy, new.grace_minutes)
    text = post_checks.checked_body(new.text)
    title = post_checks.checked_title(new.title, text)
    post_id = new_id()
    row = {
        "id": post_id,
        "workspace": _workspace(db, new.workspace_id),
        "title": title,
        "folded": fold(title),
        "text": text,
        "link": post_checks.checked_link(new.link),
        "media": json_text.dump(post_checks.checked_media(db, new.media)),
        "late": new.late_policy,
        "grace": new.grace_minutes,
        "actor": actor,
        "now": now,
    }
    db.execute_sql(_INSERT, row)
    post_targets.put(db, post_id, new.targets, workspace_id=new.workspace_id, actor=actor, now=now)
    _audit(db, "created", post_id, actor=actor, now=now, title=title, targets=len(new.targets))
    if new.zone is None:
        return PostDone(post=load_post(db, post_id, now=now))
    return schedule(
        db,
        post_id,
        new.wall,
        new.zone,
        at=new.at,
        rule=new.rule,
        allow_duplicate=new.allow_duplicate,
        actor=actor,
        now=now,
    )


def change(db: Database, post_id: str, to: PostChange, *, actor: str, now: int) -> PostDone:
    """Of a post of which nothing is out or on its way. Raises NotFound("post"), InvalidInput as
    `create`, RuleRefused("ALREADY_SENT"), RuleRefused("DUPLICATE") when it has a time."""
    before = _changeable(db, post_id, now)
    columns = _changed_columns(db, before, to)
    if columns:
        Post.update(**columns, updated_at=now).where(Post.id == post_id).execute(db)
    names = [name.removesuffix("_folded") for name in columns]
    if not isinstance(to.targets, UnsetType):
        post_targets.put(
            db, post_id, to.targets, workspace_id=before.workspace_id, actor=actor, now=now
        )
        Post.update(updated_at=now).where(Post.id == post_id).execute(db)
        names.append("targets")
    if not names:
        return PostDone(post=before)
    _audit(db, "changed", post_id, actor=actor, now=now, fields=sorted(set(names)))
    after = load_post(db, post_id, now=now)
    if after.at is not None and _open_schedule(db, after, now) is not None:
        post_checks.ready(db, after)
        _check_duplicates(db, after, after.at, allow=to.allow_duplicate, actor=actor, now=now)
    return PostDone(post=after)


def duplicate(db: Database, post_id: str, *, actor: str, now: int) -> PostDone:
    """The same content and targets once more, as a draft without a time. Raises NotFound."""
    load_post(db, post_id, now=now)
    copy_id = series.copy_post(db, post_id, now=now)
    Post.update(created_by_id=actor).where(Post.id == copy_id).execute(db)
    _audit(db, "created", copy_id, actor=actor, now=now, copyOf=post_id)
    return PostDone(post=load_post(db, copy_id, now=now))


def remove(db: Database, post_id: str, *, actor: str, now: int) -> PostDone:
    """Out of calendar and lists; what waits is cancelled. Raises NotFound("post"),
    RuleRefused("ALREADY_SENT") when something of it may be out: that stays on record."""
    post = _changeable(db, post_id, now)
    changed = _settle(db, post, actor=actor, now=now)
    Post.update(removed_at=now, updated_at=now).where(Post.id == post_id).execute(db)
    _audit(db, "removed", post_id, actor=actor, now=now, title=post.title)
    return PostDone(post=post, changed=changed)


def schedule(
    db: Database,
    post_id: str,
    wall: str | None,
    zone: str,
    *,
    at: int | None = None,
    late_policy: str | None = None,
    grace_minutes: int | None = None,
    rule: str | None = None,
    allow_duplicate: bool = False,
    actor: str,
    now: int,
) -> PostDone:
    """Give it a time, or another one. A wall time that does not exist becomes the next that does;
    `at` is the very moment instead. With a rule it is the first post of a new series.

    Raises NotFound("post"), InvalidInput("wall", "zone", "rule", "targets", "text", …),
    RuleRefused("ALREADY_SENT"), RuleRefused("DUPLICATE").
    """
    post = _changeable(db, post_id, now)
    if rule is not None:
        post, wall = _begin_series(db, post, rule, wall, zone, now=now)
    post_checks.checked_lateness(
        post.late_policy if late_policy is None else late_policy,
        post.grace_minutes if grace_minutes is None else grace_minutes,
    )
    moment = _moment(wall, zone, at)
    if moment.at <= now:
        raise InvalidInput("wall", "must be a time to come")
    post_checks.ready(db, post)
    _check_duplicates(db, post, moment.at, allow=allow_duplicate, actor=actor, now=now)
    _refuse_taken_date(db, post, moment.at)
    known = _open_schedule(db, post, now)
    changed = _settle(db, post, actor=actor, now=now) if known is None else []
    if late_policy is not None:
        Post.update(late_policy=late_policy).where(Post.id == post_id).execute(db)
    job = schedules.schedule(db, post_id, moment.at, zone, grace_minutes, actor=actor, now=now)
    others, jobs = (
        grow_series(db, post.series_id, actor=actor, now=now)
        if rule is not None and post.series_id is not None
        else ([], [])
    )
    return PostDone(
        post=load_post(db, post_id, now=now),
        others=others,
        created=[*([job] if known is None else []), *jobs],
        changed=[*changed, *([job] if known is not None else [])],
        adjusted=moment.adjusted,
    )


def unschedule(db: Database, post_id: str, *, actor: str, now: int) -> PostDone:
    """Back to the drafts. Raises NotFound("post"), RuleRefused("ALREADY_SENT")."""
    post = _changeable(db, post_id, now)
    changed = _settle(db, post, actor=actor, now=now)
    Post.update(**_NO_TIME, job_id=None, series_id=None, updated_at=now).where(
        Post.id == post_id
    ).execute(db)
    _audit(db, "unscheduled", post_id, actor=actor, now=now)
    return PostDone(post=load_post(db, post_id, now=now), changed=changed)


def publish_now(
    db: Database,
    post_id: str,
    targets: Sequence[str] | None = None,
    *,
    allow_duplicate: bool = False,
    actor: str,
    now: int,
) -> PostDone:
    """Send it, or some of its targets by their variant ids; an account's pacing puts its own off.

    Raises NotFound("post"), InvalidInput("targets", "text", …), RuleRefused("ALREADY_SENT"),
    RuleRefused("DUPLICATE").
    """
    post = load_post(db, post_id, now=now)
    post_checks.ready(db, post, targets)
    _check_duplicates(
        db,
        post,
        now,
        variant_ids=None if targets is None else list(targets),
        allow=allow_duplicate,
        actor=actor,
        now=now,
    )
    known = _open_schedule(db, post, now)
    changed = _settle(db, post, actor=actor, now=now) if known is None else []
    jobs = publishing_jobs.publish(db, post_id, targets, actor=actor, now=now)
    Post.update(**_NO_TIME, updated_at=now).where(Post.id == post_id).execute(db)
    return PostDone(
        post=load_post(db, post_id, now=now),
        created=jobs if known is None else jobs[1:],
        changed=[*changed, *(jobs[:1] if known is not None else [])],
    )


def grow_series(
    db: Database, series_id: str, *, actor: str, now: int
) -> tuple[list[PostView], list[JobView]]:
    """Make what is missing of the weeks ahead, with its jobs. Raises NotFound("series")."""
    grown = series.grow(db, series_id, actor=actor, now=now)
    for id in grown.post_ids:
        _audit(db, "created", id, actor=actor, now=now, series=series_id)
    return [load_post(db, id, now=now) for id in grown.post_ids], grown.jobs


def end_series(db: Database, post_id: str, *, actor: str, now: int) -> PostDone:
    """No post behind this one: the series ends, its later dates that still wait are removed.
    Behind one that was sent before its time lie all that wait.

    Raises NotFound("post"), InvalidInput("series") when it belongs to none.
    """
    post = load_post(db, post_id, now=now)
    if post.series_id is None:
        raise InvalidInput("series", "this post does not come again")
    series.end(db, post.series_id, actor=actor, now=now)
    later = Post.select(Post.id).where(
        Post.series_id == post.series_id,
        Post.at > (-1 if post.at is None else post.at),
        Post.id != post.id,
        Post.removed_at.is_null(),
    )
    removed: list[PostView] = []
    changed: list[JobView] = []
    for (id,) in later.tuples().execute(db):
        if may_be_changed([t.status for t in load_post(db, id, now=now).targets]):
            done = remove(db, id, actor=actor, now=now)
            removed.append(done.post)
            changed += done.changed
    return PostDone(post=load_post(db, post_id, now=now), others=removed, changed=changed)


def _begin_series(
    db: Database, post: PostView, rule: str, wall: str | None, zone: str, *, now: int
) -> tuple[PostView, str]:
    """The post as the first of a new series, and its first date."""
    if wall is None:
        raise InvalidInput("wall", "is needed with a rule: its first date")
    if post.series_id is not None and not series.get(db, post.series_id).ended:
        raise InvalidInput("rule", "this post comes again already; end its series first")
    series_id, first = series.begin(db, rule, wall, zone, now=now)
    Post.update(series_id=series_id).where(Post.id == post.id).execute(db)
    return structs.replace(post, series_id=series_id), first.wall


def _moment(wall: str | None, zone: str, at: int | None) -> Resolved:
    if at is not None:
        shown = schedule_times.wall_of(at, zone)
        return structs.replace(schedule_times.resolve(shown, zone), at=at, adjusted=None)
    if wall is None:
        raise InvalidInput("wall", "is needed with the other")
    return schedule_times.resolve(wall, zone)


def _changeable(db: Database, post_id: str, now: int) -> PostView:
    post = load_post(db, post_id, now=now)
    if not may_be_changed([target.status for target in post.targets]):
        raise RuleRefused(
            "ALREADY_SENT",
            "Something of this post is out or on its way; duplicate it to send another.",
        )
    return post


def _changed_columns(db: Database, before: PostView, to: PostChange) -> dict[str, Any]:
    """What differs, as columns."""
    late_policy = before.late_policy if to.late_policy is UNSET else to.late_policy
    grace = before.grace_minutes if to.grace_minutes is UNSET else to.grace_minutes
    post_checks.checked_lateness(late_policy, grace)
    text = before.text if to.text is UNSET else post_checks.checked_body(to.text)
    title = before.title
    if to.title is not UNSET:
        title = post_checks.checked_title(to.title, text)
    elif before.title == post_checks.checked_title(None, before.text):
        title = post_checks.checked_title(None, text)
    link = before.link if to.link is UNSET else post_checks.checked_link(to.link)
    media = before.media if to.media is UNSET else post_checks.checked_media(db, to.media)
    wanted: dict[str, Any] = {
        "title": title,
        "title_folded": fold(title),
        "text": text,
        "link": link,
        "media": json_text.dump(media),
        "late_policy": late_policy,
        "grace_minutes": grace,
    }
    known: dict[str, Any] = {
        "title": before.title,
        "title_folded": fold(before.title),
        "text": before.text,
        "link": before.link,
        "media": json_text.dump(before.media),
        "late_policy": before.late_policy,
        "grace_minutes": before.grace_minutes,
    }
    return {name: value for name, value in wanted.items() if value != known[name]}


def _workspace(db: Database, workspace_id: str | None) -> str:
    try:
        return (workspaces.get(db, workspace_id) if workspace_id else workspaces.default(db)).id
    except NotFound:
        raise InvalidInput("workspaceId", "names no workspace") from None


def _check_duplicates(
    db: Database,
    post: PostView,
    at: int,
    *,
    variant_ids: list[str] | None = None,
    allow: bool,
    actor: str,
    now: int,
) -> None:
    """Raises RuleRefused("DUPLICATE") unless it is meant; then the ledger says so."""
    found = duplicates.near(db, post, at, variant_ids)
    if not found:
        return
    if not allow:
        raise duplicates.refusal(found)
    Post.update(duplicate_of=found[0].post_id).where(Post.id == post.id).execute(db)
    said = [duplicates.as_data(one) for one in found]
    _audit(db, "duplicate_allowed", post.id, actor=actor, now=now, duplicates=said)


def _refuse_taken_date(db: Database, post: PostView, at: int) -> None:
    """Two posts of one series never lie on one moment."""
    if post.series_id is None:
        return
    taken = Post.select(Post.id).where(
        Post.series_id == post.series_id, Post.at == at, Post.id != post.id
    )
    if taken.exists(db):
        raise InvalidInput("wall", "is the time of another post of this series")


def _open_schedule(db: Database, post: PostView, now: int) -> JobView | None:
    """The SCHEDULE_POST that waits for its time."""
    if post.job_id is None:
        return None
    job = load(db, post.job_id, Phases(db, now))
    return job if job.type == SCHEDULE_POST and job.status == PENDING else None


def _settle(db: Database, post: PostView, *, actor: str, now: int) -> list[JobView]:
    """A schedule that waits is cancelled; what to do with a missed one is not asked any more."""
    if post.job_id is None:
        return []
    job = load(db, post.job_id, Phases(db, now))
    if job.type != SCHEDULE_POST:
        return []
    if job.status == PENDING:
        return orders.request_cancel(db, job.id, actor=actor, now=now).jobs
    if job.needs_user_action:
        return orders.clear_needs_user(db, job.id, actor=actor, now=now).jobs
    return []


def _audit(db: Database, action: str, post_id: str, *, actor: str, now: int, **detail: Any) -> None:
    audit.append(
        db,
        actor=actor,
        action=f"post.{action}",
        subject_type="post",
        subject_id=post_id,
        detail=detail,
        now=now,
    )
