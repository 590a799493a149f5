"""Endpoints of jobs and what belongs to them."""

from collections.abc import Callable
from typing import Any

from hub.api import present, shapes
from hub.api.call import Call, time_field
from hub.services.jobs import NewJobRequest
from models import inputs, operators, states
from models.queries import evidence as evidence_queries
from models.queries import jobs as job_queries
from models.queries import proofs as proof_queries
from models.queries.evidence import EvidenceFilter
from models.queries.jobs import JobFilter
from models.queries.proofs import ProofFilter
from models.rows import Database
from models.views import JobView, Page


async def create(call: Call) -> shapes.Job:
    """Create a job; the same dedupeKey gives the job that was made before."""
    body = await call.body(shapes.NewJob)
    request = NewJobRequest(
        type=body.type,
        input=body.input,
        workspace_id=body.workspace_id,
        priority=body.priority,
        run_after=time_field("runAfter", body.run_after),
        max_attempts=body.max_attempts,
        dedupe_key=body.dedupe_key,
        device_id=body.device_id,
    )
    return present.job(await call.hub.jobs.create(request, call.actor))


async def listed(call: Call) -> dict[str, Any]:
    """Jobs, newest first."""
    chosen = JobFilter(
        statuses=call.choices("status", states.STATUSES),
        types=call.choices("type", inputs.TYPES),
        workspace_id=call.query("workspaceId"),
    )
    page = await call.hub.store.read(job_queries.page, chosen, limit=call.limit, cursor=call.cursor)
    return paged(page, present.job)


async def shown(call: Call) -> shapes.JobDetail:
    """One job, with who asked for it and how much belongs to it."""
    view, creator = await call.hub.store.read(_with_creator, call.id)
    return present.job_detail(view, creator)


async def cancel(call: Call) -> shapes.Job:
    """End a waiting job at once, ask a running one's device to stop."""
    return present.job(await call.hub.jobs.cancel(call.id, call.actor))


async def retry(call: Call) -> shapes.Job:
    """Let a failed or cancelled job wait again; `confirm` after a publication had a permit."""
    body = await call.body(shapes.Retry, optional=True)
    return present.job(await call.hub.jobs.retry(call.id, call.actor, confirm=body.confirm))


async def resume(call: Call) -> shapes.Job:
    """Tell the device that what needed a person is dealt with."""
    return present.job(await call.hub.jobs.resume(call.id, call.actor))


async def logs(call: Call) -> dict[str, Any]:
    """The job's log, newest line first."""
    page = await _of_job(call, job_queries.logs, call.id)
    return paged(page, present.log_line)


async def evidence(call: Call) -> dict[str, Any]:
    """The job's findings, newest first; of a bulk job its children's too."""
    page = await _of_job(call, evidence_queries.page, EvidenceFilter(job_id=call.id))
    return paged(page, present.evidence)


async def proofs(call: Call) -> dict[str, Any]:
    """The job's stored proofs, newest first; of a bulk job its children's too."""
    page = await _of_job(call, proof_queries.page, ProofFilter(job_id=call.id))
    return paged(page, present.proof)


async def runs(call: Call) -> dict[str, Any]:
    """The job's runs, newest first."""
    return paged(await _of_job(call, job_queries.runs_page, call.id), present.run)


def paged(page: Page, one: Callable[[Any], Any]) -> dict[str, Any]:
    """The shape of every list."""
    return {"items": [one(item) for item in page.items], "nextCursor": page.next_cursor}


async def _of_job(call: Call, query: Callable[..., Page], of: object) -> Page:
    """A page of something that belongs to a job which must exist."""

    def ask(db: Database) -> Page:
        job_queries.get(db, call.id)
        return query(db, of, limit=call.limit, cursor=call.cursor)

    page: Page = await call.hub.store.read(ask)
    return page


def _with_creator(db: Database, job_id: str) -> tuple[JobView, str]:
    view = job_queries.get(db, job_id)
    return view, operators.names(db).get(view.created_by_id, view.created_by_id)
