"""Lines on a sheet: broken where they fit, each in its own direction."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from hub.bundles.sheet import INNER, LACKING, Sheet, runs_right


@pytest.fixture
def sheet() -> Iterator[Sheet]:
    """An Arabic one with a page."""
    then = datetime(2026, 1, 1, tzinfo=UTC)
    with Sheet(right_to_left=True, language="ar", title="x", made=then) as made:
        made.page()
        made.font(9)
        yield made


def test_vowel_signs_do_not_part_the_letters_around_them(sheet: Sheet) -> None:
    """A letter in the middle of a word is narrower than the same one alone."""
    with_sign, without = "نُشر", "نشر"
    assert sheet.width(with_sign) == pytest.approx(sheet.width(without))


@pytest.mark.parametrize("text", ["word " * 80, "كلمة " * 80, "x" * 500, "https://x.example/" * 30])
def test_lines_fit_and_nothing_is_lost(sheet: Sheet, text: str) -> None:
    lines = sheet.wrapped(text, 200)
    assert all(sheet.width(line) <= 202 for line in lines)
    assert "".join("".join(lines).split()) == "".join(text.split())


def test_line_breaks_are_kept(sheet: Sheet) -> None:
    assert sheet.wrapped("a\n\nb", INNER) == ["a", "", "b"]


def test_what_no_font_has_is_marked_and_what_steers_is_gone(sheet: Sheet) -> None:
    assert sheet.clean("a😀b") == f"a{LACKING}b"
    assert sheet.clean("a\u202e\u200db\x07\u00a0c\ufe0f") == "ab\u00a0c"


@pytest.mark.parametrize(
    ("text", "right"), [("abc", False), ("12 عيادة", True), ("...", None), ("", None), ("א", True)]
)
def test_the_first_strong_letter_decides(text: str, right: bool | None) -> None:
    for otherwise in (True, False):
        assert runs_right(text, otherwise=otherwise) is (otherwise if right is None else right)
