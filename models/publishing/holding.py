"""A database that came from a backup: what it does not know of must not be done again.

What was sent after the backup was made is unknown to it. So every publication that it thinks
unsent is held until the operator releases it, and every one under way is in doubt.
"""

from typing import Final

from models import audit, identity
from models.errors import RuleRefused
from models.identity import Identity
from models.job_rows import load
from models.moves import end_run
from models.phases import Phases
from models.publishing import attempts, conclusions, decisions, outcomes
from models.publishing.attempts import Attempt
from models.publishing.door import views
from models.rows import Database
from models.states import RUN_LOST
from models.views import JobView

_UNSENT: Final = """
UPDATE job SET held = 1, updated_at = ?
WHERE NOT held AND (
    (type IN ('SCHEDULE_POST', 'PUBLISH_VARIANT') AND status = 'PENDING')
    OR (type = 'PUBLISH_POST' AND status IN ('PENDING', 'RUNNING')))
RETURNING id
"""
_HOLD: Final = """
UPDATE job SET held = 1, updated_at = ?2
WHERE NOT held AND (id = ?1 OR parent_id = ?1) AND (
    (type IN ('SCHEDULE_POST', 'PUBLISH_VARIANT') AND status = 'PENDING')
    OR (type = 'PUBLISH_POST' AND status = 'PENDING'))
RETURNING id
"""
_RELEASE: Final = """
UPDATE job SET held = 0, updated_at = ?2
WHERE held AND (?1 IS NULL OR id = ?1 OR parent_id = ?1) RETURNING id
"""
_UNDER_WAY: Final = """
SELECT job.id, job.epoch FROM job
WHERE job.type = 'PUBLISH_VARIANT' AND job.status = 'RUNNING' AND job.account IS NOT NULL
"""


def restored(db: Database, *, beyond_epoch: int = 0, actor: str, now: int) -> Identity:
    """Raise the hub's epoch (beyond one that was seen), hold what is unsent, doubt the rest."""
    while (who := identity.raise_epoch(db, actor=actor, now=now)).hub_epoch <= beyond_epoch:
        pass
    held = [id for (id,) in db.execute_sql(_UNSENT, (now,)).fetchall()]
    under_way = db.execute_sql(_UNDER_WAY).fetchall()
    for job_id, epoch in under_way:
        attempt = attempts.of_epoch(db, job_id, epoch)
        if attempt is not None:
            _doubt(db, attempt, now)
    audit.append(
        db,
        actor=actor,
        action="hub.held",
        subject_type="hub",
        subject_id=who.hub_id,
        detail={"held": len(held), "underWay": len(under_way)},
        now=now,
    )
    return who


def release(db: Database, job_id: str | None, *, actor: str, now: int) -> list[JobView]:
    """The operator lets a held publication go out (a post with all its targets), or all.

    Raises NotFound("job").
    """
    if job_id is not None:
        load(db, job_id, Phases(db, now))
    released = [id for (id,) in db.execute_sql(_RELEASE, (job_id, now)).fetchall()]
    if released:
        audit.append(
            db,
            actor=actor,
            action="job.released",
            subject_type="job",
            subject_id=job_id,
            detail={"jobs": len(released)},
            now=now,
        )
    return views(db, released, now=now)


def hold(db: Database, job_id: str, *, actor: str, now: int) -> list[JobView]:
    """The operator keeps back what waits of a post; what a device works on goes on.

    Raises NotFound("job"), RuleRefused("NOTHING_WAITS").
    """
    load(db, job_id, Phases(db, now))
    held = [id for (id,) in db.execute_sql(_HOLD, (job_id, now)).fetchall()]
    if not held:
        text = "Nothing of it waits any more. What is on its way can only be cancelled."
        raise RuleRefused("NOTHING_WAITS", text)
    audit.append(
        db,
        actor=actor,
        action="job.held",
        subject_type="job",
        subject_id=job_id,
        detail={"jobs": len(held)},
        now=now,
    )
    return views(db, held, now=now)


def is_behind(db: Database, hub_id: str, epoch: int, entries: int) -> bool:
    """Whether this database is the hub's own, but knows less than was written once."""
    who = identity.read(db)
    if who.hub_id != hub_id:
        return False
    return who.hub_epoch < epoch or entries_of(db) < entries


def entries_of(db: Database) -> int:
    """How long the ledger is."""
    row = db.execute_sql("SELECT entries FROM audit_head").fetchone()
    return 0 if row is None else int(row[0])


def _doubt(db: Database, attempt: Attempt, now: int) -> None:
    """It may have got any way further than the backup knows."""
    if not decisions.in_doubt(attempt):
        attempt = outcomes.doubt(db, attempt, "restored", now=now)
    text = outcomes.REASONS["restored"]
    end_run(db, attempt.run_seq, RUN_LOST, "RESTORED", text, now=now)
    conclusions.abandon(db, attempt, now=now)
