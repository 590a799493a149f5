"""What a person types becomes an expression that cannot be misread."""

import sqlite3

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.arabic import normalise
from models.search import match, words

TITLES = [
    "Abdoun Dental Care",
    "عيادة حداد لطب الأسنان",
    "عيادات النخبة للأسنان",
    "Café Rumi",
    "OR Gate Electronics",
    "Best dentist, near 7th circle",
]


@pytest.fixture(scope="module")
def index() -> sqlite3.Connection:
    connection = sqlite3.connect(":memory:")
    connection.execute(
        "CREATE VIRTUAL TABLE f USING fts5(t, tokenize = 'unicode61', prefix = '2 3')"
    )
    connection.executemany("INSERT INTO f VALUES (?)", [(normalise(title),) for title in TITLES])
    return connection


def found(index: sqlite3.Connection, text: str) -> list[str]:
    rows = index.execute("SELECT rowid FROM f WHERE f MATCH ? ORDER BY rowid", (match(text),))
    return [TITLES[row - 1] for (row,) in rows]


@pytest.mark.parametrize(
    ("text", "hits"),
    [
        ("dent", [0, 5]),  # the last word may go on
        ("dent ", []),  # it is finished: no such word
        ("dental abd", [0]),
        ("dent OR أسنان", [1, 2]),  # only the last word is being typed
        ("dental OR أسنان", [0, 1, 2]),
        ("أسنان", [1, 2]),
        ("الأسنان", [1, 2]),
        ("الأس", [1, 2]),
        ("ال", [1, 2]),
        ("عياده ", [1]),
        ('"لطب الأسنان"', [1]),
        ('"dental care"', [0]),
        ('"care dental"', []),
        ('"dental ca', [0]),
        ("CAFE", [3]),
        ("or gate", [4]),
        ("dentist,near", [5]),
        ("near OR", [5]),
        ("OR near", [5]),
    ],
)
def test_search(index: sqlite3.Connection, text: str, hits: list[int]) -> None:
    assert found(index, text) == [TITLES[hit] for hit in hits]


@pytest.mark.parametrize("text", ["", "   ", "OR", '"', '""', "(((", "a", "-*^:", "\ud800", "\0"])
def test_nothing_to_search_for(text: str) -> None:
    assert match(text) is None
    assert words(text) == []


@given(st.text(alphabet=st.characters() | st.sampled_from('"()*^:-+{}ORANDTe '), max_size=40))
def test_no_input_is_an_error(text: str) -> None:
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE VIRTUAL TABLE f USING fts5(t, tokenize = 'unicode61')")
    expression = match(text)
    if expression is not None:
        connection.execute("SELECT rowid FROM f WHERE f MATCH ?", (expression,)).fetchall()
    connection.close()


def test_a_flood_of_words_is_cut() -> None:
    assert len(words(" ".join(f"word{n}" for n in range(1_000)))) <= 20


def test_the_words_are_those_that_are_searched_for() -> None:
    assert words("dent OR الأسنان dent") == ["dent", "اسنان"]
    assert words('"Blue Sky" x') == ["blue", "sky"]
