"""What happened to one publication, from the ledger, its run and its proofs, oldest first."""

from collections.abc import Iterator
from typing import Any, Final

from models import json_text
from models.errors import NotFound
from models.posts.views import TimelineEntry
from models.rows import Database

_RUN: Final = """
SELECT run.seq, run.started_at, run.ended_at, run.state, run.error_code, run.error_message,
    run.attempt, device.name, publishing_run.state, publishing_run.content_digest, variant.post_id
FROM publishing_run
JOIN run ON run.seq = publishing_run.run_seq
JOIN device ON device.id = run.device_id
JOIN variant ON variant.id = publishing_run.variant_id
WHERE run.id = ?
"""
_LEDGER: Final = """
SELECT seq, at, actor, action, detail FROM audit WHERE subject_id = ? ORDER BY seq
"""
_PROOFS: Final = """
SELECT kind, id, captured_at, received_at FROM proof
WHERE run_seq = ? AND kind IN ('before', 'permalink') AND state = 'stored' AND parent_id IS NULL
ORDER BY seq
"""
_OF_POST: Final = {
    "post.created": "created",
    "post.scheduled": "scheduled",
    "post.sent": "approved",
}
_OF_RUN: Final = {
    "publication.permitted": "permit",
    "publication.permit_returned": "permit_returned",
    "publication.pressed": "pressed",
    "publication.unknown": "unknown",
    "publication.device_back": "device_back",
    "publication.look_found": "look_found",
    "publication.look_not_found": "look_not_found",
    "publication.published": "published",
    "publication.resolved": "resolved",
    "publication.failed": "failed",
}
_DEVICE_TIMES: Final = {"pressed": "at", "published": "publishedAt"}
"""Where the ledger keeps what the device's clock said."""


def timeline(db: Database, run_id: str) -> list[TimelineEntry]:
    """Raises NotFound("run", id) also for a run that does not publish."""
    row = db.execute_sql(_RUN, (run_id,)).fetchone()
    if row is None:
        raise NotFound("run", run_id)
    seq, started, ended, state, code, message, attempt, device, outcome, digest, post_id = row
    entries = [
        *_of_post(db, post_id, started, digest),
        _entry("claimed", started, {"device": device, "attempt": attempt}),
        *_of_run(db, run_id),
        *_of_proofs(db, seq),
    ]
    said = {"code": code, "message": message}
    if state == "cancelled":
        entries.append(_entry("cancelled", ended, {"device": device}))
    elif outcome == "failed" and not any(entry.kind == "failed" for entry in entries):
        entries.append(_entry("failed", ended, said))
    return sorted(entries, key=lambda entry: entry.at)


def _of_post(db: Database, post_id: str, before: int, digest: str) -> Iterator[TimelineEntry]:
    """How it came to this run: made once, and what was ordered last."""
    last: dict[str, TimelineEntry] = {}
    for seq, at, actor, action, detail in db.execute_sql(_LEDGER, (post_id,)).fetchall():
        kind = _OF_POST.get(action)
        # what the clock sent is told by the claim; the operator's own order counts
        if kind is None or at > before or (kind == "approved" and actor == "system"):
            continue
        said = json_text.load(detail) | {"actor": actor, "digest": digest}
        last[kind] = _entry(kind, at, said, audit_seq=seq)
    yield from last.values()


def _of_run(db: Database, run_id: str) -> Iterator[TimelineEntry]:
    for seq, at, actor, action, detail in db.execute_sql(_LEDGER, (run_id,)).fetchall():
        kind = _OF_RUN.get(action)
        if kind is not None:
            said = json_text.load(detail) | {"actor": actor}
            device_at = said.get(_DEVICE_TIMES.get(kind, ""))
            yield _entry(kind, at, said, device_at=device_at, audit_seq=seq)


def _of_proofs(db: Database, run_seq: int) -> Iterator[TimelineEntry]:
    """The first of each kind."""
    seen: set[str] = set()
    for kind, proof_id, captured_at, received_at in db.execute_sql(_PROOFS, (run_seq,)).fetchall():
        if kind not in seen:
            seen.add(kind)
            yield _entry(kind, received_at, {"proof": proof_id}, device_at=captured_at)


def _entry(
    kind: str,
    at: int,
    detail: dict[str, Any],
    *,
    device_at: int | None = None,
    audit_seq: int | None = None,
) -> TimelineEntry:
    return TimelineEntry(at=at, device_at=device_at, kind=kind, detail=detail, audit_seq=audit_seq)
