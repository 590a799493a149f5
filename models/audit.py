"""Who did what, as a hash chain: an entry cannot be changed, removed or slipped in unseen."""

from typing import Any

import msgspec

from models.database import Database
from models.views import AuditView


class AuditCheck(msgspec.Struct, frozen=True, kw_only=True):
    """What `verify` found: the number of whole entries, and the first bad one by its seq."""

    whole: bool
    entries: int
    bad_seq: int | None = None
    problem: str | None = None
    """changed | removed | inserted, with what it means in words."""


def append(
    db: Database, *, actor: str, action: str, subject_type: str | None = None,
    subject_id: str | None = None, detail: dict[str, Any] | None = None, now: int,
) -> AuditView: raise NotImplementedError


def verify(db: Database) -> AuditCheck:
    """Walk the whole chain."""
    raise NotImplementedError
