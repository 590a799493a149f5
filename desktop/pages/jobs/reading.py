"""What the Jobs page reads, as functions for the pool of readers."""

from dataclasses import dataclass
from typing import Any

from desktop.presenters.job_detail import JobDetail
from desktop.presenters.job_list import VIEWS, Shown
from models import operators
from models.queries import audit as audit_queries
from models.queries import devices as device_queries
from models.queries import evidence as evidence_queries
from models.queries import jobs as queries
from models.queries import proofs as proof_queries
from models.queries.audit import AuditFilter
from models.queries.evidence import EvidenceFilter
from models.queries.jobs import JobFilter
from models.queries.proofs import ProofFilter
from models.views import JobView

PAGE = 200
"""Rows read at a time as one scrolls."""

Edge = tuple[int, int]
"""(updated_at, seq) of the last row that was read; the next page begins behind it."""


@dataclass(frozen=True, slots=True)
class Rows:
    """A page of the table."""

    jobs: list[JobView]
    edge: Edge | None
    """Where the next page begins; None when this was the last."""


def first_rows(db: Any, shown: Shown, now: int, depth: int = PAGE) -> Rows:
    """All that is live, and as much of the rest as `depth`."""
    found: dict[str, JobView] = {}
    for asked in shown.live_filters():
        found |= {job.id: job for job in queries.listed(db, asked, now=now)}
    rest = shown.settled_filter(now)
    if rest is None:
        return Rows(list(found.values()), None)
    behind = _behind(db, rest, None, depth, now)
    found |= {job.id: job for job in behind.jobs}
    return Rows(list(found.values()), behind.edge)


def next_rows(db: Any, shown: Shown, edge: Edge, now: int) -> Rows:
    """The page behind the edge."""
    rest = shown.settled_filter(now)
    return Rows([], None) if rest is None else _behind(db, rest, edge, PAGE, now)


def _behind(db: Any, rest: JobFilter, than: Edge | None, limit: int, now: int) -> Rows:
    jobs = queries.older(db, rest, than=than, limit=limit, now=now)
    last = jobs[-1] if len(jobs) == limit else None
    return Rows(jobs, (last.updated_at, last.seq) if last else None)


def view_counts(db: Any, workspace_id: str | None, now: int) -> dict[str, int]:
    """How many jobs each saved view holds."""
    return {view: _count(db, Shown(view, workspace_id), now) for view in VIEWS}


def _count(db: Any, shown: Shown, now: int) -> int:
    needs = queries.count(db, JobFilter(workspace_id=shown.workspace_id, needs_user=True))
    if shown.view == "needs_you":
        return needs
    if shown.view == "running":
        return queries.count(db, shown.live_filters()[-1])
    rest = shown.settled_filter(now)
    assert rest is not None
    count = queries.count(db, rest)
    if shown.view == "all":
        # Searches of a bulk job stand in the table only while they need somebody.
        top = JobFilter(workspace_id=shown.workspace_id, needs_user=True, top_level=True)
        count += needs - queries.count(db, top)
    return count


LAST_LINES = 5
NEWEST_ROWS = 3
NEWEST_PROOFS = 4
MOST_EVENTS = 100
"""Entries of the audit log that the timeline of one job goes back."""


def detail(db: Any, job_id: str, now: int) -> JobDetail:
    """Everything that the pane of a job shows; raises NotFound."""
    job = queries.get(db, job_id, now=now)
    bulk = job.children_total > 0
    about = EvidenceFilter(job_id=job_id)
    pictures = ProofFilter(job_id=job_id, images_only=True)
    entries = audit_queries.page(
        db, AuditFilter(subject_type="job", subject_id=job_id), limit=MOST_EVENTS
    )
    return JobDetail(
        job=job,
        runs=[] if bulk else queries.runs(db, job_id),
        logs=[] if bulk else queries.log_tail(db, job_id, limit=LAST_LINES),
        evidence=evidence_queries.first(db, about, limit=NEWEST_ROWS),
        proofs=proof_queries.page(db, pictures, limit=NEWEST_PROOFS).items,
        children=queries.children(db, job_id, now=now) if bulk else [],
        audit=list(reversed(entries.items)),
        names=operators.names(db),
        parent=queries.get(db, job.parent_id, now=now) if job.parent_id else None,
        directed=_name(db, job.directed_agent_id, now),
        evidence_total=evidence_queries.count(db, about),
        proofs_total=_proofs(db, job_id),
        proofs_intact=_proofs(db, job_id, "intact"),
        proofs_damaged=_proofs(db, job_id, "changed", "missing"),
        log_total=job.log_count,
    )


def _proofs(db: Any, job_id: str, *integrity: str) -> int:
    return proof_queries.count(db, ProofFilter(job_id=job_id, integrity=integrity))


def _name(db: Any, device_id: str | None, now: int) -> str:
    return device_queries.get(db, device_id, now=now).name if device_id else ""
