"""The figures of the Overview page in one reading."""

from typing import Final

import msgspec
from peewee import Expression, Field, Function, Query, fn

from models.clock import now_ms
from models.job_rows import load_all, select_jobs
from models.phases import Phases
from models.proof_rows import proof_view, select_proofs
from models.proofs import STORED
from models.publishing.inputs import PUBLISH_VARIANT, TYPES
from models.queries import jobs as job_queries
from models.queries import outcomes
from models.queries import proofs as proof_queries
from models.queries.evidence import EvidenceFilter
from models.queries.evidence import count as count_evidence
from models.rows import Database, fetch, fetch_one, scalar
from models.states import COMPLETED, FAILED, RUNNING
from models.tables import Audit, EvidenceBatch, Job, Proof, Workspace
from models.views import JobView, ProofView

HOUR_MS: Final = 3_600_000
HOURS: Final = 10


class Today(msgspec.Struct, frozen=True, kw_only=True):
    """Figures since a moment; the `…_hourly` lists are the last ten hours, oldest first."""

    evidence_new: int
    evidence_known: int
    evidence_hourly: list[int]
    proofs: int
    proofs_bytes: int
    proofs_damaged: int
    proofs_hourly: list[int]
    jobs_completed: int
    """Searches; what publishes or looks counts as posts."""
    jobs_failed: int
    jobs_hourly: list[int]
    """Completed ones."""
    posts_out: int
    """Targets that were published; `posts_sent` is how many were to be."""
    posts_sent: int
    posts_unknown: int
    """In doubt now, whenever they were sent."""
    posts_failed: int
    posts_hourly: list[int]
    """Published ones."""


class Desk(msgspec.Struct, frozen=True, kw_only=True):
    """What stands on the desk now."""

    needs_you: list[JobView]
    running: list[JobView]
    """Without children, whose parent is there, and without what is in doubt: nothing runs then."""
    running_count: int
    waiting_count: int
    latest_proofs: list[ProofView]
    ledger_entries: int
    evidence_rows: int


def today(
    db: Database, since: int, *, workspace_id: str | None = None, now: int | None = None
) -> Today:
    """Figures of all workspaces, or of one; children count, not their parents."""
    hours = _Hours(db, now_ms() if now is None else now)
    jobs = _jobs(workspace_id)
    batches = EvidenceBatch.job_seq.in_(jobs)
    proofs = Proof.job_seq.in_(jobs) & (Proof.state == STORED)
    searches = Job.seq.in_(jobs) & Job.type.not_in(TYPES)
    completed = searches & (Job.status == COMPLETED)
    failed = searches & (Job.status == FAILED)
    # A dry run has no account.
    targets = Job.seq.in_(jobs) & (Job.type == PUBLISH_VARIANT) & Job.account.is_null(False)
    out = targets & (Job.status == COMPLETED)
    new, known = _sums(
        db,
        EvidenceBatch.select(_sum(EvidenceBatch.accepted), _sum(EvidenceBatch.duplicates)).where(
            batches, EvidenceBatch.received_at >= since
        ),
    )
    files, size = _sums(
        db,
        Proof.select(fn.COUNT(Proof.seq), _sum(Proof.size_bytes)).where(
            proofs, Proof.received_at >= since
        ),
    )
    one = fn.COUNT(Job.seq)
    doubts = outcomes.counts(db, workspace_id)
    return Today(
        evidence_new=new,
        evidence_known=known,
        evidence_hourly=hours.of(EvidenceBatch.received_at, _sum(EvidenceBatch.accepted), batches),
        proofs=files,
        proofs_bytes=size,
        proofs_damaged=proof_queries.totals(db, workspace_id).damaged,
        proofs_hourly=hours.of(Proof.received_at, fn.COUNT(Proof.seq), proofs),
        jobs_completed=scalar(db, Job.select(one).where(completed, Job.completed_at >= since)),
        jobs_failed=scalar(db, Job.select(one).where(failed, Job.completed_at >= since)),
        jobs_hourly=hours.of(Job.completed_at, one, completed),
        posts_out=scalar(db, Job.select(one).where(out, Job.completed_at >= since)),
        posts_sent=scalar(db, Job.select(one).where(targets, Job.created_at >= since)),
        posts_unknown=doubts.to_decide + doubts.looking,
        posts_failed=scalar(
            db,
            Job.select(one).where(targets, Job.status == FAILED, Job.completed_at >= since),
        ),
        posts_hourly=hours.of(Job.completed_at, one, out),
    )


def desk(db: Database, *, workspace_id: str | None = None, now: int | None = None) -> Desk:
    """What waits for somebody, what runs, what came in last."""
    phases = Phases(db, now_ms() if now is None else now)
    mine = (Job.workspace_id == workspace_id) if workspace_id else (Job.seq > 0)
    needs_you = select_jobs().where(mine, Job.needs_user_reason.is_null(False))
    running = select_jobs().where(mine, Job.status == RUNNING, Job.parent_id.is_null())
    counts = job_queries.counts(db, workspace_id)
    return Desk(
        needs_you=load_all(db, needs_you.order_by(Job.updated_at), phases),
        running=[
            job
            for job in load_all(db, running.order_by(Job.started_at), phases)
            if job.phase not in ("unknown", "verifying")
        ],
        running_count=counts.by_status[RUNNING],
        waiting_count=counts.waiting,
        latest_proofs=_latest_proofs(db, workspace_id),
        ledger_entries=scalar(db, Audit.select(fn.COALESCE(fn.MAX(Audit.seq), 0))),
        evidence_rows=count_evidence(db, EvidenceFilter(workspace_id=workspace_id)),
    )


class _Hours:
    """Sums by hour, the last one being the hour that `now` is in."""

    def __init__(self, db: Database, now: int) -> None:
        self._db = db
        self._first = now // HOUR_MS - HOURS + 1

    def of(self, moment: Field, amount: Function, condition: Expression) -> list[int]:
        """The amount in each hour by a column that holds moments."""
        hour = (moment / HOUR_MS).alias("hour")
        query = moment.model.select(hour, amount).where(condition, moment >= self._first * HOUR_MS)
        found: dict[int, int] = dict(fetch(self._db, query.group_by(hour)))
        return [found.get(self._first + index, 0) for index in range(HOURS)]


def _latest_proofs(db: Database, workspace_id: str | None) -> list[ProofView]:
    mine = Proof.state == STORED
    if workspace_id:
        mine &= Proof.workspace_seq.in_(
            Workspace.select(Workspace.seq).where(Workspace.id == workspace_id)
        )
    query = select_proofs().where(mine).order_by(Proof.received_at.desc()).limit(6)
    return [proof_view(row) for row in fetch(db, query)]


def _jobs(workspace_id: str | None) -> Query:
    query = Job.select(Job.seq).where(Job.needs.is_null(False))
    return query.where(Job.workspace_id == workspace_id) if workspace_id else query


def _sum(column: Field) -> Function:
    return fn.COALESCE(fn.SUM(column), 0)


def _sums(db: Database, query: Query) -> tuple[int, int]:
    row = fetch_one(db, query)
    assert row is not None, "an aggregate always has a row"
    return row[0], row[1]
