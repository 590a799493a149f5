"""Findings: stored in batches, counted exactly, never twice, never lost."""

from collections.abc import Sequence
from typing import Any

import msgspec

from models.rows import Database
from models.views import EvidenceView, JobView


class Finding(msgspec.Struct, frozen=True, kw_only=True):
    """One finding as reported; `index` is its place in the batch."""

    index: int
    type: str
    title: str
    source: str
    snippet: dict[str, Any] | str
    """An object, or its JSON text."""
    confidence: str
    url: str | None = None
    key: str | None = None
    collected_at: int | None = None


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
    db: Database, device_id: str, job_id: str, epoch: int, batch_id: str,
    rows: Sequence[Finding], *, rejected: Sequence[Rejection] = (), now: int,
) -> BatchResult:
    """Store what is new. `rejected` are the caller's own refusals, kept with the reply.

    A row that cannot be stored (lone surrogates, NUL) is rejected by itself. The same content
    under the same batch id gives the stored reply; other content under a used id is stored.
    Raises NotFound("job"), RuleRefused("LEASE_LOST") when the device never had this epoch.
    """
    raise NotImplementedError
