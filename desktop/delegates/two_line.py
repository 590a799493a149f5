"""The cell of a job or a proof: icon, title, and a quiet second line with a workspace's square."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect
from PySide6.QtGui import QPainter

from desktop import icons
from desktop.delegates.base import CellDelegate
from desktop.delegates.plain import marked_text
from desktop.presenters.cells import Cell, TwoLineCell
from desktop.theme import fonts, paint
from desktop.theme.current import text_colour
from desktop.theme.fonts import Role
from desktop.theme.tones import Tone

ICON_ROOM = 26


class TwoLineDelegate(CellDelegate):
    """Paints `TwoLineCell`."""

    def __init__(self, parent: object = None, *, margin: int = 12) -> None:
        super().__init__(parent)
        self._margin = margin

    def paint_cell(
        self,
        painter: QPainter,
        rect: QRect,
        cell: Cell,
        index: QModelIndex | QPersistentModelIndex,
        *,
        right_to_left: bool,
    ) -> None:
        if not isinstance(cell, TwoLineCell):
            return
        start = self._margin + (ICON_ROOM if cell.icon else 0)
        if cell.icon:
            spot = QRect(rect.left() + self._margin, rect.top() + (rect.height() - 16) // 2, 16, 16)
            spot = paint.placed(spot, rect, right_to_left)
            icons.paint(painter, cell.icon, spot, text_colour(Tone.MUTED))
        area = rect.adjusted(0 if right_to_left else start, 0, -start if right_to_left else 0, 0)
        upper, lower = fonts.line_height(Role.BODY), fonts.line_height(Role.SMALL)
        top = area.top() + max(0, (area.height() - upper - lower + 4) // 2)
        title = QRect(area.left(), top, area.width(), upper - 2)
        self._paint_title(painter, title, cell, right_to_left=right_to_left)
        second = QRect(area.left(), top + upper - 2, area.width(), lower)
        if cell.square:
            left = second.left() if not right_to_left else second.right() - 7
            paint.square(painter, left, second.center().y() + 1, cell.square)
            second.adjust(0 if right_to_left else 13, 0, -13 if right_to_left else 0, 0)
        paint.text(
            painter,
            second,
            cell.second,
            fonts.font(Role.SMALL),
            text_colour(Tone.MUTED),
            right_to_left=right_to_left,
        )

    @staticmethod
    def _paint_title(
        painter: QPainter, rect: QRect, cell: TwoLineCell, *, right_to_left: bool
    ) -> None:
        font = fonts.font(Role.BODY, 500)
        if cell.hits:
            marked_text(painter, rect, cell.title, font, cell.hits, right_to_left=right_to_left)
        else:
            ink = text_colour(Tone.TEXT)
            paint.text(painter, rect, cell.title, font, ink, right_to_left=right_to_left)
