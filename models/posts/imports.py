"""Posts from a table: every row's problem is named, and either all rows become posts or none.

The table comes as rows of cells (`hub.exports.posts_csv` reads files); row 1 is its header.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Final

import msgspec

from models.errors import InvalidInput, RuleRefused
from models.posts import counting, posts
from models.posts.changes import DEFAULT_GRACE_MINUTES, NewPost, NewTarget, PostDone
from models.posts.views import MediaUse
from models.rows import Database

COLUMNS: Final = (
    "title",
    "text",
    "link",
    "media",
    "accounts",
    "date",
    "time",
    "zone",
    "late",
    "late_minutes",
    "first_comment",
)
"""In the order of the template; `text` alone is needed, the order is free."""

MOST_ROWS: Final = 5_000

_SEVERAL: Final = re.compile(r"[;\n|]")
_DATE: Final = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_TIME: Final = re.compile(r"\d{1,2}:\d{2}", re.ASCII)
_NAMED: Final = """
SELECT id FROM media WHERE id = ? OR name = ? ORDER BY id = ? DESC, seq DESC LIMIT 1
"""
_FIELDS: Final[Mapping[str, str]] = {
    "wall": "date",
    "zone": "zone",
    "latePolicy": "late",
    "graceMinutes": "late_minutes",
    "firstComment": "first_comment",
    "targets": "accounts",
    "platform": "accounts",
    "handle": "accounts",
}
"""Fields of a post whose column has another name."""


class ImportRow(msgspec.Struct, frozen=True, kw_only=True):
    """One row of the table."""

    number: int
    """As a spreadsheet counts: the header is 1."""
    cells: dict[str, str]
    """By column; what is missing is empty."""


class ImportProblem(msgspec.Struct, frozen=True, kw_only=True):
    """What is wrong, and where."""

    row: int
    column: str | None
    """None for the row as a whole."""
    message: str


class ImportReport(msgspec.Struct, frozen=True, kw_only=True):
    """What an import did: all of it, or nothing because of the problems."""

    rows: int
    post_ids: list[str]
    """Empty when there are problems, or when it was only checked."""
    problems: list[ImportProblem]


def warm(rows: Sequence[ImportRow]) -> None:
    """Load what counting on their platforms needs (half a second for X): not while one writes."""
    accounts = (name for row in rows for name in _several(row.cells.get("accounts", "")))
    for platform in {name.partition(":")[0].strip().casefold() for name in accounts}:
        counting.count(platform, "a", None)


def run(
    db: Database,
    rows: Sequence[ImportRow],
    *,
    zone: str | None = None,
    allow_duplicates: bool = False,
    dry: bool = False,
    actor: str,
    now: int,
) -> tuple[ImportReport, list[PostDone]]:
    """Make the posts. `zone` counts where a row names none; `dry` makes nothing, and tells."""
    problems: list[ImportProblem] = []
    done: list[PostDone] = []
    with db.atomic() as whole:
        for row in rows[:MOST_ROWS]:
            try:
                with db.atomic():
                    new = _post(db, row.cells, zone, allow_duplicates)
                    done.append(posts.create(db, new, actor=actor, now=now))
            except InvalidInput as error:
                problems.append(_problem(row, error.field, error.message))
            except RuleRefused as error:
                problems.append(_problem(row, "text", str(error)))
        if len(rows) > MOST_ROWS:
            message = f"A table may have {MOST_ROWS} rows; divide it."
            problems.append(ImportProblem(row=MOST_ROWS + 2, column=None, message=message))
        if problems or dry:
            whole.rollback()
            done = []
    ids = [one.post.id for one in done]
    return ImportReport(rows=len(rows), post_ids=ids, problems=problems), done


def _problem(row: ImportRow, field: str, message: str) -> ImportProblem:
    """The column that a field of a post comes from: `targets[1].platform` is of `accounts`."""
    name = re.sub(r"\[\d+\]", "", field).split(".")
    known = [_FIELDS.get(part, part) for part in reversed(name)]
    column = next((part for part in known if part in COLUMNS), None)
    return ImportProblem(row=row.number, column=column, message=message)


def _post(
    db: Database, cells: Mapping[str, str], zone: str | None, allow_duplicates: bool
) -> NewPost:
    wall = _wall(cells)
    late = cells.get("late", "").strip().casefold() or "publish"
    return NewPost(
        title=cells.get("title", "").strip() or None,
        text=cells.get("text", ""),
        link=cells.get("link", "").strip() or None,
        media=[_file(db, name) for name in _several(cells.get("media", ""))],
        targets=[
            _target(name, cells.get("first_comment", "").strip() or None)
            for name in _several(cells.get("accounts", ""))
        ],
        wall=wall,
        zone=None if wall is None else _zone(cells, zone),
        late_policy=late,
        grace_minutes=_minutes(cells.get("late_minutes", "")),
        allow_duplicate=allow_duplicates,
    )


def _several(cell: str) -> list[str]:
    return [part.strip() for part in _SEVERAL.split(cell) if part.strip()]


def _target(name: str, first_comment: str | None) -> NewTarget:
    platform, colon, handle = name.partition(":")
    if not colon or not platform.strip() or not handle.strip():
        raise InvalidInput("targets", f'"{name}" is no account such as x:ammandental')
    return NewTarget(
        platform=platform.strip().casefold(), handle=handle.strip(), first_comment=first_comment
    )


def _file(db: Database, name: str) -> MediaUse:
    row = db.execute_sql(_NAMED, (name, name, name)).fetchone()
    if row is None:
        raise InvalidInput("media", f'"{name}" was not added; add the file first')
    return MediaUse(id=row[0])


def _wall(cells: Mapping[str, str]) -> str | None:
    date, time = cells.get("date", "").strip(), cells.get("time", "").strip()
    if not date and not time:
        return None
    if not _DATE.fullmatch(date):
        raise InvalidInput("date", "must be a date such as 2026-11-27")
    if not _TIME.fullmatch(time):
        raise InvalidInput("time", "must be a time such as 14:30")
    return f"{date}T{time.rjust(5, '0')}"


def _zone(cells: Mapping[str, str], usual: str | None) -> str:
    zone = cells.get("zone", "").strip() or usual
    if not zone:
        raise InvalidInput("zone", "is needed with a date, such as Asia/Amman")
    return zone


def _minutes(cell: str) -> int:
    cell = cell.strip()
    if not cell:
        return DEFAULT_GRACE_MINUTES
    if not (cell.isascii() and cell.isdigit() and len(cell) < 7):
        raise InvalidInput("graceMinutes", "must be a whole number of minutes")
    return int(cell)
