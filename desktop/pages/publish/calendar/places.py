"""Where posts stand on the calendar: plain arithmetic, as if written from the left.

Coordinates are those of the whole calendar (minutes grow downwards), not of what is in view.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Protocol

from PySide6.QtCore import QPoint, QRect

from models.posts.views import PostView

HOUR = 48
DAY_MINUTES = 1440
GUTTER = 46
"""The column of the hours."""
TAKES = 55
"""Minutes that a card takes up: a post has no length, but words need room."""
STEP = 15
"""Minutes to which a moved card snaps."""
LANE = 62
"""Below this width cards beside each other cannot be read."""
PAD = 3
LINE = 21
DAY_HEAD = 27
CELL = 92
"""The least height of a day of the month."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A post where its time is."""

    post: PostView
    day: int
    """Counted from the first day in view."""
    minute: int


@dataclass(frozen=True, slots=True)
class Placed:
    """A card and its place."""

    entry: Entry
    rect: QRect


@dataclass(frozen=True, slots=True)
class More:
    """What found no room: how much, and where that is said."""

    day: int
    entries: tuple[Entry, ...]
    rect: QRect


@dataclass(frozen=True, slots=True)
class Slot:
    """A time that was pointed at; without a minute the day alone."""

    day: int
    minute: int | None


Thing = Placed | More


class Places(Protocol):
    """What the view asks of either arrangement."""

    days: int

    @property
    def height(self) -> int: ...
    def things_in(self, top: int, bottom: int) -> Iterator[Thing]: ...
    def rect_of(self, post_id: str) -> QRect | None: ...
    def at(self, point: QPoint) -> Thing | None: ...
    def slot(self, point: QPoint, grip: int = 0) -> Slot | None: ...
    def slot_rect(self, slot: Slot) -> QRect: ...
    def column(self, day: int) -> QRect: ...


