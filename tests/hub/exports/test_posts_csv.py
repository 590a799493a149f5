"""Tables of posts as spreadsheets write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.exports import posts_csv
from hub.exports.posts_csv import Unreadable, read, template
from models.posts.imports import COLUMNS


def cells(data: bytes) -> list[tuple[int, dict[str, str]]]:
    return [(row.number, row.cells) for row in read(data)]


def test_the_template_can_be_read_back() -> None:
    (row,) = read(template())
    assert set(row.cells) == set(COLUMNS)
    assert row.number == 2
    assert template().startswith(b"\xef\xbb\xbf")


@pytest.mark.parametrize(
    "data",
    [
        b'text,title\r\n"one, two",T\r\n',
        b"text;title\none, two;T\n",
        "\ufefftext\ttitle\none, two\tT\n".encode(),
        "text\ttitle\none, two\tT\n".encode("utf-16"),
        b' Title , TEXT ,,\nT,"one, two",,\n',
    ],
)
def test_any_spreadsheet_s_form_is_read(data: bytes) -> None:
    assert cells(data) == [(2, {"text": "one, two", "title": "T"})]


def test_rows_are_counted_as_a_spreadsheet_counts() -> None:
    data = b'text,title\n"one\ntwo",A\n,\n\nthree,B\n'
    assert [number for number, _ in cells(data)] == [2, 5]


def test_the_safe_apostrophe_is_taken_away_and_no_other() -> None:
    data = b"text,title\n'=1+1,'tis\n''quoted,'\n"
    assert [row["text"] for _, row in cells(data)] == ["=1+1", "'quoted"]
    assert [row["title"] for _, row in cells(data)] == ["'tis", "'"]


@pytest.mark.parametrize(
    ("data", "row", "column"),
    [
        (b"", 1, "text"),
        (b"title\nx\n", 1, "text"),
        (b"text,strange\nx,y\n", 1, "strange"),
        (b"text,text\nx,y\n", 1, "text"),
        (b"text,title\nx,y,z\n", 2, None),
        (b'text\n"open\n', 2, None),
        ("text\nسلام".encode("cp1256"), 1, None),
    ],
)
def test_what_is_no_table_is_said(data: bytes, row: int, column: str | None) -> None:
    with pytest.raises(Unreadable) as found:
        read(data)
    assert (found.value.problem.row, found.value.problem.column) == (row, column)


def test_too_large_a_file_is_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(posts_csv, "MOST_BYTES", 10)
    with pytest.raises(Unreadable, match="divide"):
        read(b"text\n" + b"x" * 10)


@given(st.binary(max_size=80) | st.text(alphabet="text,;\"\n\r\t'=title", max_size=60))
def test_any_file_is_read_or_refused(data: bytes | str) -> None:
    raw = data if isinstance(data, bytes) else b"text,title\n" + data.encode()
    try:
        rows = read(raw)
    except Unreadable:
        return
    assert all(set(row.cells) <= set(COLUMNS) for row in rows)
