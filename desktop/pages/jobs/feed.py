"""Fills the table of jobs: first page, further pages, and what changes while one looks.

Nothing is ever read again because of an event: events carry the job, and are taken ten times a
second. New rows wait while the reader has scrolled away from the top.
"""

from collections.abc import Callable, Iterable

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.desk import Desk
from desktop.item_models.jobs import JobsModel
from desktop.pages.jobs import reading
from desktop.pages.jobs.reading import PAGE, Edge, Rows
from desktop.pages.jobs.table import JobTable
from desktop.presenters.job_list import Shown
from desktop.tasks import Tasks
from models.views import JobView

FRAME_MS = 100
REST_MS = 500
"""How long it waits for more to come before it reads again (a device came, a pause ended)."""


class JobFeed(QObject):
    """Owns what the model holds."""

    filled = Signal()
    """The number of rows may have changed."""
    held = Signal(int)
    """So many new rows wait above the reader."""

    def __init__(self, desk: Desk, table: JobTable, tasks: Tasks) -> None:
        super().__init__(table)
        self._desk = desk
        self._table = table
        self._model: JobsModel = table.jobs
        self._tasks = tasks
        self.shown = Shown()
        self.loaded = False
        """Whether what the model holds is the answer to `shown`."""
        self._edge: Edge | None = None
        self._reading_on = False
        self._came: dict[str, JobView] = {}
        self._held: dict[str, JobView] = {}
        self._frame = self._timer(FRAME_MS, self._take_frame)
        self._rest = self._timer(REST_MS, self.refresh)
        table.more_wanted.connect(self.read_on)
        table.scrolled_to_top.connect(self.release)

    def _timer(self, interval: int, call: Callable[[], object]) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(interval)
        timer.timeout.connect(lambda: call())
        return timer

    @property
    def waits(self) -> bool:
        """Whether changes wait for the next frame."""
        return self._frame.isActive()

    def show(self, shown: Shown) -> None:
        """Show another view or other filters."""
        self.shown = shown
        self.loaded = False
        self._hold({})
        self._tasks.latest("jobs", self._read_first(PAGE, anew=True))

    def refresh(self) -> None:
        """Read what is shown once more; what has not changed is not disturbed."""
        if not self.loaded:
            self.show(self.shown)
            return
        depth = max(PAGE, self._model.rowCount())
        self._tasks.latest("jobs", self._read_first(depth, anew=False))

    def refresh_soon(self) -> None:
        """As `refresh`, once it has calmed down."""
        self._rest.start()

    def read_on(self) -> None:
        """Read the next page, if there is one."""
        if self._edge is not None and self.loaded and not self._reading_on:
            self._reading_on = True
            self._tasks.latest("more jobs", self._read_next(self._edge))

    def hear(self, jobs: Iterable[JobView]) -> None:
        """Take jobs that changed, with the next frame."""
        self._came |= {job.id: job for job in jobs}
        if self._came and not self._frame.isActive():
            self._frame.start()

    def release(self) -> None:
        """Let in what waited."""
        waiting = list(self._held.values())
        self._hold({})
        if waiting:
            with self._table.steady():
                self._model.upsert(waiting)
            self.filled.emit()

    def stop(self) -> None:
        """Take nothing more."""
        self._frame.stop()
        self._rest.stop()

    async def _read_first(self, depth: int, *, anew: bool) -> None:
        shown, now = self.shown, self._desk.clock()
        rows: Rows = await self._desk.reads.run(reading.first_rows, shown, now, depth)
        self._edge = rows.edge
        self._reading_on = False
        self._model.mark_hits(shown.text)
        if anew:
            self._table.scrollToTop()
        with self._table.steady():
            if anew:
                self._model.set_rows(rows.jobs)
            else:
                self._model.settle(self._admitted(self._newest(rows.jobs)))
        self.loaded = True
        self.filled.emit()

    async def _read_next(self, edge: Edge) -> None:
        try:
            rows: Rows = await self._desk.reads.run(
                reading.next_rows, self.shown, edge, self._desk.clock()
            )
        finally:
            self._reading_on = False
        self._edge = rows.edge
        with self._table.steady():
            self._model.upsert(self._newest(rows.jobs))
        self.filled.emit()

    def _take_frame(self) -> None:
        came, self._came = list(self._came.values()), {}
        if not self.loaded:
            return
        now = self._desk.clock()
        stays = [job for job in came if self.shown.holds(job, now)]
        goes = {job.id for job in came} - {job.id for job in stays}
        self._hold({key: job for key, job in self._held.items() if key not in goes})
        with self._table.steady():
            self._model.remove(key for key in goes if self._model.row_of(key) >= 0)
            self._model.upsert(self._admitted(stays))
        self.filled.emit()

    def _newest(self, read: list[JobView]) -> list[JobView]:
        """An event may have been quicker than the reading."""
        known = ((job, self._model.get(job.id)) for job in read)
        return [old if old and old.updated_at > job.updated_at else job for job, old in known]

    def _admitted(self, jobs: list[JobView]) -> list[JobView]:
        """Those that may enter now; new ones wait while the reader is further down."""
        if not self._table.scrolled():
            return jobs
        new = {job.id: job for job in jobs if self._model.row_of(job.id) < 0}
        if new:
            self._hold(self._held | new)
        return [job for job in jobs if job.id not in new]

    def _hold(self, held: dict[str, JobView]) -> None:
        if len(held) != len(self._held):
            self.held.emit(len(held))
        self._held = held
