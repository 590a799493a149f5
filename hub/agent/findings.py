"""What the practice web told, as findings in the form of the shipped recipes."""

from collections import Counter
from collections.abc import Mapping
from typing import Any, Literal

from hub.wire import messages as m
from models.clock import now_ms, rfc3339

TITLE_CHARACTERS = 2_000
PLACE_FIELDS = (
    "phone", "website", "address", "category", "rating", "reviews", "latitude", "longitude",
    "knowledgeId", "featureId", "placeId",
)  # fmt: skip

Row = Mapping[str, Any]
Confidence = Literal["high", "medium", "low"]


def place(row: Row, base: str) -> m.EvidenceItem:
    """A row of the list."""
    snippet = {name: row[name] for name in PLACE_FIELDS if row[name] not in (None, "")}
    snippet["hours"] = f"{row['state']} ⋅ {row['until']}"
    if row["sponsored"]:
        snippet["sponsored"] = True
    confidence: Confidence = "low"
    if row["address"]:
        confidence = "high" if row["phone"] else "medium"
    return m.EvidenceItem(
        type="place",
        title=row["title"][:TITLE_CHARACTERS],
        source="google_maps",
        url=base + row["path"],
        snippet=snippet,
        confidence=confidence,
        key=key(row),
        collected_at=rfc3339(now_ms()),
    )


def result(row: Row) -> m.EvidenceItem:
    """A result of the search."""
    return m.EvidenceItem(
        type="web_result",
        title=row["title"][:TITLE_CHARACTERS],
        source="google_search",
        url=row["url"],
        snippet={
            "description": row["text"],
            "displayedUrl": row["shown"],
            "website": row["site"],
        },
        confidence="medium" if row["text"] else "low",
        key=row["url"],
        collected_at=rfc3339(now_ms()),
    )


def key(row: Row) -> str:
    """What names a place within a run."""
    return str(row["knowledgeId"] or row["featureId"])


class Filled:
    """How often each field was filled, for the result of the run."""

    def __init__(self) -> None:
        self._counts: Counter[str] = Counter()
        self._of = 0

    def add(self, item: m.EvidenceItem) -> None:
        """One more finding."""
        self._of += 1
        if isinstance(item.snippet, dict):
            self._counts.update(item.snippet.keys())

    def as_json(self) -> dict[str, dict[str, int]]:
        """`{field: {filled, of}}`."""
        return {name: {"filled": n, "of": self._of} for name, n in sorted(self._counts.items())}
