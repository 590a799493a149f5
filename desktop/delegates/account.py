"""Cells of publishing: platform marks with a name, a title with its workspace's square."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect
from PySide6.QtGui import QPainter

from desktop.delegates.base import CellDelegate
from desktop.presenters.cells import AccountCell, Cell, GroupCell, TitleCell
from desktop.theme import fonts, paint
from desktop.theme.current import text_colour
from desktop.theme.fonts import Role
from desktop.theme.tones import Tone
from desktop.widgets.platform import marks_width, paint_marks

LEAD = 12
"""The page's margin, as far as the cell's own padding does not make it."""
Index = QModelIndex | QPersistentModelIndex


def after(rect: QRect, room: int, *, right_to_left: bool) -> QRect:
    """What is left of a line behind something of this width."""
    return rect.adjusted(0 if right_to_left else room, 0, -room if right_to_left else 0, 0)


class AccountDelegate(CellDelegate):
    """Paints `AccountCell`."""

    def paint_cell(
        self, painter: QPainter, rect: QRect, cell: Cell, index: Index, *, right_to_left: bool
    ) -> None:
        if not isinstance(cell, AccountCell):
            return
        paint_marks(painter, rect, cell.platforms, right_to_left=right_to_left)
        room = marks_width(len(cell.platforms)) + 8 if cell.platforms else 0
        words = after(rect, room, right_to_left=right_to_left)
        ink = text_colour(cell.tone)
        paint.text(painter, words, cell.text, fonts.font(), ink, right_to_left=right_to_left)


class TitleDelegate(CellDelegate):
    """Paints `TitleCell`."""

    def paint_cell(
        self, painter: QPainter, rect: QRect, cell: Cell, index: Index, *, right_to_left: bool
    ) -> None:
        if not isinstance(cell, TitleCell):
            return
        area = after(rect, LEAD, right_to_left=right_to_left)
        left = area.right() - 7 if right_to_left else area.left()
        paint.square(painter, left, area.center().y() + 1, cell.square)
        words = after(area, 16, right_to_left=right_to_left)
        font, ink = fonts.font(Role.BODY, 500), text_colour(Tone.TEXT)
        paint.text(painter, words, cell.text, font, ink, right_to_left=right_to_left)


class GroupDelegate(CellDelegate):
    """Paints `GroupCell`: a heading across the table and its count."""

    def paint_cell(
        self, painter: QPainter, rect: QRect, cell: Cell, index: Index, *, right_to_left: bool
    ) -> None:
        if not isinstance(cell, GroupCell):
            return
        area = after(rect, LEAD, right_to_left=right_to_left)
        font = fonts.font(Role.SMALL, 500)
        ink, quiet = text_colour(Tone.TEXT2), text_colour(Tone.MUTED)
        paint.text(painter, area, cell.text, font, ink, right_to_left=right_to_left)
        room = paint.text_width(cell.text, font) + 6
        rest = after(area, room, right_to_left=right_to_left)
        small = fonts.font(Role.SMALL)
        paint.text(painter, rest, cell.count, small, quiet, right_to_left=right_to_left)
