"""What stands against handing out work at all: pauses, and connectors that are off."""

from collections.abc import Iterable

from models.views import ConnectorView


class Conditions:
    """Kept in memory, asked at every offer."""

    def __init__(self) -> None:
        self._connectors: dict[str, ConnectorView] = {}
        self._pauses: frozenset[tuple[str, str | None]] = frozenset()

    def use_connector(self, connector: ConnectorView) -> None:
        """A connector as it is now."""
        self._connectors[connector.id] = connector

    def use_pauses(self, pauses: Iterable[tuple[str, str | None]]) -> None:
        """What is held now, as (scope, target)."""
        self._pauses = frozenset(pauses)

    def holds_device(self, device_id: str) -> bool:
        """Whether this device gets no new work."""
        return ("all", None) in self._pauses or ("device", device_id) in self._pauses

    def able(self, capabilities: Iterable[str]) -> frozenset[str]:
        """Those of a device's capabilities that may be used now."""
        return frozenset(filter(self._workable, capabilities))

    def _workable(self, connector_id: str) -> bool:
        connector = self._connectors.get(connector_id)
        if connector is None or not connector.enabled:
            return False
        return ("platform", connector.platform) not in self._pauses
