"""Connectors: installed recipes, whether they are on, and on which hosts they work."""

from typing import Any

from models.rows import Database
from models.views import ConnectorView


def install(db: Database, recipe: dict[str, Any], *, now: int) -> ConnectorView | None:
    """A shipped recipe: added (enabled), or replaced when it is newer than what is installed and
    the operator did not edit it. None when nothing changed. Recipes are linted by the caller."""
    raise NotImplementedError


def save(db: Database, recipe: dict[str, Any], *, actor: str, now: int) -> ConnectorView:
    """An operator's recipe, new or edited; `install` leaves it alone from now on."""
    raise NotImplementedError


def set_enabled(
    db: Database, connector_id: str, enabled: bool, *, actor: str, now: int
) -> ConnectorView: raise NotImplementedError


def set_hosts(
    db: Database, connector_id: str, hosts: list[str] | None, *, actor: str, now: int
) -> ConnectorView:
    """The operator's hosts instead of the recipe's; None = the recipe's again."""
    raise NotImplementedError


def get(db: Database, connector_id: str) -> ConnectorView:
    """Raises NotFound("connector", id)."""
    raise NotImplementedError


def all(db: Database) -> list[ConnectorView]:
    """By id."""
    raise NotImplementedError
