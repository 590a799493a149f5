"""Times survive the border in both directions."""

import time
from datetime import datetime

import pytest

from models import clock


@pytest.mark.parametrize(
    ("ms", "text"),
    [
        (0, "1970-01-01T00:00:00.000Z"),
        (1_795_466_290_101, "2026-11-23T20:38:10.101Z"),
        (-1, "1969-12-31T23:59:59.999Z"),
    ],
)
def test_a_time_is_written_and_read_back(ms: int, text: str) -> None:
    assert clock.rfc3339(ms) == text
    assert clock.parse_rfc3339(text) == ms


@pytest.mark.parametrize(
    ("text", "ms"),
    [
        ("1970-01-01T02:00:00+02:00", 0),
        ("1970-01-01T00:00:00.123456789Z", 123),
        ("1970-01-01T00:00:01Z", 1_000),
    ],
)
def test_offsets_and_finer_fractions_are_understood(text: str, ms: int) -> None:
    assert clock.parse_rfc3339(text) == ms


@pytest.mark.parametrize(
    "text",
    [
        "",
        "yesterday",
        "2026-11-23",
        "2026-11-23T10:00:00",
        "2026-13-01T00:00:00Z",
        "0001-01-01T00:00:00+14:00x",
        "2026-11-23 10:00:00Z",
    ],
)
def test_what_is_no_time_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="RFC 3339"):
        clock.parse_rfc3339(text)


def test_the_edges_of_the_calendar_do_not_overflow() -> None:
    assert clock.parse_rfc3339("0001-01-01T00:00:00+14:00") < 0
    assert clock.parse_rfc3339("9999-12-31T23:59:59.999-14:00") > 253_402_300_799_999


def test_midnight_is_the_last_one_of_this_time_zone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "Asia/Amman")
    time.tzset()
    try:
        noon = int(datetime(2026, 11, 23, 12, 30).timestamp() * 1000)
        midnight = clock.local_midnight(noon)
        assert datetime.fromtimestamp(midnight / 1000) == datetime(2026, 11, 23)
        assert clock.local_midnight(midnight) == midnight
    finally:
        monkeypatch.undo()
        time.tzset()


def test_now_is_in_milliseconds() -> None:
    assert abs(clock.now_ms() - time.time() * 1000) < 60_000
