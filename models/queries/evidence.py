"""Evidence for tables, galleries, facets and pages: a million rows feel like a hundred."""

from array import array
from collections.abc import Sequence

import msgspec
from peewee import Field, Select, fn

from models.errors import NotFound
from models.evidence_rows import evidence_view, select_evidence
from models.queries.evidence_filter import (
    HAS,
    SORTS,
    EvidenceFilter,
    base,
    conditions,
    matches,
    parts,
    search_expression,
)
from models.queries.pages import page_of
from models.rows import Database, fetch, fetch_one, scalar
from models.tables import Evidence, EvidenceSearch
from models.views import EvidenceView, Page

__all__ = [
    "SORTS",
    "EvidenceFilter",
    "Facet",
    "Facets",
    "count",
    "facets",
    "first",
    "get",
    "page",
    "rows",
    "seqs",
]

_AT_ONCE = 500
_seq_list = msgspec.json.Decoder(list[int])


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
    found: array[int] = array("q")
    for part in parts(filter, sort, descending):
        query = base(filter, Evidence.select(Evidence.seq))
        if part.condition is not None:
            query = query.where(part.condition)
        ordered = query.order_by(*part.order).alias("ordered")
        # One JSON text instead of a tuple a row: half the time.
        whole = scalar(db, Select([ordered], [fn.json_group_array(ordered.c.seq)]))
        found.extend(_seq_list.decode(whole))
    return found


def rows(db: Database, seqs: Sequence[int]) -> list[EvidenceView]:
    """These rows, in the order asked for; gone ones are left out."""
    found: dict[int, EvidenceView] = {}
    for start in range(0, len(seqs), _AT_ONCE):
        query = select_evidence().where(Evidence.seq.in_(list(seqs[start : start + _AT_ONCE])))
        found |= {row[0]: evidence_view(row) for row in fetch(db, query)}
    return [found[seq] for seq in seqs if seq in found]


def first(
    db: Database, filter: EvidenceFilter, *, sort: str = "seen", descending: bool = True,
    limit: int = 100,
) -> list[EvidenceView]:
    """The first rows of what `seqs` would give, without waiting for all of it."""
    found: list[int] = []
    for part in parts(filter, sort, descending):
        query = base(filter, Evidence.select(Evidence.seq))
        if part.condition is not None:
            query = query.where(part.condition)
        query = query.order_by(*part.order).limit(limit - len(found))
        found += [seq for (seq,) in fetch(db, query)]
        if len(found) >= limit:
            break
    return rows(db, found)


def page(
    db: Database, filter: EvidenceFilter, *, limit: int = 50, cursor: str | None = None
) -> Page:
    """Newest first."""
    query = base(filter, select_evidence())
    return page_of(db, query, Evidence.seq, evidence_view, limit=limit, cursor=cursor)


def count(db: Database, filter: EvidenceFilter) -> int:
    """How many rows match."""
    expression = search_expression(filter)
    if expression is not None and not conditions(filter):
        # The full-text index alone knows; nothing is looked up in the table.
        query = EvidenceSearch.select(fn.COUNT(EvidenceSearch.rowid)).where(matches(expression))
        return int(scalar(db, query))
    return int(scalar(db, base(filter, Evidence.select(fn.COUNT(Evidence.seq)))))


def facets(db: Database, filter: EvidenceFilter, *, top: int = 15) -> Facets:
    """How many rows there are for each choice, the most frequent first."""
    without = msgspec.structs.replace
    return Facets(
        sources=_facet(db, without(filter, sources=()), Evidence.source, top),
        types=_facet(db, without(filter, types=()), Evidence.type, top),
        confidences=_facet(db, without(filter, confidences=()), Evidence.confidence, top),
        categories=_facet(db, without(filter, categories=()), Evidence.category, top),
        has=_has(db, without(filter, has=())),
    )


def get(db: Database, evidence_id: str) -> EvidenceView:
    """Raises NotFound("evidence", id)."""
    row = fetch_one(db, select_evidence().where(Evidence.id == evidence_id))
    if row is None:
        raise NotFound("evidence", evidence_id)
    return evidence_view(row)


def _facet(db: Database, filter: EvidenceFilter, column: Field, top: int) -> list[Facet]:
    number = fn.COUNT(Evidence.seq)
    query = base(filter, Evidence.select(column, number)).where(column.is_null(False))
    ordered = query.group_by(column).order_by(number.desc(), column).limit(top)
    return [Facet(value=value, count=count) for value, count in fetch(db, ordered)]


def _has(db: Database, filter: EvidenceFilter) -> list[Facet]:
    counts = [fn.COUNT(column) for column in HAS.values()]
    row = fetch_one(db, base(filter, Evidence.select(*counts)))
    assert row is not None, "an aggregate always has a row"
    return [Facet(value=name, count=count) for name, count in zip(HAS, row, strict=True)]
