"""Wall times, the edges of daylight saving, and rules."""

import itertools
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.errors import InvalidInput
from models.posts.times import (
    check_rule,
    occurrences,
    occurrences_until,
    resolve,
    wall_of,
    zone_info,
)

ZONES = ("Europe/Berlin", "America/New_York", "Australia/Lord_Howe")
"""Changes in both hemispheres, and one of half an hour."""


def utc(text: str) -> int:
    """Milliseconds of "2026-11-27T11:30" UTC."""
    return int(datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp()) * 1000


@pytest.mark.parametrize(
    ("wall", "zone", "at", "offset"),
    [
        ("2026-11-27T14:30", "Asia/Amman", "2026-11-27T11:30", 180),
        ("2026-07-01T09:00", "Europe/Berlin", "2026-07-01T07:00", 120),
        ("2026-01-01T09:00", "America/New_York", "2026-01-01T14:00", -300),
        ("2026-11-27T14:30", "Asia/Kathmandu", "2026-11-27T08:45", 345),
    ],
)
def test_an_ordinary_wall_time(wall: str, zone: str, at: str, offset: int) -> None:
    found = resolve(wall, zone)
    assert (found.at, found.offset_minutes, found.wall) == (utc(at), offset, wall)
    assert found.adjusted is None


@pytest.mark.parametrize(
    ("wall", "zone", "becomes", "at"),
    [
        ("2026-03-29T02:00", "Europe/Berlin", "2026-03-29T03:00", "2026-03-29T01:00"),
        ("2026-03-29T02:59", "Europe/Berlin", "2026-03-29T03:00", "2026-03-29T01:00"),
        ("2026-03-08T02:30", "America/New_York", "2026-03-08T03:00", "2026-03-08T07:00"),
        ("2026-10-04T02:15", "Australia/Lord_Howe", "2026-10-04T02:30", "2026-10-03T15:30"),
        ("2011-12-30T12:00", "Pacific/Apia", "2011-12-31T00:00", "2011-12-30T10:00"),
    ],
)
def test_a_time_that_does_not_exist_becomes_the_next_that_does(
    wall: str, zone: str, becomes: str, at: str
) -> None:
    found = resolve(wall, zone)
    assert (found.adjusted, found.wall, found.at) == ("gap", becomes, utc(at))


@pytest.mark.parametrize(
    ("wall", "zone", "at"),
    [
        ("2026-10-25T02:30", "Europe/Berlin", "2026-10-25T00:30"),
        ("2026-11-01T01:30", "America/New_York", "2026-11-01T05:30"),
        ("2026-04-05T01:45", "Australia/Lord_Howe", "2026-04-04T14:45"),
    ],
)
def test_a_time_that_comes_twice_is_the_first(wall: str, zone: str, at: str) -> None:
    found = resolve(wall, zone)
    assert (found.adjusted, found.wall, found.at) == ("fold", wall, utc(at))


@pytest.mark.parametrize("before_after", ["01:59", "03:00"])
def test_around_the_gap_nothing_is_moved(before_after: str) -> None:
    assert resolve(f"2026-03-29T{before_after}", "Europe/Berlin").adjusted is None


MOMENTS = st.datetimes(min_value=datetime(2020, 1, 1), max_value=datetime(2037, 12, 31)).map(
    lambda d: d.replace(second=0, microsecond=0)
)
NEAR_AN_EDGE = st.builds(
    lambda day, minutes: datetime.fromisoformat(day) + timedelta(minutes=minutes),
    st.sampled_from(
        ("2026-03-29", "2026-10-25", "2026-03-08", "2026-11-01", "2026-10-04", "2026-04-05")
    ),
    st.integers(0, 5 * 60),
)


@given(st.one_of(MOMENTS, NEAR_AN_EDGE), st.sampled_from(ZONES))
def test_what_is_resolved_is_what_the_clock_shows(moment: datetime, zone: str) -> None:
    asked = moment.strftime("%Y-%m-%dT%H:%M")
    found = resolve(asked, zone)
    shown = datetime.fromtimestamp(found.at / 1000, ZoneInfo(zone))
    assert wall_of(found.at, zone) == found.wall == shown.strftime("%Y-%m-%dT%H:%M")
    assert shown.utcoffset() == timedelta(minutes=found.offset_minutes)
    again = resolve(found.wall, zone)
    assert again.at == found.at
    if found.adjusted == "gap":
        assert found.wall > asked
        minute_before = datetime.fromtimestamp(found.at / 1000 - 60, ZoneInfo(zone))
        assert minute_before.strftime("%Y-%m-%dT%H:%M") < asked
    else:
        assert found.wall == asked
    if found.adjusted == "fold":
        later = found.at + 30 * 60_000, found.at + 60 * 60_000
        assert any(wall_of(at, zone) == asked for at in later)


@given(MOMENTS, st.sampled_from(ZONES), st.integers(0, 3 * 60))
def test_a_later_wall_time_is_never_an_earlier_moment(
    moment: datetime, zone: str, minutes: int
) -> None:
    later = moment + timedelta(minutes=minutes)
    first, second = (d.strftime("%Y-%m-%dT%H:%M") for d in (moment, later))
    assert resolve(first, zone).at <= resolve(second, zone).at


