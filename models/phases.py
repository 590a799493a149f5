"""The phase of jobs as they are read: what pauses, clock and devices mean for those that wait."""

from functools import cached_property

from models.eligibility import Desk, active_devices, needs_of
from models.rows import Database
from models.states import PENDING, phase


class Phases:
    """For one reading of jobs; asks the database only when a waiting job turns up."""

    def __init__(self, db: Database, now: int) -> None:
        self._db = db
        self._now = now
        self._takers: dict[tuple[str, str | None], bool] = {}

    def of(
        self,
        status: str,
        *,
        needs_user: bool,
        run_after: int | None,
        failed_before: bool,
        needs: str | None,
        directed: str | None,
    ) -> str:
        """See `models.states.phase`."""
        waits = status == PENDING
        return phase(
            status,
            needs_user=needs_user,
            run_after=run_after,
            failed_before=failed_before,
            paused=waits and self._desk.holds_job(needs_of(needs), directed),
            has_device=waits and self._has_device(needs, directed),
            now=self._now,
        )

    @cached_property
    def _desk(self) -> Desk:
        return Desk.read(self._db)

    def _has_device(self, needs: str | None, directed: str | None) -> bool:
        """Whether a connected device could take it; a parent asks for none."""
        if needs is None:
            return True
        key = (needs, directed)
        if key not in self._takers:
            self._takers[key] = any(
                self._desk.refusal(device, needs_of(needs), directed) is None
                for device in active_devices(self._db)
                if device.online
            )
        return self._takers[key]
