"""A timeline: a disc with an icon for each event, a line from one to the next."""

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QFrame, QListView, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from desktop import icons
from desktop.presenters.timeline import Moment
from desktop.theme import fonts, paint
from desktop.theme.current import colour, text_colour, tokens, tone_colours
from desktop.theme.fonts import Role
from desktop.theme.tones import Tone

DISC = 18
ONE_LINE = 26
TWO_LINES = 45
__all__ = ["Moment", "Timeline"]
Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()


class _Moments(QAbstractListModel):
    """The events of one list."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._moments: list[Moment] = []

    def set_moments(self, moments: list[Moment]) -> None:
        """Show these."""
        self.beginResetModel()
        self._moments = moments
        self.endResetModel()

    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self._moments)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        moment = self._moments[index.row()]
        if role == Qt.ItemDataRole.UserRole:
            return moment
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            parts = (moment.title, moment.detail, moment.time)
            return ", ".join(part for part in parts if part)
        return None


class _MomentDelegate(QStyledItemDelegate):
    """Paints one event."""

    def __init__(self, parent: QWidget, *, two_lines: bool) -> None:
        super().__init__(parent)
        self._two_lines = two_lines

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(120, TWO_LINES if self._two_lines else ONE_LINE)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        moment = index.data(Qt.ItemDataRole.UserRole)
        flipped = option.direction == Qt.LayoutDirection.RightToLeft
        area = option.rect
        painter.save()
        last = index.row() == index.model().rowCount() - 1
        self._paint_disc(painter, area, moment, last=last, flipped=flipped)
        time = fonts.font(Role.SMALL)
        width = paint.text_width(moment.time, time)
        words = area.adjusted(DISC + 12, 0, -(width + 10), 0)
        words = paint.placed(words, area, flipped)
        upper = QRect(words.left(), area.top(), words.width(), ONE_LINE - 4)
        ink = text_colour(Tone.MUTED)
        ends = QRect(area.left(), area.top(), area.width(), ONE_LINE - 4)
        paint.text(painter, ends, moment.time, time, ink, right_to_left=flipped, at_end=True)
        self._paint_words(painter, upper, moment, beside=width + 10, flipped=flipped)
        painter.restore()

    def _paint_disc(
        self, painter: QPainter, area: QRect, moment: Moment, *, last: bool, flipped: bool
    ) -> None:
        disc = QRect(area.left(), area.top() + 2, DISC, DISC)
        disc = paint.placed(disc, area, flipped)
        if not last:
            line = QRect(disc.center().x(), disc.bottom() + 2, 1, area.bottom() - disc.bottom() - 1)
            painter.fillRect(line, colour(tokens().strong))
        colours = tone_colours(moment.tone)
        paint.box(painter, disc, DISC / 2, fill=colour(colours.soft))
        icons.paint(painter, moment.icon, disc.adjusted(3, 3, -3, -3), colour(colours.text))

    def _paint_words(
        self, painter: QPainter, upper: QRect, moment: Moment, *, beside: int, flipped: bool
    ) -> None:
        """`beside` the first line stands the time; the second has that room too."""
        title, small = fonts.font(Role.BODY, 500), fonts.font(Role.SMALL)
        ink, quiet = text_colour(Tone.TEXT), text_colour(Tone.MUTED)
        width = min(upper.width(), paint.text_width(moment.title, title) + 2)
        first = paint.placed(
            QRect(upper.left(), upper.top(), width, upper.height()), upper, flipped
        )
        paint.text(painter, first, moment.title, title, ink, right_to_left=flipped)
        if self._two_lines:
            rest = QRect(upper.left(), upper.bottom() - 2, upper.width() + beside, 20)
            rest.translate(-beside if flipped else 0, 0)
        else:
            rest = upper.adjusted(0 if flipped else width + 6, 0, -(width + 6) if flipped else 0, 0)
        paint.text(painter, rest, moment.detail, small, quiet, right_to_left=flipped)


class Timeline(QListView):
    """The events of a job, or of the hub; as high as it needs unless `scrolls`."""

    def __init__(
        self,
        *,
        name: str,
        two_lines: bool = False,
        scrolls: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._moments = _Moments(self)
        self._height = TWO_LINES if two_lines else ONE_LINE
        self._scrolls = scrolls
        self.setModel(self._moments)
        self.setItemDelegate(_MomentDelegate(self, two_lines=two_lines))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setUniformItemSizes(True)
        self.setSelectionMode(QListView.SelectionMode.NoSelection)
        self.setAccessibleName(name)
        self.setProperty("ground", "clear")
        if not scrolls:
            self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def set_moments(self, moments: list[Moment]) -> None:
        """Show these events."""
        self._moments.set_moments(moments)
        if not self._scrolls:
            self.setFixedHeight(len(moments) * self._height)
