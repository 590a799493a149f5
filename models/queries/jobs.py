"""Jobs, runs and logs as they are listed."""

from collections.abc import Sequence
from typing import Final

import msgspec
from peewee import Case, Expression, Tuple, fn

from models.arabic import fold
from models.clock import now_ms
from models.job_rows import (
    job_view,
    load,
    load_all,
    log_view,
    run_view,
    select_jobs,
    select_logs,
    select_runs,
)
from models.phases import Phases
from models.queries.pages import page_of
from models.queries.queue import Lease, devices_for, due, leases, next_due, next_for
from models.rows import Database, fetch, scalar
from models.states import PENDING, RUNNING, STATUSES
from models.tables import Job, Log, Run
from models.views import JobView, LogView, Page, RunView

__all__ = [
    "Counts",
    "JobFilter",
    "Lease",
    "children",
    "count",
    "counts",
    "devices_for",
    "due",
    "get",
    "leases",
    "listed",
    "log_tail",
    "logs",
    "next_due",
    "next_for",
    "older",
    "page",
    "runs",
    "runs_page",
    "some",
]


class JobFilter(msgspec.Struct, frozen=True, kw_only=True):
    """All that is given must hold; `text` is looked for in the title, folded."""

    statuses: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    workspace_id: str | None = None
    device_id: str | None = None
    parent_id: str | None = None
    top_level: bool = False
    needs_user: bool | None = None
    created_since: int | None = None
    updated_since: int | None = None
    text: str | None = None


class Counts(msgspec.Struct, frozen=True, kw_only=True):
    """How many jobs stand in each status, and how many need somebody."""

    by_status: dict[str, int]
    needs_user: int
    waiting: int
    """PENDING jobs that can be claimed now or later, without parents."""


_URGENCY: Final = Case(
    None, [(Job.needs_user_reason.is_null(False), 0), (Job.status == RUNNING, 1)], 2
)


def some(db: Database, job_ids: Sequence[str], *, now: int) -> list[JobView]:
    """These jobs, in no order; those that do not exist are left out."""
    return load_all(db, select_jobs().where(Job.id.in_(job_ids)), Phases(db, now))


def get(db: Database, job_id: str, *, now: int | None = None) -> JobView:
    """Raises NotFound("job", id)."""
    return load(db, job_id, _phases(db, now))


def page(
    db: Database,
    filter: JobFilter,
    *,
    limit: int = 50,
    cursor: str | None = None,
    now: int | None = None,
) -> Page:
    """Newest first. Raises InvalidInput("cursor")."""
    phases = _phases(db, now)
    query = select_jobs().where(*_conditions(filter))
    return page_of(
        db, query, Job.seq, lambda row: job_view(row, phases), limit=limit, cursor=cursor
    )


def listed(
    db: Database, filter: JobFilter, *, limit: int = 5_000, now: int | None = None
) -> list[JobView]:
    """For the window's table: needs you first, then running, then the rest by last change."""
    query = select_jobs().where(*_conditions(filter))
    ordered = query.order_by(_URGENCY, Job.updated_at.desc(), Job.seq.desc()).limit(limit)
    return load_all(db, ordered, _phases(db, now))


def older(
    db: Database,
    filter: JobFilter,
    *,
    than: tuple[int, int] | None = None,
    limit: int = 200,
    now: int | None = None,
) -> list[JobView]:
    """What `listed` shows behind its running jobs, on from the row `(updated_at, seq)`.

    Jobs that do not run, by last change, newest first: a table can be read on by keyset.
    """
    query = select_jobs().where(*_conditions(filter), Job.status != RUNNING)
    if than is not None:
        query = query.where(Tuple(Job.updated_at, Job.seq) < Tuple(*than))
    ordered = query.order_by(Job.updated_at.desc(), Job.seq.desc()).limit(limit)
    return load_all(db, ordered, _phases(db, now))


def count(db: Database, filter: JobFilter) -> int:
    """How many `listed` and `page` would give in all."""
    return int(scalar(db, Job.select(fn.COUNT(Job.seq)).where(*_conditions(filter))))


def counts(db: Database, workspace_id: str | None = None) -> Counts:
    """Of all workspaces, or of one; children count, not their parents."""
    mine = (Job.workspace_id == workspace_id) if workspace_id else (Job.seq > 0)
    found: dict[str, int] = dict(
        fetch(
            db,
            Job.select(Job.status, fn.COUNT(Job.seq))
            .where(mine, Job.needs.is_null(False))
            .group_by(Job.status),
        )
    )
    flagged = Job.select(fn.COUNT(Job.seq)).where(mine, Job.needs_user_reason.is_null(False))
    return Counts(
        by_status={status: found.get(status, 0) for status in STATUSES},
        needs_user=scalar(db, flagged),
        waiting=found.get(PENDING, 0),
    )


def children(db: Database, job_id: str, *, now: int | None = None) -> list[JobView]:
    """In the order they were made."""
    query = select_jobs().where(Job.parent_id == job_id).order_by(Job.seq)
    return load_all(db, query, _phases(db, now))


def runs(db: Database, job_id: str) -> list[RunView]:
    """Newest first."""
    query = select_runs().where(Job.id == job_id).order_by(Run.seq.desc())
    return [run_view(row) for row in fetch(db, query)]


def runs_page(db: Database, job_id: str, *, limit: int = 50, cursor: str | None = None) -> Page:
    """Newest first."""
    query = select_runs().where(Job.id == job_id)
    return page_of(db, query, Run.seq, run_view, limit=limit, cursor=cursor)


def logs(db: Database, job_id: str, *, limit: int = 100, cursor: str | None = None) -> Page:
    """Newest first."""
    query = select_logs().where(Job.id == job_id)
    return page_of(db, query, Log.seq, log_view, limit=limit, cursor=cursor)


def log_tail(db: Database, job_id: str, *, after_seq: int = 0, limit: int = 5_000) -> list[LogView]:
    """Oldest first, after a known line; the newest `limit` of them."""
    query = select_logs().where(Job.id == job_id, Log.seq > after_seq)
    return [log_view(row) for row in fetch(db, query.order_by(Log.seq.desc()).limit(limit))][::-1]


def _phases(db: Database, now: int | None) -> Phases:
    return Phases(db, now_ms() if now is None else now)


def _conditions(filter: JobFilter) -> list[Expression]:
    asked: list[tuple[object, Expression]] = [
        (filter.statuses, Job.status.in_(filter.statuses)),
        (filter.types, Job.type.in_(filter.types)),
        (filter.workspace_id, Job.workspace_id == filter.workspace_id),
        (filter.device_id, Job.assigned_device_id == filter.device_id),
        (filter.parent_id, Job.parent_id == filter.parent_id),
        (filter.top_level, Job.parent_id.is_null()),
        (filter.needs_user, Job.needs_user_reason.is_null(False)),
        (filter.needs_user is False, Job.needs_user_reason.is_null()),
        (filter.created_since, Job.created_at >= filter.created_since),
        (filter.updated_since, Job.updated_at >= filter.updated_since),
        (filter.text, Job.title_folded.contains(fold((filter.text or "").strip()))),
    ]
    return [Job.seq > 0, *(condition for given, condition in asked if given)]
