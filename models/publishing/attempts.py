"""Publishing runs as rows: made when a target is claimed, moved by the table of their states.

Everything that happens to one is in the ledger under its run's id, as `publication.<what>`.
"""

from typing import Any, Final

import msgspec

from models import audit
from models.errors import NotFound
from models.posts.content import publication_key
from models.publishing.inputs import PUBLISH_VARIANT
from models.publishing.states import BEFORE_PERMIT, CLAIMED, PREPARING, after
from models.rows import Database
from models.tables import PublishingRun

_BEGIN: Final = """
INSERT INTO publishing_run (run_seq, variant_id, account_key, publication_key, content_digest,
    state, commit_by, state_at)
VALUES (?, ?, ?, ?, ?, 'claimed', ?, ?)
"""
_SELECT: Final = """
SELECT p.seq, run.seq, run.id, run.epoch, run.device_id, run.state, job.seq, job.id, job.status,
    job.epoch, job.assigned_device_id, p.variant_id, p.account_key, p.publication_key,
    p.content_digest, p.state, p.permit, p.permit_until, p.permitted_at, p.returned_at,
    p.submitted_at, p.unknown_at, p.journal, p.journal_heard_at, p.next_look_at
FROM publishing_run p JOIN run ON run.seq = p.run_seq JOIN job ON job.seq = run.job_seq
"""
_OPEN: Final = "p.state IN ('permitted', 'submitted', 'unknown', 'verifying', 'not_found')"
"""As the index over open runs says it: another list of states would not be looked up there."""
_PRESSABLE: Final = f"{_SELECT} WHERE {_OPEN} AND p.state IN ('permitted', 'submitted')"
_DOUBTED: Final = f"""
{_SELECT} WHERE {_OPEN} AND p.state IN ('unknown', 'verifying') AND +run.device_id = ?
"""
"""With a plus, or all runs of the device would be read."""
_PREPARE: Final = "SELECT seq, state FROM publishing_run WHERE run_seq = ? AND state = 'claimed'"
_LIVE: Final = """
SELECT 1 FROM publishing_run WHERE publication_key = ?
    AND state IN ('claimed', 'preparing', 'permitted', 'submitted', 'unknown', 'verifying')
"""


class Attempt(msgspec.Struct, frozen=True):
    """One run at a target, with the job and the run that carry it."""

    seq: int
    run_seq: int
    run_id: str
    epoch: int
    device_id: str
    run_state: str
    job_seq: int
    job_id: str
    job_status: str
    job_epoch: int
    holder: str | None
    """The device that the job is assigned to now."""
    variant_id: str
    account: str
    publication_key: str
    content_digest: str
    state: str
    permit: str | None
    permit_until: int | None
    permitted_at: int | None
    returned_at: int | None
    submitted_at: int | None
    unknown_at: int | None
    journal: str | None
    journal_heard_at: int | None
    next_look_at: int | None

    @property
    def held(self) -> bool:
        """Its device holds the lease still."""
        return self.run_state == "running" and self.epoch == self.job_epoch

    @property
    def pressable(self) -> bool:
        """A permit was given and not returned, or it was in doubt without one."""
        given = self.permit is not None and self.returned_at is None
        return given or self.unknown_at is not None


def begin(
    db: Database, run_seq: int, input: dict[str, Any], account: str, slot: str, *, now: int
) -> None:
    """The row beside a run that was claimed. The caller asked `under_way` before."""
    digest = input["contentDigest"]
    key = publication_key(digest, account, slot)
    values = (run_seq, input["variantId"], account, key, digest, input["commit"], now)
    db.execute_sql(_BEGIN, values)


def under_way(db: Database, input: dict[str, Any], account: str, slot: str) -> bool:
    """Whether another run is at the same publication, or in doubt about it."""
    key = publication_key(input["contentDigest"], account, slot)
    return db.execute_sql(_LIVE, (key,)).fetchone() is not None


