"""Publications as CSV: UTF-8 with byte order mark, CRLF, spreadsheet-safe unless raw."""

import csv
import io
from collections.abc import Iterator
from itertools import islice
from typing import Any, Final

from hub.exports.safe_text import escape
from models.queries.publications import COLUMNS, OWN_COLUMNS, PublicationRow, rows

ROWS_PER_CHUNK: Final = 200


def chunks(db: Any, workspace_id: str | None = None, *, raw: bool = False) -> Iterator[bytes]:
    """The file in pieces, the header first."""
    found = rows(db, workspace_id)
    yield b"\xef\xbb\xbf" + _lines([list(COLUMNS)])
    while block := list(islice(found, ROWS_PER_CHUNK)):
        yield _lines([_cells(row, raw=raw) for row in block])


def _cells(row: PublicationRow, *, raw: bool) -> list[str]:
    return [
        cell if raw or name in OWN_COLUMNS else escape(cell)
        for name, cell in ((name, row[name]) for name in COLUMNS)
    ]


def _lines(table: list[list[str]]) -> bytes:
    buffer = io.StringIO(newline="")
    csv.writer(buffer, lineterminator="\r\n").writerows(table)
    return buffer.getvalue().encode()
