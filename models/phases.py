"""The phase of jobs as they are read: what pauses, clock and devices mean for those that wait."""

from functools import cached_property

from models.eligibility import Desk, account_facts, active_devices, needs_of
from models.publishing.inputs import MISSED, PUBLISH_POST, PUBLISH_VARIANT
from models.rows import Database
from models.states import PENDING, RUNNING, phase

_DOUBT = """
SELECT publishing_run.state, publishing_run.next_look_at
FROM publishing_run JOIN run ON run.seq = publishing_run.run_seq
WHERE run.job_seq = ? ORDER BY publishing_run.seq DESC LIMIT 1
"""
_UNDER_WAY = """
SELECT 1 FROM job parent JOIN job ON job.parent_id = parent.id
WHERE parent.seq = ? AND (job.status = 'PENDING'
    OR (job.status = 'RUNNING' AND job.assigned_device_id IS NOT NULL)) LIMIT 1
"""


class Phases:
    """For one reading of jobs; asks the database only when a waiting job turns up."""

    def __init__(self, db: Database, now: int) -> None:
        self._db = db
        self._now = now
        self._takers: dict[tuple[str, str | None, str | None], bool] = {}

    def of(
        self,
        status: str,
        *,
        needs_user: bool,
        run_after: int | None,
        failed_before: bool,
        needs: str | None,
        directed: str | None,
        seq: int = 0,
        type: str = "",
        account: str | None = None,
        held: bool = False,
        error_code: str | None = None,
    ) -> str:
        """See `models.states.phase`."""
        waits = status == PENDING
        return phase(
            status,
            needs_user=needs_user,
            run_after=run_after,
            failed_before=failed_before,
            paused=waits and self._desk.holds_job(needs_of(needs), directed, account),
            has_device=waits and self._has_device(needs, directed, account),
            now=self._now,
            held=held,
            doubt=self._doubt(seq, type) if status == RUNNING else None,
            publishes=type == PUBLISH_POST or (type == PUBLISH_VARIANT and account is not None),
            missed=error_code == MISSED,
        )

    def _doubt(self, seq: int, type: str) -> str | None:
        """Of the newest run of a job that publishes; a look that is planned counts as looking.

        A post is in doubt when nothing else of it is under way.
        """
        if type == PUBLISH_POST:
            waits = self._db.execute_sql(_UNDER_WAY, (seq,)).fetchone() is not None
            return None if waits else "unknown"
        if type != PUBLISH_VARIANT:
            return None
        row = self._db.execute_sql(_DOUBT, (seq,)).fetchone()
        if row is None or row[0] not in ("unknown", "verifying"):
            return None
        return "unknown" if row == ("unknown", None) else "verifying"

    @cached_property
    def _desk(self) -> Desk:
        return Desk.read(self._db)

    def _has_device(self, needs: str | None, directed: str | None, account: str | None) -> bool:
        """Whether a connected device could take it; a parent asks for none."""
        if needs is None:
            return True
        key = (needs, directed, account)
        if key not in self._takers:
            whose = None if account is None else account_facts(self._db, account)
            self._takers[key] = any(
                self._desk.refusal(device, needs_of(needs), directed, whose) is None
                for device in active_devices(self._db)
                if device.online
            )
        return self._takers[key]
