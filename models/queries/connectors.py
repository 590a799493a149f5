"""How connectors fare: on which devices they were tried, and what their last runs brought."""

from collections.abc import Iterable
from typing import Any, Final

from models import json_text
from models.connector_views import (
    ConnectorHealth,
    DeviceCheckView,
    FieldHealth,
    PressChoice,
    StepHealth,
)
from models.rows import Database
from models.tables import Connector

DAYS: Final = 14
DAY_MS: Final = 86_400_000
MOST_RUNS: Final = 2_000
FEW_ROWS: Final = 5
"""Below so many rows a field that is missing says nothing."""
SELDOM: Final = 0.2
"""A field that is filled more rarely than this was never one to count on."""

_CHECKS: Final = """
SELECT device.id, device.name, device.online, connector.version, connector_check.version,
    connector_check.passed, connector_check.account_seen, connector_check.detail,
    connector_check.job_id, connector_check.at
FROM connector
JOIN device ON device.status = 'active'
    AND EXISTS (SELECT 1 FROM json_each(device.capabilities) WHERE value = connector.id)
LEFT JOIN connector_check ON connector_check.connector_id = connector.id
    AND connector_check.device_id = device.id
WHERE connector.id = ? ORDER BY device.name COLLATE NOCASE, device.seq
"""
_RUNS: Final = """
SELECT needs, completed_at, output -> '$.fields', output -> '$.steps' FROM job
WHERE status = 'COMPLETED' AND completed_at >= ? AND needs IS NOT NULL AND output IS NOT NULL
ORDER BY completed_at DESC LIMIT ?
"""
_POSTS: Final = """
SELECT job.needs, coalesce(publishing_run.submitted_at, publishing_run.permitted_at),
    publishing_run.state = 'published'
FROM publishing_run
JOIN run ON run.seq = publishing_run.run_seq
JOIN job ON job.seq = run.job_seq
WHERE publishing_run.permitted_at >= ?
    AND publishing_run.state IN ('published', 'unknown', 'verifying', 'not_found', 'not_published')
"""
_PRESS: Final = """
SELECT actor, at FROM audit
WHERE subject_type = 'connector' AND subject_id = ? AND action = 'connector.press'
ORDER BY seq DESC LIMIT 1
"""


def verified_on(db: Database, connector_id: str) -> list[DeviceCheckView]:
    """Every active device that has the connector, by name."""
    return [_check(row) for row in db.execute_sql(_CHECKS, (connector_id,))]


def all_verified(db: Database) -> dict[str, list[DeviceCheckView]]:
    """The same of every connector, by its id."""
    ids = [id for (id,) in Connector.select(Connector.id).tuples().execute(db)]
    return {id: verified_on(db, id) for id in ids}


def health(db: Database, *, now: int) -> dict[str, ConnectorHealth]:
    """By connector id, of those that had runs in the last fourteen days."""
    since = now - DAYS * DAY_MS
    runs: dict[str, list[_Run]] = {}
    for needs, at, fields, steps in db.execute_sql(_RUNS, (since, MOST_RUNS)):
        filled = _fields(json_text.load_optional(fields))
        listed = json_text.load_optional(steps)
        run = _Run(at, filled, listed if isinstance(listed, list) else [])
        runs.setdefault(_first(needs), []).append(run)
    posts: dict[str, list[tuple[int, bool]]] = {}
    for needs, at, seen in db.execute_sql(_POSTS, (since,)):
        posts.setdefault(_first(needs or ""), []).append((at, bool(seen)))
    return {
        id: _health(runs.get(id, []), posts.get(id, []), now) for id in runs.keys() | posts.keys()
    }


def press_choice(db: Database, connector_id: str) -> PressChoice | None:
    """Who last decided who presses; None when nobody did."""
    row = db.execute_sql(_PRESS, (connector_id,)).fetchone()
    return None if row is None else PressChoice(by=row[0], at=row[1])


class _Run:
    """One run that ended well."""

    __slots__ = ("at", "fields", "steps")

    def __init__(self, at: int, fields: dict[str, tuple[int, int]], steps: list[Any]) -> None:
        self.at = at
        self.fields = fields
        self.steps = steps


