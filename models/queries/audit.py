"""The ledger as it is listed."""

from typing import Final

import msgspec
from peewee import Expression, fn

from models import json_text
from models.queries.pages import page_of
from models.rows import Database, Row, fetch, scalar
from models.tables import Audit
from models.views import AuditView, Page


class AuditFilter(msgspec.Struct, frozen=True, kw_only=True):
    """All that is given must hold; `action_prefix` "device." means all that happened to devices."""

    actor: str | None = None
    action_prefix: str | None = None
    subject_type: str | None = None
    subject_id: str | None = None
    since: int | None = None
    until: int | None = None


_COLUMNS: Final = (
    Audit.seq,
    Audit.at,
    Audit.actor,
    Audit.action,
    Audit.subject_type,
    Audit.subject_id,
    Audit.detail,
    Audit.previous_hash,
    Audit.hash,
)


def page(db: Database, filter: AuditFilter, *, limit: int = 50, cursor: str | None = None) -> Page:
    """Newest first."""
    query = Audit.select(*_COLUMNS).where(*_conditions(filter))
    return page_of(db, query, Audit.seq, _view, limit=limit, cursor=cursor)


def count(db: Database, filter: AuditFilter) -> int:
    """How many entries match."""
    return int(scalar(db, Audit.select(fn.COUNT(Audit.seq)).where(*_conditions(filter))))


def rows_from(db: Database, seq: int, *, limit: int = 1_000) -> list[AuditView]:
    """Oldest first from this seq on: for exports."""
    query = Audit.select(*_COLUMNS).where(Audit.seq >= seq).order_by(Audit.seq).limit(limit)
    return [_view(row) for row in fetch(db, query)]


def _view(row: Row) -> AuditView:
    seq, at, actor, action, subject_type, subject_id, detail, previous_hash, digest = row
    return AuditView(
        seq=seq,
        at=at,
        actor=actor,
        action=action,
        subject_type=subject_type,
        subject_id=subject_id,
        detail=json_text.load(detail),
        previous_hash=previous_hash,
        hash=digest,
    )


def _conditions(filter: AuditFilter) -> list[Expression]:
    asked: list[tuple[object, Expression]] = [
        (filter.actor, Audit.actor == filter.actor),
        (filter.action_prefix, Audit.action.startswith(filter.action_prefix or "")),
        (filter.subject_type, Audit.subject_type == filter.subject_type),
        (filter.subject_id, Audit.subject_id == filter.subject_id),
        (filter.since is not None, Audit.at >= filter.since),
        (filter.until is not None, Audit.at < filter.until),
    ]
    return [Audit.seq > 0, *(condition for given, condition in asked if given)]
