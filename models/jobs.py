"""All state changes of jobs, for the caller's transaction. Nothing else moves a status.

What an agent reports takes `device_id, job_id, epoch`: the device must hold the lease of that
epoch, else RuleRefused("LEASE_LOST"). A repeated final word of the same run changes nothing and
returns the job as it is. All raise NotFound("job", id).
"""

from typing import Any

import msgspec

from models.rows import Database
from models.views import JobView, LogView, RunView


class NewJob(msgspec.Struct, frozen=True, kw_only=True):
    """What somebody asks for. `workspace_id` None = the default one."""

    type: str
    input: dict[str, Any]
    workspace_id: str | None = None
    priority: int = 0
    run_after: int | None = None
    max_attempts: int = 3
    dedupe_key: str | None = None
    device_id: str | None = None
    """Only this device may take it."""


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """What a state change did: the job now, every job that changed (parents too), new log lines."""

    job: JobView
    jobs: list[JobView]
    """Empty when nothing changed (a repeated message)."""
    logs: list[LogView]


class Claimed(msgspec.Struct, frozen=True, kw_only=True):
    """A job in an agent's hands."""

    job: JobView
    run: RunView
    connector: str | None
    checkpoint: dict[str, Any] | None
    jobs: list[JobView]
    """Every job that changed; empty when this device held the claim already."""


def create(db: Database, new: NewJob, *, actor: str, now: int) -> list[JobView]:
    """The job, then its children. A known `dedupe_key` of the workspace returns the existing job.

    Raises InvalidInput (fields "type", "input.…", "workspaceId", "priority", "runAfter",
    "maxAttempts", "dedupeKey", "deviceId").
    """
    raise NotImplementedError


def with_dedupe_key(db: Database, workspace_id: str | None, key: str) -> JobView | None:
    """The job that was created with this key (to know beforehand whether `create` makes one)."""
    raise NotImplementedError


def claim(db: Database, job_id: str, device_id: str, *, now: int) -> Claimed:
    """Give the job to the device: epoch + 1, a new run.

    Raises RuleRefused JOB_TAKEN, NOT_ELIGIBLE, PAUSED or BUSY.
    """
    raise NotImplementedError


def progress(
    db: Database, device_id: str, job_id: str, epoch: int, percent: float, message: str | None,
    checkpoint: dict[str, Any] | None, *, now: int,
) -> Change:
    """Never backwards within a run; a message becomes a line of the log."""
    raise NotImplementedError


def write_log(
    db: Database, device_id: str, job_id: str, epoch: int, level: str, message: str,
    data: dict[str, Any] | None, *, now: int,
) -> Change: raise NotImplementedError


def raise_needs_user(
    db: Database, device_id: str, job_id: str, epoch: int, reason: str, message: str, *, now: int
) -> Change:
    """The flag goes up, the lease goes on, the message becomes a line of the log."""
    raise NotImplementedError


def clear_needs_user(db: Database, job_id: str, *, actor: str, now: int) -> Change:
    """The operator dealt with it. Raises RuleRefused("JOB_NOT_RUNNING") when no flag is up."""
    raise NotImplementedError


def complete(
    db: Database, device_id: str, job_id: str, epoch: int, output: dict[str, Any] | None, *,
    now: int,
) -> Change:
    """Raises RuleRefused("PROOF_PENDING") while a declared proof of the run is not stored."""
    raise NotImplementedError


def fail(
    db: Database, device_id: str, job_id: str, epoch: int, code: str, message: str, *,
    retryable: bool | None = None, retry_after_ms: int | None = None, now: int, jitter: float,
) -> Change:
    """The run failed: the job waits for its next attempt (`job.run_after`) or fails.

    `jitter` is 0..1; the wait is 10 s · 2^n and up to a quarter more.
    """
    raise NotImplementedError


def lease_lost(db: Database, job_id: str, epoch: int, *, now: int, jitter: float) -> Change:
    """Nobody renewed the lease: as a retryable failure; after a cancel request it is cancelled."""
    raise NotImplementedError


def request_cancel(db: Database, job_id: str, *, actor: str, now: int) -> Change:
    """A pending job is cancelled at once, a running one gets `cancel_requested`.

    Raises RuleRefused("JOB_NOT_RUNNING") for a finished job. A parent passes it to its children.
    """
    raise NotImplementedError


def confirm_cancelled(
    db: Database, device_id: str, job_id: str, epoch: int, *, now: int
) -> Change: raise NotImplementedError


def retry(db: Database, job_id: str, *, actor: str, now: int) -> Change:
    """A failed or cancelled job is pending again, attempts fresh, checkpoint kept.

    A parent passes it to those of its children that failed or were cancelled.
    Raises RuleRefused("JOB_NOT_RUNNING") for any other job.
    """
    raise NotImplementedError


def set_priority(
    db: Database, job_id: str, priority: int, *, actor: str, now: int
) -> Change: raise NotImplementedError
