"""What the operator does with jobs; the window, the API and the command line all come here."""

from typing import Any

from hub.events import JobChanged, JobCreated
from hub.services.core import Core
from hub.services.leases import Leases
from hub.services.switchboard import Switchboard
from hub.wire.messages import JobCancel, JobResume
from models import jobs
from models.errors import RuleRefused
from models.jobs import Change, NewJob
from models.publishing import inputs as publishing_inputs
from models.queries import jobs as job_queries
from models.states import RUNNING
from models.views import JobView

NewJobRequest = NewJob
"""What somebody asks for."""

CANCELLED_TEXT = "The operator cancelled the job."


class JobsService:
    """Create, cancel, retry, resume, duplicate, reorder."""

    def __init__(self, core: Core, leases: Leases, wire: Switchboard) -> None:
        self._core = core
        self._leases = leases
        self._wire = wire

    async def create(self, request: NewJobRequest, actor: str) -> JobView:
        """The new job, or the one that was made with the same dedupe key before."""
        made = await self._core.store.write(_create, request, actor=actor, now=self._core.now())
        return self._announced(made)

    async def duplicate(self, job_id: str, actor: str) -> JobView:
        """The same job once more."""
        made = await self._core.store.write(_duplicate, job_id, actor=actor, now=self._core.now())
        return self._announced(made)

    async def cancel(self, job_id: str, actor: str) -> JobView:
        """A waiting job ends at once; a running one's agent is asked to stop."""
        change = await self._change(jobs.request_cancel, job_id, actor)
        for job in change.jobs:
            lease = self._leases.of_job(job.id)
            wanted = job.status == RUNNING and job.cancel_requested
            if lease is not None and wanted and not lease.cancelled:
                lease.cancelled = True
                wish = JobCancel(job_id=job.id, epoch=lease.epoch, reason=CANCELLED_TEXT)
                self._wire.push(lease.device_id, "job:cancel", wish)
        return change.job

    async def retry(self, job_id: str, actor: str, *, confirm: bool = False) -> JobView:
        """A failed or cancelled job waits again, its attempts fresh.

        `confirm`: the operator means it, for a publication that was given a permit once.
        """
        change: Change = await self._core.store.write(
            jobs.retry, job_id, confirmed=confirm, actor=actor, now=self._core.now()
        )
        self._core.announce(change)
        return change.job

    async def resume(self, job_id: str, actor: str) -> JobView:
        """The operator dealt with what needed a person; the agent goes on."""
        change = await self._change(jobs.clear_needs_user, job_id, actor)
        lease = self._leases.of_job(job_id)
        if lease is not None:
            word = JobResume(job_id=job_id, epoch=lease.epoch)
            self._wire.push(lease.device_id, "job:resume", word)
        return change.job

    async def set_priority(self, job_id: str, priority: int, actor: str) -> JobView:
        """Higher goes first."""
        change = await self._core.store.write(
            jobs.set_priority, job_id, priority, actor=actor, now=self._core.now()
        )
        self._core.announce(change)
        return change.job

    async def _change(self, rule: Any, job_id: str, actor: str) -> Change:
        change: Change = await self._core.store.write(
            rule, job_id, actor=actor, now=self._core.now()
        )
        self._core.announce(change)
        return change

    def _announced(self, made: "_Made") -> JobView:
        job, new = made
        for view in new:
            # a schedule that is kept early becomes the parent of what is new
            fresh = view.created_at == view.updated_at
            self._core.bus.publish(JobCreated(job=view) if fresh else JobChanged(job=view))
        return job


_Made = tuple[JobView, list[JobView]]
"""The job that the caller asked for, and all that are new with it."""


def _create(db: Any, request: NewJob, *, actor: str, now: int) -> _Made:
    if request.dedupe_key is not None:
        known = jobs.with_dedupe_key(db, request.workspace_id, request.dedupe_key)
        if known is not None:
            return known, []
    new = jobs.create(db, request, actor=actor, now=now)
    return new[0], new


def _duplicate(db: Any, job_id: str, *, actor: str, now: int) -> _Made:
    model = job_queries.get(db, job_id, now=now)
    if model.type in publishing_inputs.TYPES:
        raise RuleRefused("NOT_SUPPORTED", "Duplicate the post instead; its job is made anew.")
    request = NewJob(
        type=model.type,
        input=model.input,
        workspace_id=model.workspace_id,
        priority=model.priority,
        max_attempts=model.max_attempts,
        device_id=model.directed_agent_id,
    )
    return _create(db, request, actor=actor, now=now)
