"""Who may speak for a run: the device that holds, or held, the lease of its epoch."""

from typing import Final

import msgspec

from models.errors import NotFound, RuleRefused
from models.rows import Database
from models.states import FINISHED, RUN_RUNNING

_HELD: Final = """
SELECT job.seq, job.type, job.account, job.status, job.epoch, job.cancel_requested,
    job.attempts, job.max_attempts, run.seq, run.id, run.state, run.device_id
FROM job LEFT JOIN run ON run.job_seq = job.seq AND run.epoch = ?
WHERE job.id = ?
"""


class Lease(msgspec.Struct, frozen=True, kw_only=True):
    """A job and its run of one epoch, as the device that ran it sees them."""

    job_id: str
    epoch: int
    device_id: str
    job_seq: int
    type: str
    account: str | None
    job_status: str
    cancel_requested: bool
    attempts: int
    max_attempts: int
    run_seq: int
    run_id: str
    run_state: str
    current: bool
    """The lease is held: the epoch is the job's and the run goes on."""

    def refusal(self) -> RuleRefused:
        """What to say to a message that would change the job but comes too late."""
        if self.job_status in FINISHED and self.run_state != "lost":
            return RuleRefused("JOB_NOT_RUNNING", f"The job is {self.job_status} already.")
        return lease_lost(self.job_id, self.epoch)


def lease_lost(job_id: str, epoch: int) -> RuleRefused:
    """The refusal of a stale or foreign epoch."""
    return RuleRefused("LEASE_LOST", f"Lease {epoch} of job {job_id} is not held any more.")


def of_device(db: Database, device_id: str, job_id: str, epoch: int) -> Lease:
    """The lease this device holds or held. Raises NotFound("job"), RuleRefused("LEASE_LOST")."""
    lease = of_epoch(db, job_id, epoch)
    if lease.device_id != device_id:
        raise lease_lost(job_id, epoch)
    return lease


def of_epoch(db: Database, job_id: str, epoch: int) -> Lease:
    """The lease of this epoch, whoever held it."""
    row = db.execute_sql(_HELD, (epoch, job_id)).fetchone()
    if row is None:
        raise NotFound("job", job_id)
    job_seq, type, account, status, now_epoch, asked, attempts, most, *run = row
    run_seq, run_id, run_state, holder = run
    if run_seq is None:
        raise lease_lost(job_id, epoch)
    return Lease(
        job_id=job_id,
        epoch=epoch,
        device_id=holder,
        job_seq=job_seq,
        type=type,
        account=account,
        job_status=status,
        cancel_requested=bool(asked),
        attempts=attempts,
        max_attempts=most,
        run_seq=run_seq,
        run_id=run_id,
        run_state=run_state,
        current=epoch == now_epoch and run_state == RUN_RUNNING,
    )


def held(db: Database, device_id: str, job_id: str, epoch: int) -> Lease:
    """The lease, if it is held now; otherwise the refusal that fits."""
    lease = of_device(db, device_id, job_id, epoch)
    if not lease.current:
        raise lease.refusal()
    return lease
