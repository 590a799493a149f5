"""What is in sight when the calendar opens."""

from datetime import date

import pytest

from desktop.pages.publish.calendar.grid import Ground
from desktop.pages.publish.calendar.opening import top
from desktop.pages.publish.calendar.places import HOUR, Entry
from desktop.presenters import spans
from desktop.presenters.spans import Custom, Mode
from tests.support.views import post_view

MONDAY = Custom(1, frozenset({6, 7}))
TODAY = date(2026, 11, 23)
HEIGHT = 12 * HOUR


def ground(minute: int, shown: date = TODAY) -> Ground:
    return Ground(spans.span(Mode.WEEK, shown, MONDAY), MONDAY, TODAY, minute)


def entry(minute: int, day: int = 2) -> Entry:
    return Entry(post_view(), day, minute)


def test_a_usual_day_begins_in_the_morning() -> None:
    assert top(ground(10 * 60), [], HEIGHT) == 8 * HOUR - 10


@pytest.mark.parametrize("minute", [0, 5 * 60, 7 * 60 + 59, 20 * 60, 21 * 60 + 20, 1439])
def test_now_is_always_in_sight(minute: int) -> None:
    found = top(ground(minute), [], HEIGHT)
    assert found <= minute * HOUR // 60 < found + HEIGHT


def test_in_the_evening_a_card_of_now_is_whole() -> None:
    found = top(ground(21 * 60), [entry(21 * 60)], HEIGHT)
    assert found + HEIGHT >= 22 * HOUR


def test_elsewhere_the_first_post_of_a_day_is_in_sight() -> None:
    other = ground(10 * 60, date(2026, 12, 7))
    assert top(other, [entry(9 * 60), entry(20 * 60)], HEIGHT) == 8 * HOUR - 10
    assert top(other, [entry(6 * 60), entry(9 * 60)], HEIGHT) == 6 * HOUR - 10
    assert top(other, [entry(22 * 60)], HEIGHT) + HEIGHT >= 23 * HOUR


def test_now_comes_before_the_posts_where_today_is() -> None:
    found = top(ground(21 * 60), [entry(5 * 60)], HEIGHT)
    assert found + HEIGHT >= 22 * HOUR


def test_a_low_window_shows_now_first() -> None:
    found = top(ground(21 * 60), [], HOUR)
    assert found <= 21 * HOUR < found + HOUR
