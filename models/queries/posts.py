"""Posts as calendar, queue, tray and lists show them."""

from typing import Final

import msgspec
from peewee import SQL, Expression, fn

from models.arabic import fold
from models.clock import now_ms
from models.posts.rows import load_post, post_views, select_posts
from models.posts.views import PostView
from models.queries import completeness
from models.queries.pages import page_of
from models.queries.timeline import timeline
from models.rows import Database, fetch, scalar
from models.tables import Account, Job, Post, PublishingRun, Variant
from models.views import Page

__all__ = [
    "PostCounts",
    "PostFilter",
    "calendar",
    "counts",
    "get",
    "listed",
    "page",
    "queue",
    "some",
    "timeline",
    "unscheduled",
]

# What indexes know is said in their own words, or the planner does not look there.
_IN_DOUBT: Final = SQL(
    "(SELECT seq FROM publishing_run"
    " WHERE state IN ('permitted', 'submitted', 'unknown', 'verifying', 'not_found')"
    " AND state IN ('unknown', 'verifying', 'not_found'))"
)
_OPEN_JOBS: Final = SQL(
    "(SELECT id FROM job WHERE type IN ('PUBLISH_POST', 'SCHEDULE_POST')"
    " AND (status IN ('PENDING', 'RUNNING') OR needs_user_reason IS NOT NULL))"
)
_WITHOUT_TIME: Final = SQL(
    "(SELECT seq FROM post WHERE at IS NULL AND job_id IS NULL AND removed_at IS NULL)"
)
_SHOWN: Final = """(
SELECT seq FROM post WHERE at >= ? AND at < ?
UNION ALL
SELECT post.seq FROM job JOIN post ON post.job_id = job.id
WHERE job.type = 'PUBLISH_POST' AND coalesce(job.started_at, job.created_at) >= ?
    AND coalesce(job.started_at, job.created_at) < ? AND post.at IS NULL
)"""
_NEVER: Final = 2**62
_shown_at: Final = fn.COALESCE(Post.at, Job.started_at, Job.created_at)
"""Where the calendar shows a post: its time, else when it was sent."""

_OPEN: Final = Post.job_id.in_(_OPEN_JOBS)
"""Its run through its targets is not over, or was missed and the operator is asked."""


class PostFilter(msgspec.Struct, frozen=True, kw_only=True):
    """All that is given must hold; `text` is looked for in title and texts, without case."""

    statuses: tuple[str, ...] = ()
    """Of the post (POST_STATUSES)."""
    target_statuses: tuple[str, ...] = ()
    """At least one target stands there (TARGET_STATUSES)."""
    workspace_id: str | None = None
    account_id: str | None = None
    platform: str | None = None
    series_id: str | None = None
    text: str | None = None
    since: int | None = None
    """Planned for then or later."""
    until: int | None = None
    """Planned for before then."""
    incomplete_proof: bool = False
    """Published, and a part of the proof is not there."""


class PostCounts(msgspec.Struct, frozen=True, kw_only=True):
    """For tabs and the sidebar."""

    queue: int
    """Posts that `queue` lists."""
    to_decide: int
    """Publications whose outcome is not known: looked for, or waiting for the operator's word."""
    posts: int
    """All that were not removed."""


def get(db: Database, post_id: str, *, now: int | None = None) -> PostView:
    """With the runs of its targets. Raises NotFound("post", id)."""
    return load_post(db, post_id, now=_now(now))


def some(db: Database, post_ids: list[str], *, now: int | None = None) -> list[PostView]:
    """These posts, in no order, without runs; those that do not exist are left out."""
    rows = fetch(db, select_posts().where(Post.id.in_(post_ids)))
    return post_views(db, rows, now=_now(now))


def page(
    db: Database,
    filter: PostFilter,
    *,
    limit: int = 50,
    cursor: str | None = None,
    now: int | None = None,
) -> Page:
    """Newest first, with runs. Statuses are looked at after a page is read, so that a page of a
    filter by status may hold fewer posts than `limit`. Raises InvalidInput("cursor")."""
    query = select_posts().where(*_conditions(filter))
    rows = page_of(db, query, Post.seq, lambda row: row, limit=limit, cursor=cursor)
    posts = post_views(db, rows.items, now=_now(now), runs=True)
    return Page(items=[post for post in posts if _fits(post, filter)], next_cursor=rows.next_cursor)