def publishes(type: str, input: dict[str, Any]) -> bool:
    """Whether a job's runs publish; a dry run does not."""
    return type == PUBLISH_VARIANT and not input.get("dryRun")


def of_epoch(db: Database, job_id: str, epoch: int) -> Attempt | None:
    """The attempt under a lease, held or not."""
    row = db.execute_sql(
        f"{_SELECT} WHERE job.id = ? AND run.epoch = ?", (job_id, epoch)
    ).fetchone()
    return None if row is None else Attempt(*row)


def of_run_seq(db: Database, run_seq: int) -> Attempt | None:
    """The attempt beside a run."""
    row = db.execute_sql(f"{_SELECT} WHERE run.seq = ?", (run_seq,)).fetchone()
    return None if row is None else Attempt(*row)


def of_run(db: Database, run_id: str) -> Attempt:
    """Raises NotFound("run", id)."""
    row = db.execute_sql(f"{_SELECT} WHERE run.id = ?", (run_id,)).fetchone()
    if row is None:
        raise NotFound("run", run_id)
    return Attempt(*row)


def pressable(db: Database, device_id: str | None = None) -> list[Attempt]:
    """Those of a device, or all, whose permit is out."""
    found = [Attempt(*row) for row in db.execute_sql(_PRESSABLE).fetchall()]
    return [one for one in found if device_id in (None, one.device_id)]


def open_of_device(db: Database, device_id: str) -> list[Attempt]:
    """Those of a device that are in doubt."""
    return [Attempt(*row) for row in db.execute_sql(_DOUBTED, (device_id,)).fetchall()]


def of_job(db: Database, job_id: str) -> list[Attempt]:
    """All attempts of a job, newest first."""
    rows = db.execute_sql(f"{_SELECT} WHERE job.id = ? ORDER BY p.seq DESC", (job_id,))
    return [Attempt(*row) for row in rows.fetchall()]


def step(db: Database, attempt: Attempt, cause: str, *, now: int, **columns: Any) -> Attempt:
    """Move it by the table; the columns change with it. Raises RuleRefused."""
    target = after(cause, attempt.state)
    _write(db, attempt.seq, state=target, state_at=now, **columns)
    known = {name: value for name, value in columns.items() if name in Attempt.__struct_fields__}
    return msgspec.structs.replace(attempt, state=target, **known)


def note(db: Database, attempt: Attempt, **columns: Any) -> Attempt:
    """Fill in what became known; the state stays."""
    _write(db, attempt.seq, **columns)
    known = {name: value for name, value in columns.items() if name in Attempt.__struct_fields__}
    return msgspec.structs.replace(attempt, **known)


def prepare(db: Database, run_seq: int, *, now: int) -> None:
    """The first word of a run: it works on the composer."""
    row = db.execute_sql(_PREPARE, (run_seq,)).fetchone()
    if row is not None:
        _write(db, row[0], state=after("prepare", row[1]), state_at=now)


def end_before_permit(db: Database, run_seq: int, *, now: int) -> None:
    """The run ended before anything could be pressed."""
    attempt = of_run_seq(db, run_seq)
    if attempt is not None and attempt.state in BEFORE_PERMIT:
        step(db, attempt, "fail", now=now)


def ready(db: Database, attempt: Attempt, *, now: int) -> Attempt:
    """The same, at least `preparing`."""
    return step(db, attempt, "prepare", now=now) if attempt.state == CLAIMED else attempt


def record(
    db: Database, attempt: Attempt, what: str, *, actor: str, now: int, **detail: Any
) -> None:
    """The ledger's entry of something that happened to it."""
    audit.append(
        db,
        actor=actor,
        action=f"publication.{what}",
        subject_type="run",
        subject_id=attempt.run_id,
        detail={"job": attempt.job_id}
        | {name: value for name, value in detail.items() if value is not None},
        now=now,
    )


def _write(db: Database, seq: int, **columns: Any) -> None:
    PublishingRun.update(**columns).where(PublishingRun.seq == seq).execute(db)


assert PREPARING in BEFORE_PERMIT, "a returned permit leads back before it"
