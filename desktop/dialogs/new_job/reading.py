"""What the dialog reads: who can do it, what there is, what was done before; and files of lines."""

import csv
import io
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from desktop.presenters.expectation import DAYS
from models import connectors
from models.inputs import TYPES
from models.queries import devices, jobs
from models.queries.jobs import JobFilter
from models.views import ConnectorView, DeviceView, JobView

DAY_MS = 86_400_000
MOST_PAST = 2_000
MOST_BYTES = 1_000_000
SINGLE_TYPES = tuple(type for type in TYPES if type != "SEARCH_BULK")


@dataclass(frozen=True, slots=True)
class Context:
    """Everything the dialog knows of the desk."""

    devices: list[DeviceView] = field(default_factory=list)
    connectors: list[ConnectorView] = field(default_factory=list)
    past: list[JobView] = field(default_factory=list)
    """Finished searches of the last days."""
    last: JobView | None = None
    """The search that was ordered last."""


def context(db: Any, now: int) -> Context:
    """Ask the store."""
    finished = JobFilter(
        statuses=("COMPLETED",), types=SINGLE_TYPES, updated_since=now - DAYS * DAY_MS
    )
    ordered = JobFilter(top_level=True, types=TYPES)
    return Context(
        devices=devices.all(db, now=now),
        connectors=connectors.all(db),
        past=jobs.older(db, finished, limit=MOST_PAST, now=now),
        last=next(iter(jobs.page(db, ordered, limit=1, now=now).items), None),
    )


class TooLarge(Exception):
    """The file is no list of searches that a person wrote."""


def file_lines(path: Path) -> str:
    """The searches of a text or CSV file, one a line: of a table, its first column."""
    with path.open("rb") as file:
        data = file.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        raise TooLarge
    text = _decoded(data)
    if path.suffix.lower() != ".csv":
        return "\n".join(text.splitlines())
    rows = csv.reader(io.StringIO(text), _dialect(text))
    return "\n".join(" ".join(row[0].split()) for row in rows if row)


def _decoded(data: bytes) -> str:
    for encoding in ("utf-8-sig", "utf-16"):
        if encoding == "utf-16" and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
            continue
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return data.decode("cp1256", errors="replace")


def _dialect(text: str) -> type[csv.Dialect]:
    """Spreadsheets write commas, semicolons or tabs."""

    class Found(csv.excel):
        delimiter = max(",;\t", key=text.partition("\n")[0].count)

    return Found
