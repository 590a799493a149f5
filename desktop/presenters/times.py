"""Times as the operator reads them: "now", "2 min", "10:19", "Fri 16:02", "12 Oct"."""

from datetime import datetime, timedelta

from PySide6.QtCore import QLocale

from desktop.i18n import digits, locale, t

SECOND, MINUTE, HOUR, DAY = 1000, 60_000, 3_600_000, 86_400_000
Short = QLocale.FormatType.ShortFormat
Long = QLocale.FormatType.LongFormat


def local(at: int) -> datetime:
    """A time of ours (milliseconds UTC) on the wall clock of this machine."""
    return datetime.fromtimestamp(at / 1000).astimezone()


def start_of_day(now: int) -> int:
    """The last midnight of the wall clock."""
    midnight = local(now).replace(hour=0, minute=0, second=0, microsecond=0)
    return int(midnight.timestamp() * 1000)


def wall(at: int) -> str:
    """Hours and minutes: "10:19"."""
    return digits(f"{local(at):%H:%M}")


def seconds(at: int) -> str:
    """Hours, minutes and seconds: "10:12:04"."""
    return digits(f"{local(at):%H:%M:%S}")


def precise(at: int) -> str:
    """The time to the millisecond: "09:16:09.412"."""
    return digits(f"{local(at):%H:%M:%S}.{at % 1000:03}")


def exact(at: int) -> str:
    """Day and time to the millisecond: "23 Nov 09:16:09.412"."""
    return f"{day(at)} {precise(at)}"


def day(at: int) -> str:
    """Day and month: "12 Oct"."""
    moment = local(at)
    return f"{digits(str(moment.day))} {locale().monthName(moment.month, Short)}"


def long_day(at: int) -> str:
    """The day in full: "Monday 23 November"."""
    moment = local(at)
    weekday = locale().dayName(moment.isoweekday(), Long)
    month = locale().monthName(moment.month, Long)
    return f"{weekday} {digits(str(moment.day))} {month}"


def year(at: int) -> str:
    """The year: "2026"."""
    return digits(str(local(at).year))


def clock(at: int, now: int) -> str:
    """A moment, as short as it can be told from today: time, weekday and time, day, or year."""
    moment, today = local(at), local(now)
    if moment.date() == today.date():
        return wall(at)
    if abs(moment.date() - today.date()) < timedelta(days=7):
        return f"{locale().dayName(moment.isoweekday(), Short)} {wall(at)}"
    if moment.year == today.year:
        return day(at)
    return f"{day(at)} {digits(str(moment.year))}"


def ago(at: int, now: int) -> str:
    """How long ago, while that is short; then the moment."""
    past = now - at
    if past < MINUTE:
        return t("now")
    if past < HOUR:
        return t("{n} min", n=past // MINUTE)
    if past < 4 * HOUR:
        return t("{n} h", n=past // HOUR)
    return clock(at, now)


def span(length: int) -> str:
    """A length of time: "51 s", "3 min", "1 h 20 min"."""
    if length < MINUTE:
        return t("{n} s", n=max(0, length) // SECOND)
    if length < HOUR:
        return t("{n} min", n=length // MINUTE)
    whole, rest = divmod(length // MINUTE, 60)
    if not rest:
        return t("{n} h", n=whole)
    return t("{hours} h {minutes} min", hours=whole, minutes=rest)


def countdown(left: int) -> str:
    """Time that runs out: "4:38"."""
    minutes, rest = divmod(max(0, left) // SECOND, 60)
    return digits(f"{minutes}:{rest:02}")