@pytest.mark.parametrize(
    "wall", ["", "2026-11-27", "2026-11-27T14:30:00", "2026-02-30T10:00", "2026-11-27T24:00"]
)
def test_what_is_no_wall_time_is_refused(wall: str) -> None:
    with pytest.raises(InvalidInput, match="wall"):
        resolve(wall, "Asia/Amman")


@pytest.mark.parametrize("zone", ["", "Mars/Base", "../etc", "America", "Asia/Amm\0an", "+03:00"])
def test_what_is_no_zone_is_refused(zone: str) -> None:
    with pytest.raises(InvalidInput, match="zone"):
        zone_info(zone)


def test_a_rule_keeps_the_time_of_day_over_both_edges() -> None:
    found = occurrences("FREQ=WEEKLY;BYDAY=SU", "2026-03-22T02:30", "Europe/Berlin", 3)
    assert [d.wall for d in found] == ["2026-03-22T02:30", "2026-03-29T03:00", "2026-04-05T02:30"]
    assert [d.adjusted for d in found] == [None, "gap", None]
    found = occurrences("FREQ=DAILY", "2026-10-24T02:30", "Europe/Berlin", 3)
    assert [d.adjusted for d in found] == [None, "fold", None]
    assert [b.at - a.at for a, b in itertools.pairwise(found)] == [
        24 * 3_600_000,
        25 * 3_600_000,
    ]


@pytest.mark.parametrize(
    ("rule", "walls"),
    [
        ("FREQ=DAILY;COUNT=2", ["2026-11-27T10:00", "2026-11-28T10:00"]),
        ("RRULE:freq=weekly;byday=mo,th;", ["2026-11-30T10:00", "2026-12-03T10:00"]),
        ("FREQ=MONTHLY;BYMONTHDAY=31", ["2026-12-31T10:00", "2027-01-31T10:00"]),
        ("FREQ=MONTHLY;BYDAY=-1FR", ["2026-11-27T10:00", "2026-12-25T10:00"]),
        ("FREQ=MONTHLY;BYDAY=MO,TU;BYSETPOS=1", ["2026-12-01T10:00", "2027-01-04T10:00"]),
        ("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29", ["2028-02-29T10:00", "2032-02-29T10:00"]),
        ("FREQ=DAILY;UNTIL=20261128", ["2026-11-27T10:00", "2026-11-28T10:00"]),
        ("FREQ=DAILY;UNTIL=20261127T100000", ["2026-11-27T10:00"]),
        # 07:00 UTC is 10:00 in Amman
        ("FREQ=DAILY;UNTIL=20261128T070000Z", ["2026-11-27T10:00", "2026-11-28T10:00"]),
        ("FREQ=DAILY;UNTIL=20261128T065959Z", ["2026-11-27T10:00"]),
    ],
)
def test_the_dates_of_a_rule(rule: str, walls: list[str]) -> None:
    found = occurrences(rule, "2026-11-27T10:00", "Asia/Amman", 2)
    assert [date.wall for date in found] == walls


def test_dates_up_to_a_moment_behind_a_known_one() -> None:
    until = resolve("2026-12-01T10:00", "Asia/Amman").at
    found = occurrences_until(
        "FREQ=DAILY", "2026-11-27T10:00", "Asia/Amman", until, after_wall="2026-11-29T10:00"
    )
    assert [date.wall for date in found] == ["2026-11-30T10:00", "2026-12-01T10:00"]


def test_a_rule_is_kept_in_one_form() -> None:
    rule = check_rule(" RRULE:FREQ=weekly;BYDAY=mo; ", "2026-11-27T10:00", "Asia/Amman")
    assert rule == "FREQ=WEEKLY;BYDAY=MO"


@pytest.mark.parametrize(
    "rule",
    [
        "",
        "every day",
        "FREQ=HOURLY",
        "FREQ=MINUTELY",
        "BYDAY=MO",
        "FREQ=DAILY;BYHOUR=9,10",
        "FREQ=DAILY;DTSTART=20260101T000000",
        "FREQ=DAILY;FREQ=WEEKLY",
        "FREQ=DAILY;INTERVAL=0",
        "FREQ=DAILY;INTERVAL=-1",
        "FREQ=DAILY;COUNT=0",
        "FREQ=DAILY;COUNT=2;UNTIL=20261201",
        "FREQ=WEEKLY;BYDAY=XX",
        "FREQ=WEEKLY;UNTIL=20261301",
        "FREQ=WEEKLY;UNTIL=soon",
        "FREQ=DAILY;UNTIL=20261126",
        "FREQ=MONTHLY;BYMONTH=13",
        "FREQ=MONTHLY;BYMONTHDAY=x",
        "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=MONTHLY;BYSETPOS=5",
        "FREQ=DAILY;BYDAY=MO;BYSETPOS=5",
        "FREQ=DAILY\nEXDATE:20261127",
        "FREQ=DAILY;" + "BYDAY=MO" * 100,
    ],
)
def test_what_is_no_rule_of_posts_is_refused(rule: str) -> None:
    with pytest.raises(InvalidInput, match="rule"):
        check_rule(rule, "2026-11-27T10:00", "Asia/Amman")


@given(st.text(alphabet="FREQ=DAILYWKMONTH;BYSU,0123-+ \n", max_size=60))
def test_any_text_is_a_rule_or_is_refused(rule: str) -> None:
    try:
        dates = occurrences(rule, "2026-11-27T10:00", "Asia/Amman", 3)
    except InvalidInput:
        return
    assert [date.at for date in dates] == sorted({date.at for date in dates})
