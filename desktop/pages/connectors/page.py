"""Connectors: how each fares, where it was tried, who presses; a recording becomes one."""

from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from desktop.desk import Desk
from desktop.dialogs.account.list import AccountsDialog
from desktop.i18n import mark, t
from desktop.item_models.connectors import ConnectorsModel
from desktop.pages.base import Page
from desktop.pages.connectors.detail import ConnectorDetail
from desktop.pages.connectors.drawer import WIDTH, ImportDrawer
from desktop.pages.connectors.dry_run import DryRunDialog, Wish
from desktop.pages.connectors.reading import Reading, read
from desktop.pages.connectors.table import ConnectorsTable
from desktop.presenters import connectors as words
from desktop.widgets.buttons import Button
from desktop.widgets.frames import Scroll, column
from desktop.widgets.marks import Line
from desktop.widgets.side_pane import SidePane
from models.views import ConnectorView

REST_MS = 300
NARROW = 1100
"""Below this width of the page the drawer lies over it."""


class ConnectorsPage(Page):
    """The installed connectors."""

    key = "connectors"
    icon = "puzzle"
    words = mark("Connectors")

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.reading = Reading()
        self._chosen: str | None = None
        self.import_button = Button(
            t("Import a recording"), icon="file-code", on_click=lambda: self.drawer.choose()
        )
        self.add_to_header(self.import_button)
        self.model = ConnectorsModel(self)
        self.table = ConnectorsTable(self.model)
        self.detail = ConnectorDetail(desk.clock)
        self.drawer = ImportDrawer(desk)
        main = QWidget()
        whole = column(self.table, Line(), Scroll(self.detail), spacing=0, parent=main)
        whole.setStretch(2, 1)
        self.side = SidePane(main, self.drawer, width=WIDTH)
        self.body.addWidget(self.side, 1)
        self.table.picked.connect(self._pick)
        self.table.turned.connect(self._turn)
        self.detail.wanted.connect(self._dry_run)
        self.detail.pressed.connect(self._set_press)
        self.detail.accounts_wanted.connect(lambda: AccountsDialog(desk).open())
        self.drawer.taken.connect(lambda: self.side.set_open(True))
        self.drawer.done.connect(lambda: self.side.set_open(False))
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST_MS)
        self._rest.timeout.connect(self.refresh)
        for signal in (desk.bridge.connectors, desk.bridge.checks, desk.bridge.devices):
            signal.connect(self._soon)
        desk.bridge.presence.connect(self._soon)

    def refresh(self) -> None:
        self.ask("connectors", self._take, read, self.desk.clock())

    def open_item(self, item: str) -> None:
        self._chosen = item
        self._choose()

    def main_button(self) -> QWidget | None:
        return self.drawer.main_button() if self.side.is_open else None

    def panes(self) -> list[QWidget]:
        return [self.table, self.detail, *([self.drawer] if self.side.is_open else [])]

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.side.set_over(self.width() < NARROW)

    def close_page(self) -> None:
        self._rest.stop()
        super().close_page()

    def show_reading(self, reading: Reading) -> None:
        """Show this."""
        self.reading = reading
        looks = sum(
            words.health(view, reading.health.get(view.id)).needs_look
            for view in reading.connectors
        )
        self.fact.setText(words.count(len(reading.connectors), looks))
        self.model.set_rows(reading.connectors)
        self.model.know(reading.health, reading.checks)
        self.drawer.show_devices(reading.devices, self.desk.bridge.online)
        self._choose()

    def _take(self, reading: Reading) -> None:
        self.show_reading(reading)

    def _soon(self, *_: object) -> None:
        if self.isVisible() and not self._rest.isActive():
            self._rest.start()

    def _choose(self) -> None:
        """Keep the chosen row, or take the first."""
        row = self.model.row_of(self._chosen or "")
        if row < 0:
            row = 0
        if self.model.rowCount():
            self.table.go_to(row)
            self._pick(self.model.view_at(row))

    def _pick(self, view: object) -> None:
        if isinstance(view, ConnectorView):
            self._chosen = view.id
            self.detail.show_view(view, self.reading)

    def _turn(self, view: ConnectorView, on: bool) -> None:
        """Switch it, and the one that looks for its posts."""
        actor, pair = self.desk.actions.actor, f"{view.id}_verify"
        ids = [view.id, pair] if pair in self.reading.looking else [view.id]

        async def turn(hub: Any) -> None:
            for id in ids:
                await hub.connectors.set_enabled(id, on, actor)

        self.desk.actions.run(turn)

    def _set_press(self, view: ConnectorView, who: str) -> None:
        actor = self.desk.actions.actor
        self.desk.actions.run(lambda hub: hub.connectors.set_press(view.id, who, actor))

    def _dry_run(self, untried: bool) -> None:
        view = self.model.get(self._chosen or "")
        if view is None:
            return
        checks = self.reading.checks.get(view.id, [])
        having = {one.device_id for one in checks}
        devices = [device for device in self.reading.devices if device.id in having]
        wanted = [one.device_id for one in checks if (one.state == "verified") != untried]
        wanted.sort(key=lambda id: id not in self.desk.bridge.online)
        dialog = DryRunDialog(
            view,
            devices,
            self.desk.window,
            first=wanted[0] if wanted else None,
            then=lambda wish: self._order(view, wish),
        )
        dialog.open()

    def _order(self, view: ConnectorView, wish: Wish) -> None:
        actor = self.desk.actions.actor
        self.desk.actions.run(
            lambda hub: hub.dry_runs.start(
                view.id, wish.device_id, text=wish.text, handle=wish.handle, actor=actor
            ),
            done=t("The dry run is ordered."),
        )
