"""The ground every cell stands on: colour of the row, line below it, ring of the keyboard."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from desktop.item_models.table import Role
from desktop.presenters.cells import Cell
from desktop.theme import paint
from desktop.theme.current import colour, tokens

State = QStyle.StateFlag
SELECTED = State.State_Selected.value
KEYBOARD = (State.State_HasFocus | State.State_Active).value
"""As plain numbers: this runs for every cell of every frame."""
PAD = 8


class CellDelegate(QStyledItemDelegate):
    """Paints the ground and leaves the content to its heirs."""

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        cell: Cell | None = index.data(Role.CELL)
        rect, state = option.rect, option.state.value
        painter.save()
        self._paint_ground(painter, rect, option, index, selected=bool(state & SELECTED))
        if cell is not None:
            content = rect.adjusted(PAD, 0, -PAD, -1)
            right_to_left = option.direction == Qt.LayoutDirection.RightToLeft
            self.paint_cell(painter, content, cell, index, right_to_left=right_to_left)
        if state & KEYBOARD == KEYBOARD:
            paint.focus_ring(painter, rect.adjusted(1, 1, -1, -2), 5)
        painter.restore()

    def paint_cell(
        self,
        painter: QPainter,
        rect: QRect,
        cell: Cell,
        index: QModelIndex | QPersistentModelIndex,
        *,
        right_to_left: bool,
    ) -> None:
        """Paint what the cell says into `rect`."""
        raise NotImplementedError

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        return QSize(60, option.rect.height())

    @staticmethod
    def _paint_ground(
        painter: QPainter,
        rect: QRect,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
        *,
        selected: bool,
    ) -> None:
        now = tokens()
        if selected:
            painter.fillRect(rect, colour(now.selected))
        elif getattr(option.widget, "hovered_row", -1) == index.row():
            painter.fillRect(rect, colour(now.hover))
        line = QRect(rect.left(), rect.bottom(), rect.width(), 1)
        painter.fillRect(line, colour(now.border))
