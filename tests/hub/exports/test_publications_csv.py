"""Publications as a table that no spreadsheet takes for formulas."""

import csv
import io
from collections.abc import Iterator
from pathlib import Path

import pytest

from hub.exports import publications_csv
from hub.exports.safe_text import unescape
from models.queries.publications import COLUMNS
from models.rows import Database
from tests.support import stores
from tests.support.publications import a_post, a_publication

EVIL = '=HYPERLINK("http://x","y")\r\nsecond "line"'


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    with stores.store(tmp_path / "data") as database:
        stores.with_connectors(database)
        yield database


def table(db: Database, *, raw: bool) -> list[dict[str, str]]:
    data = b"".join(publications_csv.chunks(db, raw=raw))
    assert data.startswith(b"\xef\xbb\xbf")
    text = data.decode("utf-8-sig")
    assert text.partition("\r\n")[0] == ",".join(COLUMNS)
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_a_text_is_no_formula_and_can_be_had_back(db: Database) -> None:
    a_publication(db, stores.a_device(db), post_id=a_post(db, EVIL))
    (safe,) = table(db, raw=False)
    (raw,) = table(db, raw=True)
    assert safe["text"] == f"'{EVIL}"
    assert unescape(safe["text"]) == raw["text"] == EVIL
    assert {name for name in COLUMNS if safe[name] != raw[name]} == {"text", "title"}


def test_an_empty_table_has_its_header(db: Database) -> None:
    assert table(db, raw=False) == []
