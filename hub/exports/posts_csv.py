"""Posts as a table: the template, and reading what a spreadsheet made of it."""

import csv
import io
from typing import Final

from hub.exports.safe_text import escape
from models.posts.imports import COLUMNS, ImportProblem, ImportRow

MOST_BYTES: Final = 8 * 1024 * 1024
_EXAMPLE: Final = {
    "title": "Example, delete this row",
    "text": "Meet Dr. Lina, our new orthodontist.",
    "link": "https://example.com/lina",
    "media": "",
    "accounts": "practice:ammandental; x:ammandental",
    "date": "2030-01-15",
    "time": "14:30",
    "zone": "Asia/Amman",
    "late": "publish",
    "late_minutes": "20",
    "first_comment": "",
}


class Unreadable(Exception):
    """The file is no table of posts at all; the problem says why."""

    def __init__(self, problem: ImportProblem) -> None:
        super().__init__(problem.message)
        self.problem = problem


def template() -> bytes:
    """UTF-8 with byte order mark, CRLF: a header and an example."""
    buffer = io.StringIO(newline="")
    writer = csv.DictWriter(buffer, COLUMNS, lineterminator="\r\n")
    writer.writeheader()
    writer.writerow(_EXAMPLE)
    return b"\xef\xbb\xbf" + buffer.getvalue().encode()


def read(data: bytes) -> list[ImportRow]:
    """The rows below the header; empty ones are left out. Raises Unreadable.

    Commas, semicolons and TABs divide cells, whichever the header uses; the apostrophe that makes
    a cell safe for spreadsheets is taken away again.
    """
    text = _text(data)
    header_line = text.lstrip("\r\n").partition("\n")[0]
    delimiter = max(",;\t", key=header_line.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        table = list(reader)
    except csv.Error as error:
        raise _unreadable(reader.line_num, None, f"The table is broken there: {error}.") from None
    header = _header(table[0] if table else [])
    rows = []
    for number, cells in enumerate(table[1:], start=2):
        if len(cells) > len(header) and any(cell.strip() for cell in cells[len(header) :]):
            message = "The row has more cells than the header; put texts with commas in quotes."
            raise _unreadable(number, None, message)
        if any(cell.strip() for cell in cells):
            known = {name: _plain(cell) for name, cell in zip(header, cells, strict=False)}
            rows.append(ImportRow(number=number, cells=known))
    return rows


def _text(data: bytes) -> str:
    if len(data) > MOST_BYTES:
        raise _unreadable(1, None, f"The file has more than {MOST_BYTES} bytes; divide it.")
    utf16 = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    try:
        return data.decode("utf-16" if utf16 else "utf-8-sig")
    except UnicodeDecodeError:
        message = "The file is not UTF-8; save it as “CSV UTF-8”."
        raise _unreadable(1, None, message) from None


def _header(cells: list[str]) -> list[str]:
    names = [cell.strip().casefold().replace(" ", "_") for cell in cells]
    while names and not names[-1]:
        names.pop()
    for name in names:
        if name not in COLUMNS:
            raise _unreadable(1, name or None, f"The columns are {', '.join(COLUMNS)}.")
        if names.count(name) > 1:
            raise _unreadable(1, name, "This column is there twice.")
    if "text" not in names:
        raise _unreadable(1, "text", "The first row must name the columns, text among them.")
    return names


def _plain(cell: str) -> str:
    return cell[1:] if cell.startswith("'") and escape(cell[1:]) == cell else cell


def _unreadable(row: int, column: str | None, message: str) -> Unreadable:
    return Unreadable(ImportProblem(row=row, column=column, message=message))
