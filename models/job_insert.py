"""New rows of jobs: the one statement that makes them, whoever asks."""

from collections.abc import Iterable
from typing import Any, Final

import msgspec

from models import json_text
from models.arabic import fold
from models.eligibility import needs_key
from models.ids import new_id
from models.rows import Database

_INSERT: Final = """
INSERT INTO job (id, workspace_id, type, title, title_folded, status, input, needs, priority,
    max_attempts, run_after, created_at, updated_at, created_by_id, directed_device_id, parent_id,
    dedupe_key, children_total, account, slot, publish_until)
VALUES (?, ?, ?, ?, ?, 'PENDING', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""


class NewRow(msgspec.Struct, frozen=True, kw_only=True):
    """A waiting job, checked already. `needs` is empty for what nobody claims."""

    id: str = msgspec.field(default_factory=new_id)
    workspace_id: str
    type: str
    title: str
    input: dict[str, Any]
    needs: tuple[str, ...]
    priority: int = 0
    max_attempts: int = 3
    run_after: int | None = None
    created_by: str
    device_id: str | None = None
    parent_id: str | None = None
    dedupe_key: str | None = None
    children: int = 0
    account: str | None = None
    slot: str | None = None
    publish_until: int | None = None


def insert(db: Database, rows: Iterable[NewRow], *, now: int) -> None:
    """In the order given, parents before their children."""
    db.connection().executemany(_INSERT, [_values(row, now) for row in rows])


def _values(row: NewRow, now: int) -> tuple[str | int | None, ...]:
    return (
        row.id,
        row.workspace_id,
        row.type,
        row.title,
        fold(row.title),
        json_text.dump(row.input),
        needs_key(row.needs),
        row.priority,
        row.max_attempts,
        row.run_after,
        now,
        now,
        row.created_by,
        row.device_id,
        row.parent_id,
        row.dedupe_key,
        row.children,
        row.account,
        row.slot,
        row.publish_until,
    )
