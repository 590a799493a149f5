"""The table of the design: no grid, rows of one height, a hovered row, painted cells."""

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import (
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QTableView,
    QWidget,
)

from desktop.delegates.plain import PlainDelegate
from desktop.item_models.table import CellTableModel, Role
from desktop.theme import fonts
from desktop.theme.current import colour, tokens
from desktop.theme.fonts import Role as FontRole
from desktop.widgets.turning import Turning

HEADER_HEIGHT = 30


class Table(QTableView):
    """Shows a `CellTableModel`; `opened` carries the struct of a row that was entered."""

    opened = Signal(object)
    picked = Signal(object)
    """The struct of the current row, None when there is none."""
    menu_wanted = Signal(object, object)
    """The struct under the pointer and the place on the screen."""

    def __init__(
        self,
        model: CellTableModel,
        *,
        name: str,
        row_height: int,
        widths: Mapping[str, int],
        stretch: str,
        delegates: Mapping[str, QAbstractItemDelegate] | None = None,
        header: QHeaderView | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.hovered_row = -1
        self.turning = Turning(self.viewport())
        if header is not None:
            self.setHorizontalHeader(header)
        self.setModel(model)
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setMouseTracking(True)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        # Nothing shines through: what is scrolled is moved, and only what is new is painted.
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._menu)
        self.verticalHeader().setVisible(False)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(row_height)
        self._set_columns(model, widths, stretch)
        self._plain = PlainDelegate(self)
        self.setItemDelegate(self._plain)
        for number, column in enumerate(model.columns):
            if delegates and column.key in delegates:
                delegates[column.key].setParent(self)
                self.setItemDelegateForColumn(number, delegates[column.key])
        self.selectionModel().currentRowChanged.connect(self._picked)
        self.activated.connect(lambda index: self.opened.emit(index.data(Role.VIEW)))

    def _set_columns(self, model: CellTableModel, widths: Mapping[str, int], stretch: str) -> None:
        header = self.horizontalHeader()
        header.setFont(fonts.font(FontRole.SMALL))
        header.setFixedHeight(HEADER_HEIGHT)
        header.setHighlightSections(False)
        header.setSectionsMovable(True)
        header.setMinimumSectionSize(36)
        for number, column in enumerate(model.columns):
            if column.key == stretch:
                header.setSectionResizeMode(number, QHeaderView.ResizeMode.Stretch)
            else:
                header.setSectionResizeMode(number, QHeaderView.ResizeMode.Interactive)
                header.resizeSection(number, widths.get(column.key, 100))

    def current(self) -> object:
        """The struct of the current row."""
        return self.currentIndex().data(Role.VIEW)

    def go_to(self, row: int) -> None:
        """Make a row the current one and show it."""
        if row >= 0:
            flags = QItemSelectionModel.SelectionFlag
            index = self.model().index(row, 0)  # selectRow finds no column from right to left
            self.selectionModel().setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)
            self.scrollTo(index)

    def show_column(self, key: str, on: bool) -> None:
        """Show or hide a column."""
        for number, column in enumerate(self.model().columns):
            if column.key == key:
                self.setColumnHidden(number, not on)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        self._hover(self.rowAt(event.position().toPoint().y()))

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Leave:
            self._hover(-1)
        return super().viewportEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        only_signs = self.turning.paint(painter, event.region())
        if not only_signs:
            painter.fillRect(event.rect(), colour(tokens().surface))
        painter.end()
        if not only_signs:
            super().paintEvent(event)

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        super().scrollContentsBy(dx, dy)
        self.turning.move(-dx if self.isRightToLeft() else dx, dy)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            QGuiApplication.clipboard().setText(self.selected_text())
        else:
            super().keyPressEvent(event)

    def selected_text(self) -> str:
        """The selected rows as lines of cells."""
        model = self.model()
        shown = [c for c in range(model.columnCount()) if not self.isColumnHidden(c)]
        rows = sorted(index.row() for index in self.selectionModel().selectedRows())
        lines = (
            "\t".join(str(model.index(row, column).data() or "") for column in shown)
            for row in rows
        )
        return "\n".join(lines)

    def _hover(self, row: int) -> None:
        if row != self.hovered_row:
            before, self.hovered_row = self.hovered_row, row
            for changed in (before, row):
                if changed >= 0:
                    top = self.rowViewportPosition(changed)
                    self.viewport().update(0, top, self.viewport().width(), self.rowHeight(changed))

    def _picked(self, current: QModelIndex, _before: QModelIndex) -> None:
        self.picked.emit(current.data(Role.VIEW) if current.isValid() else None)

    def _menu(self, point: QPoint) -> None:
        index = self.indexAt(point)
        if index.isValid():
            self.menu_wanted.emit(index.data(Role.VIEW), self.viewport().mapToGlobal(point))
