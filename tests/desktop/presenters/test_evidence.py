"""A finding in words."""

import json

import pytest

from desktop import i18n
from desktop.presenters import evidence
from desktop.presenters.cells import CheckCell, PlainCell
from models.queries.evidence import EvidenceFilter
from tests.support.hostile import TEXTS
from tests.support.window_views import evidence_view

THIN = "\N{NARROW NO-BREAK SPACE}"


def test_the_host_is_told_as_the_network_knows_it() -> None:
    assert evidence.host("https://implants.example/a?b") == "implants.example"
    assert evidence.host("forum.example") == "forum.example"
    assert evidence.host("https://аррӏе.example/") == "xn--80ak6aa92e.example"
    assert evidence.host("https://[broken") == ""
    assert evidence.host(None) == ""


def test_counts() -> None:
    assert evidence.counted(1_204_386, 1_204_386, narrowed=False) == (
        f"1{THIN}204{THIN}386", "rows",
    )  # fmt: skip
    assert evidence.counted(8106, 1_204_386, narrowed=True) == (
        f"8{THIN}106", f"of 1{THIN}204{THIN}386 rows",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("seconds", "words"), [(0.0, "0.01 s"), (0.0401, "0.05 s"), (1.5, "1.50 s")]
)
def test_a_search_never_takes_no_time(seconds: float, words: str) -> None:
    assert evidence.took(seconds) == words


def test_filters_are_counted_without_the_search() -> None:
    filter = EvidenceFilter(text="dent", sources=("a", "b"), has=("phone",), job_id="j")
    assert evidence.filters_on(filter) == 4
    assert evidence.filter_words(4) == "4 filters on"
    assert evidence.narrowed(EvidenceFilter(text="  ")) is False


def test_nothing_matches_says_what_is_on() -> None:
    title, text = evidence.nothing_matches(EvidenceFilter(text="dnetist", has=("phone",)), 12)
    assert title == "Nothing matches “\u2068dnetist\u2069”"
    assert text == "1 filter is on. Looked through 12 rows."


def test_all_fields_of_a_snippet_are_shown_as_text() -> None:
    snippet = {
        "phone": "+962 6", "hours": "9-5", "sponsored": True, "latitude": 35.949999999999996,
        "x_own": {"a": [1]}, "none": None,
    }  # fmt: skip
    assert evidence.snippet_fields(evidence_view(snippet=json.dumps(snippet))) == [
        ("Phone", "+962 6"), ("Hours", "9-5"), ("Sponsored", "yes"), ("Latitude", "35.95"),
        ("x_own", '{"a": [1]}'), ("none", "-"),
    ]  # fmt: skip


@pytest.mark.parametrize("snippet", ["plain words", "[1, 2]", '"only text"', "NaN"])
def test_a_snippet_that_is_no_object_is_shown_too(snippet: str) -> None:
    ((name, value),) = evidence.snippet_fields(evidence_view(snippet=snippet))
    assert name == "Text"
    assert value


@pytest.mark.parametrize("text", TEXTS)
def test_hostile_snippets_stay_text(text: str) -> None:
    view = evidence_view(snippet=json.dumps({text or "x": text, "list": [text]}))
    for name, value in evidence.snippet_fields(view):
        assert not set(name + value) & set("\u202e\u2066\u200b\x00\x1b\r")


def test_cells_on_the_clipboard_cannot_become_formulas() -> None:
    rows = [[PlainCell("=1+1"), PlainCell("+962 (6) 555-0142"), PlainCell("4.8", after="(211)")]]
    assert evidence.table(rows) == "'=1+1\t+962 (6) 555-0142\t4.8 (211)"
    assert evidence.table([[PlainCell("+cmd|' /C calc'!A0"), CheckCell(True)]]) == (
        "'+cmd|' /C calc'!A0\t"
    )


def test_a_finding_is_copied_with_the_names_of_its_fields() -> None:
    view = evidence_view(title="Café", url="https://x.example", snippet='{"phone": "+20 2"}')
    assert evidence.copied(view) == "Title\tCafé\nLink\thttps://x.example\nPhone\t+20 2"


def test_new_rows() -> None:
    assert evidence.news(12, more=False) == "12 new rows"
    assert evidence.news(1, more=False) == "1 new row"
    assert evidence.news(500, more=True) == "More than 500 new rows"
    i18n.use("ar")
    assert evidence.news(2, more=False) == "صفان جديدان"
