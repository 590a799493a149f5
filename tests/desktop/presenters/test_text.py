"""Text from outside is shown as text, whatever is in it."""

import pytest

from desktop.presenters.text import first_strong, isolate, plain, short_digest
from tests.support.hostile import TEXTS


@pytest.mark.parametrize("text", TEXTS, ids=range(len(TEXTS)))
def test_nothing_that_steers_the_eye_survives(text: str) -> None:
    shown = plain(text)
    steering = {chr(c) for c in (*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200B, 0xFEFF)}
    assert not steering & set(shown)
    assert all(letter.isprintable() or letter in "\u200c\u200d" for letter in shown)
    assert len(shown) < 40_100


def test_direction_marks_become_visible() -> None:
    assert plain("a\u202egnp.exe") == "a[U+202E]gnp.exe"
    assert plain("\x1b]0;x") == "␛]0;x"
    assert plain("\x7f") == "␡"


def test_lines_stay_lines_only_where_they_may() -> None:
    assert plain("a\nb\r\nc") == "a b  c"
    assert plain("a\nb", lines=True) == "a\nb"
    assert plain("a\u2028b", lines=True) == "a b"


def test_long_text_is_cut_and_says_so() -> None:
    assert plain("x" * 10, longest=4) == "xxxx…"
    assert plain("x" * 4, longest=4) == "xxxx"


def test_piled_up_marks_are_cut_but_arabic_vowels_stay() -> None:
    assert len(plain("z" + "\u0301" * 1000)) == 5
    assert plain("أَهْلًا") == "أَهْلًا"


def test_joiners_stay_where_writing_needs_them() -> None:
    family = "👨\u200d👩\u200d👧"
    assert plain(family) == family
    assert plain("می\u200cخواهم") == "می\u200cخواهم"
    assert plain("a\u200db") == "ab"


def test_nothing_is_shown_as_nothing() -> None:
    assert plain(None) == ""
    assert isolate("") == ""


def test_an_island_has_both_its_ends() -> None:
    assert isolate("x") == "\u2068x\u2069"


@pytest.mark.parametrize(
    ("text", "side"),
    [("abc", "L"), ("أب", "R"), ("123 أب", "R"), ("12", ""), ("\u2068abc\u2069 أب", "R"), ("", "")],
)
def test_the_first_letter_with_a_direction_decides(text: str, side: str) -> None:
    assert first_strong(text) == side


def test_a_digest_can_be_compared_by_eye() -> None:
    assert short_digest("9f3c4be1" + "0" * 52 + "71ab") == "9f3c 4be1 … 71ab"
