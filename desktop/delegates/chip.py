"""The cell of a state: a chip."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect
from PySide6.QtGui import QPainter

from desktop.delegates.base import CellDelegate
from desktop.presenters.cells import Cell, ChipCell
from desktop.theme import fonts, motion, paint
from desktop.theme.fonts import Role
from desktop.widgets.turning import Sign, Turning

ROOM_OF_ICON = 35
PAD = 16


class ChipDelegate(CellDelegate):
    """Paints `ChipCell`; the icon of what runs turns."""

    def paint_cell(
        self,
        painter: QPainter,
        rect: QRect,
        cell: Cell,
        index: QModelIndex | QPersistentModelIndex,
        *,
        right_to_left: bool,
    ) -> None:
        if not isinstance(cell, ChipCell) or cell.state is None:
            return
        state = cell.state
        width = min(paint.chip_width(state.word, icon=bool(state.icon)), rect.width())
        top = rect.top() + (rect.height() - paint.CHIP_HEIGHT) // 2
        chip = QRect(rect.left(), top, width, paint.CHIP_HEIGHT)
        chip = paint.placed(chip, rect, right_to_left)
        word = paint.elided(
            state.word,
            fonts.font(Role.SMALL, 500),
            width - (ROOM_OF_ICON if state.icon else PAD) + 2,
        )
        spins = state.icon == "loader-circle"
        paint.chip(
            painter,
            chip,
            word,
            state.tone,
            state.icon,
            right_to_left=right_to_left,
            turn=motion.turn() if spins else 0.0,
        )
        turning = getattr(self.parent(), "turning", None)
        if spins and isinstance(turning, Turning):
            place = paint.chip_icon(chip, right_to_left=right_to_left)
            turning.add(Sign(place, state.icon, state.tone))
