"""A post in the list: workspace and title, platforms and time, and how whole the proof is."""

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QSize
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from desktop import icons
from desktop.delegates.account import after
from desktop.i18n import right_to_left
from desktop.item_models.posts import PostsModel
from desktop.item_models.table import Role
from desktop.presenters import posts
from desktop.presenters.phases import State
from desktop.theme import fonts, paint
from desktop.theme.current import colour, text_colour, tokens
from desktop.theme.fonts import Role as FontRole
from desktop.theme.tones import Tone
from desktop.widgets.platform import marks_width, paint_marks
from models.posts.views import PostView

HEIGHT, HEIGHT_ARABIC = 52, 60
MARGIN, END = 20, 14
Index = QModelIndex | QPersistentModelIndex
Flag = QStyle.StateFlag


class PostDelegate(QStyledItemDelegate):
    """Paints a `PostView` of a `PostsModel`."""

    def __init__(self, model: PostsModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._model = model

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(120, HEIGHT_ARABIC if right_to_left() else HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        post = index.data(Role.VIEW)
        if not isinstance(post, PostView):
            return
        now, area = tokens(), option.rect
        flipped = right_to_left()
        painter.save()
        if option.state & Flag.State_Selected:
            painter.fillRect(area, colour(now.selected))
        elif option.state & Flag.State_MouseOver:
            painter.fillRect(area, colour(now.hover))
        painter.fillRect(area.left(), area.bottom(), area.width(), 1, colour(now.border))
        content = paint.placed(area.adjusted(MARGIN, 0, -END, -1), area, flipped)
        room = self._paint_end(painter, content, post, flipped=flipped)
        words = content.adjusted(room if flipped else 0, 0, 0 if flipped else -room, 0)
        self._paint_words(painter, words, post, flipped=flipped)
        if option.state & Flag.State_HasFocus and option.state & Flag.State_Active:
            paint.focus_ring(painter, area.adjusted(1, 1, -1, -2), 5)
        painter.restore()

    def _paint_words(
        self, painter: QPainter, area: QRect, post: PostView, *, flipped: bool
    ) -> None:
        upper = fonts.line_height(FontRole.BODY)
        lower = fonts.line_height(FontRole.SMALL)
        top = area.top() + (area.height() - upper - lower - 2) // 2
        first = QRect(area.left(), top, area.width(), upper)
        left = first.right() - 7 if flipped else first.left()
        paint.square(painter, left, first.center().y() + 1, self._model.colour(post.workspace_id))
        first, second = (
            after(QRect(area.left(), y, area.width(), height), 15, right_to_left=flipped)
            for y, height in ((top, upper), (top + upper + 2, lower))
        )
        title = posts.title(post)
        font, ink = fonts.font(FontRole.BODY, 500), text_colour(Tone.TEXT)
        paint.text(painter, first, title, font, ink, right_to_left=flipped)
        marks = posts.marks(post)
        paint_marks(painter, second, marks, right_to_left=flipped)
        room = marks_width(len(marks)) + 7 if marks else 0
        when = after(second, room, right_to_left=flipped)
        small, quiet = fonts.font(FontRole.SMALL), text_colour(Tone.MUTED)
        paint.text(painter, when, self._model.when(post), small, quiet, right_to_left=flipped)

    def _paint_end(self, painter: QPainter, area: QRect, post: PostView, *, flipped: bool) -> int:
        """How whole the proof is, or the state as a small chip; returns the room it took."""
        state = self._model.end(post)
        if state.icon in ("shield-check", "shield-alert"):
            return _paint_proof(painter, area, state, flipped=flipped)
        width = min(paint.chip_width(state.word, small=True), area.width() // 2)
        chip = QRect(area.right() - width, 0, width, paint.CHIP_SMALL)
        chip.moveTop(area.top() + (area.height() - chip.height()) // 2)
        chip = paint.placed(chip, area, flipped)
        word = paint.elided(state.word, fonts.font(FontRole.CAPTION, 500), width - 28)
        paint.chip(painter, chip, word, state.tone, state.icon, small=True, right_to_left=flipped)
        return width + 8


def _paint_proof(painter: QPainter, area: QRect, state: State, *, flipped: bool) -> int:
    font, ink = fonts.font(FontRole.SMALL, 500), text_colour(state.tone)
    width = paint.text_width(state.word, font) + 20
    place = QRect(area.right() - width, area.top(), width, area.height())
    place = paint.placed(place, area, flipped)
    spot = QRect(place.left(), place.top() + (place.height() - 14) // 2, 14, 14)
    icons.paint(painter, state.icon, paint.placed(spot, place, flipped), ink)
    words = after(place, 18, right_to_left=flipped)
    paint.text(painter, words, state.word, font, ink, right_to_left=flipped)
    return width + 8
