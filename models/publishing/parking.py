"""Accounts that a site asked to leave alone for a while."""

from typing import Final

from models import audit
from models.accounts import accounts
from models.accounts.views import AccountView
from models.job_rows import load
from models.phases import Phases
from models.rows import Database
from models.views import JobView

_PARK: Final = """
UPDATE account SET parked_until = ? WHERE key = ? AND coalesce(parked_until, 0) < ? RETURNING id
"""
_PUT_OFF: Final = """
UPDATE job SET run_after = ?, updated_at = ?
WHERE account = ? AND status = 'PENDING' AND id != ? AND coalesce(run_after, 0) < ?
RETURNING id
"""
_GO_ON: Final = "UPDATE account SET parked_until = NULL WHERE id = ?"
_BRING_BACK: Final = """
UPDATE job SET run_after = ?, updated_at = ?
WHERE account = ? AND status = 'PENDING' AND run_after = ?
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


def go_on(
    db: Database, account_id: str, *, actor: str, now: int
) -> tuple[AccountView, list[JobView]]:
    """The operator does not wait for the end of the site's pause; what it put off may start now.

    The second part is empty when the account was not parked. Raises NotFound("account", id).
    """
    account = accounts.get(db, account_id)
    until = account.parked_until
    if until is None or until <= now:
        return account, []
    db.execute_sql(_GO_ON, (account_id,))
    back = db.execute_sql(_BRING_BACK, (now, now, account.key, until)).fetchall()
    audit.append(
        db,
        actor=actor,
        action="account.unparked",
        subject_type="account",
        subject_id=account_id,
        detail={"until": until, "jobs": len(back)},
        now=now,
    )
    phases = Phases(db, now)
    return accounts.get(db, account_id), [load(db, id, phases) for (id,) in back]
