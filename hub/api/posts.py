"""Endpoints of posts, their files and the accounts that they go to."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http import HTTPStatus
from typing import Any
from urllib.parse import unquote

from msgspec import UNSET, UnsetType, structs
from starlette.responses import Response, StreamingResponse

from hub.api import present, shapes
from hub.api.call import Call
from hub.api.failures import Refused
from hub.api.jobs import paged
from hub.exports import posts_csv, publications_csv
from hub.limits import PROOF_BYTES
from models.accounts.accounts import AccountChange
from models.clock import parse_rfc3339
from models.errors import InvalidInput
from models.posts.changes import DEFAULT_GRACE_MINUTES, NewPost, NewTarget, PostChange
from models.posts.views import POST_STATUSES, MediaUse, PostView
from models.queries import jobs as job_queries
from models.queries import posts as post_queries
from models.queries.posts import PostFilter

Uses = list[str | shapes.MediaUseRequest]
_IN_SCHEDULE = {
    "wall": "schedule.at",
    "zone": "schedule.zone",
    "rule": "schedule.rule",
    "latePolicy": "schedule.latePolicy",
    "graceMinutes": "schedule.graceMinutes",
}
_CSV = {"X-Content-Type-Options": "nosniff", "Cache-Control": "no-store"}


async def create(call: Call) -> shapes.Post:
    """Write a post: a draft, or with a schedule one that waits for its time."""
    body = await call.body(shapes.NewPost)
    wall, at, plan = None, None, body.schedule
    if plan is not None:
        wall, at = _moment("schedule.at", plan.at)
    new = NewPost(
        title=body.title,
        text=body.text,
        link=body.link,
        media=_uses(body.media),
        targets=[_target(one) for one in body.targets],
        wall=wall,
        at=at,
        zone=None if plan is None else plan.zone,
        late_policy=(plan and plan.late_policy) or "publish",
        grace_minutes=DEFAULT_GRACE_MINUTES
        if plan is None or plan.grace_minutes is None
        else plan.grace_minutes,
        workspace_id=body.workspace_id,
        rule=None if plan is None else plan.rule,
        allow_duplicate=body.allow_duplicate,
    )
    with _named(_IN_SCHEDULE):
        made = await call.hub.posts.create(new, call.actor)
    return await _full(call, made)


async def listed(call: Call) -> dict[str, Any]:
    """Posts, newest first; a page of one status may be shorter than its limit."""
    chosen = PostFilter(
        statuses=call.choices("status", POST_STATUSES),
        workspace_id=call.query("workspaceId"),
        account_id=call.query("accountId"),
        platform=call.query("platform"),
        text=call.query("text"),
        incomplete_proof=call.flag("incompleteProof"),
    )
    page = await call.hub.store.read(
        post_queries.page, chosen, limit=call.limit, cursor=call.cursor
    )
    return paged(page, present.post)


async def shown(call: Call) -> shapes.Post:
    """One post with its targets, their runs and how complete their proof is."""
    return present.post(await call.hub.store.read(post_queries.get, call.id))


async def change(call: Call) -> shapes.Post:
    """Change a post of which nothing is out or on its way."""
    body = await call.body(shapes.PostChange)
    to = PostChange(
        text=body.text,
        title=body.title,
        link=body.link,
        media=UNSET if isinstance(body.media, UnsetType) else _uses(body.media),
        targets=UNSET
        if isinstance(body.targets, UnsetType)
        else [_target(one) for one in body.targets],
        late_policy=body.late_policy,
        grace_minutes=body.grace_minutes,
        allow_duplicate=body.allow_duplicate,
    )
    return await _full(call, await call.hub.posts.change(call.id, to, call.actor))


async def remove(call: Call) -> shapes.Post:
    """Take a post away of which nothing is out or on its way."""
    return present.post(await call.hub.posts.remove(call.id, call.actor))


async def unschedule(call: Call) -> shapes.Post:
    """Take a post's time away: it is a draft again."""
    return await _full(call, await call.hub.posts.unschedule(call.id, call.actor))


async def publish(call: Call) -> shapes.Job:
    """Send a post now, or give it a time: the job."""
    body = await call.body(shapes.PublishRequest, optional=True)
    if body.at is None:
        others = (body.zone, body.grace_minutes, body.late_policy, body.rule)
        if any(given is not None for given in others):
            raise InvalidInput("at", "is needed with the other; leave all out to publish now")
        post = await call.hub.posts.publish(
            call.id, call.actor, targets=body.targets, allow_duplicate=body.allow_duplicate
        )
    else:
        if body.targets is not None:
            raise InvalidInput("targets", "can be chosen only for what is sent now")
        wall, at = _moment("at", body.at)
        zone = await _zone(call, body.zone)
        with _named({"wall": "at"}):
            post = await call.hub.posts.schedule(
                call.id,
                wall,
                zone,
                call.actor,
                at=at,
                late_policy=body.late_policy,
                grace_minutes=body.grace_minutes,
                rule=body.rule,
                allow_duplicate=body.allow_duplicate,
            )
    return present.job(await call.hub.store.read(job_queries.get, post.job_id or ""))


