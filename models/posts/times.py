"""Wall times in a zone as moments in UTC, and the dates of a rule.

A wall time is text, "2026-11-27T14:30", in an IANA zone. Where the clocks are put forward some
wall times do not exist: then the first valid one after the gap counts. Where they are put back
some exist twice: then the first one counts. Both are told (`Resolved.adjusted`).
"""

import itertools
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Final, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import msgspec
from dateutil.rrule import rrulestr

from models.errors import InvalidInput
from models.names import checked_text

_FORM: Final = "%Y-%m-%dT%H:%M"
_WALL: Final = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}", re.ASCII)
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_MILLISECOND: Final = timedelta(milliseconds=1)
_SECOND: Final = timedelta(seconds=1)
_YEARS: Final = 30
"""A rule is followed that far; one that names no date at all ends there."""

_KNOWN: Final = frozenset(
    {"FREQ", "INTERVAL", "COUNT", "UNTIL", "WKST", "BYDAY", "BYMONTH", "BYMONTHDAY", "BYSETPOS"}
)
"""Without those that set a time of day, and those that hardly anybody can read."""

_LONGEST_MONTHS: Final = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_FREQUENCIES: Final = ("DAILY", "WEEKLY", "MONTHLY", "YEARLY")
_UNTIL: Final = re.compile(r"(\d{8})(?:T(\d{6})(Z?))?", re.ASCII)
_LONGEST_RULE: Final = 500
_MOST: Final = 1_000


class Resolved(msgspec.Struct, frozen=True, kw_only=True):
    """A wall time as a moment."""

    at: int
    """Milliseconds since 1970 UTC."""
    wall: str
    """The wall time that it is: another than the one asked for when that fell into a gap."""
    offset_minutes: int
    """What the zone is ahead of UTC then."""
    adjusted: Literal["gap", "fold"] | None = None
    """`gap`: the time asked for does not exist; `fold`: it comes twice, this is the first."""


def resolve(wall: str, zone: str) -> Resolved:
    """Raises InvalidInput("wall") or ("zone")."""
    return _resolve(parse_wall(wall), zone_info(zone))


def wall_of(at: int, zone: str) -> str:
    """The wall time that a clock of this zone shows. Raises InvalidInput("zone")."""
    return (_EPOCH + at * _MILLISECOND).astimezone(zone_info(zone)).strftime(_FORM)


def parse_wall(wall: str) -> datetime:
    """Without a zone. Raises InvalidInput("wall")."""
    try:
        if not _WALL.fullmatch(wall):
            raise ValueError
        found = datetime.strptime(wall, _FORM)
        if not 1970 < found.year < 9999:
            raise ValueError
        return found
    except ValueError:
        raise InvalidInput("wall", "must be a date and time such as 2026-11-27T14:30") from None


@lru_cache(maxsize=64)
def zone_info(zone: str) -> ZoneInfo:
    """Raises InvalidInput("zone")."""
    try:
        return ZoneInfo(checked_text(zone, field="zone"))
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise InvalidInput("zone", "must be the name of a time zone, such as Asia/Amman") from None


def occurrences(rule: str, wall: str, zone: str, count: int) -> list[Resolved]:
    """The first `count` dates of a rule, those at or after `wall`; fewer where it ends.

    Each is the same time of day by the wall clock. Raises InvalidInput("rule"), ("wall"), ("zone").
    """
    info = zone_info(zone)
    return [_resolve(found, info) for found in itertools.islice(_dates(rule, wall, info), count)]


def occurrences_until(
    rule: str, wall: str, zone: str, until: int, *, after_wall: str | None = None
) -> list[Resolved]:
    """The dates of a rule up to the moment `until`; only those behind `after_wall` if given."""
    info = zone_info(zone)
    found = (_resolve(date, info) for date in _dates(rule, wall, info, after_wall=after_wall))
    return list(itertools.takewhile(lambda date: date.at <= until, found))


def goes_on(rule: str, wall: str, zone: str, *, after_wall: str | None) -> bool:
    """Whether a rule names a date behind `after_wall`."""
    return next(_dates(rule, wall, zone_info(zone), after_wall=after_wall), None) is not None


def check_rule(rule: str, wall: str, zone: str) -> str:
    """The rule in its one form, without "RRULE:". Raises InvalidInput("rule"), ("wall"), ("zone"),
    also for a rule that names no date."""
    if next(_dates(rule, wall, zone_info(zone)), None) is None:
        raise InvalidInput("rule", "names no date")
    return ";".join(f"{name}={value}" for name, value in _parts(rule).items())


def _resolve(naive: datetime, zone: ZoneInfo) -> Resolved:
    first, second = naive.replace(tzinfo=zone, fold=0), naive.replace(tzinfo=zone, fold=1)
    if first.utcoffset() == second.utcoffset():
        return _resolved(first, None)
    if first.astimezone(UTC).astimezone(zone).replace(tzinfo=None) == naive:
        return _resolved(first, "fold")
    # In a gap `fold` picks the offset before or after it; so these two moments lie around it.
    return _resolved(_change_between(second.astimezone(UTC), first.astimezone(UTC), zone), "gap")


