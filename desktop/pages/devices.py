"""Devices: a card for each paired browser profile, or a row; pairing begins here."""

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtWidgets import QStackedWidget, QWidget

from desktop.delegates.chip import ChipDelegate
from desktop.delegates.two_line import TwoLineDelegate
from desktop.desk import Desk
from desktop.i18n import mark, t
from desktop.item_models.devices import DevicesModel
from desktop.pages.base import MARGIN, Page
from desktop.pages.device_actions import device_menu
from desktop.pages.device_card import CardGrid, DeviceCard
from desktop.pages.jobs.header import JobsHeader
from desktop.presenters import devices as words
from desktop.widgets.banner import EmptyState
from desktop.widgets.buttons import Button, Kind
from desktop.widgets.choices import Choice
from desktop.widgets.frames import Scroll, column, row
from desktop.widgets.palette_button import PaletteButton
from desktop.widgets.segments import Segments
from desktop.widgets.table import Table
from models import pauses
from models.queries import devices as device_queries
from models.queries import jobs as job_queries
from models.views import DeviceView, JobView

REST_MS = 300
CARDS, TABLE = "cards", "table"
ALL = "all"
WIDTHS = {
    "name": 250,
    "state": 150,
    "accounts": 220,
    "version": 70,
    "today": 96,
    "seen": 96,
}


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything that the page shows."""

    devices: list[DeviceView]
    working: dict[str, JobView]
    paused: set[str]


def read(db: Any, now: int) -> Reading:
    """Ask the store."""
    running = job_queries.listed(db, job_queries.JobFilter(statuses=("RUNNING",)), now=now)
    return Reading(
        devices=device_queries.all(db, now=now),
        working={job.assigned_agent_id: job for job in running if job.assigned_agent_id},
        paused={p.target for p in pauses.all(db) if p.scope == "device" and p.target},
    )


class DevicesPage(Page):
    """The paired devices."""

    key = "devices"
    icon = "monitor-smartphone"
    words = mark("Devices")

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._pair = Button(
            t("Pair a device"), Kind.PRIMARY, icon="plus", on_click=desk.navigator.pair_device
        )
        self.add_to_header(PaletteButton(desk.navigator.open_palette), self._pair)
        self._reading = Reading([], {}, set())
        self._cards: dict[str, DeviceCard] = {}
        self._wanted: str | None = None
        self._build_filters()
        self._build_views()
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST_MS)
        self._rest.timeout.connect(self.refresh)
        for signal in (desk.bridge.jobs, desk.bridge.devices, desk.bridge.pauses):
            signal.connect(self._soon)
        desk.bridge.presence.connect(self._soon)

    def main_button(self) -> QWidget:
        return self._pair

    def refresh(self) -> None:
        self.ask("devices", self._take, read, self.desk.clock())

    def open_item(self, item: str) -> None:
        self._wanted = item
        self._show()

    def _build_filters(self) -> None:
        states = [(t("All"), ALL)] + [
            (words.state_word(key), key) for key in words.STATES if key != "revoked"
        ]
        self._filter = Choice(states, name=t("State"))
        self._filter.chosen.connect(lambda _: self._show())
        self._view = Segments(
            [(t("Cards"), CARDS), (t("Table"), TABLE)],
            name=t("View"),
            drawings=["layout-grid", "table-2"],
        )
        self._view.chosen.connect(self._switch)
        line = row(self._filter, None, self._view)
        line.setContentsMargins(MARGIN, 2, MARGIN, 12)
        self.body.addLayout(line)

    def _build_views(self) -> None:
        self._grid = CardGrid()
        holder = QWidget()
        column(self._grid, None, parent=holder).setContentsMargins(MARGIN, 0, MARGIN, MARGIN)
        self._scroll = Scroll(holder)
        self._model = DevicesModel(self.desk.clock, self)
        self._table = Table(
            self._model,
            name=t("Devices"),
            row_height=44,
            widths=WIDTHS,
            stretch="doing",
            delegates={"name": TwoLineDelegate(), "state": ChipDelegate()},
            header=JobsHeader(),
        )
        self._table.menu_wanted.connect(self._menu)
        pair = Button(t("Pair a device"), icon="plus", on_click=self.desk.navigator.pair_device)
        self._empty = EmptyState(
            t("No device is paired."),
            t("Pair a browser, or try the practice agent."),
            icon="monitor-smartphone",
            button=pair,
        )
        self._stack = QStackedWidget()
        for view in (self._scroll, self._table, self._empty):
            self._stack.addWidget(view)
        self.body.addWidget(self._stack, 1)

    def _soon(self) -> None:
        if self.isVisible() and not self._rest.isActive():
            self._rest.start()

    def _take(self, reading: Reading) -> None:
        self._reading = reading
        self._show()

    def _switch(self, _: object) -> None:
        self._show()

    def _shown(self) -> list[DeviceView]:
        """The devices that the filter lets through."""
        chosen = self._filter.currentData()
        if chosen == ALL:
            return self._reading.devices
        return [device for device in self._reading.devices if self._state(device) == chosen]

    def _state(self, device: DeviceView) -> str:
        online = device.id in self.desk.bridge.online
        return words.state(device, online=online, job=self._reading.working.get(device.id)).key

    def _show(self) -> None:
        reading, shown = self._reading, self._shown()
        online = sum(device.id in self.desk.bridge.online for device in reading.devices)
        every = len(reading.devices)
        self.fact.setText(t("{online} of {all} online", online=online, all=every) if every else "")
        for widget in (self._filter, self._view):
            widget.setVisible(bool(reading.devices))
        self._show_cards(shown)
        self._model.set_rows(shown)
        self._model.know(self.desk.bridge.online, reading.working)
        view = self._table if self._view.value() == TABLE else self._scroll
        self._stack.setCurrentWidget(view if reading.devices else self._empty)
        self._find_wanted()

    def _show_cards(self, shown: list[DeviceView]) -> None:
        self._cards = {
            device.id: self._cards.get(device.id) or DeviceCard(self.desk, device)
            for device in shown
        }
        for device in shown:
            job = self._reading.working.get(device.id)
            paused = device.id in self._reading.paused
            self._cards[device.id].show_view(device, job, paused=paused)
        self._grid.set_cards(list(self._cards.values()))

    def _find_wanted(self) -> None:
        card = self._cards.get(self._wanted or "")
        if card is not None:
            self._wanted = None
            self._scroll.ensureWidgetVisible(card)
            self._table.go_to(self._model.row_of(card.device_id))
            card.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _menu(self, device: DeviceView, place: QPoint) -> None:
        paused = device.id in self._reading.paused
        device_menu(self.desk, device, paused=paused, parent=self).popup(place)
