"""What a job asks for, as far as the script agent can do it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from hub.wire import messages as m

DEFAULT_LIMIT = 120


@dataclass(frozen=True, slots=True)
class Wish:
    """One search."""

    connector: str
    query: str
    hl: str
    limit: int
    then_web: bool
    """After the places, search the web for what they lack."""
    checkpoint: Mapping[str, Any]

    @classmethod
    def of(cls, claimed: m.JobAckSuccess, language: str) -> "Wish":
        """From a claimed job; `language` is the hub's own."""
        given = claimed.input
        words = (given.get("query"), given.get("location"))
        return cls(
            connector=claimed.connector or "",
            query=" ".join(str(word) for word in words if word),
            hl=str(given.get("language") or language or "en"),
            limit=int(given.get("limit") or DEFAULT_LIMIT),
            then_web=claimed.type == "google_maps_search",
            checkpoint=claimed.checkpoint or {},
        )
