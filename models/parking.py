"""Accounts that a site asked to leave alone for a while."""

from typing import Final

from models import audit
from models.rows import Database

_PARK: Final = """
UPDATE account SET parked_until = ? WHERE key = ? AND coalesce(parked_until, 0) < ? RETURNING id
"""
_PUT_OFF: Final = """
UPDATE job SET run_after = ?, updated_at = ?
WHERE account = ? AND status = 'PENDING' AND id != ? AND coalesce(run_after, 0) < ?
RETURNING id
"""


def park(db: Database, account: str, until: int, *, but: str, actor: str, now: int) -> list[str]:
    """Nothing of this account starts before `until`; ids of the waiting jobs that were put off."""
    parked = db.execute_sql(_PARK, (until, account, until)).fetchone()
    if parked is not None:
        audit.append(
            db,
            actor=actor,
            action="account.parked",
            subject_type="account",
            subject_id=parked[0],
            detail={"until": until},
            now=now,
        )
    put_off = db.execute_sql(_PUT_OFF, (until, now, account, but, until))
    return [id for (id,) in put_off.fetchall()]
