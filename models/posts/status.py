"""What a post and each of its targets have come to, derived from the rows; a pure table."""

from collections.abc import Collection, Sequence
from typing import Final

import msgspec

from models.states import CANCELLED, COMPLETED, FAILED, PENDING

MISSED: Final = "MISSED"
"""The error code of a schedule that was not kept."""

_DOUBT: Final = frozenset({"unknown", "verifying", "not_found"})
_OVER: Final = frozenset({"published", "not_published", "failed", "cancelled", "missed"})
_OPEN: Final = (
    # a target in one of these: the post is that; the first that fits says most
    (_DOUBT, "unknown"),
    (frozenset({"needs_user"}), "needs_user"),
    (frozenset({"held"}), "held"),
    (frozenset({"publishing", "waiting"}), "publishing"),
    (frozenset({"scheduled"}), "scheduled"),
    (frozenset({"missed"}), "missed"),
)


class JobFacts(msgspec.Struct, frozen=True, kw_only=True):
    """What counts about a job here: the post's, or a target's own."""

    id: str
    type: str
    status: str
    held: bool = False
    needs_user_reason: str | None = None
    error_code: str | None = None


def target_status(
    job: JobFacts | None, run_state: str | None, *, post_job: JobFacts | None, due: bool
) -> str:
    """One of TARGET_STATUSES.

    `job` is the target's PUBLISH_VARIANT, `run_state` of the newest publishing run of that job,
    `post_job` the post's newest SCHEDULE_POST or PUBLISH_POST, `due`: its time is here.
    """
    if job is None:
        return _before_its_job(post_job, due)
    if run_state == "published" or job.status == COMPLETED:
        return "published"
    planned_anew = post_job is not None and post_job.type == "SCHEDULE_POST"
    if planned_anew and job.status in (FAILED, CANCELLED) and run_state in (None, "failed"):
        return _before_its_job(post_job, due)
    if job.status == PENDING:
        return "held" if job.held else "waiting"
    if job.status == CANCELLED and run_state not in _DOUBT:
        return "cancelled"
    if run_state in _DOUBT or run_state == "not_published":
        return str(run_state)
    if job.status == FAILED:
        return "missed" if job.error_code == MISSED else "failed"
    return "needs_user" if job.needs_user_reason is not None else "publishing"


def _before_its_job(post_job: JobFacts | None, due: bool) -> str:
    """A target that has no job of its own yet, or that was left out when the others were sent."""
    if post_job is None or post_job.type != "SCHEDULE_POST":
        return "draft"
    if post_job.status == FAILED:
        return "missed" if post_job.error_code == MISSED else "failed"
    if post_job.status == CANCELLED:
        return "cancelled"
    if post_job.held:
        return "held"
    return "waiting" if due else "scheduled"


def post_status(targets: Sequence[str], *, post_job: JobFacts | None, due: bool) -> str:
    """One of POST_STATUSES, from the TARGET_STATUSES of its targets."""
    found = frozenset(targets)
    if not found:
        alone = _before_its_job(post_job, due)
        return "publishing" if alone == "waiting" else alone
    for some, said in _OPEN:
        if found & some:
            return said
    if "published" in found:
        return "published" if found == {"published"} else "partly_published"
    if found & {"failed", "not_published"}:
        return "failed"
    return "cancelled" if "cancelled" in found else "draft"


def may_be_changed(targets: Collection[str]) -> bool:
    """Nothing of it has been sent, or is on its way: text, time and targets are still free."""
    return set(targets) <= {"draft", "scheduled", "missed", "cancelled", "failed", "held"}


def is_over(targets: Collection[str]) -> bool:
    """Every target has come to an end that stays."""
    return bool(targets) and set(targets) <= _OVER
