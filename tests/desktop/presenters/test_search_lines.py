"""Searches one a line: the same are found by the hub's own rule, and every reason is named."""

import pytest

from desktop.presenters import search_lines
from models import inputs

WRITTEN = """dentists
orthodontist
 Dentists
dental  implants
طبيب أسنان

dental implants
orthodontist"""


def test_doubles_and_empty_lines_do_not_become_searches() -> None:
    lines = search_lines.read(WRITTEN)
    assert search_lines.taken(lines) == [
        "dentists", "orthodontist", "dental implants", "طبيب أسنان"
    ]  # fmt: skip
    assert [line.number for line in search_lines.left_out(lines)] == [3, 6, 7, 8]
    assert search_lines.summary(lines) == "3 duplicates, 1 empty line"


@pytest.mark.parametrize("written", [WRITTEN, "a\nA\nä\nÄ\n", "\n\n x\ty \nX Y\n", ""])
def test_what_is_shown_is_what_the_hub_makes(written: str) -> None:
    taken = search_lines.taken(search_lines.read(written))
    if not taken:
        assert not written.strip()
        return
    made = inputs.validate(
        "SEARCH_BULK", {"connector": "google_search", "queries": written.splitlines()}
    )
    assert taken == made.input["queries"]


def test_empty_lines_at_the_end_do_not_count() -> None:
    assert len(search_lines.read("a\nb\n\n\n")) == 2


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ("a\na", "same as line 1"),
        ("a\nA", "same as line 1 but for case"),
        ("a b\na  b", "same as line 1 but for a space"),
        ("a b\nA  b", "same as line 1 but for case and a space"),
        ("a\n\nb", "empty"),
    ],
)
def test_every_line_left_out_has_its_reason(written: str, reason: str) -> None:
    lines = search_lines.read(written)
    (out,) = search_lines.left_out(lines)
    assert search_lines.reason(out, lines[0], place=False) == reason
    assert search_lines.reason(out, lines[0], place=True) == reason.replace("line", "place")


def test_a_line_is_named_as_it_was_written() -> None:
    (line,) = search_lines.read("<b>x\u202e")
    name = search_lines.name(line, place=False).replace("\u2068", "").replace("\u2069", "")
    assert name == "Line 1, “<b>x[U+202E]”"
