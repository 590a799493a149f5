"""Jobs that publish, made from posts: now, at their time, or missed.

A target is published through one job; it gets another only when nothing of the first can be out.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, Final

import msgspec

from models import audit, json_text, workspaces
from models.changes import Change
from models.clock import rfc3339
from models.errors import InvalidInput, NotFound, RuleRefused
from models.ids import new_id
from models.job_insert import NewRow, insert
from models.job_rows import load, load_all, select_jobs
from models.moves import move, record
from models.parents import changed, follow
from models.phases import Phases
from models.posts import content, pacing
from models.publishing.inputs import (
    MISSED,
    PUBLISH_POST,
    PUBLISH_VARIANT,
    SCHEDULE_POST,
    checked_zone,
)
from models.rows import Database
from models.states import CANCELLED, FAILED, PENDING
from models.tables import Job
from models.views import JobView

MINUTE_MS: Final = 60_000
PRIORITY: Final = 100
"""A publication has its time; searches can wait."""
LEAST_GRACE_MS: Final = MINUTE_MS
"""A timer, a start or a busy disk may take so long; that is not late."""
PREPARE_MS: Final = 15 * MINUTE_MS
"""From a target's time to its permit, beyond the grace: the composer must be filled first."""

_POST: Final = """
SELECT id, workspace_id, title, text, link, media, late_policy, grace_minutes, job_id
FROM post WHERE id = ? AND removed_at IS NULL
"""
_VARIANTS: Final = """
SELECT variant.id, account.platform, account.handle, account.key, account.press,
    variant.text, variant.link, variant.media, job.id, job.status,
    EXISTS (SELECT 1 FROM publishing_run JOIN run ON run.seq = publishing_run.run_seq
        WHERE run.job_seq = job.seq AND (publishing_run.unknown_at IS NOT NULL
            OR (publishing_run.permit IS NOT NULL AND publishing_run.returned_at IS NULL)))
FROM variant
JOIN account ON account.id = variant.account_id
LEFT JOIN job ON job.id = variant.job_id
WHERE variant.post_id = ? ORDER BY variant.position, variant.seq
"""
_CONNECTOR: Final = """
SELECT id, coalesce(press, recipe ->> '$.commit', 'operator') FROM connector
WHERE kind = 'publish' AND platform = ? ORDER BY enabled DESC, id LIMIT 1
"""
_MEDIA: Final = "SELECT mime, name, size_bytes, sha256 FROM media WHERE id = ?"
_BECOME: Final = """
UPDATE job SET type = 'PUBLISH_POST', input = ?, run_after = NULL, children_total = ?,
    slot = ?, updated_at = ? WHERE id = ?
"""
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


class Connector(msgspec.Struct, frozen=True, kw_only=True):
    """What publishes on a platform, and who presses unless the account says otherwise."""

    id: str
    press: str


class _Post(msgspec.Struct, frozen=True):
    id: str
    workspace_id: str
    title: str
    text: str
    link: str | None
    media: str
    late_policy: str
    grace_minutes: int
    job_id: str | None


class _Target(msgspec.Struct, frozen=True):
    id: str
    platform: str
    handle: str
    account: str
    press: str | None
    text: str | None
    link: str | None
    media: str | None
    job_id: str | None
    job_status: str | None
    had_permit: int

    def obstacle(self) -> str | None:
        """Why it may not be given a (new) job, None when it may."""
        if self.job_id is None:
            return None
        if self.job_status not in (FAILED, CANCELLED):
            over = self.job_status == "COMPLETED"
            return "was published already" if over else "is being published already"
        if self.had_permit:
            return "was sent once, and only a new attempt of that job can follow"
        return None


