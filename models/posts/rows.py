"""Rows of posts, targets and publishing runs as views: the one place that knows their columns."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any, Final

import msgspec
from peewee import JOIN, SQL, ModelSelect

from models import json_text
from models.accounts.keys import key_of
from models.errors import NotFound
from models.posts.status import JobFacts, post_status, target_status
from models.posts.views import MediaUse, PostView, PublishingRunView, TargetView
from models.queries import completeness
from models.rows import Database, Row, fetch_one
from models.tables import Device, Job, Post, PublishingRun, Run

_PLAIN: Final = (
    "seq",
    "id",
    "workspace_id",
    "title",
    "text",
    "link",
    "wall",
    "zone",
    "at",
    "late_policy",
    "grace_minutes",
    "series_id",
    "job_id",
    "created_by_id",
    "created_at",
    "updated_at",
)
_TARGETS: Final = """
SELECT variant.post_id, variant.id, account.id, account.platform, account.handle, account.key,
    account.display_name, variant.text, variant.link, variant.media, variant.first_comment,
    job.id, job.type, job.status, job.held, job.needs_user_reason,
    job.error_code, job.error_message, job.assigned_device_id
FROM variant
JOIN account ON account.id = variant.account_id
LEFT JOIN job ON job.id = variant.job_id
WHERE variant.post_id IN (SELECT value FROM json_each(?))
ORDER BY variant.position, variant.seq
"""
_RUN_NAMES: Final = (
    "id",
    "attempt",
    "epoch",
    "device_id",
    "started_at",
    "ended_at",
    "error_code",
    "error_message",
)
_PUBLISHING_NAMES: Final = (
    "variant_id",
    "state",
    "commit_by",
    "permitted_at",
    "permit_count",
    "returned_at",
    "account_seen",
    "digest_seen",
    "submitted_at",
    "pressed_at",
    "published_at",
    "permalink",
    "platform_post_id",
    "unknown_at",
    "unknown_reason",
    "journal",
    "journal_heard_at",
    "next_look_at",
    "recovered",
    "resolved_by",
    "resolved_at",
    "note",
)
_HOLDERS: Final = """
SELECT binding.platform, binding.handle, device.id, device.name
FROM binding JOIN device ON device.id = binding.device_id
WHERE device.status = 'active'
"""


def select_publishing_runs() -> "ModelSelect[PublishingRun]":
    """All columns a view needs; the caller adds conditions and order."""
    return (
        PublishingRun.select(
            Job.id,
            Device.name,
            *(getattr(Run, name) for name in _RUN_NAMES),
            *(getattr(PublishingRun, name) for name in _PUBLISHING_NAMES),
        )
        .join(Run, on=(PublishingRun.run_seq == Run.seq))
        .join(Job, on=(Run.job_seq == Job.seq))
        .switch(Run)
        .join(Device, on=(Run.device_id == Device.id))
    )


def select_posts() -> "ModelSelect[Post]":
    """Posts that were not removed, with their job; the caller adds conditions, order, limit."""
    return (
        Post.select(
            *(getattr(Post, name) for name in _PLAIN),
            Post.media,
            Job.type,
            Job.status,
            Job.held,
            Job.needs_user_reason,
            Job.error_code,
        )
        .join(Job, JOIN.LEFT_OUTER, on=(Post.job_id == Job.id))
        .where(Post.removed_at.is_null())
    )


# Composing a query costs more than asking a small one, so these are composed once.
_ONE_POST: Final[str] = select_posts().where(Post.id == "").sql()[0]
_RUNS_OF: Final[str] = (
    select_publishing_runs()
    .where(PublishingRun.variant_id.in_(SQL("(SELECT value FROM json_each(?))", ("[]",))))
    .order_by(PublishingRun.seq.desc())
    .sql()[0]
)


def load_post(db: Database, post_id: str, *, now: int) -> PostView:
    """With its targets and their runs. Raises NotFound("post", id)."""
    rows = db.execute_sql(_ONE_POST, (post_id,)).fetchall()
    found = post_views(db, rows, now=now, runs=True)
    if not found:
        raise NotFound("post", post_id)
    return found[0]


def post_views(
    db: Database, rows: Sequence[Row], *, now: int, runs: bool = False
) -> list[PostView]:
    """Rows of `select_posts` in their order; targets carry their runs only when asked for."""
    targets = _Targets(db, [row[1] for row in rows], with_runs=runs)
    return [_post(row, targets, now) for row in rows]


def runs_of(db: Database, variant_ids: Iterable[str]) -> list[PublishingRunView]:
    """All attempts at these targets, newest first."""
    rows = db.execute_sql(_RUNS_OF, (json_text.dump(list(variant_ids)),)).fetchall()
    return [run_view(row) for row in rows]


def load_run(db: Database, run_id: str) -> PublishingRunView:
    """Raises NotFound("run", id) also for a run that does not publish."""
    row = fetch_one(db, select_publishing_runs().where(Run.id == run_id))
    if row is None:
        raise NotFound("run", run_id)
    return run_view(row)


def _post(row: Row, targets: "_Targets", now: int) -> PostView:
    *plain, media, type, status, held, needs_user_reason, error_code = row
    values: dict[str, Any] = dict(zip(_PLAIN, plain, strict=True))
    post_job = None
    if status is not None:
        post_job = JobFacts(
            id=values["job_id"],
            type=type,
            status=status,
            held=bool(held),
            needs_user_reason=needs_user_reason,
            error_code=error_code,
        )
    due = values["at"] is not None and values["at"] <= now
    own = media_uses(media)
    views = targets.of(
        values["id"],
        text=values["text"],
        link=values["link"],
        media=own,
        post_job=post_job,
        due=due,
    )
    return PostView(
        **values,
        media=own,
        targets=views,
        status=post_status([view.status for view in views], post_job=post_job, due=due),
    )


def media_uses(text: str) -> list[MediaUse]:
    """The `media` column of a post or variant."""
    return msgspec.json.decode(text, type=list[MediaUse])


class _Targets:
    """The targets of some posts, read together."""

    def __init__(self, db: Database, post_ids: list[str], *, with_runs: bool) -> None:
        self._with_runs = with_runs
        self._rows: defaultdict[str, list[Row]] = defaultdict(list)
        for post_id, *row in db.execute_sql(_TARGETS, (json_text.dump(post_ids),)):
            self._rows[post_id].append(tuple(row))
        self._runs: defaultdict[str, list[PublishingRunView]] = defaultdict(list)
        for run in runs_of(db, [row[0] for rows in self._rows.values() for row in rows]):
            self._runs[run.variant_id].append(run)
        telling = map(_telling, self._runs.values())
        self._parts = completeness.parts(db, [run.id for run in telling if run is not None])
        self._names, self._holders = _holders(db) if self._rows else ({}, {})

    def of(
        self,
        post_id: str,
        *,
        text: str,
        link: str | None,
        media: list[MediaUse],
        post_job: JobFacts | None,
        due: bool,
    ) -> list[TargetView]:
        """In their order; what a variant does not say for itself is the post's."""
        return [self._view(row, text, link, media, post_job, due) for row in self._rows[post_id]]

    def _view(
        self,
        row: Row,
        text: str,
        link: str | None,
        media: list[MediaUse],
        post_job: JobFacts | None,
        due: bool,
    ) -> TargetView:
        (
            variant_id,
            account_id,
            platform,
            handle,
            account_key,
            display_name,
            own_text,
            own_link,
            own_media,
            first_comment,
            job_id,
            job_type,
            job_status,
            held,
            needs_user_reason,
            error_code,
            error_message,
            device_id,
        ) = row
        job = None
        if job_id is not None:
            job = JobFacts(
                id=job_id,
                type=job_type,
                status=job_status,
                held=bool(held),
                needs_user_reason=needs_user_reason,
                error_code=error_code,
            )
        runs = self._runs[variant_id]
        last = _telling([run for run in runs if run.job_id == job_id])
        state = last.state if last else None
        status = target_status(job, state, post_job=post_job, due=due)
        reason = {
            "needs_user": needs_user_reason,
            "failed": error_message,
        }.get(status)
        if device_id is None:
            device_id = last.device_id if last else self._only_holder(account_key)
        return TargetView(
            variant_id=variant_id,
            account_id=account_id,
            platform=platform,
            handle=handle,
            display_name=display_name,
            text=text if own_text is None else own_text,
            own_text=own_text is not None,
            link=link if own_link is None else own_link or None,
            own_link=own_link is not None,
            media=media if own_media is None else media_uses(own_media),
            own_media=own_media is not None,
            first_comment=first_comment,
            status=status,
            reason=reason,
            job_id=job_id,
            permalink=last.permalink if last else None,
            published_at=last.published_at if last else None,
            device_id=device_id,
            device_name=self._name(device_id, last),
            proof_parts=self._parts.get(last.id, []) if last else [],
            runs=runs if self._with_runs else [],
        )

    def _only_holder(self, account_key: str) -> str | None:
        """The one device that holds the account, None when several or none do."""
        holders = self._holders.get(account_key, set())
        return next(iter(holders)) if len(holders) == 1 else None

    def _name(self, device_id: str | None, last: PublishingRunView | None) -> str | None:
        if last is not None and last.device_id == device_id:
            return last.device_name
        return None if device_id is None else self._names.get(device_id)


def _telling(runs: list[PublishingRunView]) -> PublishingRunView | None:
    """The run that says what became of a target: the one that is out, else the newest."""
    out = (run for run in runs if run.state == "published")
    return next(out, runs[0] if runs else None)


def _holders(db: Database) -> tuple[dict[str, str], dict[str, set[str]]]:
    """Names of active devices by id, and their ids by the key of an account that they hold."""
    names: dict[str, str] = {}
    holders: defaultdict[str, set[str]] = defaultdict(set)
    for platform, handle, device_id, name in db.execute_sql(_HOLDERS):
        names[device_id] = name
        holders[key_of(platform, handle)].add(device_id)
    return names, holders


def run_view(row: Row) -> PublishingRunView:
    """A row of `select_publishing_runs`."""
    job_id, device_name, *rest = row
    values: dict[str, Any] = dict(zip((*_RUN_NAMES, *_PUBLISHING_NAMES), rest, strict=True))
    values["recovered"] = bool(values["recovered"])
    return PublishingRunView(job_id=job_id, device_name=device_name, **values)
