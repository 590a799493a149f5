"""Evidence as CSV: UTF-8 with byte order mark, CRLF, RFC 4180, spreadsheet-safe unless raw."""

import csv
import io
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from typing import Any

from hub.exports.safe_text import escape
from models.queries.evidence import EvidenceFilter
from models.queries.exports import (
    EVIDENCE_COLUMNS,
    NUMBER_COLUMNS,
    EvidenceRow,
    evidence_rows,
    evidence_rows_of,
)

BOM = b"\xef\xbb\xbf"
ROWS_PER_CHUNK = 1_000

Prepare = Callable[[EvidenceRow], EvidenceRow]


def chunks(db: Any, filter: EvidenceFilter, *, raw: bool) -> Iterator[bytes]:
    """The file in pieces, the header first; never all of it in memory."""
    return _chunks(evidence_rows(db, filter), raw=raw)


def chunks_of(db: Any, seqs: Sequence[int], *, raw: bool) -> Iterator[bytes]:
    """The same of these rows, in the order given."""
    return _chunks(evidence_rows_of(db, seqs), raw=raw)


def _chunks(rows: Iterator[EvidenceRow], *, raw: bool) -> Iterator[bytes]:
    yield BOM + _lines([EVIDENCE_COLUMNS])
    while block := list(islice(rows, ROWS_PER_CHUNK)):
        yield _lines(block if raw else map(_safe, block))


_TEXT = tuple(name not in NUMBER_COLUMNS for name in EVIDENCE_COLUMNS)


def _safe(row: EvidenceRow) -> EvidenceRow:
    """Text cells escaped; numbers and times that the application made are not touched."""
    return tuple(
        escape(value) if text and isinstance(value, str) else value
        for value, text in zip(row, _TEXT, strict=True)
    )


def _lines(rows: Any) -> bytes:
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="\r\n").writerows(rows)
    return buffer.getvalue().encode()
