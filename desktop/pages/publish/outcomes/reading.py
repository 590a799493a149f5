"""What the tab reads."""

from dataclasses import dataclass
from typing import Any

from models import operators
from models.posts.views import OutcomeView
from models.queries import outcomes


@dataclass(frozen=True, slots=True)
class Reading:
    """Every outcome that was in doubt, and the names of operators by id."""

    outcomes: list[OutcomeView]
    names: dict[str, str]


def read(db: Any, workspace_id: str | None, now: int) -> Reading:
    """Ask the store."""
    return Reading(outcomes.listed(db, workspace_id, now=now), operators.names(db))
