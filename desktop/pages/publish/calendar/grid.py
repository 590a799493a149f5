"""The ground of the calendar: hours, days, weekend, today, the line of now, the headings."""

from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QColor, QPainter

from desktop.pages.publish.calendar.places import GUTTER, HOUR, Places
from desktop.presenters import spans
from desktop.presenters.spans import Custom, Mode, Span
from desktop.theme import fonts, paint
from desktop.theme.current import colour, tokens
from desktop.theme.fonts import Role

HEAD = 30
PILL = 21
TINT = 0.45
"""How much of the colour of what is selected lies on today."""


@dataclass(frozen=True, slots=True)
class Ground:
    """What the ground needs to know."""

    span: Span
    custom: Custom
    today: date
    minute: int
    """Of now."""


def hours(painter: QPainter, ground: Ground, places: Places, area: QRect, *, flipped: bool) -> None:
    """Columns of days with a line for each hour; `area` is what is in view, in coordinates of the
    calendar."""
    now = tokens()
    painter.fillRect(area, colour(now.surface))
    days = ground.span.dates()
    whole = QRect(0, 0, area.width(), places.height)
    for number, day in enumerate(days):
        column = places.column(number)
        place = paint.placed(column, whole, flipped)
        _fill(painter, ground, day, QRect(place.left(), area.top(), place.width(), area.height()))
    first = area.top() // HOUR
    for hour in range(first, min(24, area.bottom() // HOUR + 1) + 1):
        top = hour * HOUR
        line = QRect(GUTTER - 6, top, area.width() - GUTTER + 6, 1)
        painter.fillRect(paint.placed(line, whole, flipped), colour(now.border))
        if hour:
            words = QRect(0, top - 8, GUTTER - 9, 16)
            paint.text(painter, paint.placed(words, whole, flipped), spans.clock(hour * 60 % 1440),
                       fonts.font(Role.CAPTION), colour(now.muted), right_to_left=flipped,
                       at_end=True)  # fmt: skip
    for number in range(len(days)):
        edge = QRect(places.column(number).left(), area.top(), 1, area.height())
        painter.fillRect(paint.placed(edge, whole, flipped), colour(now.border))


def now_line(painter: QPainter, ground: Ground, places: Places, width: int, *,
             flipped: bool) -> None:  # fmt: skip
    """The red line of this minute, with its dot at the beginning of today."""
    if not ground.span.holds(ground.today):
        return
    number = (ground.today - ground.span.first).days
    column = paint.placed(places.column(number), QRect(0, 0, width, places.height), flipped)
    top = ground.minute * HOUR // 60
    red = colour(tokens().danger_solid)
    painter.fillRect(QRect(column.left(), top, column.width(), 1), red)
    middle = QPoint(column.right() if flipped else column.left(), top)
    dot = QRect(0, 0, 8, 8)
    dot.moveCenter(middle)
    paint.box(painter, dot, 4, fill=red)


def month(painter: QPainter, ground: Ground, places: Places, area: QRect, *, flipped: bool) -> None:
    """Cells of days with their numbers; days of other months are quiet."""
    now = tokens()
    painter.fillRect(area, colour(now.surface))
    whole = QRect(0, 0, area.width(), places.height)
    for number, day in enumerate(ground.span.dates()):
        cell = places.column(number)
        if cell.bottom() < area.top() or cell.top() > area.bottom():
            continue
        place = paint.placed(cell, whole, flipped)
        _fill(painter, ground, day, place)
        painter.fillRect(QRect(place.left(), place.bottom(), place.width(), 1), colour(now.border))
        if number % 7:
            edge = QRect(cell.left(), cell.top(), 1, cell.height())
            painter.fillRect(paint.placed(edge, whole, flipped), colour(now.border))
        words = spans.day_number(day)
        if day.day == 1:
            words = spans.day_and_month(day)
        head = QRect(place.left() + 8, place.top() + 4, place.width() - 16, PILL)
        other = day.month != ground.span.anchor.month
        _day_words(painter, head, words, is_today=day == ground.today, quiet=other,
                   flipped=flipped)  # fmt: skip


def headings(painter: QPainter, ground: Ground, places: Places, width: int, *,
             flipped: bool) -> None:  # fmt: skip
    """The row above: weekdays, with the day's number unless a month is shown."""
    now = tokens()
    painter.fillRect(QRect(0, 0, width, HEAD), colour(now.surface))
    painter.fillRect(QRect(0, HEAD - 1, width, 1), colour(now.border))
    whole = QRect(0, 0, width, HEAD)
    is_month = ground.span.mode is Mode.MONTH
    count = 7 if is_month else ground.span.days
    for number, day in enumerate(ground.span.dates()[:count]):
        column = places.column(number)
        place = QRect(column.left(), 0, column.width(), HEAD - 1)
        shown = paint.placed(place, whole, flipped)
        if not is_month:
            _fill(painter, ground, day, shown)
        if number or not is_month:
            edge = QRect(column.left(), 0, 1, HEAD - 1)
            painter.fillRect(paint.placed(edge, whole, flipped), colour(now.border))
        is_today = day == ground.today and not is_month
        font = fonts.font(Role.BODY, 600 if is_today else 400)
        words = spans.weekday(day)
        inner = shown.adjusted(9, 0, -9, 0)
        ink = colour(now.text if is_today else now.text2)
        paint.text(painter, inner, words, font, ink, right_to_left=flipped)
        if not is_month:
            left = paint.text_width(words, font) + (4 if is_today else 6)
            rest = QRect(inner.left() + left, 4, inner.width() - left, PILL)
            rest = paint.placed(rest, inner, flipped)
            _day_words(painter, rest, spans.day_number(day), is_today=is_today, quiet=False,
                       flipped=flipped)  # fmt: skip


def _day_words(
    painter: QPainter, area: QRect, words: str, *, is_today: bool, quiet: bool, flipped: bool
) -> None:
    now = tokens()
    if not is_today:
        ink = colour(now.muted if quiet else now.text2)
        paint.text(painter, area, words, fonts.font(), ink, right_to_left=flipped)
        return
    font = fonts.font(Role.BODY, 600)
    width = max(PILL + 6, paint.text_width(words, font) + 12)
    pill = paint.placed(QRect(area.left(), area.top(), width, PILL), area, flipped)
    paint.box(painter, pill, PILL / 2, fill=colour(now.accent))
    paint.text(painter, pill, words, font, colour(now.on_accent), centred=True)


def _fill(painter: QPainter, ground: Ground, day: date, place: QRect) -> None:
    now = tokens()
    if day == ground.today:
        tint = QColor(now.selected)
        tint.setAlphaF(TINT)
        painter.fillRect(place, tint)
    elif day.isoweekday() in ground.custom.rest:
        painter.fillRect(place, colour(now.sunken))
