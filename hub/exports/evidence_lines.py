"""Evidence as JSON lines: one object a row, keys as the CSV's columns."""

from collections.abc import Iterator
from itertools import islice
from typing import Any

import msgspec

from models.queries.evidence import EvidenceFilter
from models.queries.exports import EVIDENCE_COLUMNS, evidence_rows

ROWS_PER_CHUNK = 1_000


def chunks(db: Any, filter: EvidenceFilter) -> Iterator[bytes]:
    """The file in pieces."""
    rows = evidence_rows(db, filter)
    encode = msgspec.json.Encoder().encode
    while block := list(islice(rows, ROWS_PER_CHUNK)):
        yield b"".join(
            encode(dict(zip(EVIDENCE_COLUMNS, row, strict=True))) + b"\n" for row in block
        )
