"""Evidence for tables, galleries, facets and pages: a million rows feel like a hundred."""

from array import array
from collections.abc import Sequence
from typing import Final

import msgspec

from models.rows import Database
from models.views import EvidenceView, Page

SORTS: Final = ("seen", "title", "category", "phone", "rating", "source", "confidence")


class EvidenceFilter(msgspec.Struct, frozen=True, kw_only=True):
    """All that is given must hold. `job_id` of a bulk job means its children's rows too."""

    text: str | None = None
    workspace_id: str | None = None
    job_id: str | None = None
    types: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    confidences: tuple[str, ...] = ()
    has: tuple[str, ...] = ()
    """Of: phone, website, address, rating."""
    received_since: int | None = None
    late: bool | None = None


class Facet(msgspec.Struct, frozen=True, kw_only=True):
    """One value with its number of rows."""

    value: str
    count: int


class Facets(msgspec.Struct, frozen=True, kw_only=True):
    """Counts ignore the own facet's choice."""

    sources: list[Facet]
    types: list[Facet]
    confidences: list[Facet]
    categories: list[Facet]
    has: list[Facet]


def seqs(
    db: Database, filter: EvidenceFilter, *, sort: str = "seen", descending: bool = True
) -> "array[int]":
    """The seq of every row that matches, in order (array type 'q'). Raises InvalidInput("sort")."""
    raise NotImplementedError


def rows(db: Database, seqs: Sequence[int]) -> list[EvidenceView]:
    """These rows, in the order asked for; gone ones are left out."""
    raise NotImplementedError


def first(
    db: Database, filter: EvidenceFilter, *, sort: str = "seen", descending: bool = True,
    limit: int = 100,
) -> list[EvidenceView]:
    """The first rows of what `seqs` would give, without waiting for all of it."""
    raise NotImplementedError


def page(
    db: Database, filter: EvidenceFilter, *, limit: int = 50, cursor: str | None = None
) -> Page:
    """Newest first."""
    raise NotImplementedError


def count(db: Database, filter: EvidenceFilter) -> int: raise NotImplementedError


def facets(db: Database, filter: EvidenceFilter, *, top: int = 15) -> Facets:
    raise NotImplementedError


def get(db: Database, evidence_id: str) -> EvidenceView:
    """Raises NotFound("evidence", id)."""
    raise NotImplementedError
