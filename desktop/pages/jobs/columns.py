"""Which columns of the table are in view: those the operator wants, as far as there is room."""

from PySide6.QtCore import QByteArray, QObject, QTimer
from PySide6.QtWidgets import QMenu, QWidget

from desktop.pages.jobs.filters import below
from desktop.pages.jobs.table import JobTable, widths
from desktop.preferences import Preferences

LAYOUT, HIDDEN = "jobs-columns", "jobs-columns-hidden"
NARROW = 1280
"""Below this width of the window the Device column goes."""
JOB_LEAST = 180
ALWAYS = frozenset({"job", "phase"})
REST_MS = 400


class Columns(QObject):
    """Shows, hides and remembers the columns."""

    def __init__(self, table: JobTable, preferences: Preferences) -> None:
        super().__init__(table)
        self._table = table
        self._preferences = preferences
        self._window_width = NARROW
        self._hidden = set(bytes(preferences.state(HIDDEN).data()).decode().split()) - ALWAYS
        layout = preferences.state(LAYOUT)
        if not layout.isEmpty():
            table.horizontalHeader().restoreState(layout)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST_MS)
        self._rest.timeout.connect(self.keep)
        table.horizontalHeader().sectionMoved.connect(lambda *_: self._rest.start())
        table.horizontalHeader().sectionResized.connect(lambda *_: self._rest.start())
        self.fit()

    def wanted(self, key: str) -> bool:
        """Whether the operator wants this column."""
        return key not in self._hidden

    def want(self, key: str, *, on: bool) -> None:
        """The operator wants a column, or not."""
        if key in ALWAYS:
            return
        (self._hidden.discard if on else self._hidden.add)(key)
        self.fit()
        self.keep()

    def fit(self, window_width: int | None = None) -> None:
        """Show what is wanted and has room beside the job itself."""
        if window_width is not None:
            self._window_width = window_width
        shown = {column.key for column in self._table.jobs.columns} - self._hidden
        if self._window_width < NARROW:
            shown.discard("device")
        if self._room_for_job(shown) < JOB_LEAST:
            shown.discard("rows")
        for column in self._table.jobs.columns:
            self._table.show_column(column.key, column.key in shown)

    def keep(self) -> None:
        """Remember order, widths, and what the operator hid (not what had no room)."""
        self._rest.stop()
        self._preferences.keep_state(LAYOUT, self._table.horizontalHeader().saveState())
        self._preferences.keep_state(HIDDEN, QByteArray(" ".join(sorted(self._hidden)).encode()))

    def open_menu(self, button: QWidget) -> None:
        """Let the operator choose, below the button."""
        menu = QMenu(button)
        menu.aboutToHide.connect(menu.deleteLater)
        for column in self._table.jobs.columns:
            if column.key not in ALWAYS:
                action = menu.addAction(column.title)
                action.setCheckable(True)
                action.setChecked(self.wanted(column.key))
                action.triggered.connect(lambda on, key=column.key: self.want(key, on=on))
        menu.popup(below(button, menu))

    def _room_for_job(self, shown: set[str]) -> int:
        header = self._table.horizontalHeader()
        known = enumerate(self._table.jobs.columns)
        actual = {column.key: header.sectionSize(number) for number, column in known}
        taken = (max(width, actual[key]) for key, width in widths().items() if key in shown)
        return self._table.viewport().width() - sum(taken)
