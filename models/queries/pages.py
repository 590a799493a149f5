"""Keyset pages: newest first, the cursor is the seq of the last row seen."""

from collections.abc import Callable
from typing import Any

from peewee import Field, ModelSelect

from models.errors import InvalidInput
from models.rows import Database, Row, fetch
from models.views import Page

MOST_ITEMS = 1_000


def page_of(
    db: Database,
    query: "ModelSelect[Any]",
    seq: Field,
    view: Callable[[Row], Any],
    *,
    limit: int,
    cursor: str | None,
) -> Page:
    """A page of a query whose rows become views with a `seq`. Raises InvalidInput."""
    if not 1 <= limit <= MOST_ITEMS:
        raise InvalidInput("limit", f"must be a whole number from 1 to {MOST_ITEMS}")
    if cursor is not None:
        query = query.where(seq < _position(cursor))
    rows = fetch(db, query.select_extend(seq).order_by(seq.desc()).limit(limit + 1))
    items = [view(row[:-1]) for row in rows[:limit]]
    return Page(items=items, next_cursor=str(rows[limit - 1][-1]) if len(rows) > limit else None)


def _position(cursor: str) -> int:
    if not (cursor.isascii() and cursor.isdigit() and len(cursor) < 19):
        raise InvalidInput("cursor", "must be the nextCursor of an earlier page")
    return int(cursor)
