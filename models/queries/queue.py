"""The waiting jobs: what a device may take, what comes due, who holds what."""

from typing import Final

import msgspec

from models import json_text
from models.accounts.keys import key_of
from models.clock import now_ms
from models.eligibility import Desk, account_facts, active_devices, device_facts, needs_of
from models.errors import NotFound
from models.job_rows import load_all, select_jobs
from models.phases import Phases
from models.rows import Database, fetch, scalar
from models.states import PENDING, RUNNING
from models.tables import Job
from models.views import JobView

_KINDS: Final = """
WITH RECURSIVE kind (needs) AS (
    SELECT min(needs) FROM job INDEXED BY job_claimable
    WHERE status = 'PENDING' AND needs IS NOT NULL
    UNION ALL
    SELECT (SELECT min(needs) FROM job INDEXED BY job_claimable
            WHERE status = 'PENDING' AND needs IS NOT NULL AND needs > kind.needs)
    FROM kind WHERE kind.needs IS NOT NULL
)
SELECT needs FROM kind WHERE needs IS NOT NULL
"""
"""The distinct `needs` of waiting jobs, hopping over the index instead of reading all of it."""

_FIRST: Final = """
SELECT seq, priority FROM job INDEXED BY job_claimable
WHERE status = 'PENDING' AND needs IS NOT NULL AND needs = ? AND directed_device_id IS ?
    AND (run_after IS NULL OR run_after <= ?) AND NOT held
    AND (account IS NULL OR account IN (SELECT value FROM json_each(?)))
ORDER BY priority DESC, seq LIMIT ?
"""


class Lease(msgspec.Struct, frozen=True, kw_only=True):
    """A running job and who holds it."""

    job_id: str
    device_id: str
    epoch: int


def next_for(
    db: Database, device_id: str, *, limit: int = 20, now: int | None = None
) -> list[JobView]:
    """The waiting jobs this device may do now, by priority, then age. Empty when it is paused,
    draining or not active; that it is busy is not asked here."""
    now = now_ms() if now is None else now
    device = device_facts(db, device_id)
    if device is None:
        return []
    desk = Desk.read(db)
    mine = json_text.dump(sorted(accounts_of(db, device_id, desk)))
    found: list[tuple[int, int]] = []
    for (needs,) in db.execute_sql(_KINDS).fetchall():
        for directed in (None, device_id):
            if desk.refusal(device, needs_of(needs), directed) is None:
                found += db.execute_sql(_FIRST, (needs, directed, now, mine, limit)).fetchall()
    found.sort(key=lambda one: (-one[1], one[0]))
    seqs = [seq for seq, _ in found[:limit]]
    jobs = load_all(db, select_jobs().where(Job.seq.in_(seqs)), Phases(db, now))
    return sorted(jobs, key=lambda job: (-job.priority, job.seq))


def accounts_of(db: Database, device_id: str, desk: Desk) -> frozenset[str]:
    """Keys of the accounts whose work this device may do: bound to it, and not paused."""
    bound = db.execute_sql("SELECT platform, handle FROM binding WHERE device_id = ?", (device_id,))
    keys = frozenset(key_of(platform, handle) for platform, handle in bound)
    return frozenset(key for key in keys if ("account", key) not in desk.paused)


def devices_for(db: Database, job_id: str, *, now: int | None = None) -> list[str]:
    """Ids of the devices (connected or not) that may take this waiting job now."""
    now = now_ms() if now is None else now
    query = Job.select(
        Job.status, Job.needs, Job.directed_device_id, Job.run_after, Job.account, Job.held
    )
    found = fetch(db, query.where(Job.id == job_id))
    if not found:
        raise NotFound("job", job_id)
    status, needs, directed, run_after, account, held = found[0]
    if status != PENDING or needs is None or held or (run_after or 0) > now:
        return []
    desk = Desk.read(db)
    whose = None if account is None else account_facts(db, account)
    return [
        device.id
        for device in active_devices(db)
        if desk.refusal(device, needs_of(needs), directed, whose) is None
    ]


def leases(db: Database, device_id: str | None = None) -> list[Lease]:
    """Every running job, or those of one device; parents are held by nobody."""
    query = Job.select(Job.id, Job.assigned_device_id, Job.epoch).where(
        Job.status == RUNNING, Job.assigned_device_id.is_null(False)
    )
    if device_id is not None:
        query = query.where(Job.assigned_device_id == device_id)
    return [
        Lease(job_id=id, device_id=holder, epoch=epoch) for id, holder, epoch in fetch(db, query)
    ]


def due(db: Database, *, after: int, until: int) -> list[JobView]:
    """Waiting jobs whose time came in (after, until]."""
    query = select_jobs().where(
        Job.status == PENDING,
        Job.needs.is_null(False),
        Job.run_after > after,
        Job.run_after <= until,
    )
    return load_all(db, query.order_by(Job.run_after, Job.seq), Phases(db, until))


def next_due(db: Database, *, after: int) -> int | None:
    """When the next waiting job's time comes."""
    query = Job.select(Job.run_after).where(
        Job.status == PENDING, Job.needs.is_null(False), Job.run_after > after
    )
    found: int | None = scalar(db, query.order_by(Job.run_after).limit(1))
    return found
