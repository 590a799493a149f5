"""Jobs: every job in one live table, and beside it the one that was chosen."""

from typing import Any

from PySide6.QtCore import QByteArray, QEvent, QObject, QPoint, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from desktop.desk import Desk
from desktop.i18n import mark, number, t, tn
from desktop.item_models.jobs import JobsModel
from desktop.pages.base import Page
from desktop.pages.jobs import reading
from desktop.pages.jobs.columns import Columns
from desktop.pages.jobs.detail import DetailPane
from desktop.pages.jobs.feed import JobFeed
from desktop.pages.jobs.filters import FilterRow
from desktop.pages.jobs.nothing import Nothing
from desktop.pages.jobs.table import JobTable
from desktop.pages.jobs.verbs import JobVerbs
from desktop.presenters import times
from desktop.presenters.job_list import VIEWS, Shown
from desktop.widgets.buttons import Button, Kind
from desktop.widgets.floating import NewsButton
from desktop.widgets.frames import column
from desktop.widgets.palette_button import PaletteButton
from desktop.widgets.side_pane import SidePane
from desktop.widgets.tabs import Tab, TabBar
from models.queries import devices as device_queries
from models.views import DeviceView, JobView

PANE = "jobs-pane"
CLOSED = QByteArray(b"closed")
"""What is remembered once the operator took the pane away."""
OVER = 1100
"""Below this width of the window the pane lies over the table."""
COUNT_REST_MS = 1000
MINUTE_MS = 60_000