async def add_media(call: Call) -> shapes.Media:
    """Add a file for posts: the raw bytes, Content-Type, and X-Filename (percent-encoded)."""
    mime = call.request.headers.get("Content-Type", "").partition(";")[0].strip().lower()
    name = unquote(call.request.headers.get("X-Filename", "")).strip()
    if not name:
        raise InvalidInput("X-Filename", "is needed: what the file is called")
    data = await call.raw(PROOF_BYTES)
    if not data:
        raise Refused(HTTPStatus.BAD_REQUEST, "EMPTY", "The body must hold the file.")
    known = None if mime in ("", "application/octet-stream") else mime
    return present.media(await call.hub.media.add(data, name, known, actor=call.actor))


async def import_posts(call: Call) -> shapes.ImportReport:
    """Make posts of a CSV table: all rows, or none and every row's problem."""
    data = await call.raw(posts_csv.MOST_BYTES)
    report = await call.hub.posts.import_csv(
        data,
        call.actor,
        zone=call.query("zone"),
        allow_duplicates=call.flag("allowDuplicates"),
        dry=call.flag("dry"),
    )
    return present.import_report(report)


async def template(_: Call) -> Response:
    """An empty table of posts with an example, for spreadsheets."""
    headers = _CSV | {"Content-Disposition": 'attachment; filename="posts.csv"'}
    return Response(posts_csv.template(), 200, headers, "text/csv; charset=utf-8")


async def publications(call: Call) -> StreamingResponse:
    """What was published, with permalinks and proof hashes: CSV, spreadsheet-safe unless raw."""
    raw, workspace_id = call.flag("raw"), call.query("workspaceId")
    headers = _CSV | {"Content-Disposition": 'attachment; filename="publications.csv"'}
    return StreamingResponse(
        call.hub.store.stream(publications_csv.chunks, workspace_id, raw=raw),
        headers=headers,
        media_type="text/csv; charset=utf-8",
    )


async def accounts(call: Call) -> dict[str, Any]:
    """All accounts that are published to."""
    views = await call.hub.accounts.all(call.query("workspaceId"))
    return {"items": [present.account(view) for view in views], "nextCursor": None}


async def add_account(call: Call) -> shapes.Account:
    """Name an account before a device or a post does; the one of that name when it is there."""
    body = await call.body(shapes.NewAccount)
    account = await call.hub.accounts.add(
        body.platform,
        body.handle,
        call.actor,
        workspace_id=body.workspace_id,
        display_name=body.display_name,
    )
    return present.account(account)


async def unpark_account(call: Call) -> shapes.Account:
    """Do not wait for the end of the pause that the site asked for."""
    return present.account(await call.hub.accounts.go_on(call.id, call.actor))


async def change_account(call: Call) -> shapes.Account:
    """Say who presses on an account, when and how often."""
    body = await call.body(shapes.AccountChange)
    to = AccountChange(**structs.asdict(body))
    return present.account(await call.hub.accounts.change(call.id, to, call.actor))


@contextmanager
def _named(fields: Mapping[str, str]) -> Iterator[None]:
    """A wrong field by its name in the request."""
    try:
        yield
    except InvalidInput as error:
        raise InvalidInput(fields.get(error.field, error.field), error.message) from None


async def _full(call: Call, post: PostView) -> shapes.Post:
    """With the runs of its targets."""
    return present.post(await call.hub.store.read(post_queries.get, post.id))


def _uses(uses: Uses) -> list[MediaUse]:
    return [
        MediaUse(id=one) if isinstance(one, str) else MediaUse(id=one.id, alt=one.alt)
        for one in uses
    ]


def _target(one: shapes.TargetRequest) -> NewTarget:
    return NewTarget(
        platform=one.platform,
        handle=one.handle,
        text=one.text,
        link=one.link,
        media=None if one.media is None else _uses(one.media),
        first_comment=one.first_comment,
    )


def _moment(field: str, text: str) -> tuple[str | None, int | None]:
    """A wall time, or a moment: whichever the text is."""
    if len(text) == len("2026-11-27T14:30"):
        return text, None
    try:
        return None, parse_rfc3339(text)
    except ValueError:
        raise InvalidInput(
            field,
            "must be an RFC 3339 time, or a wall time of the zone such as 2026-11-27T14:30",
        ) from None


async def _zone(call: Call, zone: str | None) -> str:
    """The zone asked for, else the one that the post has."""
    known = zone or (await call.hub.store.read(post_queries.get, call.id)).zone
    if known is None:
        raise InvalidInput("zone", "is needed with a time, such as Asia/Amman")
    return known
