"""The figures of the Overview page in one reading."""

import msgspec

from models.rows import Database
from models.views import JobView, ProofView


class Today(msgspec.Struct, frozen=True, kw_only=True):
    """Figures since a moment; the `…_hourly` lists are the last ten hours, oldest first."""

    evidence_new: int
    evidence_known: int
    evidence_hourly: list[int]
    proofs: int
    proofs_bytes: int
    proofs_damaged: int
    proofs_hourly: list[int]
    jobs_completed: int
    jobs_failed: int
    jobs_hourly: list[int]
    """Completed ones."""
    runs: int
    runs_hourly: list[int]


class Desk(msgspec.Struct, frozen=True, kw_only=True):
    """What stands on the desk now."""

    needs_you: list[JobView]
    running: list[JobView]
    """Without children of a bulk job: their parent is there."""
    running_count: int
    waiting_count: int
    latest_proofs: list[ProofView]
    ledger_entries: int
    evidence_rows: int


def today(
    db: Database, since: int, *, workspace_id: str | None = None, now: int | None = None
) -> Today: raise NotImplementedError


def desk(
    db: Database, *, workspace_id: str | None = None, now: int | None = None
) -> Desk: raise NotImplementedError
