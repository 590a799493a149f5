"""Weekly queue slots of an account: "MO 09:30", wall times of its zone."""

import re
from collections.abc import Sequence
from datetime import timedelta
from typing import Final

from models.accounts.views import AccountView
from models.errors import InvalidInput
from models.posts.times import Resolved, parse_wall, resolve, wall_of
from models.rows import Database

DAYS: Final = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
MOST_SLOTS: Final = 200
WEEKS: Final = 52
"""So far ahead a free slot is looked for."""

_SLOT: Final = re.compile(rf"({'|'.join(DAYS)}) ([01]\d|2[0-3]):[0-5]\d", re.ASCII)
_TAKEN: Final = """
SELECT DISTINCT post.at FROM post JOIN variant ON variant.post_id = post.id
LEFT JOIN job ON job.id = post.job_id
WHERE variant.account_id = ? AND post.at > ? AND post.removed_at IS NULL
    AND coalesce(job.status, '') NOT IN ('CANCELLED', 'FAILED')
"""


def checked_slots(slots: Sequence[str], *, field: str = "slots") -> list[str]:
    """Each once, by the week. Raises InvalidInput(field)."""
    if len(slots) > MOST_SLOTS:
        raise InvalidInput(field, f"must hold at most {MOST_SLOTS} times")
    for index, slot in enumerate(slots):
        if not _SLOT.fullmatch(slot):
            raise InvalidInput(f"{field}[{index}]", "must be a day and a time such as MO 09:30")
    return sorted(set(slots), key=_place)


def upcoming(account: AccountView, zone: str, after: int, count: int) -> list[Resolved]:
    """The next slots behind `after`; `zone` counts where the account has none of its own.

    Raises InvalidInput("zone"). Empty when the account has no slots.
    """
    zone = account.zone or zone
    first = parse_wall(wall_of(after, zone)).date()
    found: dict[int, Resolved] = {}
    for day in range(WEEKS * 7):
        date = first + timedelta(days=day)
        for slot in account.slots:
            name, _, time = slot.partition(" ")
            if DAYS[date.weekday()] == name:
                moment = resolve(f"{date.isoformat()}T{time}", zone)
                if moment.at > after:
                    found.setdefault(moment.at, moment)
        if len(found) >= count:
            break
    return [found[at] for at in sorted(found)[:count]]


def next_free(db: Database, account: AccountView, zone: str, after: int) -> Resolved | None:
    """The first slot behind `after` at which nothing of this account is planned; None without."""
    if not account.slots:
        return None
    taken = {at for (at,) in db.execute_sql(_TAKEN, (account.id, after))}
    for moment in upcoming(account, zone, after, len(taken) + 1):
        if moment.at not in taken:
            return moment
    return None


def _place(slot: str) -> tuple[int, str]:
    """Where in the week it lies."""
    return DAYS.index(slot[:2]), slot[3:]
