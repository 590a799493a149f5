"""A tile of a list of pictures: the picture, what it shows, when it was taken."""

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from desktop.item_models.table import Role
from desktop.presenters.cells import TwoLineCell
from desktop.theme import fonts, paint
from desktop.theme.current import colour, text_colour, tokens
from desktop.theme.fonts import Role as FontRole
from desktop.theme.tones import Tone
from desktop.thumbnails import Thumbnails
from desktop.widgets.pictures import paint_picture
from models.views import ProofView

PAD = 6
CAPTION = 36
Index = QModelIndex | QPersistentModelIndex
State = QStyle.StateFlag


class TileDelegate(QStyledItemDelegate):
    """Paints a `ProofView` with its `TwoLineCell`."""

    def __init__(self, thumbnails: Thumbnails, size: QSize, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._thumbnails = thumbnails
        self._size = size

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return self._size

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        proof, cell = index.data(Role.VIEW), index.data(Role.CELL)
        painter.save()
        area = option.rect.adjusted(2, 2, -2, -2)
        if option.state & State.State_MouseOver:
            paint.box(painter, area, 6, fill=colour(tokens().hover))
        inner = area.adjusted(PAD, PAD, -PAD, -PAD)
        picture = inner.adjusted(0, 0, 0, -CAPTION - 4)
        self._paint_picture(painter, picture, proof)
        if isinstance(cell, TwoLineCell):
            flipped = option.direction == Qt.LayoutDirection.RightToLeft
            self._paint_words(painter, inner, cell, flipped=flipped)
        if option.state & State.State_HasFocus and option.state & State.State_Active:
            paint.focus_ring(painter, area)
        painter.restore()

    def _paint_picture(self, painter: QPainter, rect: QRect, proof: ProofView | None) -> None:
        if proof is None:
            paint_picture(painter, rect, None, broken=False)
            return
        device = painter.device()
        ratio = device.devicePixelRatioF() if device else 1.0
        known = self._thumbnails.get(proof.sha256, ratio)
        broken = self._thumbnails.broken(proof.sha256)
        paint_picture(painter, rect, known, broken=broken)

    @staticmethod
    def _paint_words(painter: QPainter, area: QRect, cell: TwoLineCell, *, flipped: bool) -> None:
        top = area.bottom() - CAPTION + 2
        first = QRect(area.left(), top, area.width(), 18)
        second = QRect(area.left(), top + 18, area.width(), 17)
        font = fonts.font(FontRole.SMALL, 500)
        ink = text_colour(Tone.TEXT)
        paint.text(painter, first, cell.title, font, ink, right_to_left=flipped)
        font = fonts.font(FontRole.CAPTION)
        ink = text_colour(Tone.MUTED)
        paint.text(painter, second, cell.second, font, ink, right_to_left=flipped)
