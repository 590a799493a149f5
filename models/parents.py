"""Parents follow their children: status, progress and counts, in the same transaction."""

from collections.abc import Iterable
from typing import Final

from models.changes import Change
from models.job_rows import load
from models.phases import Phases
from models.publishing.inputs import PUBLISH_POST
from models.rows import Database
from models.states import (
    FAILED,
    FINISHED,
    Children,
    parent_progress,
    parent_status,
)
from models.views import JobView, LogView

_CHILDREN: Final = """
SELECT count(*),
    sum(status = 'COMPLETED'), sum(status = 'FAILED'), sum(status = 'CANCELLED'),
    max(run_count > 0 OR status IN ('COMPLETED', 'FAILED', 'CANCELLED')),
    sum(iif(status IN ('COMPLETED', 'FAILED', 'CANCELLED'), 100, progress)),
    sum(evidence_count), sum(proof_count), min(started_at), max(completed_at),
    iif(sum(status = 'RUNNING' OR (status = 'PENDING' AND run_after IS NULL)) = 0,
        min(iif(status = 'PENDING', run_after, NULL)), NULL)
FROM job WHERE parent_id = ?
"""
_NONE: Final = (None, None)
_FOLLOW: Final = """
UPDATE job SET status = ?, progress = ?, children_done = ?, evidence_count = ?, proof_count = ?,
    started_at = ?, completed_at = ?, run_after = ?, error_code = ?, error_message = ?,
    updated_at = ?
WHERE id = ?
"""


def follow(db: Database, parent_id: str, phases: Phases, *, now: int) -> JobView:
    """Derive the parent anew from its children."""
    (
        total,
        completed,
        failed,
        cancelled,
        started,
        progress_sum,
        evidence,
        proofs,
        started_at,
        completed_at,
        run_after,
    ) = db.execute_sql(_CHILDREN, (parent_id,)).fetchone()
    children = Children(
        total=total,
        completed=completed,
        failed=failed,
        cancelled=cancelled,
        started=bool(started),
        progress_sum=progress_sum,
    )
    asked, type = db.execute_sql(
        "SELECT cancel_requested, type FROM job WHERE id = ?", (parent_id,)
    ).fetchone()
    status = parent_status(children, cancel_requested=bool(asked))
    error = ("CHILDREN_FAILED", _what_failed(type, failed, total)) if status == FAILED else _NONE
    finished_at = completed_at if status in FINISHED else None
    db.execute_sql(
        _FOLLOW,
        (
            status,
            parent_progress(children),
            children.done,
            evidence,
            proofs,
            started_at,
            finished_at,
            run_after,
            *error,
            now,
            parent_id,
        ),
    )
    return load(db, parent_id, phases)


def _what_failed(type: str, failed: int, total: int) -> str:
    if type == PUBLISH_POST:
        return f"{failed} of {total} targets were not published."
    return f"{failed} of {total} searches failed."


def changed(
    db: Database, job_id: str, phases: Phases, *, now: int, logs: Iterable[LogView] = ()
) -> Change:
    """The change that a state change of this job hands out."""
    job = load(db, job_id, phases)
    return Change(job=job, jobs=with_parent(db, job, phases, now=now), logs=[*logs])


def with_parent(db: Database, job: JobView, phases: Phases, *, now: int) -> list[JobView]:
    """The job that changed, and its parent after it followed."""
    if job.parent_id is None:
        return [job]
    return [job, follow(db, job.parent_id, phases, now=now)]
