"""How a post is painted on the calendar: as a card of an hour, as a line of a day."""

from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QFont, QPainter, QTextLayout, QTextOption

from desktop import icons
from desktop.i18n import t
from desktop.pages.publish.calendar.places import Entry, More, Slot
from desktop.presenters import posts, spans
from desktop.presenters.phases import State
from desktop.theme import fonts, paint
from desktop.theme.current import colour, tokens, tone_colours
from desktop.theme.fonts import Role
from desktop.theme.tones import Tone
from desktop.widgets.platform import paint_mark
from models.posts.views import PostView

MARK = 14
STRIPE = 3
RADIUS = 5
INNER = 6
FADED = 0.4


PLAIN = State("", Tone.NEUTRAL, "")
"""Nothing has happened to it yet: no icon, a white ground."""
QUIET = frozenset({"draft", "scheduled"})


def look_of(post: PostView) -> State:
    """Tone and icon of a card."""
    return PLAIN if post.status in QUIET else posts.STATES.get(post.status, PLAIN)


@dataclass(frozen=True, slots=True)
class Marks:
    """How one card differs from the others."""

    chosen: bool = False
    focused: bool = False
    hot: bool = False
    faded: bool = False


@lru_cache(maxsize=4096)
def wrapped(words: str, font: QFont, width: int, most: int) -> tuple[str, ...]:
    """The first lines of a text in this width; the last one is cut."""
    layout = QTextLayout(words, font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    lines: list[str] = []
    layout.beginLayout()
    while len(lines) < most:
        line = layout.createLine()
        if not line.isValid():
            break
        line.setLineWidth(width)
        start = line.textStart()
        is_last = len(lines) == most - 1
        lines.append(words[start:] if is_last else words[start : start + line.textLength()])
    layout.endLayout()
    return tuple(paint.elided(line.strip(), font, width) for line in lines)


def ground(painter: QPainter, rect: QRect, look: State, marks: Marks) -> None:
    """The box of a card in the colours of its state."""
    now = tokens()
    colours = tone_colours(look.tone)
    is_plain = not look.icon or look.tone is Tone.MUTED
    fill = colour(now.hover if marks.hot else now.surface) if is_plain else colour(colours.soft)
    line: QColor | None = colour(now.strong) if is_plain else None
    if look.tone is Tone.UNKNOWN:
        line = colour(colours.text)
    elif marks.hot and not is_plain:
        line = colour(colours.bar)
    dashed = look.tone is Tone.UNKNOWN
    if not marks.chosen:
        paint.box(painter, rect, RADIUS, fill=fill, line=line, dashed=dashed)
        return
    paint.box(painter, rect, RADIUS, fill=fill)
    if dashed:
        paint.box(painter, rect.adjusted(2, 2, -2, -2), RADIUS - 1, line=line, dashed=True)
    paint.box(painter, rect, RADIUS, line=colour(now.accent_text), width=2)


def card(
    painter: QPainter, rect: QRect, entry: Entry, stripe: str, marks: Marks, *, flipped: bool
) -> None:
    """A card of an hour: stripe of the workspace, time, platforms, two lines."""
    post = entry.post
    look = look_of(post)
    painter.save()
    if marks.faded:
        painter.setOpacity(FADED)
    ground(painter, rect, look, marks)
    bar = paint.placed(QRect(rect.left() + 4, rect.top() + 5, STRIPE, rect.height() - 10), rect,
                       flipped)  # fmt: skip
    paint.box(painter, bar, 1.5, fill=colour(stripe))
    inner = rect.adjusted(10, 2, -INNER, -1)
    if flipped:
        inner = rect.adjusted(INNER, 2, -10, -1)
    head = QRect(inner.left(), inner.top(), inner.width(), 16)
    left = _head(painter, head, entry, look, flipped=flipped)
    _marks(painter, head, posts.marks(post), left, flipped=flipped)
    font, ink = fonts.font(Role.SMALL, 500), colour(tokens().text)
    room = max(1, (inner.height() - 15) // 13)
    for number, words in enumerate(wrapped(posts.title(post), font, max(inner.width(), 1), room)):
        line = QRect(inner.left(), inner.top() + 15 + number * 13, inner.width(), 14)
        paint.text(painter, line, words, font, ink, right_to_left=flipped)
    painter.restore()


def day_line(
    painter: QPainter, rect: QRect, entry: Entry, stripe: str, marks: Marks, *, flipped: bool
) -> None:
    """A line of a day of the month: stripe, time, words, and platforms where there is room."""
    post = entry.post
    look = look_of(post)
    painter.save()
    if marks.faded:
        painter.setOpacity(FADED)
    ground(painter, rect, look, marks)
    bar = paint.placed(QRect(rect.left() + 3, rect.top() + 4, STRIPE, rect.height() - 8), rect,
                       flipped)  # fmt: skip
    paint.box(painter, bar, 1.5, fill=colour(stripe))
    inner = rect.adjusted(4, 0, -9, 0) if flipped else rect.adjusted(9, 0, -4, 0)
    left = _head(painter, inner, entry, look, flipped=flipped)
    words = inner.adjusted(left + 5, 0, 0, 0)
    shown = posts.marks(post)
    room = len(shown) * (MARK + 2)
    if words.width() - room > 70:
        _marks(painter, inner, shown, left, flipped=flipped)
        words.adjust(0, 0, -room, 0)
    place = paint.placed(words, inner, flipped)
    font, ink = fonts.font(Role.SMALL, 500), colour(tokens().text)
    paint.text(painter, place, posts.title(post), font, ink, right_to_left=flipped)
    painter.restore()


def more(painter: QPainter, rect: QRect, thing: More, *, hot: bool, flipped: bool) -> None:
    """How many found no room."""
    now = tokens()
    is_card = rect.height() > 24
    if is_card or hot:
        fill = colour(now.selected if hot else now.neutral_soft)
        paint.box(painter, rect, RADIUS, fill=fill)
    words = t("+{n} more", n=len(thing.entries))
    font = fonts.font(Role.SMALL, 500)
    if paint.text_width(words, font) > rect.width() - 8:
        words = t("+{n}", n=len(thing.entries))
    place = rect.adjusted(6, 0, -6, 0)
    ink = colour(now.accent_text)
    paint.text(painter, place, words, font, ink, right_to_left=flipped, centred=is_card)


def _head(painter: QPainter, area: QRect, entry: Entry, look: State, *, flipped: bool) -> int:
    """Icon and time; returns how much room they took."""
    ink = colour(tone_colours(look.tone).text if look.icon else tokens().text2)
    left = 0
    if look.icon:
        spot = QRect(area.left(), area.top() + (area.height() - 13) // 2, 13, 13)
        icons.paint(painter, look.icon, paint.placed(spot, area, flipped), ink)
        left = 16
    font = fonts.font(Role.SMALL)
    words = spans.clock(entry.minute)
    width = paint.text_width(words, font) + 1
    place = QRect(area.left() + left, area.top(), width, area.height())
    paint.text(painter, paint.placed(place, area, flipped), words, font, ink,
               right_to_left=flipped)  # fmt: skip
    return left + width


def _marks(
    painter: QPainter, area: QRect, shown: tuple[str, ...], taken: int, *, flipped: bool
) -> None:
    """Marks at the end of a line, as many as find room; what does not is counted."""
    room = area.width() - taken - 4
    fits = max(0, (room + 2) // (MARK + 2))
    kept = shown if len(shown) <= fits else shown[: max(0, fits - 1)]
    left = area.right() + 1
    if len(kept) < len(shown):
        words = t("+{n}", n=len(shown) - len(kept))
        font = fonts.font(Role.CAPTION)
        width = paint.text_width(words, font) + 1
        if width > room:
            return
        left -= width
        place = QRect(left, area.top(), width, area.height())
        paint.text(painter, paint.placed(place, area, flipped), words, font,
                   colour(tokens().muted), centred=True)  # fmt: skip
        left -= 2
    for platform in reversed(kept):
        left -= MARK
        spot = QRect(left, area.top() + (area.height() - MARK) // 2, MARK, MARK)
        paint_mark(painter, paint.placed(spot, area, flipped), platform)
        left -= 2


def ghost(
    painter: QPainter, rect: QRect, slot: Slot, post: PostView, *, past: bool, flipped: bool
) -> None:
    """Where a post that is carried would come to stand."""
    now = tokens()
    line = colour(now.danger if past else now.accent_text)
    fill = QColor(now.danger_soft if past else now.selected)
    fill.setAlphaF(0.8)
    paint.box(painter, rect, RADIUS, fill=fill, line=line, width=2)
    if slot.minute is None:
        return
    clock = spans.clock(slot.minute)
    shown = t("{time}  over", time=clock) if past else clock
    place = rect.adjusted(10, 3, -6, 0)
    place.setHeight(16)
    paint.text(painter, place, shown, fonts.font(Role.SMALL, 600), line, right_to_left=flipped)
    if not past:
        place.translate(0, 16)
        font, ink = fonts.font(Role.SMALL, 500), colour(now.text)
        paint.text(painter, place, posts.title(post), font, ink, right_to_left=flipped)
