"""Dry runs: a connector tried on one device, with nothing pressed, and what came of it."""

import asyncio
import logging
from typing import Any

from hub.events import ConnectorChecked, Event, JobChanged, JobCreated
from hub.services.core import Core
from models import connector_checks, connectors, jobs
from models.errors import InvalidInput
from models.jobs import NewJob
from models.publishing import trials
from models.states import COMPLETED, FAILED
from models.views import JobView

log = logging.getLogger(__name__)

TEST_TEXT = "Test text of Proofdesk. This is never posted."
FEW_ROWS = 5
"""A search connector is tried with a search of so many rows."""


class DryRunsService:
    """Makes the jobs, and keeps what they say of the connector on that device."""

    def __init__(self, core: Core) -> None:
        self._core = core
        self._keeping: set[asyncio.Task[None]] = set()

    async def start(
        self,
        connector_id: str,
        device_id: str | None,
        *,
        text: str = "",
        handle: str = "",
        link: str | None = None,
        actor: str,
    ) -> JobView:
        """The job. `text` is typed (or searched for); without a device the first free one does it.

        Raises NotFound, InvalidInput.
        """
        job: JobView = await self._core.store.write(
            _create,
            connector_id,
            device_id,
            text.strip(),
            handle.strip(),
            link,
            actor=actor,
            now=self._core.now(),
        )
        self._core.bus.publish(JobCreated(job=job))
        return job

    def hear(self, event: Event) -> None:
        """Listens to the bus for dry runs that ended."""
        if not isinstance(event, JobChanged) or event.job.status not in (COMPLETED, FAILED):
            return
        if connector_checks.is_dry_run(event.job.input):
            task = asyncio.get_running_loop().create_task(self._keep(event.job.id))
            self._keeping.add(task)
            task.add_done_callback(self._keeping.discard)

    async def stop(self) -> None:
        """What ended is kept."""
        await asyncio.gather(*self._keeping, return_exceptions=True)

    async def _keep(self, job_id: str) -> None:
        try:
            kept = await self._core.store.write(connector_checks.keep, job_id, now=self._core.now())
        except Exception:
            log.exception("What a dry run said was not kept.")
            return
        if kept is not None:
            connector_id, device_id = kept
            self._core.bus.publish(ConnectorChecked(connector_id=connector_id, device_id=device_id))


def _create(
    db: Any,
    connector_id: str,
    device_id: str | None,
    text: str,
    handle: str,
    link: str | None,
    *,
    actor: str,
    now: int,
) -> JobView:
    view = connectors.get(db, connector_id)
    if not view.enabled:
        raise InvalidInput("connector", "is switched off; agents do not have it")
    if view.kind == "publish":
        return trials.dry_run(
            db,
            view.platform,
            handle,
            text or TEST_TEXT,
            link=link,
            connector_id=view.id,
            device_id=device_id,
            actor=actor,
            now=now,
        )
    if view.kind != "search":
        raise InvalidInput("connector", "is tried together with the one that publishes")
    if not text:
        raise InvalidInput("text", "is what to search for and must not be empty")
    input = {
        "connector": view.id,
        "query": text,
        "limit": FEW_ROWS,
        "options": {"dryRun": True},
    }
    new = NewJob(type="SEARCH_SINGLE", input=input, max_attempts=1, device_id=device_id)
    return jobs.create(db, new, actor=actor, now=now)[0]
