"""Jobs, runs and logs as they are listed, and what the scheduler asks."""

import msgspec

from models.rows import Database
from models.views import JobView, LogView, Page, RunView


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


class Lease(msgspec.Struct, frozen=True, kw_only=True):
    """A running job and who holds it."""

    job_id: str
    device_id: str
    epoch: int


class Counts(msgspec.Struct, frozen=True, kw_only=True):
    """How many jobs stand in each status, and how many need somebody (parents left out of that)."""

    by_status: dict[str, int]
    needs_user: int
    waiting: int
    """PENDING jobs that can be claimed now or later, without parents."""


def get(db: Database, job_id: str, *, now: int | None = None) -> JobView:
    """Raises NotFound("job", id)."""
    raise NotImplementedError


def page(
    db: Database, filter: JobFilter, *, limit: int = 50, cursor: str | None = None,
    now: int | None = None,
) -> Page:
    """Newest first. Raises InvalidInput("cursor")."""
    raise NotImplementedError


def listed(
    db: Database, filter: JobFilter, *, limit: int = 5_000, now: int | None = None
) -> list[JobView]:
    """For the window's table: needs you first, then running, then the rest by last change."""
    raise NotImplementedError


def older(
    db: Database, filter: JobFilter, *, than: tuple[int, int] | None, limit: int = 200,
    now: int | None = None,
) -> list[JobView]:
    """The next rows of the window's table behind a row `(updated_at, seq)`: jobs that do not run,
    by last change, newest first (the running ones `listed` gives in one piece)."""
    raise NotImplementedError


def count(db: Database, filter: JobFilter) -> int: raise NotImplementedError
def counts(db: Database, workspace_id: str | None = None) -> Counts: raise NotImplementedError


def children(db: Database, job_id: str, *, now: int | None = None) -> list[JobView]:
    """In the order they were made."""
    raise NotImplementedError


def runs(db: Database, job_id: str) -> list[RunView]:
    """Newest first."""
    raise NotImplementedError


def runs_page(
    db: Database, job_id: str, *, limit: int = 50, cursor: str | None = None
) -> Page: raise NotImplementedError


def logs(
    db: Database, job_id: str, *, limit: int = 100, cursor: str | None = None
) -> Page:
    """Newest first."""
    raise NotImplementedError


def log_tail(db: Database, job_id: str, *, after_seq: int = 0, limit: int = 5_000) -> list[LogView]:
    """Oldest first, after a known line; the newest `limit` of them."""
    raise NotImplementedError


def next_for(
    db: Database, device_id: str, *, limit: int = 20, now: int | None = None
) -> list[JobView]:
    """The waiting jobs this device may do now, by priority, then age. Empty when it is paused,
    draining or not active; that it is busy is not asked here."""
    raise NotImplementedError


def devices_for(db: Database, job_id: str, *, now: int | None = None) -> list[str]:
    """Ids of the devices (connected or not) that may take this waiting job now."""
    raise NotImplementedError


def leases(db: Database, device_id: str | None = None) -> list[Lease]:
    """Every running job, or those of one device."""
    raise NotImplementedError


def due(db: Database, *, after: int, until: int) -> list[JobView]:
    """Waiting jobs whose time came in (after, until]."""
    raise NotImplementedError


def next_due(db: Database, *, after: int) -> int | None:
    """When the next waiting job's time comes."""
    raise NotImplementedError
