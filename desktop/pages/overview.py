"""Overview: what needs the operator now, what runs, what came in today, hub and devices."""

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from desktop.desk import Desk
from desktop.i18n import mark, number, t
from desktop.pages.base import MARGIN, Page
from desktop.pages.overview_parts import (
    RUNNING_SHOWN,
    DevicesSection,
    HubSection,
    JobsSection,
    NextPostsSection,
    ProofsSection,
    TodaySection,
)
from desktop.pages.overview_rows import NeedsRow, RunningRow
from desktop.presenters import times
from desktop.widgets.banner import EmptyState
from desktop.widgets.buttons import Button, Kind
from desktop.widgets.frames import Card, Scroll, column
from desktop.widgets.palette_button import PaletteButton
from models import settings
from models.posts.views import PostView
from models.queries import devices as device_queries
from models.queries import jobs as job_queries
from models.queries import overview
from models.queries import posts as post_queries
from models.views import DeviceView, JobView

SIDE = 312
NARROW = 980
REST_MS = 500
MINUTE_MS = 60_000


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything that the page shows, read at once."""

    desk: overview.Desk
    today: overview.Today
    devices: list[DeviceView]
    working: dict[str, JobView]
    """The running job of each device."""
    on_lan: bool
    queue: list[PostView]
    """The posts that go out next."""


def read(db: Any, workspace_id: str | None, now: int) -> Reading:
    """Ask the store."""
    running = job_queries.listed(db, job_queries.JobFilter(statuses=("RUNNING",)), now=now)
    return Reading(
        desk=overview.desk(db, workspace_id=workspace_id, now=now),
        today=overview.today(db, times.start_of_day(now), workspace_id=workspace_id, now=now),
        devices=device_queries.all(db, now=now),
        working={job.assigned_agent_id: job for job in running if job.assigned_agent_id},
        on_lan=settings.switch(db, "lan_enabled"),
        queue=post_queries.queue(db, workspace_id, now=now),
    )


class OverviewPage(Page):
    """The first page."""

    key = "overview"
    icon = "layout-dashboard"
    words = mark("Overview")

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        go = desk.navigator
        self._new_job = Button(t("New job"), Kind.PRIMARY, icon="plus", on_click=go.new_job)
        self.add_to_header(PaletteButton(go.open_palette), self._new_job)
        every_job = Button(t("All jobs"), Kind.LINK, on_click=lambda: go.show_page("jobs"))
        self.needs = JobsSection(
            t("Needs you"),
            lambda job, first: NeedsRow(desk, job, first=first),
            t("Nothing needs you."),
        )
        self.running = JobsSection(
            t("Running now"),
            lambda job, _: RunningRow(desk, job),
            t("No job is running."),
            (every_job,),
        )
        self.today = TodaySection()
        self.proofs = ProofsSection(desk)
        self.devices = DevicesSection(desk)
        self.next_posts = NextPostsSection(desk)
        self.hub = HubSection(desk)
        self.welcome = self._welcome()
        self._lay_out()
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST_MS)
        self._rest.timeout.connect(self.refresh)
        self._minute = QTimer(self)
        self._minute.setInterval(MINUTE_MS)
        self._minute.timeout.connect(self._soon)
        self._minute.start()
        bridge = desk.bridge
        bridge.jobs.connect(self._jobs_changed)
        for signal in (bridge.devices, bridge.proofs, bridge.evidence, bridge.settings):
            signal.connect(self._soon)
        bridge.posts.connect(self._soon)
        bridge.presence.connect(self._soon)
        desk.hub.changed.connect(self._soon)

    def main_button(self) -> QWidget:
        return self._new_job

    def refresh(self) -> None:
        now = self.desk.clock()
        self.fact.setText(times.long_day(now))
        self.ask("overview", self._show, read, self.desk.workspaces.current, now)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < NARROW
        direction = QBoxLayout.Direction
        self._sides.setDirection(direction.TopToBottom if narrow else direction.LeftToRight)
        self._side.setFixedWidth(self.width() - 2 * MARGIN if narrow else SIDE)
        self.today.place(2 if narrow else 4)

    def _welcome(self) -> QWidget:
        start = Button(t("Start"), Kind.PRIMARY, on_click=self.desk.navigator.pair_device)
        words = t("Pair a browser, then run a first search. It takes two minutes.")
        card = Card()
        empty = EmptyState(t("Welcome"), words, icon="monitor-smartphone", button=start)
        column(empty, parent=card)
        card.hide()
        return card

    def _lay_out(self) -> None:
        main, self._side = QWidget(), QWidget()
        parts = (self.welcome, self.needs, self.running, self.today, self.proofs)
        column(*parts, None, spacing=22, parent=main)
        column(self.devices, self.next_posts, self.hub, None, spacing=22, parent=self._side)
        self._side.setFixedWidth(SIDE)
        self._sides = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._sides.setContentsMargins(MARGIN, 4, MARGIN, MARGIN)
        self._sides.setSpacing(18)
        self._sides.addWidget(main, 1)
        self._sides.addWidget(self._side, 0, Qt.AlignmentFlag.AlignTop)
        content = QWidget()
        content.setLayout(self._sides)
        self.body.addWidget(Scroll(content))

    def _soon(self) -> None:
        if self.isVisible() and not self._rest.isActive():
            self._rest.start()

    def _jobs_changed(self, jobs: list[JobView]) -> None:
        """A job that only moved on is shown at once; the rest is read a little later."""
        if not self.isVisible():
            return
        for job in jobs:
            if job.phase == "running":
                self.running.update_job(job)
        self._soon()

    def _show(self, reading: Reading) -> None:
        desk = reading.desk
        self.welcome.setVisible(not reading.devices and not desk.evidence_rows)
        self.needs.show_jobs(desk.needs_you)
        self.needs.pill.set_words(number(len(desk.needs_you)) if desk.needs_you else "")
        going = [job for job in desk.running if not job.needs_user_action]
        self.running.show_jobs(going[:RUNNING_SHOWN])
        self.running.fact.setText(number(len(going)) if going else "")
        self.today.show_today(reading.today, times.start_of_day(self.desk.clock()))
        self.proofs.show_proofs(desk.latest_proofs)
        self.devices.show_devices(reading.devices, reading.working)
        self.next_posts.show_posts(reading.queue, self.desk.clock())
        self.hub.show_hub(desk, on_lan=reading.on_lan)