class JobsPage(Page):
    """The page of jobs."""

    key = "jobs"
    icon = "list-checks"
    words = mark("Jobs")

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        go = desk.navigator
        self._new_job = Button(t("New job"), Kind.PRIMARY, icon="plus", on_click=go.new_job)
        self.add_to_header(PaletteButton(go.open_palette), self._new_job)
        self.verbs = JobVerbs(desk, self)
        self.views = TabBar([Tab(key, t(words)) for key, words in VIEWS.items()], name=t("Views"))
        self.filters = FilterRow()
        self.table = JobTable(JobsModel(desk.clock, desk.workspaces.colour, self))
        self.columns = Columns(self.table, desk.preferences)
        self.feed = JobFeed(desk, self.table, self.tasks)
        self.news = NewsButton(self.table)
        self.nothing = Nothing(go.new_job, self.filters.clear)
        self.detail = DetailPane(desk, self.verbs, self.tasks)
        self._rows = QStackedWidget()
        self._rows.addWidget(self.table)
        self._rows.addWidget(self.nothing)
        main = QWidget()
        column(self.filters, self._rows, spacing=0, parent=main).setStretch(1, 1)
        self.panes = SidePane(main, self.detail)
        self.body.addWidget(self.views)
        self.body.addWidget(self.panes, 1)
        self._count_soon = self._timer(COUNT_REST_MS, self._read_counts, once=True)
        self._minute = self._timer(MINUTE_MS, self.table.jobs.repaint, once=False)
        self._counts: dict[str, int] = {}
        self._opens_first = desk.preferences.state(PANE) != CLOSED
        """Whether the pane comes with the first rows."""
        self._connect()

    def _timer(self, interval: int, call: Any, *, once: bool) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(once)
        timer.setInterval(interval)
        timer.timeout.connect(call)
        return timer

    def _connect(self) -> None:
        self.views.chosen.connect(lambda _: self._show())
        self.filters.changed.connect(self._show)
        self.filters.columns_wanted.connect(
            lambda: self.columns.open_menu(self.filters.columns_button)
        )
        self.table.picked.connect(self._picked)
        self.table.opened.connect(self._open)
        self.table.clicked.connect(lambda _: self._open(self.table.current()))
        self.table.menu_wanted.connect(self._open_menu)
        self.table.viewport().installEventFilter(self)
        self.feed.filled.connect(self._filled)
        self.feed.held.connect(self._held)
        self.news.clicked.connect(self._let_in)
        self.verbs.open_wanted.connect(self._open)
        self.detail.closed.connect(self._closed)
        self.detail.gone.connect(self.close_details)
        self.detail.job_wanted.connect(self._open)
        bridge = self.desk.bridge
        bridge.jobs.connect(self._hear)
        bridge.presence.connect(self._world_changed)
        bridge.pauses.connect(self._world_changed)
        bridge.devices.connect(self._world_changed)

    def refresh(self) -> None:
        """Read what is shown, the counts of the views and the devices."""
        if self._shown() == self.feed.shown:
            self.feed.refresh()
        else:
            self.feed.show(self._shown())
        self._read_counts()
        self.ask("devices", self._take_devices, device_queries.all, now=self.desk.clock())
        self.detail.read()
        self._minute.start()

    def open_item(self, item: str) -> None:
        """Show the job with this id, also when it is not in the table."""
        self._opens_first = False
        self.table.take_current(item)
        self.detail.show_job(item)
        self.panes.set_open(True)
        self.desk.preferences.keep_state(PANE, QByteArray())

    def focus_search(self) -> None:
        """Ctrl+F."""
        self.filters.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.filters.search.selectAll()

    def main_button(self) -> QWidget | None:
        return self._new_job

    def close_page(self) -> None:
        self.feed.stop()
        self.detail.forget()
        self._count_soon.stop()
        self._minute.stop()
        self.columns.keep()
        super().close_page()

    def close_details(self) -> None:
        """Take the pane away; the keyboard goes back to the table."""
        self.panes.set_open(False)
        self.detail.forget()
        self.table.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.panes.is_open:
            self._closed()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.panes.set_over(self.window().width() < OVER)

    def hideEvent(self, event: QEvent) -> None:
        super().hideEvent(event)
        self._minute.stop()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self.columns.fit(self.window().width())
        return False

    def _shown(self) -> Shown:
        today = times.start_of_day(self.desk.clock()) if self.filters.today else None
        return Shown(
            view=self.views.key(),
            workspace_id=self.desk.workspaces.current,
            text=self.filters.text,
            types=self.filters.types,
            device_id=self.filters.device_id,
            since=today,
        )

    def _show(self) -> None:
        self.feed.show(self._shown())

    def _hear(self, jobs: list[JobView]) -> None:
        if not self.isVisible():
            return
        self.feed.hear(jobs)
        if not self._count_soon.isActive():
            self._count_soon.start()

    def _world_changed(self, *_: object) -> None:
        """Phases of waiting jobs follow from who is connected and what is paused."""
        if self.isVisible():
            self.feed.refresh_soon()

    def _read_counts(self) -> None:
        workspace = self.desk.workspaces.current
        now = self.desk.clock()
        self.ask("counts", self._take_counts, reading.view_counts, workspace, now)

    def _take_counts(self, counts: dict[str, int]) -> None:
        self._counts = counts
        for key, count in counts.items():
            self.views.set_count(key, number(count) if count else "")
        self._filled()

    def _take_devices(self, devices: list[DeviceView]) -> None:
        self.filters.set_devices(devices)

    def _filled(self) -> None:
        empty = self.feed.loaded and not self.table.jobs.rowCount()
        if empty:
            self.nothing.explain(self.feed.shown, self._counts.get(self.feed.shown.view))
        current: QWidget = self.nothing if empty else self.table
        if self._rows.currentWidget() is not current:
            self._rows.setCurrentWidget(current)
        if self._opens_first and self.feed.loaded:
            self._open_first()
        if self.detail.job_id:
            if self.table.current_key() is None:
                self.table.mark_current(self.detail.job_id)
            self.verbs.set_job(self.table.jobs.get(self.detail.job_id) or self.detail.job)

    def _open_first(self) -> None:
        """The pane stands open from the start, where it has its own room."""
        self._opens_first = False
        if self.table.jobs.rowCount() and not self.panes.is_over:
            self.table.go_to(0)
            self._open(self.table.current())

    def _closed(self) -> None:
        """The operator took the pane away; it stays away."""
        self.close_details()
        self.desk.preferences.keep_state(PANE, CLOSED)

    def _held(self, count: int) -> None:
        self.news.show_news(tn("{n} new row", "{n} new rows", count) if count else "")

    def _let_in(self) -> None:
        self.table.scrollToTop()
        self.feed.release()

    def _picked(self, job: object) -> None:
        if self.table.steadying or not isinstance(job, JobView):
            return
        self.verbs.set_job(job)
        if self.panes.is_open:
            self.detail.show_job(job.id)

    def _open(self, job: object) -> None:
        if isinstance(job, JobView):
            self.open_item(job.id)
            self.verbs.set_job(job)

    def _open_menu(self, job: object, place: QPoint) -> None:
        if isinstance(job, JobView):
            self.verbs.menu(job).popup(place)