def listed(
    db: Database, filter: PostFilter, *, limit: int = 5_000, now: int | None = None
) -> list[PostView]:
    """Newest first, without runs."""
    query = select_posts().where(*_conditions(filter)).order_by(Post.seq.desc())
    posts = post_views(db, fetch(db, query.limit(limit)), now=_now(now))
    return [post for post in posts if _fits(post, filter)]


def calendar(
    db: Database,
    since_ms: int,
    until_ms: int,
    workspace_id: str | None = None,
    account_id: str | None = None,
    *,
    now: int | None = None,
) -> list[PostView]:
    """Planned for then (until is not part of it), earliest first; also what was sent at once."""
    filter = PostFilter(
        workspace_id=workspace_id, account_id=account_id, since=since_ms, until=until_ms
    )
    query = select_posts().where(*_conditions(filter))
    return post_views(db, fetch(db, query.order_by(_shown_at, Post.seq)), now=_now(now))


def unscheduled(
    db: Database, workspace_id: str | None = None, *, now: int | None = None
) -> list[PostView]:
    """Drafts without a time, newest first."""
    filter = PostFilter(workspace_id=workspace_id)
    query = select_posts().where(*_conditions(filter), Post.seq.in_(_WITHOUT_TIME))
    return post_views(db, fetch(db, query.order_by(Post.seq.desc())), now=_now(now))


def queue(
    db: Database,
    workspace_id: str | None = None,
    account_id: str | None = None,
    *,
    now: int | None = None,
) -> list[PostView]:
    """What is to come or on its way, earliest first."""
    filter = PostFilter(workspace_id=workspace_id, account_id=account_id)
    query = select_posts().where(*_conditions(filter), _OPEN)
    return post_views(db, fetch(db, query.order_by(_shown_at, Post.seq)), now=_now(now))


def counts(db: Database, workspace_id: str | None = None) -> PostCounts:
    """Of all workspaces, or of one."""
    mine = [Post.removed_at.is_null(), *_conditions(PostFilter(workspace_id=workspace_id))]
    waiting = Post.select(fn.COUNT(Post.seq))
    doubtful = (
        PublishingRun.select(fn.COUNT(PublishingRun.seq))
        .join(Variant, on=(PublishingRun.variant_id == Variant.id))
        .join(Post, on=(Variant.post_id == Post.id))
        .where(PublishingRun.seq.in_(_IN_DOUBT), *mine)
    )
    return PostCounts(
        queue=scalar(db, waiting.where(_OPEN, *mine)),
        to_decide=scalar(db, doubtful),
        posts=scalar(db, Post.select(fn.COUNT(Post.seq)).where(*mine)),
    )


def _now(now: int | None) -> int:
    return now_ms() if now is None else now


def _fits(post: PostView, filter: PostFilter) -> bool:
    """What only the derived statuses can say."""
    if filter.statuses and post.status not in filter.statuses:
        return False
    asked = filter.target_statuses
    return not asked or any(target.status in asked for target in post.targets)


def _conditions(filter: PostFilter) -> list[Expression]:
    words = (filter.text or "").strip()
    asked: list[tuple[bool, Expression]] = [
        (filter.workspace_id is not None, Post.workspace_id == filter.workspace_id),
        (filter.series_id is not None, Post.series_id == filter.series_id),
        (filter.account_id is not None, _aims_at(Variant.account_id == filter.account_id)),
        (filter.platform is not None, _aims_at(Account.platform == filter.platform)),
        (filter.incomplete_proof, Post.id.in_(completeness.lacking())),
        (bool(words), Post.title_folded.contains(fold(words)) | Post.text.contains(words)),
        (not (filter.since is filter.until is None), _shown(filter.since, filter.until)),
    ]
    return [condition for given, condition in asked if given]


def _shown(since: int | None, until: int | None) -> Expression:
    """Where the calendar shows it: its time, else when it was sent."""
    span = (-_NEVER if since is None else since, _NEVER if until is None else until)
    return Post.seq.in_(SQL(_SHOWN, span * 2))


def _aims_at(condition: Expression) -> Expression:
    """One of its targets is this."""
    aimed = Variant.select(Variant.post_id).join(Account, on=(Variant.account_id == Account.id))
    return Post.id.in_(aimed.where(condition))
