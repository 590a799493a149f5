"""When scheduled posts are due, in memory."""

import heapq

from hub.events import Event, JobChanged, JobCreated
from models.publishing.inputs import SCHEDULE_POST
from models.states import PENDING
from models.views import JobView


class Timetable:
    """Open schedules by their time; held ones are not on it."""

    def __init__(self) -> None:
        self._times: dict[str, int] = {}
        self._heap: list[tuple[int, str]] = []

    def hear(self, event: Event) -> None:
        """Listens to the bus."""
        if isinstance(event, JobCreated | JobChanged):
            self.update(event.job)

    def update(self, job: JobView) -> None:
        """Keep up with a job that was made or changed."""
        at = job.run_after
        if job.type == SCHEDULE_POST and job.status == PENDING and not job.held and at is not None:
            self.put(job.id, at)
        else:
            self._times.pop(job.id, None)

    def put(self, job_id: str, at: int) -> None:
        """It is due then."""
        if self._times.get(job_id) != at:
            self._times[job_id] = at
            heapq.heappush(self._heap, (at, job_id))

    def next_due(self) -> int | None:
        """The next time."""
        while self._heap:
            at, job_id = self._heap[0]
            if self._times.get(job_id) == at:
                return at
            heapq.heappop(self._heap)
        return None

    def take_due(self, now: int) -> list[str]:
        """The jobs whose time is here, earliest first; they are off the table."""
        due = []
        while (at := self.next_due()) is not None and at <= now:
            _, job_id = heapq.heappop(self._heap)
            del self._times[job_id]
            due.append(job_id)
        return due
