"""What stands against handing out work at all: pauses, and connectors that are off."""

from collections.abc import Iterable

from hub.services.board import account_need
from models.states import RUNNING
from models.views import ConnectorView, JobView


class Conditions:
    """Kept in memory, asked at every offer."""

    def __init__(self) -> None:
        self._connectors: dict[str, ConnectorView] = {}
        self._pauses: frozenset[tuple[str, str | None]] = frozenset()
        self._busy: dict[str, str] = {}

    def use_connector(self, connector: ConnectorView) -> None:
        """A connector as it is now."""
        self._connectors[connector.id] = connector

    def use_pauses(self, pauses: Iterable[tuple[str, str | None]]) -> None:
        """What is held now, as (scope, target)."""
        self._pauses = frozenset(pauses)

    def use_job(self, job: JobView) -> str | None:
        """A job as it is now; the need of an account that became free by it."""
        if job.account is None:
            return None
        need = account_need(job.account)
        if job.status == RUNNING and job.assigned_agent_id is not None:
            self._busy[need] = job.id
        elif self._busy.get(need) == job.id:
            del self._busy[need]
            return need
        return None

    def holds_device(self, device_id: str) -> bool:
        """Whether this device gets no new work."""
        return ("all", None) in self._pauses or ("device", device_id) in self._pauses

    def able(self, capabilities: Iterable[str]) -> frozenset[str]:
        """Those of a device's capabilities that may be used now."""
        return frozenset(filter(self._workable, capabilities))

    def _workable(self, connector_id: str) -> bool:
        if connector_id.startswith("@"):
            return self._may_work_with(connector_id)
        connector = self._connectors.get(connector_id)
        if connector is None or not connector.enabled:
            return False
        return ("platform", connector.platform) not in self._pauses

    def _may_work_with(self, need: str) -> bool:
        """One device at a time works with an account, and none while it is held."""
        key = need.removeprefix("@")
        platform = key.partition(":")[0]
        held = {("account", key), ("platform", platform)} & self._pauses
        return not held and need not in self._busy
