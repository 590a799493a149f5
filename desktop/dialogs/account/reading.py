"""What the dialogs of accounts read, as functions for the pool of readers."""

from dataclasses import dataclass
from typing import Any

from models import connectors, pauses
from models.accounts import accounts
from models.accounts.views import AccountView
from models.pauses import PauseView
from models.queries import devices as device_queries
from models.views import ConnectorView, DeviceView


@dataclass(frozen=True, slots=True)
class Accounts:
    """Every account with what surrounds it."""

    accounts: list[AccountView]
    devices: list[DeviceView]
    pauses: list[PauseView]
    connectors: list[ConnectorView]
    """Those that publish, enabled ones first."""

    def account(self, key: str) -> AccountView | None:
        """The account of this key; None when nobody set it up."""
        return next((one for one in self.accounts if one.key == key), None)

    def connector(self, platform: str) -> ConnectorView | None:
        """What publishes there."""
        return next((one for one in self.connectors if one.platform == platform), None)

    def held(self, scope: str, target: str | None) -> bool:
        """Whether this is paused."""
        return any((one.scope, one.target) == (scope, target) for one in self.pauses)


def read(db: Any, now: int) -> Accounts:
    """Ask the store."""
    publishing = [one for one in connectors.all(db) if one.kind == "publish"]
    return Accounts(
        accounts=accounts.all(db),
        devices=device_queries.all(db, now=now),
        pauses=pauses.all(db),
        connectors=sorted(publishing, key=lambda one: not one.enabled),
    )
