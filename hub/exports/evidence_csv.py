"""Evidence as CSV: UTF-8 with byte order mark, CRLF, RFC 4180, spreadsheet-safe unless raw.

A million rows leave no time for Python to look at each cell. SQLite writes whole lines: cells with
foreign text always quoted, quotation marks doubled; what the application made itself never needs
it. Then one expression finds the cells of a whole block that need an apostrophe.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any, Final

from hub.exports.safe_text import CELL_START
from models.queries.evidence import EvidenceFilter
from models.queries.exports import (
    EVIDENCE_COLUMNS,
    NUMBER_COLUMNS,
    evidence_lines,
    evidence_lines_of,
)

BOM: Final = b"\xef\xbb\xbf"
LINE_END: Final = "\r\n"
ROWS_PER_CHUNK: Final = 1_000
OWN_COLUMNS: Final = NUMBER_COLUMNS | {
    "id", "job_id", "job_type", "confidence", "hash", "proof_sha256",
}  # fmt: skip
"""Columns whose cells the application made: numbers, times, ids, fixed words."""
FORM: Final = ",".join("%s" if name in OWN_COLUMNS else '"%w"' for name in EVIDENCE_COLUMNS)
assert EVIDENCE_COLUMNS[0] in OWN_COLUMNS, "a comma stands before every quoted cell"
assert EVIDENCE_COLUMNS[-1] in OWN_COLUMNS, "a comma stands behind every quoted cell"

# A comma and a quotation mark open a cell, except inside of one: there the mark is the first of
# two, or closes the cell and a comma follows. Neither a mark nor a comma begins a formula.
_formulas = re.compile(f',"(?={CELL_START})').sub


def chunks(db: Any, filter: EvidenceFilter, *, raw: bool) -> Iterator[bytes]:
    """The file in pieces, the header first; never all of it in memory."""
    return _chunks(evidence_lines(db, filter, FORM), raw=raw)


def chunks_of(db: Any, seqs: Sequence[int], *, raw: bool) -> Iterator[bytes]:
    """The same of these rows, in the order given."""
    return _chunks(evidence_lines_of(db, seqs, FORM), raw=raw)


def _chunks(lines: Iterator[str], *, raw: bool) -> Iterator[bytes]:
    yield BOM + (",".join(EVIDENCE_COLUMNS) + LINE_END).encode()
    while block := list(islice(lines, ROWS_PER_CHUNK)):
        text = LINE_END.join(block) + LINE_END
        yield (text if raw else _formulas(",\"'", text)).encode()
