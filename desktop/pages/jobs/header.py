"""The heading of the table: its first word stands where the icons stand."""

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QHeaderView, QWidget

from desktop.item_models.table import CellTableModel
from desktop.theme import fonts, paint
from desktop.theme.current import colour, tokens
from desktop.theme.fonts import Role

PAD = 8
LEAD = 20
"""The page's margin: the first column begins there."""


class JobsHeader(QHeaderView):
    """Quiet words over a line."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setSectionsMovable(True)
        self.setHighlightSections(False)
        self.setMinimumSectionSize(36)

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        now, model = tokens(), self.model()
        painter.save()
        painter.fillRect(rect, colour(now.surface))
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), colour(now.border))
        if isinstance(model, CellTableModel):
            column = model.columns[logicalIndex]
            flipped = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
            lead = LEAD if self.visualIndex(logicalIndex) == 0 else PAD
            words = paint.placed(rect.adjusted(lead, 0, -PAD, -1), rect, flipped)
            paint.text(
                painter,
                words,
                column.title,
                fonts.font(Role.SMALL),
                colour(now.muted),
                right_to_left=flipped,
                at_end=column.at_end,
            )
        painter.restore()
