"""What a calendar shows, where it begins, what it is called."""

from datetime import date

import pytest

from desktop import i18n
from desktop.presenters import spans
from desktop.presenters.spans import Custom, Mode

MONDAY = Custom(1, frozenset({6, 7}))
SATURDAY = Custom(6, frozenset({5, 6}))
DAY = date(2026, 11, 23)


def test_a_week_begins_where_the_place_begins_it() -> None:
    assert spans.span(Mode.WEEK, DAY, MONDAY).first == date(2026, 11, 23)
    shown = spans.span(Mode.WEEK, DAY, SATURDAY)
    assert (shown.first, shown.days) == (date(2026, 11, 21), 7)
    assert spans.title(shown) == "21 – 27 November 2026"


@pytest.mark.parametrize(
    ("anchor", "first", "days"),
    [
        (date(2026, 11, 23), date(2026, 10, 26), 42),
        (date(2027, 2, 10), date(2027, 2, 1), 28),
        (date(2026, 12, 31), date(2026, 11, 30), 35),
    ],
)
def test_a_month_is_whole_weeks(anchor: date, first: date, days: int) -> None:
    shown = spans.span(Mode.MONTH, anchor, MONDAY)
    assert (shown.first, shown.days) == (first, days)


@pytest.mark.parametrize("number", range(7))
def test_five_days_of_a_week_hold_the_day_one_looks_at(number: int) -> None:
    anchor = date(2026, 11, 23 + number)
    shown = spans.span(Mode.WEEK, anchor, MONDAY, few=True)
    assert shown.days == 5
    assert shown.holds(anchor)
    assert shown.first >= date(2026, 11, 23)


@pytest.mark.parametrize("mode", Mode)
def test_there_and_back_again(mode: Mode) -> None:
    shown = spans.span(mode, DAY, MONDAY)
    after = spans.span(mode, spans.beside(shown, 1), MONDAY)
    assert after.first > shown.first
    assert not after.holds(DAY)
    assert spans.span(mode, spans.beside(after, -1), MONDAY).first == shown.first


def test_going_through_months_never_leaves_one_out() -> None:
    shown = spans.span(Mode.MONTH, date(2026, 1, 31), MONDAY)
    months = []
    for _ in range(12):
        months.append(shown.anchor.month)
        shown = spans.span(Mode.MONTH, spans.beside(shown, 1), MONDAY)
    assert months == list(range(1, 13))


def test_titles_name_what_differs() -> None:
    week = spans.span(Mode.WEEK, date(2026, 12, 30), MONDAY)
    assert spans.title(week) == "28 December 2026 – 3 January 2027"
    assert spans.title(spans.span(Mode.DAY, DAY, MONDAY)) == "Monday 23 November 2026"
    i18n.use("ar", "arabic")
    assert spans.title(spans.span(Mode.MONTH, DAY, MONDAY)) == "نوفمبر ٢٠٢٦"


def test_a_zone_is_a_place_and_its_distance() -> None:
    at = spans.moment(DAY, 0)
    words = spans.zone_words("Asia/Amman", at).replace("\u2068", "").replace("\u2069", "")
    assert words == "Amman, GMT+3"
    words = spans.zone_words("Asia/Kolkata", at).replace("\u2068", "").replace("\u2069", "")
    assert words == "Kolkata, GMT+5:30"
    assert spans.zone_words("UTC", at) == "UTC"
    assert spans.zone_words("No/Such_place", at) == "Such place"


def test_the_span_ends_where_the_next_one_begins() -> None:
    shown = spans.span(Mode.WEEK, DAY, MONDAY)
    after = spans.span(Mode.WEEK, spans.beside(shown, 1), MONDAY)
    assert shown.bounds()[1] == after.bounds()[0]
