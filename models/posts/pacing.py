"""Human pacing: an account's publications lie apart, and are not too many a day.

`earliest` looks at what went out (or may have): it is asked again before each permit.
`planned` looks also at what waits for a device: it is asked when targets are sent.
"""

from typing import Final

from models.errors import NotFound
from models.posts.times import resolve, wall_of
from models.rows import Database

MINUTE_MS: Final = 60_000
DAY_MS: Final = 24 * 60 * MINUTE_MS
_SPAN_MS: Final = 26 * 60 * MINUTE_MS
"""The longest day."""

_ACCOUNT: Final = "SELECT spacing_minutes, daily_limit, zone FROM account WHERE key = ?"
_SENT: Final = """
SELECT coalesce(submitted_at, permitted_at) FROM publishing_run
WHERE account_key = ? AND permitted_at > ? AND permit IS NOT NULL AND returned_at IS NULL
    AND state NOT IN ('failed', 'not_published')
"""
_WAITING: Final = """
SELECT coalesce(run_after, created_at) FROM job
WHERE account = ? AND type = 'PUBLISH_VARIANT' AND status = 'PENDING'
UNION ALL
SELECT job.started_at FROM job
WHERE account = ? AND type = 'PUBLISH_VARIANT' AND status = 'RUNNING' AND NOT EXISTS (
    SELECT 1 FROM publishing_run JOIN run ON run.seq = publishing_run.run_seq
    WHERE run.job_seq = job.seq AND publishing_run.permitted_at IS NOT NULL)
"""
_TARGETS: Final = """
SELECT variant.id, account.key FROM variant JOIN account ON account.id = variant.account_id
WHERE variant.post_id = ?
"""


def earliest(db: Database, account_key: str, at: int) -> int:
    """From `at` on, when this account may publish next, after all that went out."""
    rule = _rule(db, account_key)
    return at if rule is None else rule.first_free(_sent(db, account_key, at), at)


def planned(db: Database, account_key: str, at: int) -> int:
    """The same, and behind what is waiting for its device already."""
    rule = _rule(db, account_key)
    if rule is None:
        return at
    waiting = [time for (time,) in db.execute_sql(_WAITING, (account_key, account_key))]
    return rule.first_free([*_sent(db, account_key, at), *waiting], at)


def not_before(db: Database, post_id: str, at: int) -> dict[str, int]:
    """Of a post's targets, by variant id, those that pacing puts off, and to when."""
    found = {}
    for variant_id, account_key in db.execute_sql(_TARGETS, (post_id,)).fetchall():
        later = planned(db, account_key, at)
        if later > at:
            found[variant_id] = later
    return found


class _Rule:
    """What an account keeps to."""

    def __init__(self, spacing_minutes: int, daily_limit: int | None, zone: str | None) -> None:
        self._spacing = spacing_minutes * MINUTE_MS
        self._daily = daily_limit
        self._zone = zone or "UTC"

    def first_free(self, times: list[int], at: int) -> int:
        """The first moment from `at` on that keeps the distance and the day's number."""
        times = sorted(times)
        while True:
            free = self._off_the_others(times, at)
            free = self._on_a_day_with_room(times, free)
            if free == at:
                return at
            at = free

    def _off_the_others(self, times: list[int], at: int) -> int:
        for time in times:
            if time - self._spacing < at < time + self._spacing:
                at = time + self._spacing
        return at

    def _on_a_day_with_room(self, times: list[int], at: int) -> int:
        if self._daily is None:
            return at
        day = wall_of(at, self._zone)[:10]
        if sum(wall_of(time, self._zone)[:10] == day for time in times) < self._daily:
            return at
        # Noon and a day is the day after, whatever the clocks do at night.
        after = wall_of(resolve(f"{day}T12:00", self._zone).at + DAY_MS, self._zone)[:10]
        return resolve(f"{after}T00:00", self._zone).at


def _rule(db: Database, account_key: str) -> _Rule | None:
    """None when the account may publish at any time. Raises NotFound("account", key)."""
    row = db.execute_sql(_ACCOUNT, (account_key,)).fetchone()
    if row is None:
        raise NotFound("account", account_key)
    spacing, daily, zone = row
    return None if not spacing and daily is None else _Rule(spacing, daily, zone)


def _sent(db: Database, account_key: str, at: int) -> list[int]:
    rows = db.execute_sql(_SENT, (account_key, at - _longest_look_back(db, account_key)))
    return [time for (time,) in rows]


def _longest_look_back(db: Database, account_key: str) -> int:
    """A day for the daily limit, or the spacing when that is longer."""
    spacing = db.execute_sql(_ACCOUNT, (account_key,)).fetchone()[0]
    return max(_SPAN_MS, int(spacing) * MINUTE_MS)
