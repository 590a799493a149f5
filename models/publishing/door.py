"""What the hub tells the store about publications; each answers the jobs that changed by it."""

from collections.abc import Iterable, Sequence
from typing import Any

import msgspec

from models.errors import NotFound, RuleRefused
from models.job_rows import load
from models.parents import follow
from models.phases import Phases
from models.publishing import attempts, decisions, looks, outcomes, permits, schedules, verification
from models.publishing.attempts import Attempt
from models.publishing.permits import Permit
from models.publishing.states import SUBMITTED
from models.rows import Database
from models.views import JobView


class Granted(msgspec.Struct, frozen=True, kw_only=True):
    """A permit, and how long the ledger is with it."""

    permit: Permit
    entries: int


def grant(db: Database, *args: Any, **facts: Any) -> Granted:
    """`permits.grant`, with the ledger's length for the mark beside the database."""
    permit = permits.grant(db, *args, **facts)
    (entries,) = db.execute_sql("SELECT entries FROM audit_head").fetchone()
    return Granted(permit=permit, entries=entries)


class Returned(msgspec.Struct, frozen=True, kw_only=True):
    """What became of a permit that a device returns."""

    jobs: list[JobView]
    refusal: RuleRefused | None


def give_back(
    db: Database, device_id: str, job_id: str, epoch: int, permit: str, *, now: int
) -> Returned:
    """`permits.give_back`; one that said "pressed" before contradicts itself: doubt."""
    try:
        permits.give_back(db, device_id, job_id, epoch, permit, now=now)
    except RuleRefused as refusal:
        attempt = attempts.of_epoch(db, job_id, epoch)
        if attempt is None or attempt.device_id != device_id or attempt.permit != permit:
            raise
        if attempt.state != SUBMITTED:
            raise
        return Returned(jobs=_doubt(db, [attempt], "taken_back", now=now), refusal=refusal)
    return Returned(jobs=views(db, [job_id], now=now), refusal=None)


def submitted(
    db: Database,
    device_id: str,
    job_id: str,
    epoch: int,
    permit: str,
    pressed_at: int,
    *,
    now: int,
) -> list[JobView]:
    """The button was pressed. Raises RuleRefused("LEASE_LOST", "INVALID")."""
    attempt = attempts.of_epoch(db, job_id, epoch)
    if attempt is None or attempt.device_id != device_id:
        raise RuleRefused("LEASE_LOST", "This device has no run of this job under that lease.")
    outcomes.submitted(db, attempt, permit, pressed_at, now=now)
    return _moved(db, [attempt], now=now)


def connection_lost(db: Database, device_id: str, *, now: int) -> list[JobView]:
    """A device is not connected any more: what it may have pressed is in doubt from now on."""
    return _doubt(db, attempts.pressable(db, device_id), "socket", now=now)


def interrupted(db: Database, *, now: int) -> list[JobView]:
    """The hub starts: nobody was connected, so every permit that is out is in doubt."""
    return _doubt(db, attempts.pressable(db), "restart", now=now)


def permits_over(db: Database, *, now: int) -> list[JobView]:
    """Permits whose time is over, with nothing said of a press."""
    late = [
        one
        for one in attempts.pressable(db)
        if one.state == "permitted" and now > (one.permit_until or 0) + permits.OVERTIME_MS
    ]
    return _doubt(db, late, "permit_over", now=now)


def device_back(
    db: Database, device_id: str, running: Iterable[tuple[str, int]], *, now: int
) -> list[JobView]:
    """A device is connected anew and names the runs that it knows of."""
    lost = connection_lost(db, device_id, now=now)
    named = set(running)
    known = [one for one in attempts.open_of_device(db, device_id)]
    spoken = [one for one in known if (one.job_id, one.epoch) in named]
    for attempt in spoken:
        verification.heard(db, attempt, None, now=now)
    return [*lost, *_moved(db, spoken, now=now)]


def resolve(
    db: Database,
    run_id: str,
    outcome: str,
    permalink: str | None,
    note: str | None,
    *,
    actor: str,
    now: int,
) -> list[JobView]:
    """The operator's word (`models.publishing.outcomes.resolve`)."""
    attempt = attempts.of_run(db, run_id)
    planned = looks.open_of(db, run_id)
    decisions.resolve(db, run_id, outcome, permalink, note, actor=actor, now=now)
    return _moved(db, [attempt], also=[id for id, *_ in planned], now=now)


def look_again(db: Database, run_id: str, *, actor: str, now: int) -> list[JobView]:
    """A look now; one that waits is not waited for. Raises NotFound("run"), NOT_IN_DOUBT."""
    attempt = attempts.of_run(db, run_id)
    if not decisions.decidable(attempt):
        raise RuleRefused("NOT_IN_DOUBT", f"The run is {attempt.state}; nothing is looked for.")
    planned = looks.open_of(db, run_id)
    waiting = [id for id, status, _ in planned if status == "PENDING"]
    if waiting:
        looks.hasten(db, waiting, now=now)
        attempts.note(db, attempt, next_look_at=now)
    elif not planned:
        verification.plan_look(db, attempt, None, actor=actor, now=now)
    return _moved(db, [attempt], also=waiting, now=now)


def fall_due(db: Database, job_id: str, *, now: int) -> list[JobView]:
    """A schedule's time came (`models.publishing.jobs.fall_due`)."""
    try:
        return schedules.fall_due(db, job_id, now=now).jobs
    except NotFound:  # the post was removed with its schedule
        return []


def miss_overdue(db: Database, *, now: int) -> list[JobView]:
    """Targets of schedules that no device took in time."""
    ids = schedules.overdue(db, now=now)
    return [job for id in ids for job in schedules.miss(db, id, now=now).jobs]


def views(db: Database, job_ids: Sequence[str], *, now: int) -> list[JobView]:
    """These jobs, and their parents after they followed."""
    phases = Phases(db, now)
    found: dict[str, JobView] = {}
    for id in job_ids:
        job = load(db, id, phases)
        found[id] = job
        if job.parent_id is not None:
            found[job.parent_id] = follow(db, job.parent_id, phases, now=now)
    return list(found.values())


def _doubt(db: Database, found: list[Attempt], reason: str, *, now: int) -> list[JobView]:
    for attempt in found:
        outcomes.doubt(db, attempt, reason, now=now)
    return _moved(db, found, now=now)


def _moved(
    db: Database, found: Iterable[Attempt], *, also: Iterable[str] = (), now: int
) -> list[JobView]:
    """Their jobs, their looks, their parents."""
    ids: dict[str, None] = {}
    for attempt in found:
        ids[attempt.job_id] = None
        ids |= dict.fromkeys(id for id, *_ in looks.open_of(db, attempt.run_id))
    ids |= dict.fromkeys(also)
    return views(db, list(ids), now=now)
