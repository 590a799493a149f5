"""The cell of one line: text with search hits behind it, an icon, quiet words, a badge."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QFont, QPainter, QTextLayout, QTextOption

from desktop import icons
from desktop.delegates.base import CellDelegate
from desktop.presenters.cells import Cell, CheckCell, Hits, LevelCell, PlainCell
from desktop.presenters.text import first_strong
from desktop.theme import fonts, paint
from desktop.theme.current import colour, text_colour, tokens
from desktop.theme.fonts import Role
from desktop.theme.tones import Tone
from desktop.widgets.choices import paint_check

MARK_HEIGHT = 19
MARK_RADIUS = 3


class PlainDelegate(CellDelegate):
    """Paints `PlainCell`, `LevelCell` and `CheckCell`."""

    def paint_cell(
        self,
        painter: QPainter,
        rect: QRect,
        cell: Cell,
        index: QModelIndex | QPersistentModelIndex,
        *,
        right_to_left: bool,
    ) -> None:
        model = index.model()
        at_end = model.columns[index.column()].at_end if hasattr(model, "columns") else False
        if isinstance(cell, PlainCell):
            _paint_plain(painter, rect, cell, at_end=at_end, right_to_left=right_to_left)
        elif isinstance(cell, LevelCell):
            _paint_level(painter, rect, cell, right_to_left=right_to_left)
        elif isinstance(cell, CheckCell):
            sign = QRect(0, 0, 16, 16)
            sign.moveCenter(rect.center())
            state = Qt.CheckState.Checked if cell.on else Qt.CheckState.Unchecked
            paint_check(painter, sign, state)


def _font(cell: PlainCell) -> QFont:
    if cell.mono:
        return fonts.font(Role.MONO)
    role = Role.SMALL if cell.small else Role.BODY
    made = fonts.font(role, 500 if cell.strong else None)
    if cell.struck:
        made = QFont(made)
        made.setStrikeOut(True)
    return made


def _paint_plain(
    painter: QPainter, rect: QRect, cell: PlainCell, *, at_end: bool, right_to_left: bool
) -> None:
    font = _font(cell)
    area = QRect(rect)
    if cell.icon:
        spot = QRect(area.left(), area.top() + (area.height() - 14) // 2, 14, 14)
        spot = paint.placed(spot, area, right_to_left)
        icons.paint(painter, cell.icon, spot, text_colour(Tone.MUTED))
        area.adjust(0 if right_to_left else 21, 0, -21 if right_to_left else 0, 0)
    ink = text_colour(cell.tone)
    if cell.after or cell.badge:
        _paint_followed(painter, area, cell, font, right_to_left=right_to_left)
    elif cell.hits:
        marked_text(painter, area, cell.text, font, cell.hits, right_to_left=right_to_left)
    else:
        paint.text(
            painter,
            area,
            cell.text,
            font,
            ink,
            right_to_left=right_to_left,
            at_end=at_end,
            middle=cell.middle,
        )


def _paint_followed(
    painter: QPainter, area: QRect, cell: PlainCell, font: QFont, *, right_to_left: bool
) -> None:
    """The text, and directly behind it its quiet words or its badge."""
    small = fonts.font(Role.SMALL)
    follow = paint.chip_width(cell.badge, icon=False, small=True) if cell.badge else 0
    follow = follow or paint.text_width(cell.after, small)
    width = min(paint.text_width(cell.text, font) + 2, max(20, area.width() - follow - 6))
    place = paint.placed(QRect(area.left(), area.top(), width, area.height()), area, right_to_left)
    if cell.hits:
        marked_text(painter, place, cell.text, font, cell.hits, right_to_left=right_to_left)
    else:
        ink = text_colour(cell.tone)
        paint.text(painter, place, cell.text, font, ink, right_to_left=right_to_left)
    rest = QRect(area.left() + width + 6, area.top(), follow + 2, area.height())
    rest = paint.placed(rest, area, right_to_left)
    if cell.badge:
        chip = QRect(0, 0, follow, paint.CHIP_SMALL)
        chip.moveCenter(rest.center())
        paint.chip(painter, chip, cell.badge, Tone.ACCENT, small=True, right_to_left=right_to_left)
    else:
        ink = text_colour(Tone.MUTED)
        paint.text(painter, rest, cell.after, small, ink, right_to_left=right_to_left)


def _paint_level(painter: QPainter, rect: QRect, cell: LevelCell, *, right_to_left: bool) -> None:
    now = tokens()
    base = rect.center().y() + 5
    for index, height in enumerate((4, 7, 11)):
        ink = now.accent if index < cell.bars else now.strong
        stick = QRect(rect.left() + index * 6, base - height, 4, height)
        stick = paint.placed(stick, rect, right_to_left)
        paint.box(painter, stick, 1, fill=colour(ink))
    words = rect.adjusted(0 if right_to_left else 24, 0, -24 if right_to_left else 0, 0)
    font = fonts.font(Role.SMALL)
    paint.text(
        painter, words, cell.text, font, text_colour(Tone.TEXT2), right_to_left=right_to_left
    )


def _paint_mark(painter: QPainter, rect: QRect, left: float, right: float) -> None:
    """The colour of a hit, behind the letters that are painted next."""
    place = QRectF(left - 1, 0, right - left + 2, MARK_HEIGHT)
    place.moveTop(rect.top() + (rect.height() - MARK_HEIGHT) / 2)
    paint.box(painter, place, MARK_RADIUS, fill=colour(tokens().mark))


def marked_text(
    painter: QPainter,
    rect: QRect,
    words: str,
    font: QFont,
    hits: Hits,
    *,
    right_to_left: bool,
    tone: Tone = Tone.TEXT,
) -> None:
    """One line with its search hits marked behind the letters; cut at its end when too long."""
    shown = paint.elided(words, font, rect.width())
    own = first_strong(words) == "R"
    layout = QTextLayout(shown, font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.NoWrap)
    option.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignAbsolute)
    option.setTextDirection(
        Qt.LayoutDirection.RightToLeft if own else Qt.LayoutDirection.LeftToRight
    )
    layout.setTextOption(option)
    layout.beginLayout()
    line = layout.createLine()
    line.setLineWidth(rect.width())
    layout.endLayout()
    width = line.naturalTextWidth()
    left = rect.right() + 1 - width if right_to_left else rect.left()
    top = rect.top() + (rect.height() - line.height()) / 2
    painter.save()
    painter.setClipRect(QRectF(rect))
    for start, length in hits:
        if start < len(shown):
            ends = [line.cursorToX(start)[0], line.cursorToX(min(start + length, len(shown)))[0]]
            _paint_mark(painter, rect, left + min(ends), left + max(ends))
    painter.setPen(text_colour(tone))
    layout.draw(painter, QPointF(left, top))
    painter.restore()