def publish(
    db: Database,
    post_id: str,
    variant_ids: Sequence[str] | None = None,
    slot: str | None = None,
    *,
    not_before: Mapping[str, int] | None = None,
    priority: int | None = None,
    max_attempts: int = 3,
    dedupe_key: str | None = None,
    device_id: str | None = None,
    actor: str,
    now: int,
) -> list[JobView]:
    """Send the targets (all that may be, when none is named): the parent, then its children.

    `not_before` says by variant id what is put off; None = as the accounts' pacing says. An open
    schedule of the post becomes this parent. Raises NotFound("post"), InvalidInput("targets"),
    RuleRefused("ALREADY_SENT").
    """
    post = _post(db, post_id)
    targets = _chosen(db, post, variant_ids)
    scheduled = _open_schedule(db, post)
    if scheduled is None:
        parent = NewRow(
            workspace_id=post.workspace_id,
            type=PUBLISH_POST,
            title=post.title,
            input=_parent_input(post, variant_ids),
            needs=(),
            priority=PRIORITY if priority is None else priority,
            created_by=actor,
            dedupe_key=dedupe_key,
            children=len(targets),
            slot=slot or f"post:{post.id}",
        )
        insert(db, [parent], now=now)
        _point_post(db, post, parent.id)
        parent_id = parent.id
    else:
        parent_id = scheduled
    return _sent(
        db,
        post,
        targets,
        parent_id,
        slot or f"post:{post.id}",
        named=variant_ids,
        not_before=not_before,
        base=None,
        priority=priority,
        max_attempts=max_attempts,
        device_id=device_id,
        actor=actor,
        now=now,
    )


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
    post = _post(db, post_id)
    grace = post.grace_minutes if grace_minutes is None else grace_minutes
    wall = _wall(at, zone)
    if now - at > _grace_ms(grace):
        raise InvalidInput("at", "must be a time to come")
    _chosen(db, post, None)
    input = {"postId": post.id, "at": rfc3339(at), "zone": zone, "graceMinutes": grace}
    job_id = _open_schedule(db, post)
    if job_id is None:
        row = NewRow(
            workspace_id=post.workspace_id,
            type=SCHEDULE_POST,
            title=post.title,
            input=input,
            needs=(),
            priority=PRIORITY if priority is None else priority,
            run_after=at,
            created_by=actor,
            dedupe_key=dedupe_key,
        )
        insert(db, [row], now=now)
        _point_post(db, post, row.id)
        job_id = row.id
    else:
        db.execute_sql(_RESCHEDULE, (json_text.dump(input), at, now, job_id))
    db.execute_sql(
        "UPDATE post SET at = ?, zone = ?, wall = ?, grace_minutes = ?, updated_at = ? "
        "WHERE id = ?",
        (at, zone, wall, grace, now, post.id),
    )
    _record_post(db, "scheduled", post, actor=actor, now=now, job=job_id, at=at, zone=zone)
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
    post = _post(db, job.input["postId"])
    at, grace = job.run_after, _grace_ms(job.input.get("graceMinutes", post.grace_minutes))
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
    post = _post(db, job.input["postId"])
    at = job.run_after
    slot = f"post:{post.id}" if at is None else str(at)
    try:
        targets = _chosen(db, post, None)
        made = _sent(
            db,
            post,
            targets,
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
    post = _post(db, job.input["postId"])
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


def connector_of(db: Database, platform: str) -> Connector:
    """What publishes there, an enabled one first. Raises InvalidInput("targets")."""
    row = db.execute_sql(_CONNECTOR, (platform,)).fetchone()
    if row is None:
        raise InvalidInput("targets", f'no installed connector publishes on "{platform}"')
    id, press = row
    return Connector(id=id, press=press)


def dry_run(
    db: Database,
    platform: str,
    handle: str,
    text: str,
    *,
    link: str | None = None,
    connector_id: str | None = None,
    device_id: str | None,
    actor: str,
    now: int,
) -> JobView:
    """A publication that stops before the button; it never gets a permit and belongs to no post."""
    connector = connector_of(db, platform)
    input = {
        "postId": new_id(),
        "variantId": new_id(),
        "account": {"platform": platform, "handle": handle},
        "text": text,
        **({"link": link} if link else {}),
        "media": [],
        "contentDigest": content.content_digest(text, link, []),
        "commit": connector.press,
        "dryRun": True,
    }
    row = NewRow(
        workspace_id=workspaces.default(db).id,
        type=PUBLISH_VARIANT,
        title=f"{platform}, {handle}",
        input=input,
        needs=(connector_id or connector.id,),
        max_attempts=1,
        created_by=actor,
        device_id=device_id,
    )
    insert(db, [row], now=now)
    record(db, "created", row.id, actor=actor, now=now, type=PUBLISH_VARIANT, dryRun=True)
    return load(db, row.id, Phases(db, now))


def _sent(
    db: Database,
    post: _Post,
    targets: list[_Target],
    parent_id: str,
    slot: str,
    *,
    named: Sequence[str] | None,
    not_before: Mapping[str, int] | None,
    base: int | None,
    priority: int | None,
    max_attempts: int,
    device_id: str | None,
    actor: str,
    now: int,
) -> list[JobView]:
    """Make the children of a parent that is there; `base` is the time a schedule was kept for."""
    rows = []
    if not_before is None:
        not_before = pacing.not_before(db, post.id, now)
    for target in targets:
        later = not_before.get(target.id, 0)
        until = None
        if base is not None:
            grace = max(_grace_ms(post.grace_minutes), LEAST_GRACE_MS)
            until = max(base, later) + grace + PREPARE_MS
        connector = connector_of(db, target.platform)
        rows.append(
            NewRow(
                workspace_id=post.workspace_id,
                type=PUBLISH_VARIANT,
                title=f"{post.title}, {target.handle}",
                input=_input(db, post, target, connector),
                needs=(connector.id,),
                priority=PRIORITY if priority is None else priority,
                max_attempts=max_attempts,
                run_after=later if later > now else None,
                created_by=actor,
                device_id=device_id,
                parent_id=parent_id,
                account=target.account,
                slot=slot,
                publish_until=until,
            )
        )
    input = json_text.dump(_parent_input(post, named))
    db.execute_sql(_BECOME, (input, len(rows), slot, now, parent_id))
    insert(db, rows, now=now)
    for row, target in zip(rows, targets, strict=True):
        db.execute_sql("UPDATE variant SET job_id = ? WHERE id = ?", (row.id, target.id))
    _record_post(
        db, "sent", post, actor=actor, now=now, job=parent_id, targets=[one.id for one in targets]
    )
    phases = Phases(db, now)
    parent = follow(db, parent_id, phases, now=now)
    children = select_jobs().where(Job.parent_id == parent_id).order_by(Job.seq)
    return [parent, *load_all(db, children, phases)]


def _input(db: Database, post: _Post, target: _Target, connector: Connector) -> dict[str, Any]:
    """The input of a PUBLISH_VARIANT, exactly as protocol section 9 says."""
    text = post.text if target.text is None else target.text
    link = post.link if target.link is None else target.link
    media = _media(db, post.media if target.media is None else target.media)
    return {
        "postId": post.id,
        "variantId": target.id,
        "account": {"platform": target.platform, "handle": target.handle},
        "text": text,
        **({"link": link} if link else {}),
        "media": media,
        "contentDigest": content.content_digest(text, link, [one["sha256"] for one in media]),
        "commit": target.press or connector.press,
    }


def _media(db: Database, uses: str) -> list[dict[str, Any]]:
    found = []
    for use in json_text.load(uses):
        row = db.execute_sql(_MEDIA, (use["id"],)).fetchone()
        if row is None:
            raise InvalidInput("media", f"there is no media {use['id']}")
        mime, name, size, sha256 = row
        alt = {"altText": use["alt"]} if use.get("alt") else {}
        about = {"mediaId": use["id"], "mime": mime, "name": name, "sizeBytes": size}
        found.append(about | {"sha256": sha256} | alt)
    return found


def _chosen(db: Database, post: _Post, variant_ids: Sequence[str] | None) -> list[_Target]:
    """The named targets, each of which must be free; or all that are."""
    targets = [_Target(*row) for row in db.execute_sql(_VARIANTS, (post.id,))]
    if variant_ids is not None:
        known = {one.id for one in targets}
        for id in variant_ids:
            if id not in known:
                raise InvalidInput("targets", f"{id} is no target of this post")
        targets = [one for one in targets if one.id in set(variant_ids)]
    if not targets:
        raise InvalidInput("targets", "must name at least one account")
    obstacles = {one.id: why for one in targets if (why := one.obstacle())}
    free = [one for one in targets if one.id not in obstacles]
    if not free or (variant_ids is not None and obstacles):
        raise _already(targets, obstacles)
    for one in free:
        connector_of(db, one.platform)
    return free


def _already(targets: Iterable[_Target], obstacles: Mapping[str, str]) -> RuleRefused:
    first = next(one for one in targets if one.id in obstacles)
    return RuleRefused(
        "ALREADY_SENT", f"The post {obstacles[first.id]} on {first.platform} {first.handle}."
    )


def _open_schedule(db: Database, post: _Post) -> str | None:
    """The SCHEDULE_POST of the post that still waits."""
    if post.job_id is None:
        return None
    sql = "SELECT id FROM job WHERE id = ? AND type = 'SCHEDULE_POST' AND status = 'PENDING'"
    row = db.execute_sql(sql, (post.job_id,)).fetchone()
    return None if row is None else str(row[0])


def _parent_input(post: _Post, variant_ids: Sequence[str] | None) -> dict[str, Any]:
    targets = {} if variant_ids is None else {"targets": list(variant_ids)}
    return {"postId": post.id} | targets


def _post(db: Database, post_id: str) -> _Post:
    row = db.execute_sql(_POST, (post_id,)).fetchone()
    if row is None:
        raise NotFound("post", post_id)
    return _Post(*row)


def _point_post(db: Database, post: _Post, job_id: str) -> None:
    db.execute_sql("UPDATE post SET job_id = ? WHERE id = ?", (job_id, post.id))


def _grace_ms(minutes: int) -> int:
    return max(minutes * MINUTE_MS, LEAST_GRACE_MS)


def _wall(at: int, zone: str) -> str:
    """The wall time of a moment, to the minute."""
    moment = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=at)
    return moment.astimezone(checked_zone(zone, "zone")).strftime("%Y-%m-%dT%H:%M")


def _record_post(
    db: Database, action: str, post: _Post, *, actor: str, now: int, **detail: Any
) -> None:
    audit.append(
        db,
        actor=actor,
        action=f"post.{action}",
        subject_type="post",
        subject_id=post.id,
        detail=detail,
        now=now,
    )
