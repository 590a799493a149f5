"""How often a post comes again, in words and as a rule; its next dates."""

from datetime import date, datetime

from desktop.i18n import digits, locale, t
from desktop.presenters import spans
from desktop.presenters.text import isolate, plain
from models.errors import InvalidInput
from models.posts.times import occurrences

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


def sentence(rule: str, wall: str) -> str:
    """A rule in words: "every week on Monday"; one that has no words stands as it is."""
    parts = dict(part.partition("=")[::2] for part in rule.split(";"))
    day = datetime.fromisoformat(wall).date()
    several = parts.get("BYDAY", "").split(",")
    weekly = {"FREQ", "BYDAY"}
    if parts.get("FREQ") == "DAILY" and set(parts) == {"FREQ"}:
        return t("every day")
    if parts.get("FREQ") == "WEEKLY" and set(parts) == {"FREQ"}:
        return t("every week on {days}", days=spans.weekday(day, spans.LONG))
    if parts.get("FREQ") == "WEEKLY" and set(several) <= set(CODES):
        days = t(", ").join(spans.weekday_name(CODES.index(code) + 1) for code in several)
        if set(parts) == weekly or (set(parts) == weekly | {"INTERVAL"} and _every(parts) == 1):
            return t("every week on {days}", days=days)
        if set(parts) == weekly | {"INTERVAL"} and _every(parts) == 2:
            return t("every second week on {days}", days=days)
    if parts.get("FREQ") == "MONTHLY" and set(parts) == {"FREQ", "BYMONTHDAY"}:
        number = parts["BYMONTHDAY"]
        if number == "-1":
            return t("on the last day of every month")
        if number.isdecimal():
            return t("every month on day {n}", n=digits(number))
    return t("by the rule {rule}", rule=isolate(plain(rule, longest=200)))


def _every(parts: dict[str, str]) -> int:
    number = parts.get("INTERVAL", "1")
    return int(number) if number.isdecimal() else 0


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
