"""Streams for exports: rows in the order of the contract's columns, never all in memory."""

from collections.abc import Iterator
from typing import Final

from models.rows import Database
from models.queries.evidence import EvidenceFilter

EVIDENCE_COLUMNS: Final = (
    "id", "workspace", "job_id", "job_type", "type", "title", "source", "url", "confidence",
    "phone", "website", "address", "category", "rating", "reviews", "latitude", "longitude",
    "snippet", "hash", "size_bytes", "collected_at", "received_at", "device", "proof_sha256",
)
NUMBER_COLUMNS: Final = frozenset(
    {"rating", "reviews", "latitude", "longitude", "size_bytes", "collected_at", "received_at"}
)
"""Columns whose values the application made itself: numbers, and times as RFC 3339 texts."""

EvidenceRow = tuple[str | int | float | None, ...]


def evidence_rows(db: Database, filter: EvidenceFilter) -> Iterator[EvidenceRow]:
    """Oldest first, in the order of EVIDENCE_COLUMNS; times are RFC 3339 texts."""
    raise NotImplementedError
