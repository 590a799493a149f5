"""A tile of the gallery: the picture, its title with the file's integrity, when and by whom."""

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from desktop import icons
from desktop.item_models.proofs import ProofsModel
from desktop.item_models.table import Role
from desktop.presenters import proofs as words_of
from desktop.theme import fonts, motion, paint
from desktop.theme.current import colour, text_colour, tokens
from desktop.theme.fonts import Role as FontRole
from desktop.theme.tones import Tone
from desktop.thumbnails import Thumbnails
from desktop.widgets.pictures import paint_picture
from desktop.widgets.spinner import spinner
from models.views import ProofView

FRAME = 8
SIGN = 14
WORDS_GAP = 5
NARROW = 156
"""Tiles below this width show the sign of the integrity without its word, if all is well."""
State = QStyle.StateFlag


def paint_file(painter: QPainter, rect: QRect, drawing: str, words: str) -> None:
    """What stands for a file that is never rendered."""
    now = tokens()
    paint.box(painter, rect, 6, fill=colour(now.sunken), line=colour(now.border))
    spot = QRect(0, 0, 26, 26)
    spot.moveCenter(rect.center())
    spot.translate(0, -10)
    icons.paint(painter, drawing, spot, text_colour(Tone.MUTED))
    line = QRect(rect.left() + 6, spot.bottom() + 6, rect.width() - 12, 18)
    font, ink = fonts.font(FontRole.CAPTION), text_colour(Tone.MUTED)
    paint.text(painter, line, words, font, ink, centred=True)


class ProofTileDelegate(QStyledItemDelegate):
    """Paints a `ProofView` of a `ProofsModel`; `option.rect` is the tile without its frame."""

    def __init__(self, thumbnails: Thumbnails, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._thumbnails = thumbnails

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        return option.rect.size()

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        model = index.model()
        if not isinstance(model, ProofsModel):
            return
        view: ProofView | None = index.data(Role.VIEW)
        painter.save()
        self._paint_frame(painter, option)
        area = option.rect
        picture = QRect(area.left(), area.top(), area.width(), round(area.width() * 0.625))
        self._paint_picture(painter, picture, view)
        if view is not None:
            words = QRect(area.left(), picture.bottom() + 7, area.width(), 38)
            flipped = option.direction == Qt.LayoutDirection.RightToLeft
            self._paint_words(painter, words, view, model, flipped=flipped)
        painter.restore()

    @staticmethod
    def _paint_frame(painter: QPainter, option: QStyleOptionViewItem) -> None:
        frame = option.rect.adjusted(-FRAME, -FRAME, FRAME, FRAME)
        now = tokens()
        if option.state & State.State_Selected:
            line = now.accent_text if option.state & State.State_HasFocus else now.strong
            paint.box(painter, frame, 8, fill=colour(now.selected), line=colour(line), width=2)
        elif option.state & State.State_MouseOver:
            paint.box(painter, frame, 8, fill=colour(now.hover))

    def _paint_picture(self, painter: QPainter, rect: QRect, view: ProofView | None) -> None:
        if view is None:
            paint_picture(painter, rect, None, broken=False)
        elif not words_of.is_picture(view):
            paint_file(painter, rect, words_of.drawing(view), words_of.form(view))
        else:
            device = painter.device()
            ratio = device.devicePixelRatioF() if device else 1.0
            missing = view.integrity == "missing"
            known = None if missing else self._thumbnails.get(view.sha256, ratio)
            broken = missing or self._thumbnails.broken(view.sha256)
            paint_picture(painter, rect, known, broken=broken)

    def _paint_words(
        self, painter: QPainter, area: QRect, view: ProofView, model: ProofsModel, *, flipped: bool
    ) -> None:
        taken = self._paint_state(painter, area, view, model, flipped=flipped)
        title = QRect(area.left(), area.top(), max(20, area.width() - taken), 20)
        title = paint.placed(title, area, flipped)
        font, ink = fonts.font(FontRole.BODY, 500), text_colour(Tone.TEXT)
        paint.text(painter, title, words_of.title(view), font, ink, right_to_left=flipped)
        second = QRect(area.left(), area.top() + 20, area.width(), 17)
        font, ink = fonts.font(FontRole.CAPTION), text_colour(Tone.MUTED)
        words = model.second_line(view)
        paint.text(painter, second, words, font, ink, right_to_left=flipped)

    def _paint_state(
        self, painter: QPainter, area: QRect, view: ProofView, model: ProofsModel, *, flipped: bool
    ) -> int:
        """The sign and word at the end of the title's line; how much room they took."""
        state = model.state(view)
        font = fonts.font(FontRole.SMALL)
        is_quiet = area.width() < NARROW and state.tone is Tone.SUCCESS
        width = 0 if is_quiet else paint.text_width(state.word, font) + WORDS_GAP
        whole = QRect(area.right() + 1 - SIGN - width, area.top(), SIGN + width, 20)
        whole = paint.placed(whole, area, flipped)
        sign = QRect(whole.left(), whole.top() + 3, SIGN, SIGN)
        spins = state.icon == "loader-circle"
        turn = motion.turn() if spins else 0.0
        ink = text_colour(state.tone)
        sign = paint.placed(sign, whole, flipped)
        icons.paint(painter, state.icon, sign, ink, turn=turn)
        if width:
            words = whole.adjusted(SIGN + WORDS_GAP, 0, 2, 0)
            words = paint.placed(words, whole, flipped)
            paint.text(painter, words, state.word, font, ink, right_to_left=flipped)
        gallery = self.parent()
        if spins and isinstance(gallery, QAbstractItemView):
            spinner().keep(gallery.viewport(), sign)
        return SIGN + width + 8
