"""The heading of a big table: quiet words, the arrow of the sorted column, one tick for all."""

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter
from PySide6.QtWidgets import QHeaderView, QWidget

from desktop import icons
from desktop.item_models.table import CellTableModel, Column
from desktop.theme import fonts, paint
from desktop.theme.current import colour, tokens
from desktop.theme.fonts import Role
from desktop.widgets.choices import paint_check

HEIGHT = 30
PAD = 8
ARROW = 14


class SortHeader(QHeaderView):
    """Headings that sort; a column in `ticks` shows the model's check state instead of words."""

    sort_wanted = Signal(str)
    tick_wanted = Signal()

    def __init__(
        self,
        *,
        sortable: frozenset[str],
        ticks: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._sortable = sortable
        self._ticks = ticks
        self._sorted = ""
        self._descending = False
        self._hover = -1
        self.setSectionsClickable(True)
        self.setSectionsMovable(True)
        self.setHighlightSections(False)
        self.setMinimumSectionSize(36)
        self.setFixedHeight(HEIGHT)
        self.setMouseTracking(True)
        self.setFont(fonts.font(Role.SMALL))
        self.sectionClicked.connect(self._clicked)

    def show_sorting(self, key: str, *, descending: bool) -> None:
        """Say by which column the rows stand."""
        self._sorted, self._descending = key, descending
        self.viewport().update()

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), HEIGHT)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        section = self.logicalIndexAt(event.position().toPoint())
        if section != self._hover:
            self._hover = section
            self.viewport().update()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._hover = -1
        self.viewport().update()

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        now = tokens()
        painter.save()
        painter.fillRect(rect, colour(now.surface))
        line = QRect(rect.left(), rect.bottom(), rect.width(), 1)
        painter.fillRect(line, colour(now.border))
        column = self._column(logicalIndex)
        if column is not None and column.key == self._ticks:
            self._paint_tick(painter, rect, logicalIndex)
        elif column is not None:
            self._paint_words(painter, rect.adjusted(PAD, 0, -PAD, -1), column, logicalIndex)
        painter.restore()

    def _column(self, section: int) -> Column | None:
        model = self.model()
        if isinstance(model, CellTableModel) and 0 <= section < len(model.columns):
            return model.columns[section]
        return None

    def _paint_tick(self, painter: QPainter, rect: QRect, section: int) -> None:
        sign = QRect(0, 0, 16, 16)
        sign.moveCenter(rect.center())
        role = Qt.ItemDataRole.CheckStateRole
        state = self.model().headerData(section, Qt.Orientation.Horizontal, role)
        paint_check(painter, sign, Qt.CheckState(state))

    def _paint_words(self, painter: QPainter, area: QRect, column: Column, section: int) -> None:
        now = tokens()
        flipped = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        on = column.key == self._sorted
        hot = section == self._hover and column.key in self._sortable
        ink = colour(now.text2 if on or hot else now.muted)
        room = ARROW + 3 if on else 0
        font = fonts.font(Role.SMALL)
        width = min(paint.text_width(column.title, font) + 1, area.width() - room)
        left = area.right() + 1 - width - room if column.at_end else area.left()
        words = paint.placed(QRect(left, area.top(), width, area.height()), area, flipped)
        paint.text(painter, words, column.title, font, ink, right_to_left=flipped)
        if on:
            top = area.top() + (area.height() - ARROW) // 2
            spot = QRect(left + width + 3, top, ARROW, ARROW)
            drawing = "arrow-down" if self._descending else "arrow-up"
            icons.paint(painter, drawing, paint.placed(spot, area, flipped), ink)

    def _clicked(self, section: int) -> None:
        column = self._column(section)
        if column is None:
            return
        if column.key == self._ticks:
            self.tick_wanted.emit()
        elif column.key in self._sortable:
            self.sort_wanted.emit(column.key)
