"""What evidence is asked for, and in which order, as conditions of a query."""

from typing import Final

import msgspec
from peewee import Expression, Field, ModelSelect, Ordering, SelectBase

from models import search
from models.errors import InvalidInput
from models.tables import Evidence, EvidenceSearch, Job, Workspace

SORTS: Final = ("seen", "title", "category", "phone", "rating", "source", "confidence")
HAS: Final[dict[str, Field]] = {
    "phone": Evidence.phone,
    "website": Evidence.website,
    "address": Evidence.address,
    "rating": Evidence.rating,
}
_BY_CONFIDENCE: Final = ("high", "medium", "low")


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
    after: int | None = None
    """Only rows stored after the one with this seq."""


class Part(msgspec.Struct, frozen=True):
    """One stretch of a sorted answer: what belongs to it, and its order within."""

    condition: Expression | None
    order: tuple[Ordering, ...]


def search_expression(filter: EvidenceFilter) -> str | None:
    """What the full-text index is asked; None when no text was typed."""
    return search.match(filter.text) if filter.text else None


def conditions(filter: EvidenceFilter) -> list[Expression]:
    """All but the text. Raises InvalidInput("has")."""
    for name in filter.has:
        if name not in HAS:
            raise InvalidInput("has", f"must be one of {', '.join(HAS)}")
    asked: list[tuple[object, Expression]] = [
        (filter.workspace_id, Evidence.workspace_seq.in_(_workspace(filter.workspace_id))),
        (filter.job_id, Evidence.job_seq.in_(_family(filter.job_id))),
        (filter.types, Evidence.type.in_(filter.types)),
        (filter.sources, Evidence.source.in_(filter.sources)),
        (filter.categories, Evidence.category.in_(filter.categories)),
        (filter.confidences, Evidence.confidence.in_(filter.confidences)),
        (filter.received_since, Evidence.received_at >= filter.received_since),
        (filter.late is not None, Evidence.late == filter.late),
        (filter.after is not None, seen_column(filter) > (filter.after or 0)),
        *((True, HAS[name].is_null(False)) for name in filter.has),
    ]
    return [condition for given, condition in asked if given]


def base(filter: EvidenceFilter, query: "ModelSelect[Evidence]") -> "ModelSelect[Evidence]":
    """The query with everything that the filter says, the full-text index joined when needed."""
    held = conditions(filter)
    if held:
        query = query.where(*held)
    expression = search_expression(filter)
    if expression is not None:
        query = (
            query.switch(Evidence)
            .join(EvidenceSearch, on=(EvidenceSearch.rowid == Evidence.seq))
            .where(matches(expression))
        )
    return query


def only_seqs(filter: EvidenceFilter) -> SelectBase:
    """The seqs that match, in no order; the full-text index alone answers when it can."""
    expression = search_expression(filter)
    if expression is not None and not conditions(filter):
        return EvidenceSearch.select(EvidenceSearch.rowid.alias("seq")).where(matches(expression))
    return base(filter, Evidence.select(Evidence.seq))


def matches(expression: str) -> Expression:
    """FTS5's MATCH."""
    return Expression(EvidenceSearch.evidence_search, "MATCH", expression)


def seen_column(filter: EvidenceFilter) -> Field:
    """By which "seen" is sorted: the index that drives the query walks in this order by itself."""
    return EvidenceSearch.rowid if search_expression(filter) is not None else Evidence.seq


def parts(filter: EvidenceFilter, sort: str, descending: bool) -> list[Part]:
    """The stretches of a sorted answer, each in the order of an index; empty values come last.

    Raises InvalidInput("sort").
    """
    if sort not in SORTS:
        raise InvalidInput("sort", f"must be one of {', '.join(SORTS)}")
    seen = _directed(seen_column(filter), descending)
    if sort == "seen":
        return [Part(None, (seen,))]
    if sort == "confidence":
        values = _BY_CONFIDENCE if descending else _BY_CONFIDENCE[::-1]
        return [Part(Evidence.confidence == value, (seen,)) for value in values]
    column: Field = getattr(Evidence, sort)
    ordered = (_directed(column, descending), _directed(Evidence.seq, descending))
    if sort in ("title", "source"):
        return [Part(None, ordered)]
    return [Part(column.is_null(False), ordered), Part(column.is_null(), (seen,))]


def _directed(column: Field, descending: bool) -> Ordering:
    # Titles are indexed without case.
    shown = column.collate("NOCASE") if column is Evidence.title else column
    return shown.desc() if descending else shown.asc()


def _workspace(workspace_id: str | None) -> "ModelSelect[Workspace]":
    return Workspace.select(Workspace.seq).where(Workspace.id == workspace_id)


def _family(job_id: str | None) -> "ModelSelect[Job]":
    return Job.select(Job.seq).where((Job.id == job_id) | (Job.parent_id == job_id))
