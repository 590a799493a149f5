"""The state machine of jobs and runs as tables: nothing else moves a status.

A parent (`SEARCH_BULK`) is never claimed; its status comes from `parent_status` alone.
"""

from collections.abc import Mapping
from typing import Final

import msgspec

from models.errors import RuleRefused

PENDING: Final = "PENDING"
RUNNING: Final = "RUNNING"
COMPLETED: Final = "COMPLETED"
FAILED: Final = "FAILED"
CANCELLED: Final = "CANCELLED"
STATUSES: Final = (PENDING, RUNNING, COMPLETED, FAILED, CANCELLED)
FINISHED: Final = frozenset({COMPLETED, FAILED, CANCELLED})

RUN_RUNNING: Final = "running"
RUN_COMPLETED: Final = "completed"
RUN_FAILED: Final = "failed"
RUN_LOST: Final = "lost"
RUN_CANCELLED: Final = "cancelled"
RUN_STATES: Final = (RUN_RUNNING, RUN_COMPLETED, RUN_FAILED, RUN_LOST, RUN_CANCELLED)

PHASES: Final = (
    "queued",
    "scheduled",
    "waiting",
    "running",
    "retrying",
    "paused",
    "held",
    "needs_user",
    "unknown",
    "verifying",
    "completed",
    "published",
    "failed",
    "missed",
    "cancelled",
)

TRANSITIONS: Final[Mapping[str, Mapping[str, str]]] = {
    # cause: {from: to}
    "claim": {PENDING: RUNNING},
    "complete": {RUNNING: COMPLETED},
    "requeue": {RUNNING: PENDING},
    "fail": {RUNNING: FAILED},
    "cancel": {PENDING: CANCELLED},
    "miss": {PENDING: FAILED},
    "confirm_cancelled": {RUNNING: CANCELLED},
    "retry": {FAILED: PENDING, CANCELLED: PENDING},
    # of publications: it did go out after all; it was decided that it did not
    "settle": {PENDING: COMPLETED, RUNNING: COMPLETED, FAILED: COMPLETED, CANCELLED: COMPLETED},
    "decide": {RUNNING: FAILED, FAILED: FAILED},
}


def after(cause: str, status: str) -> str:
    """The status that `cause` leads to. Raises RuleRefused where the table has no way."""
    target = TRANSITIONS[cause].get(status)
    if target is None:
        allowed = " or ".join(TRANSITIONS[cause])
        raise RuleRefused("JOB_NOT_RUNNING", f"The job is {status}; it would have to be {allowed}.")
    return target


def phase(
    status: str,
    *,
    needs_user: bool,
    run_after: int | None,
    failed_before: bool,
    paused: bool,
    has_device: bool,
    now: int,
    held: bool = False,
    doubt: str | None = None,
    publishes: bool = False,
    missed: bool = False,
) -> str:
    """Why a job stands where it stands.

    `failed_before`: it carries the error of an earlier run. `paused`: a pause holds it.
    `has_device`: a connected device could take it. A running parent with a `run_after` only has
    children that wait for another attempt. `held`: the operator has to release it. `doubt`: the
    outcome of its publication is `unknown`, or being looked for (`verifying`). `missed`: a
    schedule that was not kept.
    """
    later = run_after is not None and run_after > now
    if status == RUNNING:
        if doubt is not None:
            return doubt
        if needs_user:
            return "needs_user"
        return "retrying" if later else "running"
    if status == COMPLETED and publishes:
        return "published"
    if status == FAILED and (missed or needs_user):
        return "missed" if missed else "needs_user"
    if status != PENDING:
        return status.lower()
    if held:
        return "held"
    if paused:
        return "paused"
    if later:
        return "retrying" if failed_before else "scheduled"
    return "queued" if has_device else "waiting"


class Children(msgspec.Struct, frozen=True, kw_only=True):
    """What the children of a parent say, counted."""

    total: int
    completed: int
    failed: int
    cancelled: int
    started: bool
    """At least one was claimed once, or is finished."""
    progress_sum: int
    """Of their progress, a finished one counting 100."""

    @property
    def done(self) -> int:
        """Finished, whatever way."""
        return self.completed + self.failed + self.cancelled


def parent_status(children: Children, *, cancel_requested: bool) -> str:
    """The status that follows from the children: a cancel outweighs a failure, that a success."""
    if children.done < children.total:
        return RUNNING if children.started else PENDING
    if cancel_requested or children.cancelled == children.total:
        return CANCELLED
    return FAILED if children.failed else COMPLETED


def parent_progress(children: Children) -> int:
    """The mean of the children's, rounded down."""
    return children.progress_sum // children.total
