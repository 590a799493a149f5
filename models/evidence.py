"""Findings: stored in batches, counted exactly, never twice, never lost."""

import hashlib
from collections.abc import Iterable, Sequence
from typing import Any, Final

import msgspec

from models import json_text, leases
from models.errors import InvalidInput
from models.evidence_rows import stored_view
from models.findings import Finding, Prepared, prepare
from models.ids import new_id
from models.job_rows import load
from models.leases import Lease
from models.parents import with_parent
from models.phases import Phases
from models.rows import Database, Row
from models.views import EvidenceView, JobView

__all__ = ["BatchResult", "Finding", "Rejection", "store_batch"]

_KNOWN: Final = """
SELECT reply FROM evidence_batch WHERE job_seq = ? AND batch_id = ? AND content = ?
"""
_NAMES: Final = """
SELECT workspace.seq, job.type, workspace.id, (SELECT name FROM device WHERE id = ?)
FROM job JOIN workspace ON workspace.id = job.workspace_id WHERE job.seq = ?
"""
_LAST: Final = "SELECT coalesce(max(seq), 0) FROM evidence"
_INSERT: Final = """
INSERT INTO evidence (id, job_seq, run_seq, workspace_seq, type, title, source, url, snippet,
    confidence, hash, size_bytes, collected_at, received_at, late, phone, website, address,
    category, rating, reviews, latitude, longitude, search_text)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (job_seq, hash) DO NOTHING
"""
_KEEP_BATCH: Final = """
INSERT INTO evidence_batch
    (job_seq, run_seq, batch_id, content, received_at, accepted, duplicates, reply)
VALUES (?, ?, ?, ?, ?, ?, ?, ?)
"""
_COUNT: Final = """
UPDATE job SET evidence_count = evidence_count + ?, updated_at = ? WHERE seq = ?
"""
_NEW: Final = "SELECT id, seq FROM evidence WHERE seq > ? AND job_seq = ?"


class Rejection(msgspec.Struct, frozen=True, kw_only=True):
    """One finding that was not taken."""

    index: int
    code: str
    message: str


class BatchResult(msgspec.Struct, frozen=True, kw_only=True):
    """What became of a batch. `reply` is the ack's body: the same for the same batch, always."""

    reply: dict[str, Any]
    """`{jobId, batchId, accepted, duplicates, rejected: [{index, code, message}]}`"""
    rows: list[EvidenceView]
    """The new ones only; empty when the batch was known."""
    jobs: list[JobView]
    late: bool
    """Kept under a stale epoch: the agent is to be told LEASE_LOST."""


def store_batch(
    db: Database,
    device_id: str,
    job_id: str,
    epoch: int,
    batch_id: str,
    rows: Sequence[Finding],
    *,
    rejected: Sequence[Rejection] = (),
    now: int,
) -> BatchResult:
    """Store what is new. `rejected` are the caller's own refusals, kept with the reply.

    A row that cannot be stored (lone surrogates, NUL) is rejected by itself. The same content
    under the same batch id gives the stored reply; other content under a used id is stored.
    Raises NotFound("job"), RuleRefused("LEASE_LOST") when the device never had this epoch.
    """
    lease = leases.of_device(db, device_id, job_id, epoch)
    late = not lease.current
    ready, refused = _prepare(rows)
    refused = sorted([*rejected, *refused], key=lambda one: one.index)
    content = _digest(ready, refused)
    known = db.execute_sql(_KNOWN, (lease.job_seq, batch_id, content)).fetchone()
    if known is not None:
        return BatchResult(reply=json_text.load(known[0]), rows=[], jobs=[], late=late)
    new = _insert(db, lease, ready, late, now)
    reply = {
        "jobId": job_id,
        "batchId": batch_id,
        "accepted": len(new),
        "duplicates": len(ready) - len(new),
        "rejected": [msgspec.to_builtins(one) for one in refused],
    }
    db.execute_sql(
        _KEEP_BATCH,
        (
            lease.job_seq,
            lease.run_seq,
            batch_id,
            content,
            now,
            len(new),
            len(ready) - len(new),
            json_text.dump(reply),
        ),
    )
    return BatchResult(reply=reply, rows=new, jobs=_count(db, lease, len(new), now), late=late)


def _prepare(rows: Iterable[Finding]) -> tuple[list[tuple[Finding, Prepared]], list[Rejection]]:
    ready, refused = [], []
    for finding in rows:
        try:
            ready.append((finding, prepare(finding)))
        except InvalidInput as error:
            refused.append(Rejection(index=finding.index, code="INVALID", message=str(error)))
    return ready, refused


def _digest(ready: list[tuple[Finding, Prepared]], refused: list[Rejection]) -> bytes:
    """Tells batches of the same id apart by what is in them."""
    said = hashlib.sha256(b"".join(prepared.hash for _, prepared in ready))
    said.update(repr([one.index for one in refused]).encode())
    return said.digest()


def _insert(
    db: Database, lease: Lease, ready: list[tuple[Finding, Prepared]], late: bool, now: int
) -> list[EvidenceView]:
    """The rows that were not there yet."""
    workspace, *names = db.execute_sql(_NAMES, (lease.device_id, lease.job_seq)).fetchone()
    (last,) = db.execute_sql(_LAST).fetchone()
    where = (lease.job_seq, lease.run_seq, workspace)
    rows = [_row(finding, prepared, where, late, now) for finding, prepared in ready]
    db.connection().executemany(_INSERT, rows)
    new = dict(db.execute_sql(_NEW, (last, lease.job_seq)).fetchall())
    job_type, workspace_id, device_name = names
    context = (lease.job_id, job_type, lease.run_id, workspace_id, lease.device_id, device_name)
    return [stored_view(new[row[0]], row, context) for row in rows if row[0] in new]


def _row(
    finding: Finding, prepared: Prepared, where: tuple[int, int, int], late: bool, now: int
) -> Row:
    return (
        new_id(),
        *where,
        finding.type,
        finding.title,
        finding.source,
        finding.url or None,
        prepared.snippet,
        finding.confidence,
        prepared.hash,
        prepared.size_bytes,
        finding.collected_at,
        now,
        late,
        *prepared.facts,
        prepared.search_text,
    )


def _count(db: Database, lease: Lease, added: int, now: int) -> list[JobView]:
    if not added:
        return []
    db.execute_sql(_COUNT, (added, now, lease.job_seq))
    phases = Phases(db, now)
    return with_parent(db, load(db, lease.job_id, phases), phases, now=now)
