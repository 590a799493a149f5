"""The cell of a progress: a bar and its number, or words in their place."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect
from PySide6.QtGui import QPainter

from desktop import icons
from desktop.delegates.base import CellDelegate
from desktop.presenters.cells import Cell, ProgressCell
from desktop.theme import fonts, paint
from desktop.theme.current import text_colour
from desktop.theme.fonts import Role
from desktop.theme.tones import Tone

NUMBER_ROOM = 38


class ProgressDelegate(CellDelegate):
    """Paints `ProgressCell`; the number always stands beside its bar."""

    def paint_cell(
        self,
        painter: QPainter,
        rect: QRect,
        cell: Cell,
        index: QModelIndex | QPersistentModelIndex,
        *,
        right_to_left: bool,
    ) -> None:
        if not isinstance(cell, ProgressCell):
            return
        if cell.value is None:
            self._paint_words(painter, rect, cell, right_to_left=right_to_left)
            return
        groove = QRect(rect.left(), rect.top(), max(16, rect.width() - NUMBER_ROOM), rect.height())
        groove = paint.placed(groove, rect, right_to_left)
        paint.bar(painter, groove, cell.value / 100, cell.tone, right_to_left=right_to_left)
        paint.text(
            painter,
            rect,
            cell.words,
            fonts.font(Role.SMALL),
            text_colour(Tone.MUTED),
            right_to_left=right_to_left,
            at_end=True,
        )

    @staticmethod
    def _paint_words(
        painter: QPainter, rect: QRect, cell: ProgressCell, *, right_to_left: bool
    ) -> None:
        area = QRect(rect)
        ink = text_colour(Tone.MUTED)
        if cell.icon:
            spot = QRect(area.left(), area.top() + (area.height() - 14) // 2, 14, 14)
            icons.paint(painter, cell.icon, paint.placed(spot, area, right_to_left), ink)
            area.adjust(0 if right_to_left else 20, 0, -20 if right_to_left else 0, 0)
        font = fonts.font(Role.SMALL)
        paint.text(painter, area, cell.words, font, ink, right_to_left=right_to_left)
