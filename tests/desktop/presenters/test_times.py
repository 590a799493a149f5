"""Times as the operator reads them."""

from datetime import datetime

import pytest

from desktop import i18n
from desktop.presenters import times
from desktop.presenters.times import HOUR, MINUTE, SECOND


def at(day: int, hour: int, minute: int, *, month: int = 11, year: int = 2026) -> int:
    moment = datetime(year, month, day, hour, minute).astimezone()
    return int(moment.timestamp() * 1000)


NOW = at(23, 10, 21)


@pytest.mark.parametrize(
    ("past", "words"),
    [
        (0, "now"),
        (59 * SECOND, "now"),
        (MINUTE, "1 min"),
        (52 * MINUTE, "52 min"),
        (HOUR, "1 h"),
        (3 * HOUR + 59 * MINUTE, "3 h"),
        (9 * HOUR, "01:21"),
    ],
)
def test_how_long_ago(past: int, words: str) -> None:
    assert times.ago(NOW - past, NOW) == words


def test_a_moment_is_as_short_as_it_can_be_told_from_today() -> None:
    assert times.clock(at(23, 9, 48), NOW) == "09:48"
    assert times.clock(at(20, 16, 2), NOW) == "Fri 16:02"
    assert times.clock(at(12, 8, 0, month=10), NOW) == "12 Oct"
    assert times.clock(at(12, 8, 0, month=10, year=2025), NOW) == "12 Oct 2025"
    assert times.clock(at(24, 10, 0), NOW) == "Tue 10:00"


@pytest.mark.parametrize(
    ("length", "words"),
    [
        (51 * SECOND, "51 s"),
        (3 * MINUTE, "3 min"),
        (HOUR, "1 h"),
        (80 * MINUTE, "1 h 20 min"),
        (-5, "0 s"),
    ],
)
def test_a_length_of_time(length: int, words: str) -> None:
    assert times.span(length) == words


def test_time_that_runs_out() -> None:
    assert times.countdown(4 * MINUTE + 38 * SECOND) == "4:38"
    assert times.countdown(-1) == "0:00"


def test_a_moment_to_the_millisecond() -> None:
    assert times.exact(at(23, 9, 16) + 9412) == "23 Nov 09:16:09.412"


def test_the_day_in_full() -> None:
    assert times.long_day(NOW) == "Monday 23 November"


def test_midnight_is_of_the_wall_clock() -> None:
    assert times.start_of_day(NOW) == at(23, 0, 0)


def test_arabic_times() -> None:
    i18n.use("ar", "arabic")
    assert times.ago(NOW - 2 * MINUTE, NOW) == "٢ د"
    assert times.wall(at(23, 9, 48)) == "٠٩:٤٨"
    assert times.ago(NOW, NOW) == "الآن"
