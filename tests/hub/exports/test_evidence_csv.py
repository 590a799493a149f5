"""Every text, however hostile, comes back from the CSV exactly, raw and spreadsheet-safe."""

import csv
import io
from array import array
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hub.exports import evidence_csv
from hub.exports.safe_text import escape, unescape
from hub.recipes import shipped_recipes
from models import connectors, devices, evidence, jobs
from models.database import open_writer
from models.devices import NewDevice
from models.evidence import Finding
from models.folder import DataFolder
from models.jobs import NewJob
from models.queries.evidence import EvidenceFilter
from models.queries.exports import EVIDENCE_COLUMNS, evidence_rows
from models.rows import Database

TRICKS = [
    '"',
    ",",
    "\r",
    "\n",
    "\r\n",
    "=",
    "+",
    "-",
    "@",
    "\t",
    "'",
    " ",
    "\u200b",
    "ａ",
    "＝",
    "ا",
]
hostile = st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=30
) | st.lists(st.sampled_from(TRICKS), max_size=12).map("".join)


class Book:
    """A database with one running job to which findings are added."""

    def __init__(self, db: Database) -> None:
        self.db = db
        with db.atomic():
            connectors.install(db, shipped_recipes()["google_maps"], now=1)
            new = NewDevice(
                name='=Laptop, "mine"', browser=None, version=None, channel="json",
                capabilities=["google_maps"], token="t" * 40,
            )  # fmt: skip
            self.device = devices.create(db, new, actor="o", now=1)
            job = NewJob(type="google_maps", input={"query": "x"})
            self.job = jobs.create(db, job, actor="o", now=1)[0]
            jobs.claim(db, self.job.id, self.device.id, now=2)
        self.batches = 0

    def add(self, *findings: Finding) -> None:
        self.batches += 1
        with self.db.atomic():
            evidence.store_batch(
                self.db, self.device.id, self.job.id, 1, str(self.batches), findings, now=3
            )

    def export(self, *, raw: bool) -> list[list[str]]:
        chunks = evidence_csv.chunks(self.db, EvidenceFilter(), raw=raw)
        return parsed(b"".join(chunks))


def parsed(content: bytes) -> list[list[str]]:
    """The rows of a file that a strict reader understands."""
    assert content.startswith(b"\xef\xbb\xbf")
    assert content.endswith(b"\r\n")
    text = content.decode("utf-8-sig")
    header, *rows = csv.reader(io.StringIO(text, newline=""), strict=True)
    assert tuple(header) == EVIDENCE_COLUMNS
    return rows


def finding(title: str, index: int = 0, **facts: object) -> Finding:
    return Finding(
        index=index, type="place", title=title, source="maps", snippet=facts, confidence="low"
    )


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Book]:
    folder = DataFolder.open(tmp_path_factory.mktemp("book"))
    db = open_writer(folder)
    yield Book(db)
    db.close()
    folder.close()


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(hostile, hostile, hostile), min_size=1, max_size=8))
def test_every_cell_comes_back(book: Book, texts: list[tuple[str, str, str]]) -> None:
    book.add(
        *[
            finding(title, index, address=address, category=category)
            for index, (title, address, category) in enumerate(texts)
        ]
    )
    truth = [tuple(row) for row in evidence_rows(book.db, EvidenceFilter())]
    for raw in (True, False):
        rows = book.export(raw=raw)
        assert len(rows) == len(truth)
        for row, values in zip(rows, truth, strict=True):
            for name, cell, value in zip(EVIDENCE_COLUMNS, row, values, strict=True):
                own = name in evidence_csv.OWN_COLUMNS
                if own and isinstance(value, float):
                    assert float(cell) == pytest.approx(value)
                    continue
                text = "" if value is None else str(value)
                assert cell == (text if raw or own else escape(text)), name
                assert own or raw or unescape(cell) == text


def test_numbers_below_zero_are_not_touched(book: Book) -> None:
    book.add(finding("south", latitude=-33.45, longitude=-70.66, rating=4.5, reviews=12))
    row = dict(zip(EVIDENCE_COLUMNS, book.export(raw=False)[-1], strict=True))
    assert (row["latitude"], row["longitude"]) == ("-33.45", "-70.66")
    assert (row["rating"], row["reviews"]) == ("4.5", "12")
    assert row["device"] == '\'=Laptop, "mine"'
    assert row["received_at"] == "1970-01-01T00:00:00.003Z"


def test_chosen_rows_come_in_their_order(book: Book) -> None:
    book.add(finding("first"), finding("second", 1))
    seqs = [row[0] for row in book.db.execute_sql("select seq from evidence order by seq desc")]
    rows = parsed(b"".join(evidence_csv.chunks_of(book.db, array("q", seqs), raw=True)))
    every = book.export(raw=True)
    assert rows == every[::-1]


def test_nothing_to_export_is_a_header(book: Book) -> None:
    chosen = EvidenceFilter(job_id="nobody")
    content = b"".join(evidence_csv.chunks(book.db, chosen, raw=False))
    assert parsed(content) == []
