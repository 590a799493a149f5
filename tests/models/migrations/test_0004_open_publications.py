"""Schema 4: over many posts, what the window asks often looks in an index and reads no table."""

from collections.abc import Callable
from typing import Any

import pytest

from models import claims
from models.publishing import attempts, schedules
from models.queries import outcomes, posts
from models.rows import Database
from tests.support.stores import NOW

BIG = ("post", "job", "run", "publishing_run", "variant")

ASKED: dict[str, Callable[[Database], object]] = {
    "calendar": lambda db: posts.calendar(db, NOW, NOW + 1, now=NOW),
    "queue": lambda db: posts.queue(db, now=NOW),
    "unscheduled": lambda db: posts.unscheduled(db, now=NOW),
    "counts": posts.counts,
    "outcomes": lambda db: outcomes.listed(db, now=NOW),
    "outcome counts": outcomes.counts,
    "permits that are out": attempts.pressable,
    "doubts of a device": lambda db: attempts.open_of_device(db, "d"),
    "overdue": lambda db: schedules.overdue(db, now=NOW),
    "busy": lambda db: db.execute_sql(claims._BUSY, ("d",)),
}


@pytest.mark.parametrize("what", ASKED)
def test_it_reads_no_table_from_end_to_end(
    db: Database, what: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[tuple[str, Any]] = []
    execute = db.execute_sql

    def noted(sql: str, params: Any = None, *more: Any) -> Any:
        asked.append((sql, params))
        return execute(sql, params, *more)

    monkeypatch.setattr(db, "execute_sql", noted)
    ASKED[what](db)
    plans = [
        str(step[3])
        for sql, params in asked
        for step in execute(f"EXPLAIN QUERY PLAN {sql}", params or ()).fetchall()
    ]
    assert plans
    whole = [step for step in plans if step.startswith("SCAN ") and " INDEX " not in step]
    names = {alias for alias in (step.split()[1] for step in whole)}
    assert not names & {*BIG, "t1", "t2", "t3", "t4", "p"}, whole
    assert not any(step.endswith("INTEGER PRIMARY KEY (rowid>?)") for step in plans), plans
