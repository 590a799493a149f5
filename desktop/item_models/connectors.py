"""The connectors as rows of a table."""

from PySide6.QtCore import QObject

from desktop.i18n import t
from desktop.item_models.table import Column, StructTableModel
from desktop.presenters import connectors as words
from desktop.presenters.cells import Cell, PlainCell, SwitchCell, TrendCell, TwoLineCell
from desktop.theme.tones import Tone
from models.connector_views import ConnectorHealth, DeviceCheckView
from models.views import ConnectorView

KINDS = {"search": 0, "publish": 1}


class ConnectorsModel(StructTableModel[ConnectorView]):
    """Those that search first, then those that publish; how they fare is told from outside."""

    def __init__(self, parent: QObject | None = None) -> None:
        columns = (
            Column("name", t("Connector")),
            Column("health", t("Health, 14 days")),
            Column("verified", t("Verified on")),
            Column("press", t("Who presses")),
            Column("on", t("On")),
        )
        super().__init__(columns, parent)
        self._health: dict[str, ConnectorHealth] = {}
        self._checks: dict[str, list[DeviceCheckView]] = {}

    def know(
        self, health: dict[str, ConnectorHealth], checks: dict[str, list[DeviceCheckView]]
    ) -> None:
        """How they fared, and on which devices they were tried."""
        self._health, self._checks = health, checks
        self.repaint()

    def sort_key(self, view: ConnectorView) -> tuple[object, ...]:
        return (KINDS.get(view.kind, 2), words.name(view).casefold())

    def cell(self, view: ConnectorView, column: str) -> Cell:
        match column:
            case "name":
                return TwoLineCell(words.name(view), words.second_line(view), words.icon(view))
            case "health":
                seen = words.health(view, self._health.get(view.id))
                return TrendCell(seen.line, seen.words, seen.tone)
            case "verified":
                said, tone = words.verified(self._checks.get(view.id, []))
                good = tone is Tone.TEXT2
                drawing = "shield-check" if good else "shield-question-mark"
                return PlainCell(said, tone=tone, icon=drawing)
            case "press":
                said, drawing = words.press(view)
                return PlainCell(said, icon=drawing or None)
        return SwitchCell(view.enabled, t("on") if view.enabled else t("off"))
