"""What the dialog reads: the outcome, its timeline, the names of operators."""

from dataclasses import dataclass
from typing import Any

from models import operators
from models.posts.views import OutcomeView, TimelineEntry
from models.queries import outcomes, posts


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything that is shown, read at once."""

    outcome: OutcomeView
    timeline: list[TimelineEntry]
    names: dict[str, str]
    """Operators by id."""


def read(db: Any, run_id: str, now: int) -> Reading:
    """Raises NotFound when there is no such run."""
    return Reading(
        outcome=outcomes.get(db, run_id, now=now),
        timeline=posts.timeline(db, run_id),
        names=operators.names(db),
    )
