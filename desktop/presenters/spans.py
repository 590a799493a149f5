"""What a calendar shows: a month, a week or a day, where it begins and what it is called."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from enum import StrEnum
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from PySide6.QtCore import QLocale, QTimeZone

from desktop.i18n import digits, locale, t
from desktop.presenters.text import isolate, plain
from desktop.presenters.times import local

WEEK = 7
FEW = 5
"""Days of a week in a narrow window."""
SHORT, LONG = QLocale.FormatType.ShortFormat, QLocale.FormatType.LongFormat


class Mode(StrEnum):
    """How much of the calendar is in view."""

    MONTH = "month"
    WEEK = "week"
    DAY = "day"


@dataclass(frozen=True, slots=True)
class Custom:
    """The custom of a place: the day a week begins with and the days of rest (1 = Monday)."""

    first: int
    rest: frozenset[int]


@dataclass(frozen=True, slots=True)
class Span:
    """Consecutive days around `anchor`; of a month whole weeks, `days` of them in view."""

    mode: Mode
    anchor: date
    first: date
    days: int

    def dates(self) -> list[date]:
        """Every day."""
        return [self.first + timedelta(days=number) for number in range(self.days)]

    def holds(self, day: date) -> bool:
        """Whether the day is in view."""
        return self.first <= day < self.first + timedelta(days=self.days)

    def bounds(self) -> tuple[int, int]:
        """From the first midnight to the one after the last day, by the clock of this machine."""
        return midnight(self.first), midnight(self.first + timedelta(days=self.days))


def custom() -> Custom:
    """The custom of the system's place; of the language where the system names none."""
    place = QLocale.system()
    if place.language() == QLocale.Language.C:
        place = locale()
    working = {day.value for day in place.weekdays()}
    return Custom(place.firstDayOfWeek().value, frozenset(range(1, WEEK + 1)) - working)


def span(mode: Mode, anchor: date, custom: Custom, *, few: bool = False) -> Span:
    """What is in view when `anchor` is; `few`: five days of the week."""
    if mode is Mode.DAY:
        return Span(mode, anchor, anchor, 1)
    if mode is Mode.MONTH:
        first = _week_of(anchor.replace(day=1), custom)
        after = (anchor.replace(day=1) + timedelta(days=32)).replace(day=1)
        days = (after - first).days
        return Span(mode, anchor, first, -(-days // WEEK) * WEEK)
    first = _week_of(anchor, custom)
    if not few:
        return Span(mode, anchor, first, WEEK)
    shift = min(max((anchor - first).days - FEW // 2, 0), WEEK - FEW)
    return Span(mode, anchor, first + timedelta(days=shift), FEW)


def beside(shown: Span, step: int) -> date:
    """The anchor of the span before (-1) or after (1)."""
    if shown.mode is Mode.MONTH:
        first = shown.anchor.replace(day=1)
        other = first - timedelta(days=1) if step < 0 else first + timedelta(days=32)
        return other.replace(day=1)
    return shown.anchor + timedelta(days=step * shown.days)


def title(shown: Span) -> str:
    """What is in view: "21 – 27 November 2026", "November 2026", "Monday 23 November 2026"."""
    first, last = shown.first, shown.first + timedelta(days=shown.days - 1)
    if shown.mode is Mode.MONTH:
        return f"{_month(shown.anchor)} {_number(shown.anchor.year)}"
    if shown.mode is Mode.DAY:
        return f"{weekday(first, LONG)} {day_and_month(first)} {_number(first.year)}"
    begin = _number(first.day)
    if first.year != last.year:
        begin = f"{day_and_month(first)} {_number(first.year)}"
    elif first.month != last.month:
        begin = day_and_month(first)
    return f"{begin} – {day_and_month(last)} {_number(last.year)}"


def weekday(day: date, form: QLocale.FormatType = SHORT) -> str:
    """ "Mon"."""
    return locale().dayName(day.isoweekday(), form)


def weekday_name(number: int) -> str:
    """The name of a day of the week, 1 = Monday."""
    return locale().dayName(number, LONG)


def day_and_month(day: date) -> str:
    """ "23 November"."""
    return f"{_number(day.day)} {_month(day)}"


def day_number(day: date) -> str:
    """ "23"."""
    return _number(day.day)


def clock(minute: int) -> str:
    """A minute of the day: "14:30"."""
    return digits(f"{minute // 60:02}:{minute % 60:02}")


def today(now: int) -> date:
    """The day of now, by the clock of this machine."""
    return local(now).date()


def minute_of(at: int) -> int:
    """The minute of the day of a moment, by the clock of this machine."""
    moment = local(at)
    return moment.hour * 60 + moment.minute


def midnight(day: date) -> int:
    """The moment at which a day begins here."""
    return moment(day, 0)


def moment(day: date, minute: int) -> int:
    """The moment of a minute of a day, by the clock of this machine."""
    begin = datetime(day.year, day.month, day.day)
    return int((begin + timedelta(minutes=minute)).astimezone().timestamp() * 1000)


def here() -> str:
    """The IANA name of the zone of this machine."""
    name = bytes(QTimeZone.systemTimeZoneId().data()).decode("ascii", "replace")
    return name or "UTC"


def zone_of(name: str | None) -> tzinfo | None:
    """A zone by its IANA name; None when nobody knows it."""
    try:
        return ZoneInfo(name or "UTC")
    except (ZoneInfoNotFoundError, ValueError):
        return None


def wall_in(at: int, name: str | None) -> str:
    """The wall time of a moment in a zone, as the store keeps it: "2026-11-23T14:30"."""
    return f"{datetime.fromtimestamp(at / 1000, zone_of(name)):%Y-%m-%dT%H:%M}"


def zone_words(name: str | None, at: int) -> str:
    """A zone as a place and its distance: "Amman, GMT+3"."""
    zone = zone_of(name)
    place = plain((name or "UTC").rsplit("/", 1)[-1].replace("_", " "), longest=40)
    if zone is None:
        return place
    offset = datetime.fromtimestamp(at / 1000, zone).utcoffset() or timedelta()
    minutes = int(offset.total_seconds()) // 60
    if not minutes:
        return place if place in ("UTC", "GMT") else t("{place}, GMT", place=isolate(place))
    hours, rest = divmod(abs(minutes), 60)
    distance = f"GMT{'-' if minutes < 0 else '+'}{hours}" + (f":{rest:02}" if rest else "")
    return t("{place}, {distance}", place=isolate(place), distance=isolate(digits(distance)))


def _week_of(day: date, custom: Custom) -> date:
    return day - timedelta(days=(day.isoweekday() - custom.first) % WEEK)


def _month(day: date) -> str:
    return locale().monthName(day.month, LONG)


def _number(value: int) -> str:
    return digits(str(value))
