"""What happens by the clock: leases end, waiting jobs fall due, old things are tidied up.

Times of jobs are wall times and lease terms are monotonic. A machine that slept shows as a jump of
either clock between two ticks; then everybody gets a full term before any lease is judged.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence

from hub.events import Event, JobChanged, JobCreated
from hub.services.core import Core
from hub.services.leases import Leases
from hub.services.offers import Offers
from hub.services.publishing import PublishingService
from hub.services.runs import RunsService
from hub.services.timetable import Timetable
from models.errors import StoreError
from models.queries import jobs as job_queries
from models.queries.jobs import JobFilter
from models.states import PENDING

log = logging.getLogger(__name__)

TICK_SECONDS = 2.0
SLEPT_SECONDS = 15.0
"""A tick that comes so much too late shows that the machine slept."""
CHORES_SECONDS = 60.0
LONGEST_TIMER_SECONDS = 3_600.0
PAGE = 500
AGAIN_MS = 2_000
"""What could not be written when it was due is tried again so much later."""

Chore = Callable[[], Awaitable[None]]


class Scheduler:
    """A slow tick for leases and chores, one timer for the next job that falls due."""

    def __init__(
        self,
        core: Core,
        leases: Leases,
        offers: Offers,
        runs: RunsService,
        timetable: Timetable,
        publishing: PublishingService,
        chores: Sequence[Chore],
        monotonic: Callable[[], float],
    ) -> None:
        """`chores` are done about once a minute."""
        self._core = core
        self._leases = leases
        self._offers = offers
        self._runs = runs
        self._timetable = timetable
        self._publishing = publishing
        self._firing: set[asyncio.Task[None]] = set()
        self._chores = chores
        self._monotonic = monotonic
        self._ticking: asyncio.Task[None] | None = None
        self._timer: asyncio.TimerHandle | None = None
        self._timer_due: int | None = None
        self._last = (0.0, 0)
        self._chores_at = 0.0

    async def start(self) -> None:
        """Running jobs get a full term, waiting ones are put on the board."""
        for lease in await self._core.store.read(job_queries.leases):
            job = await self._core.store.read(job_queries.get, lease.job_id)
            self._offers.hear(JobChanged(job=job))
            self._leases.grant(
                lease.job_id, lease.epoch, lease.device_id, cancelled=job.cancel_requested
            )
        cursor = None
        while True:
            page = await self._core.store.read(
                job_queries.page, JobFilter(statuses=(PENDING,)), limit=PAGE, cursor=cursor
            )
            for job in page.items:
                self._offers.hear(JobChanged(job=job))
                self._timetable.update(job)
            cursor = page.next_cursor
            if cursor is None:
                break
        self._last = (self._monotonic(), self._core.now())
        self._chores_at = self._monotonic() + CHORES_SECONDS
        self._set_timer()
        self._ticking = asyncio.get_running_loop().create_task(self._tick())

    async def stop(self) -> None:
        """No more ticks and timers."""
        if self._timer is not None:
            self._timer.cancel()
        if self._ticking is not None:
            self._ticking.cancel()
            await asyncio.gather(self._ticking, return_exceptions=True)
        await asyncio.gather(*self._firing, return_exceptions=True)

    def hear(self, event: Event) -> None:
        """Listens to the bus, after the offers: a changed job may be the next to fall due."""
        if isinstance(event, JobCreated | JobChanged) and event.job.status == PENDING:
            self._set_timer()

    async def look(self) -> None:
        """One tick: judge leases (after a sleep nobody's), do the chores when it is time."""
        if self._slept():
            log.info("The machine slept; every lease gets a full term.")
            self._leases.grace()
            self._clear_timer()  # it may have stood still with the monotonic clock
            self._set_timer()
        for lease in self._leases.expired():
            await self._runs.lost(lease.job_id, lease.epoch)
        await self._publishing.look()
        if self._monotonic() >= self._chores_at:
            self._chores_at = self._monotonic() + CHORES_SECONDS
            for chore in self._chores:
                await chore()

    async def _tick(self) -> None:
        while True:
            await asyncio.sleep(TICK_SECONDS)
            try:
                await self.look()
            except StoreError as error:
                log.info("Put off to the next tick: %s", error)
            except Exception:
                log.exception("A tick failed.")

    def _slept(self) -> bool:
        monotonic, wall = self._monotonic(), self._core.now()
        gap = max(monotonic - self._last[0], (wall - self._last[1]) / 1_000)
        self._last = (monotonic, wall)
        return gap > TICK_SECONDS + SLEPT_SECONDS

    def _set_timer(self) -> None:
        times = (self._offers.board.next_due(), self._timetable.next_due())
        due = min((time for time in times if time is not None), default=None)
        if due == self._timer_due and self._timer is not None and not self._timer.cancelled():
            return
        self._clear_timer()
        if due is not None:
            self._timer_due = due
            wait = max(0.0, (due - self._core.now()) / 1_000)
            self._timer = asyncio.get_running_loop().call_later(
                min(wait, LONGEST_TIMER_SECONDS), self._fall_due
            )

    def _fall_due(self) -> None:
        self._clear_timer()
        self._offers.take_due()
        for job_id in self._timetable.take_due(self._core.now()):
            task = asyncio.get_running_loop().create_task(self._fire(job_id))
            self._firing.add(task)
            task.add_done_callback(self._firing.discard)
        self._set_timer()

    async def _fire(self, job_id: str) -> None:
        """A schedule's time is here; what the store refuses now is asked again soon."""
        try:
            await self._publishing.fall_due(job_id)
        except StoreError as error:
            log.info("A schedule is put off: %s", error)
            self._timetable.put(job_id, self._core.now() + AGAIN_MS)
            self._set_timer()

    def _clear_timer(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
        self._timer = self._timer_due = None
