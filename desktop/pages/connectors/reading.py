"""Everything that the Connectors page shows, read in one go."""

from dataclasses import dataclass, field
from typing import Any

from models import connectors
from models.connector_views import ConnectorHealth, DeviceCheckView, PressChoice
from models.queries import connectors as queries
from models.queries import devices as device_queries
from models.views import ConnectorView, DeviceView


@dataclass(frozen=True, slots=True)
class Reading:
    """What is known of the connectors."""

    connectors: list[ConnectorView] = field(default_factory=list)
    """Without those that only look: they go with the ones that publish."""
    health: dict[str, ConnectorHealth] = field(default_factory=dict)
    checks: dict[str, list[DeviceCheckView]] = field(default_factory=dict)
    choices: dict[str, PressChoice] = field(default_factory=dict)
    devices: list[DeviceView] = field(default_factory=list)
    looking: frozenset[str] = frozenset()
    """The ids of those that only look."""


def read(db: Any, now: int) -> Reading:
    """Ask the store."""
    every = connectors.all(db)
    shown = [view for view in every if view.kind != "verify"]
    asked = ((view.id, queries.press_choice(db, view.id)) for view in shown if view.press_chosen)
    return Reading(
        connectors=shown,
        health=queries.health(db, now=now),
        checks=queries.all_verified(db),
        choices={id: choice for id, choice in asked if choice is not None},
        devices=device_queries.all(db, now=now),
        looking=frozenset(view.id for view in every if view.kind == "verify"),
    )
