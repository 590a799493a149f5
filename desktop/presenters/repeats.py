"""How often a post comes again, in words and as a rule; its next dates."""

from datetime import date, datetime

from desktop.i18n import digits, locale, t
from desktop.presenters import spans
from models.errors import InvalidInput
from models.schedule_times import occurrences

CODES = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
WORKDAYS = "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR"
SHOWN = 4
"""Dates that a preview names."""


def choices(day: date) -> list[tuple[str, str]]:
    """Words and rule of what is offered for a first date; "" is once."""
    code = CODES[day.weekday()]
    name = spans.weekday(day, spans.LONG)
    number = digits(str(day.day))
    found = [
        (t("Once"), ""),
        (t("Every day"), "FREQ=DAILY"),
        (t("Every week on {day}", day=name), f"FREQ=WEEKLY;BYDAY={code}"),
        (t("Every second week on {day}", day=name), f"FREQ=WEEKLY;INTERVAL=2;BYDAY={code}"),
    ]
    if day.day <= 28:
        found.append((t("Every month on day {n}", n=number), f"FREQ=MONTHLY;BYMONTHDAY={day.day}"))
    else:
        found.append((t("On the last day of every month"), "FREQ=MONTHLY;BYMONTHDAY=-1"))
    return found


def next_dates(rule: str, wall: str, zone: str) -> str:
    """ "Mon 23 Nov, Mon 30 Nov, …"; raises InvalidInput when the rule cannot be read."""
    found = occurrences(rule, wall, zone, SHOWN + 1)
    if not found:
        raise InvalidInput("rule", t("This rule names no date."))
    words = [_day(datetime.fromisoformat(one.wall).date()) for one in found[:SHOWN]]
    if len(found) > SHOWN:
        words.append("…")
    return t(", ").join(words)


def _day(day: date) -> str:
    month = locale().monthName(day.month, spans.SHORT)
    return f"{spans.weekday(day)} {digits(str(day.day))} {month}"
