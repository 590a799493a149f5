"""The few shapes of the design, painted the same way by widgets and by cells of tables."""

from functools import lru_cache

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QPainter,
    QPen,
    QStaticText,
    QTextOption,
)

from desktop import icons
from desktop.presenters.text import first_strong
from desktop.theme import fonts
from desktop.theme.current import colour, tokens, tone_colours
from desktop.theme.fonts import Role
from desktop.theme.tones import Tone

CHIP_HEIGHT = 22
CHIP_SMALL = 18
CHIP_RADIUS = 5
CHIP_ICON = 14
BAR_HEIGHT = 5
TURN_MS = 1200


def placed(inner: QRect, outer: QRect, right_to_left: bool) -> QRect:
    """`inner` (as if written from the left) mirrored within `outer` when written from the right."""
    if not right_to_left:
        return inner
    mirrored = QRect(inner)
    mirrored.moveLeft(outer.left() + outer.right() - inner.right())
    return mirrored


def box(
    painter: QPainter,
    rect: QRect | QRectF,
    radius: float,
    *,
    fill: QColor | None = None,
    line: QColor | None = None,
    width: float = 1.0,
    dashed: bool = False,
) -> None:
    """A rounded rectangle whose line lies wholly inside `rect`."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(fill if fill is not None else Qt.BrushStyle.NoBrush)
    target = QRectF(rect)
    if line is None:
        painter.setPen(Qt.PenStyle.NoPen)
    else:
        pen = QPen(line, width)
        if dashed:
            pen.setDashPattern([3.0, 2.0])
        painter.setPen(pen)
        half = width / 2
        target.adjust(half, half, -half, -half)
    painter.drawRoundedRect(target, radius, radius)


@lru_cache(maxsize=8192)
def elided(text: str, font: QFont, width: int, *, middle: bool = False) -> str:
    """The text, cut to this width."""
    mode = Qt.TextElideMode.ElideMiddle if middle else Qt.TextElideMode.ElideRight
    return QFontMetrics(font).elidedText(text, mode, width)


@lru_cache(maxsize=4096)
def _laid_out(words: str, font: QFont) -> tuple[QStaticText, float, float]:
    """One line of text, ready to be painted again and again; its width and height."""
    line = QStaticText(words)
    line.setTextFormat(Qt.TextFormat.PlainText)
    option = QTextOption(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignAbsolute)
    option.setWrapMode(QTextOption.WrapMode.NoWrap)
    is_right = first_strong(words) == "R"
    option.setTextDirection(
        Qt.LayoutDirection.RightToLeft if is_right else Qt.LayoutDirection.LeftToRight
    )
    line.setTextOption(option)
    line.prepare(font=font)
    size = line.size()
    return line, size.width(), size.height()


def text(
    painter: QPainter,
    rect: QRect,
    words: str,
    font: QFont,
    ink: QColor,
    *,
    right_to_left: bool = False,
    at_end: bool = False,
    centred: bool = False,
    middle: bool = False,
) -> None:
    """One line of text, centred on its height, cut when it does not fit, never as HTML.

    It begins where lines begin (or ends where they end: `at_end`), and reads in its own
    direction.
    """
    if not words or rect.width() <= 0:
        return
    line, width, height = _laid_out(elided(words, font, rect.width(), middle=middle), font)
    left: float = rect.left()
    if centred:
        left += (rect.width() - width) / 2
    elif right_to_left != at_end:
        left += rect.width() - width
    painter.setFont(font)
    painter.setPen(ink)
    painter.drawStaticText(QPointF(left, round(rect.top() + (rect.height() - height) / 2)), line)


def chip_width(word: str, *, icon: bool = True, small: bool = False) -> int:
    """How wide a chip is."""
    font = fonts.font(Role.CAPTION if small else Role.SMALL, 500)
    return text_width(word, font) + (2 * 6 if small else 2 * 8) + ((CHIP_ICON + 5) if icon else 0)


def chip_icon(rect: QRect, *, right_to_left: bool = False, small: bool = False) -> QRect:
    """Where the icon of a chip stands in it."""
    pad = 6 if small else 8
    top = rect.top() + (rect.height() - CHIP_ICON + 1) // 2
    return placed(QRect(rect.left() + pad - 1, top, CHIP_ICON, CHIP_ICON), rect, right_to_left)


def chip(
    painter: QPainter,
    rect: QRect,
    word: str,
    tone: Tone,
    icon: str | None = None,
    *,
    right_to_left: bool = False,
    small: bool = False,
    turn: float = 0.0,
) -> None:
    """A chip: icon and word on the soft colour; only the unknown is dashed."""
    colours = tone_colours(tone)
    line = None
    if tone is Tone.UNKNOWN:
        line = colour(colours.text)
    elif tone is Tone.MUTED:
        line = colour(tokens().strong)
    fill = None if tone is Tone.MUTED else colour(colours.soft)
    box(painter, rect, CHIP_RADIUS, fill=fill, line=line, dashed=tone is Tone.UNKNOWN)
    ink = colour(colours.text)
    pad = 6 if small else 8
    words = rect.adjusted(pad, 0, -pad + 1, 0)
    if icon:
        place = chip_icon(rect, right_to_left=right_to_left, small=small)
        icons.paint(painter, icon, place, ink, turn=turn)
        shift = CHIP_ICON + 4
        words.adjust(0 if right_to_left else shift, 0, -shift if right_to_left else 0, 0)
    font = fonts.font(Role.CAPTION if small else Role.SMALL, 500)
    text(painter, words, word, font, ink, right_to_left=right_to_left)


def bar(
    painter: QPainter,
    rect: QRect,
    value: float,
    tone: Tone,
    *,
    right_to_left: bool = False,
    start: float = 0.0,
) -> None:
    """A progress bar, 0..1, on its track; it fills from where lines begin."""
    groove = QRectF(rect.left(), rect.center().y() - 2, rect.width(), BAR_HEIGHT)
    radius = BAR_HEIGHT / 2
    box(painter, groove, radius, fill=colour(tokens().track))
    length = groove.width() * (min(1.0, value) - start)
    if length <= 0:
        return
    length = max(length, BAR_HEIGHT)
    left = groove.left() + groove.width() * start
    if right_to_left:
        left = groove.right() - groove.width() * start - length
    filled = QRectF(left, groove.top(), length, BAR_HEIGHT)
    box(painter, filled, radius, fill=colour(tone_colours(tone).bar))


def dot(painter: QPainter, centre: QPointF, tone: Tone, *, ring: bool = False) -> None:
    """The 8 px dot of a device; a ring says offline."""
    rect = QRectF(centre.x() - 4, centre.y() - 4, 8, 8)
    ink = colour(tone_colours(tone).dot)
    if ring:
        box(painter, rect, 4, line=ink, width=1.4)
    else:
        box(painter, rect, 4, fill=ink)


def square(painter: QPainter, left: int, centre: int, value: str) -> None:
    """The 8 px square of a workspace."""
    box(painter, QRectF(left, centre - 4, 8, 8), 2, fill=colour(value))


def focus_ring(painter: QPainter, rect: QRect | QRectF, radius: float = 6) -> None:
    """The ring that says where the keyboard is."""
    box(painter, rect, radius, line=colour(tokens().accent_text), width=2)


def pill_width(word: str) -> int:
    """How wide a count is."""
    return max(CHIP_SMALL + 2, text_width(word, fonts.font(Role.CAPTION, 600)) + 14)


def pill(painter: QPainter, rect: QRect, word: str, tone: Tone) -> None:
    """A count on a soft round ground."""
    colours = tone_colours(tone)
    box(painter, rect, rect.height() / 2, fill=colour(colours.soft))
    text(painter, rect, word, fonts.font(Role.CAPTION, 600), colour(colours.text), centred=True)


@lru_cache(maxsize=8192)
def text_width(words: str, font: QFont) -> int:
    """How wide a line of text is."""
    return QFontMetrics(font).horizontalAdvance(words)
