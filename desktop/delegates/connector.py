"""Cells of connectors: a trend with its number, and the switch."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect
from PySide6.QtGui import QPainter

from desktop.delegates.base import CellDelegate
from desktop.presenters.cells import Cell, SwitchCell, TrendCell
from desktop.theme import fonts, paint
from desktop.theme.current import colour, text_colour, tokens
from desktop.theme.tones import Tone
from desktop.widgets import sparkline

GAP = 8
GROOVE = (32, 18)
KNOB = 14
Index = QModelIndex | QPersistentModelIndex


class TrendDelegate(CellDelegate):
    """Paints `TrendCell`."""

    def paint_cell(
        self, painter: QPainter, rect: QRect, cell: Cell, index: Index, *, right_to_left: bool
    ) -> None:
        if not isinstance(cell, TrendCell):
            return
        words = QRect(rect)
        if cell.line:
            top = rect.center().y() - sparkline.HEIGHT // 2
            spot = QRect(rect.left(), top, sparkline.WIDTH, sparkline.HEIGHT)
            spot = paint.placed(spot, rect, right_to_left)
            sparkline.paint_line(painter, spot, cell.line, cell.tone, right_to_left=right_to_left)
            room = sparkline.WIDTH + GAP
            words.adjust(0 if right_to_left else room, 0, -room if right_to_left else 0, 0)
        loud = cell.tone in (Tone.WARNING, Tone.MUTED)
        ink = text_colour(cell.tone if loud else Tone.TEXT2)
        paint.text(painter, words, cell.text, fonts.font(), ink, right_to_left=right_to_left)


class SwitchDelegate(CellDelegate):
    """Paints `SwitchCell`; the table turns it when it is pressed."""

    def paint_cell(
        self, painter: QPainter, rect: QRect, cell: Cell, index: Index, *, right_to_left: bool
    ) -> None:
        if not isinstance(cell, SwitchCell):
            return
        now = tokens()
        width, height = GROOVE
        groove = QRect(rect.left(), rect.top() + (rect.height() - height) // 2, width, height)
        groove = paint.placed(groove, rect, right_to_left)
        paint.box(painter, groove, height / 2, fill=colour(now.accent if cell.on else now.control))
        at_end = cell.on != right_to_left
        left = groove.left() + (width - KNOB - 2 if at_end else 2)
        knob = QRect(left, groove.top() + 2, KNOB, KNOB)
        paint.box(painter, knob, KNOB / 2, fill=colour(now.on_accent))
