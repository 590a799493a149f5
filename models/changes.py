"""What goes into and comes out of the state changes of jobs."""

from typing import Any

import msgspec

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


class Moved(msgspec.Struct, frozen=True, kw_only=True):
    """What a progress report did. The job itself is not read again: reports come by the thousand,
    and whoever shows the job reads it when it is time to."""

    progress: int
    cancel_requested: bool
    parent: JobView | None
    logs: list[LogView]


class Claimed(msgspec.Struct, frozen=True, kw_only=True):
    """A job in an agent's hands."""

    job: JobView
    run: RunView
    connector: str | None
    checkpoint: dict[str, Any] | None
    jobs: list[JobView]
    """Every job that changed; empty when this device held the claim already."""
