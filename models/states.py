"""The state machine of jobs and runs as tables: nothing else moves a status.

A parent (`SEARCH_BULK`) is never claimed; its status comes from `parent_status` alone.
"""

from collections.abc import Mapping
from typing import Final

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
    "queued", "scheduled", "waiting", "running", "retrying", "paused", "needs_user",
    "completed", "failed", "cancelled",
)

TRANSITIONS: Final[Mapping[str, Mapping[str, str]]] = {
    # cause: {from: to}
    "claim": {PENDING: RUNNING},
    "complete": {RUNNING: COMPLETED},
    "requeue": {RUNNING: PENDING},
    "fail": {RUNNING: FAILED},
    "cancel": {PENDING: CANCELLED},
    "confirm_cancelled": {RUNNING: CANCELLED},
    "retry": {FAILED: PENDING, CANCELLED: PENDING},
}


def phase(
    status: str, *, needs_user: bool, run_after: int | None, failed_before: bool, paused: bool,
    has_device: bool, now: int,
) -> str:
    """Why a job stands where it stands.

    `failed_before`: it carries the error of an earlier run. `paused`: a pause holds it.
    `has_device`: a connected device could take it.
    """
    raise NotImplementedError