def _check(row: tuple[Any, ...]) -> DeviceCheckView:
    id, name, online, current, version, passed, seen, detail, job_id, at = row
    state = "never"
    if at is not None:
        state = "failed" if not passed else "verified" if version == current else "older"
    return DeviceCheckView(
        device_id=id,
        device_name=name,
        online=bool(online),
        state=state,
        at=at,
        version=version,
        account_seen=seen,
        message=json_text.load(detail).get("message") if detail else None,
        job_id=job_id,
    )


def _health(runs: list[_Run], posts: list[tuple[int, bool]], now: int) -> ConnectorHealth:
    fields = _field_health(runs, now)
    weak = min((one for one in fields if _is_weak(one)), key=_share, default=None)
    if posts:
        line = _by_day(((at, float(seen)) for at, seen in posts), now)
    elif weak is not None:
        line = weak.line
    else:
        line = _by_day(((run.at, _mean(run)) for run in runs), now)
    return ConnectorHealth(
        runs=len(runs),
        last_at=max([*(run.at for run in runs), *(at for at, _ in posts)], default=None),
        line=line,
        fields=fields,
        weak=weak,
        steps=_other_ways(runs[0].steps) if runs else (),
        pressed=len(posts),
        seen=sum(seen for _, seen in posts),
    )


def _field_health(runs: list[_Run], now: int) -> tuple[FieldHealth, ...]:
    """Of the fields that the last run knew; `runs` are newest first."""
    last = next((run for run in runs if run.fields), None)
    if last is None:
        return ()
    made = []
    for name, (filled, of) in last.fields.items():
        before = [run.fields[name] for run in runs if run is not last and name in run.fields]
        total = sum(count for _, count in before)
        days = ((run.at, _ratio(*run.fields[name])) for run in runs if name in run.fields)
        made.append(
            FieldHealth(
                name=name,
                filled=filled,
                of=of,
                usual=sum(count for count, _ in before) / total if total else 1.0,
                line=_by_day(days, now),
            )
        )
    return tuple(made)


def _is_weak(field: FieldHealth) -> bool:
    """Found less than half as often as usual."""
    return field.of >= FEW_ROWS and field.usual >= SELDOM and _share(field) < field.usual / 2


def _share(field: FieldHealth) -> float:
    return _ratio(field.filled, field.of)


def _ratio(filled: int, of: int) -> float:
    return filled / of if of else 0.0


def _mean(run: _Run) -> float:
    """All fields of a run together; a run without fields did what it should."""
    shares = [_ratio(*one) for one in run.fields.values()]
    return sum(shares) / len(shares) if shares else 1.0


def _by_day(values: Iterable[tuple[int, float]], now: int) -> tuple[float | None, ...]:
    days: list[list[float]] = [[] for _ in range(DAYS)]
    for at, value in values:
        index = DAYS - 1 - max(0, now - at) // DAY_MS
        if 0 <= index < DAYS:
            days[index].append(value)
    return tuple(sum(day) / len(day) if day else None for day in days)


def _fields(value: object) -> dict[str, tuple[int, int]]:
    """What an agent says of its fields; whatever has another form is passed over."""
    if not isinstance(value, dict):
        return {}
    found = {}
    for name, one in value.items():
        if isinstance(one, dict):
            filled, of = one.get("filled"), one.get("of")
            if type(filled) is int and type(of) is int and 0 <= filled <= of and of > 0:
                found[str(name)[:60]] = (filled, of)
    return found


def _other_ways(steps: list[Any]) -> tuple[StepHealth, ...]:
    found = []
    for one in steps:
        if not isinstance(one, dict):
            continue
        index, kind = one.get("index"), one.get("type")
        alternative, of = one.get("alternative"), one.get("of")
        if type(index) is int and type(alternative) is int and type(of) is int and alternative > 1:
            found.append(
                StepHealth(index=index, type=str(kind)[:40], alternative=alternative, of=of)
            )
    return tuple(found)


def _first(needs: str) -> str:
    return needs.partition(",")[0]
