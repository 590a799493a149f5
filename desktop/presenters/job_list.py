"""Which jobs the table of Jobs shows: its saved views, its filters, and whether a job belongs."""

from dataclasses import dataclass

from desktop.i18n import mark
from models.arabic import fold
from models.queries.jobs import JobFilter
from models.states import FAILED, PENDING, RUNNING
from models.views import JobView

DAY_MS = 86_400_000
WEEK_MS = 7 * DAY_MS

VIEWS = {
    "all": mark("All"),
    "needs_you": mark("Needs you"),
    "running": mark("Running"),
    "waiting": mark("Waiting"),
    "failed": mark("Failed this week"),
}
"""The saved views by key, in the order of the tabs."""

NOTHING = {
    "needs_you": mark("Nothing needs you."),
    "running": mark("Nothing is running."),
    "waiting": mark("Nothing is waiting."),
    "failed": mark("Nothing failed this week."),
}
"""What stands in a view without jobs."""

TYPE_FILTERS = (
    "google_maps",
    "google_maps_search",
    "SEARCH_SINGLE",
    "SEARCH_BULK",
    "PUBLISH_POST",
    "SCHEDULE_POST",
    "VERIFY_POST",
)

_STATUSES = {"running": (RUNNING,), "waiting": (PENDING,), "failed": (FAILED,)}
_SETTLED = frozenset({"all", "waiting", "failed"})


@dataclass(frozen=True, slots=True)
class Shown:
    """A view with the filters of the row above the table."""

    view: str = "all"
    workspace_id: str | None = None
    text: str = ""
    types: tuple[str, ...] = ()
    device_id: str | None = None
    since: int | None = None
    """Only what changed since this moment ("Today")."""

    @property
    def filters(self) -> int:
        """How many filters are on, beside the view."""
        given = (self.text.strip(), self.types, self.device_id, self.since)
        return sum(1 for value in given if value)

    def live_filters(self) -> list[JobFilter]:
        """What is read in one piece: what needs the operator, what runs."""
        needs = self._filter(top_level=False, needs_user=True)
        runs = self._filter(statuses=(RUNNING,))
        return {"all": [needs, runs], "needs_you": [needs], "running": [runs]}.get(self.view, [])

    def settled_filter(self, now: int) -> JobFilter | None:
        """What is read page by page: the rest."""
        if self.view not in _SETTLED:
            return None
        since = max(self.since or 0, now - WEEK_MS) if self.view == "failed" else self.since
        return self._filter(statuses=_STATUSES.get(self.view, ()), since=since)

    def holds(self, job: JobView, now: int) -> bool:
        """Whether a job that changed belongs to what is shown."""
        return self._in_view(job, now) and (
            self.workspace_id in (None, job.workspace_id)
            and (not self.types or job.type in self.types)
            and self.device_id in (None, job.assigned_agent_id)
            and (self.since is None or job.updated_at >= self.since)
            and fold(self.text.strip()) in fold(job.title)
        )

    def _in_view(self, job: JobView, now: int) -> bool:
        if self.view == "needs_you":
            return job.needs_user_action
        if job.parent_id is not None and not (self.view == "all" and job.needs_user_action):
            return False
        if self.view == "failed" and job.updated_at < now - WEEK_MS:
            return False
        return self.view == "all" or job.status in _STATUSES[self.view]

    def _filter(
        self,
        *,
        statuses: tuple[str, ...] = (),
        top_level: bool = True,
        needs_user: bool | None = None,
        since: int | None = None,
    ) -> JobFilter:
        return JobFilter(
            statuses=statuses,
            types=self.types,
            workspace_id=self.workspace_id,
            device_id=self.device_id,
            top_level=top_level,
            needs_user=needs_user,
            updated_since=self.since if since is None else since,
            text=self.text.strip() or None,
        )


def order(job: JobView) -> tuple[int, int, int]:
    """Where a job stands in the table: needs you, unknown, running, rest by time.

    What runs keeps the order in which it started, so that progress never makes rows jump.
    """
    ranks = {"needs_user": 0, "unknown": 1, "running": 2, "verifying": 2}
    rank = ranks.get(job.phase, 3)
    at = job.updated_at if rank == 3 else job.started_at or job.created_at
    return rank, -at, -job.seq
