"""The table of the connectors, with a switch in each row."""

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent

from desktop.delegates.connector import SwitchDelegate, TrendDelegate
from desktop.delegates.two_line import TwoLineDelegate
from desktop.i18n import right_to_left, t
from desktop.item_models.connectors import ConnectorsModel
from desktop.item_models.table import Role
from desktop.pages.jobs.header import JobsHeader
from desktop.widgets.table import HEADER_HEIGHT, Table
from models.views import ConnectorView

ROW = 46
WIDTHS = {"health": 236, "verified": 136, "press": 112, "on": 52}
ARABIC_WIDTHS = WIDTHS | {"health": 250, "verified": 150, "press": 118}
MOST_ROWS = 6
"""So many rows are in view above the detail."""


class ConnectorsTable(Table):
    """`turned` carries a connector and whether it shall be on."""

    turned = Signal(object, bool)

    def __init__(self, model: ConnectorsModel) -> None:
        super().__init__(
            model,
            name=t("Connectors"),
            row_height=ROW,
            widths=ARABIC_WIDTHS if right_to_left() else WIDTHS,
            stretch="name",
            delegates={
                "name": TwoLineDelegate(),
                "health": TrendDelegate(),
                "on": SwitchDelegate(),
            },
            header=JobsHeader(),
        )
        self._on = next(n for n, one in enumerate(model.columns) if one.key == "on")
        self.setFixedHeight(HEADER_HEIGHT + MOST_ROWS * ROW)
        self.clicked.connect(self._click)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space and self.currentIndex().isValid():
            self._turn(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def _click(self, index: QModelIndex) -> None:
        if index.column() == self._on:
            self._turn(index)

    def _turn(self, index: QModelIndex) -> None:
        view = index.data(Role.VIEW)
        if isinstance(view, ConnectorView):
            self.turned.emit(view, not view.enabled)
