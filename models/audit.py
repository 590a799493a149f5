"""Who did what, as a hash chain: an entry cannot be changed, removed or slipped in unseen."""

import hashlib
from typing import Any, Final

import msgspec

from models import json_text
from models.rows import Database
from models.views import AuditView

BEGINNING: Final = "0" * 64
"""What the first entry names as the hash before it."""

_APPEND: Final = """
INSERT INTO audit (seq, at, actor, action, subject_type, subject_id, detail, previous_hash, hash)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
_ENTRIES: Final = """
SELECT seq, at, actor, action, subject_type, subject_id, detail, previous_hash, hash
FROM audit ORDER BY seq
"""


class AuditCheck(msgspec.Struct, frozen=True, kw_only=True):
    """What `verify` found: the number of whole entries, and the first bad one by its seq."""

    whole: bool
    entries: int
    bad_seq: int | None = None
    problem: str | None = None
    """What is wrong and with which entry, in words."""


def append(
    db: Database,
    *,
    actor: str,
    action: str,
    subject_type: str | None = None,
    subject_id: str | None = None,
    detail: dict[str, Any] | None = None,
    now: int,
) -> AuditView:
    """Add an entry that holds the hash of the one before it."""
    head = db.execute_sql("SELECT entries, hash FROM audit_head").fetchone()
    entries, previous = head or (0, BEGINNING)
    seq = entries + 1
    text = json_text.dump(detail or {})
    digest = entry_hash(seq, now, actor, action, subject_type, subject_id, text, previous)
    db.execute_sql(
        _APPEND, (seq, now, actor, action, subject_type, subject_id, text, previous, digest)
    )
    db.execute_sql("REPLACE INTO audit_head (seq, entries, hash) VALUES (1, ?, ?)", (seq, digest))
    return AuditView(
        seq=seq,
        at=now,
        actor=actor,
        action=action,
        subject_type=subject_type,
        subject_id=subject_id,
        detail=detail or {},
        previous_hash=previous,
        hash=digest,
    )


def entry_hash(*said: str | int | None) -> str:
    """SHA-256 of the JSON array of an entry's columns in order, all but the hash itself."""
    return hashlib.sha256(msgspec.json.encode(said)).hexdigest()


def verify(db: Database) -> AuditCheck:
    """Walk the whole chain and name the first entry that does not fit."""
    before, previous = 0, BEGINNING
    for seq, *said, digest in db.execute_sql(_ENTRIES):
        problem = _problem(before, previous, seq, said, digest)
        if problem is not None:
            return AuditCheck(whole=False, entries=before, bad_seq=problem[0], problem=problem[1])
        before, previous = seq, digest
    head = db.execute_sql("SELECT entries, hash FROM audit_head").fetchone() or (0, BEGINNING)
    if head[0] > before:
        return AuditCheck(
            whole=False,
            entries=before,
            bad_seq=before + 1,
            problem=f"Entry {before + 1} and all after it, up to {head[0]}, were removed.",
        )
    if head != (before, previous):
        return AuditCheck(
            whole=False,
            entries=head[0],
            bad_seq=head[0] + 1,
            problem=f"Entry {head[0] + 1} was inserted: the log ended before it.",
        )
    return AuditCheck(whole=True, entries=before)


def _problem(
    before: int, previous: str, seq: int, said: list[Any], digest: str
) -> tuple[int, str] | None:
    """The seq of the entry that is wrong, and how."""
    if entry_hash(seq, *said) != digest:
        return seq, f"Entry {seq} was changed: it does not match its own hash."
    if seq != before + 1:
        return before + 1, f"Entry {before + 1} was removed: {seq} follows {before}."
    if said[-1] != previous:
        return seq, f"Entry {seq} was inserted or changed: it does not follow entry {before}."
    return None
