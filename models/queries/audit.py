"""The ledger as it is listed."""

import msgspec

from models.rows import Database
from models.views import AuditView, Page


class AuditFilter(msgspec.Struct, frozen=True, kw_only=True):
    """All that is given must hold; `action_prefix` "device." means all that happened to devices."""

    actor: str | None = None
    action_prefix: str | None = None
    subject_type: str | None = None
    subject_id: str | None = None
    since: int | None = None
    until: int | None = None


def page(
    db: Database, filter: AuditFilter, *, limit: int = 50, cursor: str | None = None
) -> Page:
    """Newest first."""
    raise NotImplementedError


def count(db: Database, filter: AuditFilter) -> int: raise NotImplementedError


def rows_from(db: Database, seq: int, *, limit: int = 1_000) -> list[AuditView]:
    """Oldest first from this seq on: for exports."""
    raise NotImplementedError
