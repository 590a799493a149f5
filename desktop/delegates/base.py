"""The ground every cell stands on: colour of the row, line below it, ring of the keyboard."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from desktop.item_models.table import Role
from desktop.presenters.cells import Cell
from desktop.theme import paint
from desktop.theme.current import colour, tokens

State = QStyle.StateFlag
PAD = 8


class CellDelegate(QStyledItemDelegate):
    """Paints the ground and leaves the content to its heirs."""

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        cell = index.data(Role.CELL)
        painter.save()
        self._paint_ground(painter, option, index)
        if cell is not None:
            content = option.rect.adjusted(PAD, 0, -PAD, -1)
            right_to_left = option.direction == Qt.LayoutDirection.RightToLeft
            self.paint_cell(painter, content, cell, index, right_to_left=right_to_left)
        if option.state & State.State_HasFocus and option.state & State.State_Active:
            paint.focus_ring(painter, option.rect.adjusted(1, 1, -1, -2), 5)
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

    def _paint_ground(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        now = tokens()
        hovered = getattr(option.widget, "hovered_row", -1)
        if option.state & State.State_Selected:
            painter.fillRect(option.rect, colour(now.selected))
        elif hovered == index.row():
            painter.fillRect(option.rect, colour(now.hover))
        line = QRect(option.rect.left(), option.rect.bottom(), option.rect.width(), 1)
        painter.fillRect(line, colour(now.border))
