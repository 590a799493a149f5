"""The table of Evidence: ticks by mouse and keyboard, headings that sort, cells to copy."""

from PySide6.QtCore import (
    QByteArray,
    QItemSelectionModel,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QKeySequence, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QWidget

from desktop.i18n import t
from desktop.item_models.evidence import CHECK, HEADINGS, UNSORTED, EvidenceModel
from desktop.preferences import Preferences
from desktop.widgets.header import SortHeader
from desktop.widgets.row_table import RowTable

ROW = 32
COLUMNS, HIDDEN = "evidence/columns", "evidence/hidden"
TITLE_ROOM = 220
WIDTHS = {
    CHECK: 44,
    "category": 120,
    "place": 136,
    "phone": 128,
    "rating": 104,
    "confidence": 92,
    "source": 92,
    "seen": 66,
}


class EvidenceTable(RowTable):
    """Rows are ticked, not selected: a click elsewhere does not lose thirty ticks."""

    copy_wanted = Signal()
    sort_wanted = Signal(str)

    def __init__(self, model: EvidenceModel, parent: QWidget | None = None) -> None:
        header = SortHeader(sortable=frozenset(HEADINGS) - UNSORTED, ticks=CHECK)
        super().__init__(
            model, name=t("Evidence"), row_height=ROW, widths=WIDTHS, stretch="title",
            header=header, parent=parent,
        )  # fmt: skip
        self._rows = model
        self._anchor = 0
        self._unwanted: set[str] = set()
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        header.setSectionResizeMode(0, header.ResizeMode.Fixed)
        header.setFirstSectionMovable(False)
        header.sort_wanted.connect(self.sort_wanted)
        header.tick_wanted.connect(self.tick_all)
        self.headings = header

    def stands_out(self, row: int) -> bool:
        return self._rows.seqs()[row] in self._rows.chosen

    def tick_all(self) -> None:
        """Tick every row, or none when all are ticked."""
        self._rows.chosen.set_all(self._rows.chosen.state() != Qt.CheckState.Checked)

    def unwanted(self) -> set[str]:
        """The columns that the operator hid."""
        return set(self._unwanted)

    def want_column(self, key: str, on: bool) -> None:
        """Show a column where there is room for it, or hide it."""
        (self._unwanted.discard if on else self._unwanted.add)(key)
        self._fit_columns()

    def restore(self, kept: Preferences) -> None:
        """Columns as they were left."""
        state = kept.state(COLUMNS)
        if not state.isEmpty():
            self.headings.restoreState(state)
        known = {column.key for column in self._rows.columns}
        self._unwanted = known & set(kept.state(HIDDEN).data().decode().split(","))
        self._fit_columns()

    def keep(self, kept: Preferences) -> None:
        """Remember the columns."""
        kept.keep_state(COLUMNS, self.headings.saveState())
        kept.keep_state(HIDDEN, QByteArray(",".join(sorted(self._unwanted)).encode()))

    def enter(self) -> None:
        """The keyboard comes to the row where it was, or to the first."""
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        if self._rows.rowCount():
            self.go_to(max(0, self.current_row()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._fit_columns()
        super().resizeEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        if event.button() != Qt.MouseButton.LeftButton or not index.isValid():
            super().mousePressEvent(event)
            return
        keys = event.modifiers()
        self._make_current(index.row(), index.column())
        if keys & Qt.KeyboardModifier.ShiftModifier:
            self._tick_range(self._anchor, index.row())
        elif index.column() == 0 or keys & Qt.KeyboardModifier.ControlModifier:
            self._toggle(index.row())

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and index.column() == 0:
            self._toggle(index.row())
        else:
            super().mouseDoubleClickEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        row = self.currentIndex().row()
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_wanted.emit()
        elif event.matches(QKeySequence.StandardKey.SelectAll):
            self._rows.chosen.set_all(True)
        elif event.key() == Qt.Key.Key_Space and row >= 0:
            self._toggle(row)
        elif event.key() == Qt.Key.Key_Escape and self._rows.chosen.count():
            self._rows.chosen.set_all(False)
        elif self._ticks_on(event, row):
            return
        else:
            super().keyPressEvent(event)

    def _ticks_on(self, event: QKeyEvent, row: int) -> bool:
        """Shift with an arrow ticks while it moves."""
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()), 0)
        shift = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        target = row + step
        if not step or not shift or row < 0 or not 0 <= target < self._rows.rowCount():
            return False
        self._rows.chosen.set((self._rows.seqs()[row], self._rows.seqs()[target]), True)
        self._make_current(target, self.currentIndex().column())
        return True

    def _toggle(self, row: int) -> None:
        self._rows.chosen.toggle(self._rows.seqs()[row])
        self._anchor = row

    def _tick_range(self, start: int, end: int) -> None:
        low, high = sorted((min(start, self._rows.rowCount() - 1), end))
        self._rows.chosen.set(self._rows.seqs()[low : high + 1], True)

    def _make_current(self, row: int, column: int) -> None:
        index = self._rows.index(row, column)
        keep = QItemSelectionModel.SelectionFlag.NoUpdate
        self.selectionModel().setCurrentIndex(index, keep)
        self.scrollTo(index)

    def go_to(self, row: int) -> None:
        if row >= 0:
            self._make_current(row, 1)

    def current_row(self) -> int:
        """The row where the keyboard is, -1 when there is none."""
        return self.currentIndex().row()

    def shown_keys(self) -> list[str]:
        """The columns that the operator has not hidden, the tick left out."""
        keys = [column.key for column in self._rows.columns[1:]]
        return [key for key in keys if key not in self._unwanted]

    def _fit_columns(self) -> None:
        """What has no room goes, from the end; the title keeps what it needs."""
        left = self.viewport().width() - TITLE_ROOM
        for number, column in enumerate(self._rows.columns):
            if column.key == "title":
                continue
            wanted = column.key not in self._unwanted
            left -= self._width_of(number, column.key) if wanted else 0
            self.setColumnHidden(number, not wanted or left < 0)

    def _width_of(self, number: int, key: str) -> int:
        return self.columnWidth(number) or WIDTHS[key]
