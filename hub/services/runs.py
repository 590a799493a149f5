"""What agents report about their runs: the session's `JobsPort`.

The database decides every change; the leases in memory only say quickly who holds what.
"""

import random

from msgspec import UNSET

from hub.limits import LEASE_SECONDS
from hub.services.core import Core, given
from hub.services.leases import Leases
from hub.services.movement import Movement
from hub.services.offers import Offers
from hub.wire import messages as m
from hub.wire.ports import Device
from models import jobs
from models.clock import rfc3339
from models.errors import NotFound, RuleRefused
from models.jobs import Change
from models.states import PENDING


class RunsService:
    """Claims, and everything a claim's holder says until its end."""

    def __init__(self, core: Core, leases: Leases, offers: Offers, movement: Movement) -> None:
        self._core = core
        self._leases = leases
        self._offers = offers
        self._movement = movement

    def held_epoch(self, device: Device, job_id: str) -> int | None:
        """The epoch of the lease this device holds on the job."""
        lease = self._leases.held(device.id, job_id)
        return None if lease is None else lease.epoch

    async def claim(self, device: Device, message: m.JobAck) -> m.JobAckSuccess:
        """Exactly one of all that ask gets the job."""
        job_id = message.job_id
        try:
            mine = self._leases.held(device.id, job_id) is not None
            if not mine and self._offers.board.gone(job_id):
                raise RuleRefused("JOB_TAKEN", "Another device was quicker, or the job is over.")
            claimed = await self._core.store.write(
                jobs.claim, job_id, device.id, now=self._core.now()
            )
        except (RuleRefused, NotFound):
            self._offers.missed(device.id, job_id)
            raise
        job = claimed.job
        self._leases.grant(job_id, job.epoch, device.id, cancelled=job.cancel_requested)
        self._core.announce(Change(job=job, jobs=claimed.jobs, logs=[]))
        return m.JobAckSuccess(
            job_id=job_id,
            epoch=job.epoch,
            type=job.type,
            input=job.input,
            connector=claimed.connector,
            attempt=claimed.run.attempt,
            checkpoint=claimed.checkpoint,
            lease_seconds=LEASE_SECONDS,
        )

    async def progress(
        self, device: Device, epoch: int, message: m.JobProgress
    ) -> m.JobProgressAck:
        """How far the run is."""
        moved = await self._core.store.write(
            jobs.progress,
            device.id,
            message.job_id,
            epoch,
            message.progress,
            given(message.message),
            given(message.checkpoint),
            now=self._core.now(),
        )
        self._movement.note(message.job_id, moved)
        return m.JobProgressAck(
            job_id=message.job_id,
            progress=moved.progress,
            cancel_requested=moved.cancel_requested,
        )

    async def log(self, device: Device, epoch: int, message: m.JobLog) -> m.JobLogAck:
        """A line for the log."""
        change = await self._core.store.write(
            jobs.write_log,
            device.id,
            message.job_id,
            epoch,
            message.level,
            message.message,
            given(message.data),
            now=self._core.now(),
        )
        self._core.announce(change)
        return m.JobLogAck()

    async def needs_user(
        self, device: Device, epoch: int, message: m.JobNeedsUser
    ) -> m.JobNeedsUserAck:
        """The flag goes up; the lease goes on."""
        change = await self._core.store.write(
            jobs.raise_needs_user,
            device.id,
            message.job_id,
            epoch,
            message.reason,
            message.message,
            now=self._core.now(),
        )
        self._core.announce(change)
        return m.JobNeedsUserAck()

    async def done(self, device: Device, epoch: int, message: m.JobDone) -> m.JobDoneAck:
        """The run came to its good end."""
        change = await self._core.store.write(
            jobs.complete,
            device.id,
            message.job_id,
            epoch,
            given(message.output),
            now=self._core.now(),
        )
        self._ended(device.id, epoch, change)
        return m.JobDoneAck(job_id=change.job.id, status=change.job.status)

    async def failed(self, device: Device, epoch: int, message: m.JobError) -> m.JobErrorAck:
        """The run failed; the job may be tried again later."""
        seconds = given(message.retry_after_seconds)
        change = await self._core.store.write(
            jobs.fail,
            device.id,
            message.job_id,
            epoch,
            message.error_code,
            message.error,
            retryable=given(message.retryable),
            retry_after_ms=None if seconds is None else round(seconds * 1_000),
            now=self._core.now(),
            jitter=jitter(),
        )
        self._ended(device.id, epoch, change)
        job = change.job
        again = job.run_after if job.status == PENDING else None
        return m.JobErrorAck(
            job_id=job.id,
            status=job.status,
            retry_at=UNSET if again is None else rfc3339(again),
        )

    async def cancelled(
        self, device: Device, epoch: int, message: m.JobCancelled
    ) -> m.JobCancelledAck:
        """The agent obeyed a cancel."""
        change = await self._core.store.write(
            jobs.confirm_cancelled, device.id, message.job_id, epoch, now=self._core.now()
        )
        self._ended(device.id, epoch, change)
        return m.JobCancelledAck()

    async def lost(self, job_id: str, epoch: int) -> None:
        """Nobody speaks for this run any more: the job goes back with a wait, or fails."""
        lease = self._leases.of_job(job_id)
        try:
            change = await self._core.store.write(
                jobs.lease_lost, job_id, epoch, now=self._core.now(), jitter=jitter()
            )
        except (RuleRefused, NotFound):
            self._leases.release(job_id, epoch)  # it ended while this was queued
            return
        if lease is not None:
            self._ended(lease.device_id, epoch, change)
        else:
            self._core.announce(change)

    def _ended(self, device_id: str, epoch: int, change: Change) -> None:
        self._leases.release(change.job.id, epoch)
        self._core.announce(change)
        self._offers.freed(device_id)


def jitter() -> float:
    """0..1, so that jobs which failed together do not come back together."""
    return random.random()  # noqa: S311 - spreads load, keeps no secret
