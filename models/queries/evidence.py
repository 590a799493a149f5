"""Evidence for tables, galleries, facets and pages: a million rows feel like a hundred."""

from array import array
from collections.abc import Sequence

import msgspec
from peewee import Select, SelectBase, fn

from models.errors import NotFound
from models.evidence_rows import evidence_view, select_evidence
from models.queries.evidence_facets import Facet, Facets, facets
from models.queries.evidence_filter import (
    SORTS,
    EvidenceFilter,
    base,
    only_seqs,
    parts,
)
from models.queries.pages import page_of
from models.rows import Database, fetch, fetch_one, scalar
from models.tables import Evidence
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


def seqs(
    db: Database, filter: EvidenceFilter, *, sort: str = "seen", descending: bool = True
) -> "array[int]":
    """The seq of every row that matches, in order (array type 'q'). Raises InvalidInput("sort")."""
    if sort == "seen":
        # In the order of whatever small index holds them: sorting here is quicker than walking
        # the table, whose rows are long.
        return array("q", sorted(_all(db, only_seqs(filter)), reverse=descending))
    found: array[int] = array("q")
    for part in parts(filter, sort, descending):
        query = base(filter, Evidence.select(Evidence.seq))
        if part.condition is not None:
            query = query.where(part.condition)
        found.extend(_all(db, query.order_by(*part.order)))
    return found


def rows(db: Database, seqs: Sequence[int]) -> list[EvidenceView]:
    """These rows, in the order asked for; gone ones are left out."""
    found: dict[int, EvidenceView] = {}
    for start in range(0, len(seqs), _AT_ONCE):
        query = select_evidence().where(Evidence.seq.in_(list(seqs[start : start + _AT_ONCE])))
        found |= {row[0]: evidence_view(row) for row in fetch(db, query)}
    return [found[seq] for seq in seqs if seq in found]


def first(
    db: Database,
    filter: EvidenceFilter,
    *,
    sort: str = "seen",
    descending: bool = True,
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
    matching = only_seqs(filter).alias("matching")
    return int(scalar(db, Select([matching], [fn.COUNT(matching.c.seq)])))


def get(db: Database, evidence_id: str) -> EvidenceView:
    """Raises NotFound("evidence", id)."""
    row = fetch_one(db, select_evidence().where(Evidence.id == evidence_id))
    if row is None:
        raise NotFound("evidence", evidence_id)
    return evidence_view(row)


def _all(db: Database, query: SelectBase) -> list[int]:
    """The seqs of a query, as one JSON text instead of a tuple a row: half the time."""
    asked = query.alias("asked")
    return _seq_list.decode(scalar(db, Select([asked], [fn.json_group_array(asked.c.seq)])))
