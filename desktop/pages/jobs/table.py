"""The table of jobs: what changes above the reader never moves what he looks at."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QItemSelectionModel, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from desktop.delegates.chip import ChipDelegate
from desktop.delegates.progress import ProgressDelegate
from desktop.delegates.two_line import TwoLineDelegate
from desktop.i18n import right_to_left, t
from desktop.item_models.jobs import JobsModel
from desktop.item_models.table import Role
from desktop.pages.jobs.header import JobsHeader
from desktop.widgets.table import Table

ROW = 44
WIDTHS = {"phase": 166, "progress": 112, "rows": 50, "device": 146, "updated": 84}
ARABIC_WIDTHS = WIDTHS | {"phase": 192, "rows": 54, "device": 150, "updated": 100}
"""As wide as the longest reason, a device's name and a weekday with its time."""
NEAR_THE_END = 20 * ROW


def widths() -> dict[str, int]:
    """The widths of the columns in the language in force."""
    return ARABIC_WIDTHS if right_to_left() else WIDTHS


class JobTable(Table):
    """Shows `JobsModel`; changes are made inside `steady()`."""

    more_wanted = Signal()
    scrolled_to_top = Signal()

    def __init__(self, model: JobsModel, parent: QWidget | None = None) -> None:
        super().__init__(
            model,
            name=t("Jobs"),
            row_height=ROW,
            widths=widths(),
            stretch="job",
            delegates={
                "job": TwoLineDelegate(),
                "phase": ChipDelegate(),
                "progress": ProgressDelegate(),
            },
            header=JobsHeader(),
            parent=parent,
        )
        self.jobs = model
        self.steadying = False
        """Rows are being moved: what is picked meanwhile is not the operator's doing."""
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionMode(Table.SelectionMode.SingleSelection)
        self.verticalScrollBar().valueChanged.connect(self._scrolled)

    def scrolled(self) -> bool:
        """Whether the reader has left the top."""
        return self.verticalScrollBar().value() > 0

    def current_key(self) -> str | None:
        """The id of the current row."""
        key = self.currentIndex().data(Role.KEY)
        return str(key) if key else None

    @contextmanager
    def steady(self) -> Iterator[None]:
        """Change the model in here: the current row stays current, what is in view stays there."""
        key, before = self.current_key(), self._rows_in_view()
        self.steadying = True
        try:
            yield
            self._restore_current(key)
            self._follow(before)
        finally:
            self.steadying = False

    def take_current(self, key: str) -> bool:
        """Make the row with this id the current one, in view; False when it is not there."""
        row = self.jobs.row_of(key)
        if row >= 0 and key != self.current_key():
            self.go_to(row)
        return row >= 0

    def mark_current(self, key: str) -> None:
        """As `take_current`, but the reader stays where he is."""
        row = self.jobs.row_of(key)
        if row >= 0 and key != self.current_key():
            self.setAutoScroll(False)
            self._choose(row)
            self.setAutoScroll(True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit(self.current())
        else:
            super().keyPressEvent(event)

    def _restore_current(self, key: str | None) -> None:
        """Qt makes a neighbour current when a row goes; nobody chose that one."""
        if key is None or key == self.current_key():
            return
        if self.jobs.row_of(key) < 0:
            self.selectionModel().clear()
        else:
            self.mark_current(key)

    def _choose(self, row: int) -> None:
        flags = QItemSelectionModel.SelectionFlag
        index = self.jobs.index(row, 0)
        self.selectionModel().setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)

    def _rows_in_view(self) -> dict[str, int]:
        """Ids and rows of what is in view, once the reader has left the top."""
        if not self.scrolled():
            return {}
        top = max(0, self.rowAt(0))
        bottom = self.rowAt(self.viewport().height() - 1)
        last = bottom if bottom >= 0 else self.jobs.rowCount() - 1
        rows = {row: self.jobs.view_at(row) for row in range(top, last + 1)}
        return {view.id: row for row, view in rows.items() if view is not None}

    def _follow(self, before: dict[str, int]) -> None:
        """Scroll by as many rows as most of what was in view has moved."""
        moved = Counter(
            now - row for key, row in before.items() if (now := self.jobs.row_of(key)) >= 0
        )
        if not moved:
            return
        rows, _ = moved.most_common(1)[0]
        if rows:
            bar = self.verticalScrollBar()
            bar.setValue(bar.value() + rows * ROW)

    def _scrolled(self, value: int) -> None:
        if value == 0:
            self.scrolled_to_top.emit()
        if value > self.verticalScrollBar().maximum() - NEAR_THE_END:
            self.more_wanted.emit()
