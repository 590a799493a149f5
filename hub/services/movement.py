"""Progress comes thousands of times a second; whoever listens hears of it ten times.

A report only notes that its job moved. Ten times a second the jobs that moved are read once and
announced together. A job that was announced otherwise meanwhile is left out: a listener never sees
an older state after a newer one.
"""

import asyncio
import logging

from hub.events import Event, JobChanged, LogWritten
from hub.services.core import Core
from models.errors import StoreError
from models.jobs import Moved
from models.queries import jobs as job_queries
from models.views import JobView

EVERY_SECONDS = 0.1

log = logging.getLogger(__name__)


class Movement:
    """The jobs whose progress moved since they were last announced."""

    def __init__(self, core: Core) -> None:
        self._core = core
        self._moved: set[str] = set()
        self._being_read: set[str] = set()
        self._telling: asyncio.Task[None] | None = None
        self._speaking = False
        core.bus.subscribe(self._hear)

    def note(self, job_id: str, moved: Moved) -> None:
        """A report was kept. Its parent and its log lines are told at once, the job soon."""
        if moved.parent is not None:
            self._core.bus.publish(JobChanged(job=moved.parent))
        for line in moved.logs:
            self._core.bus.publish(LogWritten(log=line))
        self._moved.add(job_id)
        if self._telling is None:
            self._telling = asyncio.get_running_loop().create_task(self._tell())

    async def stop(self) -> None:
        """Nobody listens any more."""
        telling, self._telling = self._telling, None
        if telling is not None:
            telling.cancel()
            await asyncio.gather(telling, return_exceptions=True)

    async def _tell(self) -> None:
        """As long as something moves."""
        try:
            while self._moved:
                await asyncio.sleep(EVERY_SECONDS)
                self._being_read, self._moved = self._moved, set()
                jobs = await self._core.store.read(
                    job_queries.some, tuple(self._being_read), now=self._core.now()
                )
                self._announce([job for job in jobs if job.id in self._being_read])
        except StoreError as error:
            log.info("What moved could not be read: %s", error)
        finally:
            self._telling = None

    def _announce(self, jobs: list[JobView]) -> None:
        self._speaking = True
        for job in jobs:
            self._core.bus.publish(JobChanged(job=job))
        self._speaking = False

    def _hear(self, event: Event) -> None:
        if isinstance(event, JobChanged) and not self._speaking:
            self._moved.discard(event.job.id)
            self._being_read.discard(event.job.id)
