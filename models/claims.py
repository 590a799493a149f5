"""Claims: of any number of devices that want the same waiting job, exactly one gets it."""

from typing import Final

from models import json_text
from models.changes import Claimed
from models.eligibility import Desk, account_facts, device_facts, needs_of
from models.errors import NotFound, RuleRefused
from models.ids import new_id
from models.job_rows import load, run_view, select_runs
from models.moves import record
from models.parents import with_parent
from models.phases import Phases
from models.publishing import attempts, looking
from models.publishing.inputs import PUBLISH_VARIANT, VERIFY_POST
from models.rows import Database, Row, fetch
from models.states import RUN_RUNNING, RUNNING, TRANSITIONS
from models.tables import Job, Run
from models.views import JobView, RunView

_FACTS: Final = """
SELECT seq, status, needs, directed_device_id, run_after, assigned_device_id, epoch, type, account,
    held, input, slot, publish_until
FROM job WHERE id = ?
"""
_BUSY: Final = """
SELECT 1 FROM job INDEXED BY job_busy WHERE assigned_device_id = ? AND status = 'RUNNING'
"""
"""Without statistics the planner would read all that runs."""
_ACCOUNT_BUSY: Final = """
SELECT 1 FROM job WHERE account = ? AND status = 'RUNNING' AND assigned_device_id IS NOT NULL
"""
_TAKE: Final = """
UPDATE job SET status = 'RUNNING', assigned_device_id = ?, epoch = epoch + 1,
    attempts = attempts + 1, run_count = run_count + 1, progress = 0, message = NULL,
    error_code = NULL, error_message = NULL, run_after = NULL,
    started_at = coalesce(started_at, ?), updated_at = ?
WHERE id = ? AND status = 'PENDING' AND needs IS NOT NULL
RETURNING epoch, run_count
"""
assert TRANSITIONS["claim"] == {"PENDING": "RUNNING"}, "_TAKE says in SQL what the table says"

_NEW_RUN: Final = """
INSERT INTO run (id, job_seq, attempt, epoch, device_id, state, started_at)
VALUES (?, ?, ?, ?, ?, 'running', ?)
"""


def claim(db: Database, job_id: str, device_id: str, *, now: int) -> Claimed:
    """Give the job to the device: epoch + 1, a new run.

    The holder that asks again gets the same claim. Raises NotFound("job") and RuleRefused
    JOB_TAKEN, NOT_ELIGIBLE, PAUSED or BUSY.
    """
    facts = db.execute_sql(_FACTS, (job_id,)).fetchone()
    if facts is None:
        raise NotFound("job", job_id)
    seq, status, needs, _, _, holder, epoch, type, account, _, input, slot, _ = facts
    phases = Phases(db, now)
    if status == RUNNING and holder == device_id:
        job = load(db, job_id, phases)
        return _claimed(job, _run(db, seq, epoch), needs, [])
    _refuse(db, facts, device_id, now)
    taken = db.execute_sql(_TAKE, (device_id, now, now, job_id)).fetchone()
    if taken is None:
        raise RuleRefused("JOB_TAKEN", "Another device was quicker.")
    epoch, attempt = taken
    run_id = new_id()
    begun = db.execute_sql(_NEW_RUN, (run_id, seq, attempt, epoch, device_id, now))
    others = []
    if type == PUBLISH_VARIANT and account is not None:
        assert begun.lastrowid is not None
        attempts.begin(db, begun.lastrowid, json_text.load(input), account, slot, now=now)
    elif type == VERIFY_POST:
        others = looking.began(db, job_id, now=now)
    record(db, "claimed", job_id, actor=f"device:{device_id}", now=now, epoch=epoch)
    job = load(db, job_id, phases)
    run = RunView(
        id=run_id,
        job_id=job_id,
        attempt=attempt,
        epoch=epoch,
        device_id=device_id,
        device_name=job.assigned_agent_name or "",
        state=RUN_RUNNING,
        progress=0,
        started_at=now,
        ended_at=None,
        error_code=None,
        error_message=None,
    )
    changed = with_parent(db, job, phases, now=now)
    return _claimed(job, run, needs, [*changed, *(load(db, id, phases) for id in others)])


def _refuse(db: Database, facts: Row, device_id: str, now: int) -> None:
    """Raise what stands against this device taking this job."""
    _, status, needs, directed, run_after, _, _, type, account, held, input, slot, until = facts
    if needs is None:
        raise RuleRefused("NOT_ELIGIBLE", "This job is worked through its parts.")
    if status not in TRANSITIONS["claim"]:
        raise RuleRefused("JOB_TAKEN", f"The job is {status}, not waiting.")
    device = device_facts(db, device_id)
    if device is None:
        raise RuleRefused("NOT_ELIGIBLE", "This device is not known.")
    if held:
        raise RuleRefused("PAUSED", "The operator has not released this yet.", retryable=True)
    whose = None if account is None else account_facts(db, account)
    refusal = Desk.read(db).refusal(device, needs_of(needs), directed, whose)
    if refusal is not None:
        raise refusal
    if run_after is not None and run_after > now:
        raise RuleRefused("NOT_ELIGIBLE", "The job's time has not come.", retryable=True)
    if db.execute_sql(_BUSY, (device_id,)).fetchone() is not None:
        raise RuleRefused("BUSY", "This device is working on another job.", retryable=True)
    if account is None:
        return
    if db.execute_sql(_ACCOUNT_BUSY, (account,)).fetchone() is not None:
        raise RuleRefused("BUSY", "Another device works with this account.", retryable=True)
    if whose is not None and whose.parked_until is not None and whose.parked_until > now:
        raise RuleRefused("NOT_ELIGIBLE", "The site asked for a pause.", retryable=True)
    if until is not None and now > until:
        raise RuleRefused("NOT_ELIGIBLE", "The time for this publication is over.")
    if type == PUBLISH_VARIANT and attempts.under_way(db, json_text.load(input), account, slot):
        raise RuleRefused("NOT_ELIGIBLE", "The same publication is under way.", retryable=True)


def _claimed(job: JobView, run: RunView, needs: str, changed: list[JobView]) -> Claimed:
    return Claimed(
        job=job, run=run, connector=needs_of(needs)[0], checkpoint=job.checkpoint, jobs=changed
    )


def _run(db: Database, job_seq: int, epoch: int) -> RunView:
    query = select_runs().where(Job.seq == job_seq, Run.epoch == epoch)
    return run_view(fetch(db, query)[0])
