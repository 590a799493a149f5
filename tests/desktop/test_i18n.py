"""Words and digits in English and in Arabic."""

import pytest

from desktop import i18n
from desktop.i18n import t, tc, tn


def test_english_is_what_stands_in_the_code() -> None:
    assert t("New job") == "New job"
    assert tn("{n} row", "{n} rows", 1) == "1 row"
    assert tn("{n} row", "{n} rows", 1204) == "1\u202f204 rows"


def test_one_english_word_can_be_two_arabic_ones() -> None:
    i18n.use("ar", "latin")
    assert tc("device", "Needs you") == "يحتاج إليك"
    assert t("Needs you") == "تحتاج إليك"


@pytest.mark.parametrize(
    ("count", "words"),
    [
        (0, "لا صفوف"),
        (1, "صف واحد"),
        (2, "صفان"),
        (3, "3 صفوف"),
        (10, "10 صفوف"),
        (11, "11 صفًا"),
        (99, "99 صفًا"),
        (100, "100 صف"),
        (103, "103 صفوف"),
    ],
)
def test_arabic_counts_in_six_ways(count: int, words: str) -> None:
    i18n.use("ar", "latin")
    assert tn("{n} row", "{n} rows", count) == words


def test_digits_are_as_the_operator_wants_them() -> None:
    i18n.use("ar", "arabic")
    assert i18n.number(1204) == "١\u202f٢٠٤"
    assert i18n.percent(62) == "٦٢%"
    assert t("{n} min", n=7) == "٧ د"
    i18n.use("en", "arabic")
    assert i18n.decimal(4.8) == "٤.٨"
    i18n.use("ar", "latin")
    assert i18n.number(1204) == "1\u202f204"


def test_an_unknown_choice_of_digits_is_refused() -> None:
    with pytest.raises(ValueError, match="roman"):
        i18n.use("en", "roman")


def test_a_brace_in_a_value_is_only_text() -> None:
    assert t("{name} is paired", name="{0} {name}") == "{0} {name} is paired"


def test_arabic_is_written_from_the_right() -> None:
    assert not i18n.right_to_left()
    i18n.use("ar")
    assert i18n.right_to_left()
    assert i18n.locale().dayName(5) == "الجمعة"