def edges(left: int, width: int, count: int) -> list[int]:
    """The borders of `count` columns of nearly the same width."""
    return [left + width * number // count for number in range(count + 1)]


class HourPlaces:
    """Days as columns, 48 px an hour; cards at the same time stand beside each other."""

    def __init__(self, entries: Sequence[Entry], days: int, width: int) -> None:
        self.days = days
        self._edges = edges(GUTTER, max(width - GUTTER, days), days)
        self._by_day: list[list[Thing]] = []
        for day in range(days):
            mine = sorted((e for e in entries if e.day == day), key=lambda entry: entry.minute)
            self._by_day.append(self._lanes(day, mine))
        self._tops = [[thing.rect.top() for thing in things] for things in self._by_day]
        self._where = {
            thing.entry.post.id: thing.rect
            for things in self._by_day
            for thing in things
            if isinstance(thing, Placed)
        }

    @property
    def height(self) -> int:
        """Of 24 hours."""
        return HOUR * 24

    def column(self, day: int) -> QRect:
        """A whole day."""
        left, right = self._edges[day], self._edges[day + 1]
        return QRect(left, 0, right - left, self.height)

    def things_in(self, top: int, bottom: int) -> Iterator[Thing]:
        """All that is wholly or partly between these two lines."""
        for things, tops in zip(self._by_day, self._tops, strict=True):
            for number in range(bisect_left(tops, top - _card_height()), len(things)):
                if tops[number] > bottom:
                    break
                yield things[number]

    def rect_of(self, post_id: str) -> QRect | None:
        """Where a card is; None when it is not there, or found no room."""
        return self._where.get(post_id)

    def at(self, point: QPoint) -> Thing | None:
        """The card at a point, the upper one of two."""
        found = None
        for thing in self.things_in(point.y(), point.y()):
            if thing.rect.contains(point):
                found = thing
        return found

    def slot(self, point: QPoint, grip: int = 0) -> Slot | None:
        """The quarter of an hour at a point; `grip` px below the top of what is carried."""
        day = self._day_at(point.x())
        if day is None:
            return None
        minute = round((point.y() - grip) * 60 / HOUR / STEP) * STEP
        return Slot(day, max(0, min(DAY_MINUTES - STEP, minute)))

    def slot_rect(self, slot: Slot) -> QRect:
        """The place of a card at this time."""
        column, minute = self.column(slot.day), slot.minute or 0
        return QRect(column.left(), minute * HOUR // 60, column.width(), _card_height()).adjusted(
            PAD, 1, -PAD, 0
        )

    def _day_at(self, x: int) -> int | None:
        for day, (left, right) in enumerate(pairwise(self._edges)):
            if left <= x < right:
                return day
        return None

    def _lanes(self, day: int, entries: list[Entry]) -> list[Thing]:
        things: list[Thing] = []
        group: list[Entry] = []
        until = -TAKES
        for entry in entries:
            if group and entry.minute >= until:
                things += self._beside(day, group)
                group = []
            until = entry.minute + TAKES
            group.append(entry)
        things += self._beside(day, group)
        return sorted(things, key=lambda thing: thing.rect.top())

    def _beside(self, day: int, group: list[Entry]) -> list[Thing]:
        """Cards that overlap: each in the first lane that is free, as many lanes as can be read."""
        ends: list[int] = []
        lane_of: list[int] = []
        for entry in group:
            free = next((n for n, end in enumerate(ends) if end <= entry.minute), len(ends))
            ends[free:] = [entry.minute + TAKES, *ends[free + 1 :]]
            lane_of.append(free)
        column = self.column(day)
        most = max(1, column.width() // LANE)
        lanes = min(len(ends), most)
        crowded = len(ends) > most
        things: list[Thing] = []
        rest: list[Entry] = []
        for entry, lane in zip(group, lane_of, strict=True):
            if crowded and lane >= lanes - 1:
                rest.append(entry)
            else:
                things.append(Placed(entry, self._lane_rect(column, entry, lane, lanes)))
        return things + self._collected(day, column, rest, lanes)

    def _collected(self, day: int, column: QRect, rest: list[Entry], lanes: int) -> list[Thing]:
        things: list[Thing] = []
        while rest:
            end = rest[0].minute + TAKES
            together = [entry for entry in rest if entry.minute < end]
            rect = self._lane_rect(column, rest[0], lanes - 1, lanes)
            things.append(More(day, tuple(together), rect))
            rest = rest[len(together) :]
        return things

    @staticmethod
    def _lane_rect(column: QRect, entry: Entry, lane: int, lanes: int) -> QRect:
        inner = column.adjusted(PAD, 0, -PAD + 1, 0)
        borders = edges(inner.left(), inner.width(), lanes)
        gap = 1 if lane < lanes - 1 else 0
        width = borders[lane + 1] - borders[lane] - gap
        return QRect(borders[lane], entry.minute * HOUR // 60 + 1, width, _card_height())


class MonthPlaces:
    """Whole weeks as rows of days; each day has lines, and says how much found no room."""

    def __init__(self, entries: Sequence[Entry], weeks: int, width: int, height: int) -> None:
        self.days = weeks * 7
        self._edges = edges(0, max(width, 7), 7)
        self._rows = edges(0, max(height, weeks * CELL), weeks)
        self._by_day: dict[int, list[Entry]] = {}
        for entry in sorted(entries, key=lambda entry: entry.minute):
            self._by_day.setdefault(entry.day, []).append(entry)
        self._day_of = {entry.post.id: entry.day for entry in entries}

    @property
    def height(self) -> int:
        """Of all weeks."""
        return self._rows[-1]

    def column(self, day: int) -> QRect:
        """The cell of a day."""
        week, weekday = divmod(day, 7)
        left, top = self._edges[weekday], self._rows[week]
        return QRect(left, top, self._edges[weekday + 1] - left, self._rows[week + 1] - top)

    def things_in(self, top: int, bottom: int) -> Iterator[Thing]:
        """The lines of every day of which a part is between these two lines."""
        for week, (begin, end) in enumerate(pairwise(self._rows)):
            if end >= top and begin <= bottom:
                for day in range(week * 7, week * 7 + 7):
                    yield from self._lines(day)

    def rect_of(self, post_id: str) -> QRect | None:
        """Where a line is; None when it is not there, or found no room."""
        day = self._day_of.get(post_id)
        for thing in self._lines(day) if day is not None else ():
            if isinstance(thing, Placed) and thing.entry.post.id == post_id:
                return thing.rect
        return None

    def at(self, point: QPoint) -> Thing | None:
        """The line at a point."""
        slot = self.slot(point)
        if slot is None:
            return None
        return next((thing for thing in self._lines(slot.day) if thing.rect.contains(point)), None)

    def slot(self, point: QPoint, grip: int = 0) -> Slot | None:
        """The day at a point."""
        for week, (top, bottom) in enumerate(pairwise(self._rows)):
            for weekday, (left, right) in enumerate(pairwise(self._edges)):
                if top <= point.y() < bottom and left <= point.x() < right:
                    return Slot(week * 7 + weekday, None)
        return None

    def slot_rect(self, slot: Slot) -> QRect:
        """The whole day."""
        return self.column(slot.day).adjusted(1, 1, -1, -1)

    def _lines(self, day: int) -> Iterator[Thing]:
        entries = self._by_day.get(day, [])
        cell = self.column(day)
        room = max(1, (cell.height() - DAY_HEAD) // LINE)
        shown = len(entries) if len(entries) <= room else room - 1
        top = cell.top() + DAY_HEAD
        for number, entry in enumerate(entries[:shown]):
            yield Placed(entry, QRect(cell.left() + 4, top + number * LINE, cell.width() - 8, 20))
        if len(entries) > shown:
            rect = QRect(cell.left() + 4, top + shown * LINE, cell.width() - 8, 20)
            yield More(day, tuple(entries[shown:]), rect)


def _card_height() -> int:
    return TAKES * HOUR // 60