def _change_between(before: datetime, after: datetime, zone: ZoneInfo) -> datetime:
    """The first moment with the offset that holds at `after`."""
    offset = after.astimezone(zone).utcoffset()
    while after - before > _SECOND:
        middle = before + (after - before) // 2
        middle = middle.replace(microsecond=0)
        if middle.astimezone(zone).utcoffset() == offset:
            after = middle
        else:
            before = middle
    return after.astimezone(zone)


def _resolved(moment: datetime, adjusted: Literal["gap", "fold"] | None) -> Resolved:
    offset = moment.utcoffset() or timedelta()
    return Resolved(
        at=(moment.astimezone(UTC) - _EPOCH) // _MILLISECOND,
        wall=moment.strftime(_FORM),
        offset_minutes=offset // timedelta(minutes=1),
        adjusted=adjusted,
    )


def _dates(
    rule: str, wall: str, zone: ZoneInfo, *, after_wall: str | None = None
) -> Iterator[datetime]:
    """Wall times without a zone: a rule counts days of the calendar, not hours."""
    parts = _parts(rule)
    start = parse_wall(wall)
    last = start.replace(day=min(start.day, 28), year=min(9_998, start.year + _YEARS))
    if "UNTIL" in parts:
        parts["UNTIL"] = _until(parts["UNTIL"], zone)
    text = ";".join(f"{name}={value}" for name, value in parts.items())
    try:
        dates = iter(rrulestr(text, dtstart=start))
    except (ValueError, TypeError, AttributeError, IndexError):
        raise _wrong_rule() from None
    dates = itertools.takewhile(lambda date: date <= last, dates)
    if after_wall is None:
        return dates
    after = parse_wall(after_wall)
    return itertools.dropwhile(lambda date: date <= after, dates)


def _parts(rule: str) -> dict[str, str]:
    """Checked as far as the words go; their values are for the parser of rules."""
    checked_text(rule, field="rule")
    text = rule.strip().upper().removeprefix("RRULE:")
    if len(text) > _LONGEST_RULE:
        raise InvalidInput("rule", f"must have at most {_LONGEST_RULE} characters")
    parts: dict[str, str] = {}
    for part in text.rstrip(";").split(";"):
        name, equals, value = part.partition("=")
        if not equals or not value or name in parts or name not in _KNOWN:
            raise _wrong_rule()
        parts[name] = value
    if parts.get("FREQ") not in _FREQUENCIES:
        raise _wrong_rule()
    for name in ("INTERVAL", "COUNT"):
        value = parts.get(name, "1")
        if not (value.isascii() and value.isdigit() and 1 <= int(value) <= _MOST):
            raise InvalidInput("rule", f"{name} must be a whole number from 1 to {_MOST}")
    if "UNTIL" in parts and "COUNT" in parts:
        raise InvalidInput("rule", "has either UNTIL or COUNT")
    if "BYSETPOS" in parts and (
        parts["FREQ"] not in ("MONTHLY", "YEARLY") or not parts.keys() & {"BYDAY", "BYMONTHDAY"}
    ):
        raise InvalidInput("rule", "has BYSETPOS only with days of a month or year")
    _refuse_days_that_never_come(parts)
    return parts


def _refuse_days_that_never_come(parts: dict[str, str]) -> None:
    """The 30th of February, month 13: looking for them would take seconds."""
    months = _numbers(parts, "BYMONTH", 12) or range(1, 13)
    days = _numbers(parts, "BYMONTHDAY", 31)
    if any(month < 1 for month in months):
        raise _wrong_rule()
    if days and not any(abs(d) <= _LONGEST_MONTHS[m - 1] for d in days for m in months):
        raise InvalidInput("rule", "names no date")


def _numbers(parts: dict[str, str], name: str, most: int) -> list[int]:
    """The values of a part, each from 1 to `most` or counted from the end; none = not given."""
    try:
        found = [int(value) for value in parts[name].split(",")] if name in parts else []
    except ValueError:
        raise _wrong_rule() from None
    if not all(1 <= abs(value) <= most for value in found):
        raise _wrong_rule()
    return found


def _until(value: str, zone: ZoneInfo) -> str:
    """As a wall time of the zone, which is what the dates are compared with; a day counts whole."""
    found = _UNTIL.fullmatch(value)
    if found is None:
        raise _wrong_rule()
    day, time, utc = found.groups()
    if not utc:
        return f"{day}T{time or '235959'}"
    try:
        moment = datetime.strptime(f"{day}{time}", "%Y%m%d%H%M%S").replace(tzinfo=UTC)
    except ValueError:
        raise _wrong_rule() from None
    return moment.astimezone(zone).strftime("%Y%m%dT%H%M%S")


def _wrong_rule() -> InvalidInput:
    return InvalidInput(
        "rule", "must be a rule of days, weeks, months or years such as FREQ=WEEKLY;BYDAY=MO,TH"
    )
