"""Where the calendar begins when it comes into view: at the morning, unless now or the first post
would be out of sight."""

from collections.abc import Sequence

from desktop.pages.publish.calendar.grid import Ground
from desktop.pages.publish.calendar.places import DAY_MINUTES, HOUR, TAKES, Entry

MORNING = 8 * 60
"""The minute at the top when nothing else says where to begin."""
ABOVE = 10
"""Pixels above it."""
BEFORE, AFTER = 30, 120
"""Minutes around now that are in sight with it: what is going out, and what comes next."""


def top(ground: Ground, entries: Sequence[Entry], height: int) -> int:
    """How far to scroll, in pixels, when so much of the calendar has room.

    Where today is in view now counts, elsewhere the first post of a day.
    """
    begin = _pixels(MORNING) - ABOVE
    seen = _worth_seeing(ground, entries)
    if seen is None:
        return begin
    first, last = seen
    begin = max(begin, _pixels(last) - height)
    return max(0, min(begin, _pixels(first) - ABOVE))


def _worth_seeing(ground: Ground, entries: Sequence[Entry]) -> tuple[int, int] | None:
    if ground.span.holds(ground.today):
        return ground.minute - BEFORE, min(DAY_MINUTES, ground.minute + AFTER)
    if not entries:
        return None
    first = min(entry.minute for entry in entries)
    return first, min(DAY_MINUTES, first + TAKES + BEFORE)


def _pixels(minute: int) -> int:
    return minute * HOUR // 60
