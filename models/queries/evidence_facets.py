"""How many rows each choice beside the evidence table would show.

A facet's counts ignore its own choice, so that one can see what else could be chosen. Without a
search the counts come out of indexes, one by one; behind a search every row has to be looked at,
so they are all counted in one go.
"""

from collections import Counter
from collections.abc import Iterable
from typing import Any, Final

import msgspec
from peewee import Field, fn

from models.queries.evidence_filter import HAS, EvidenceFilter, base, search_expression
from models.rows import Database, Row, fetch, scalar
from models.tables import Evidence

_COLUMNS: Final[dict[str, Field]] = {
    "sources": Evidence.source,
    "types": Evidence.type,
    "confidences": Evidence.confidence,
    "categories": Evidence.category,
}
"""By the name of the facet, which is the name of its choice in the filter."""


class Facet(msgspec.Struct, frozen=True, kw_only=True):
    """One value with its number of rows."""

    value: str
    count: int


class Facets(msgspec.Struct, frozen=True, kw_only=True):
    """The most frequent values first; `has` in the order of `HAS`."""

    sources: list[Facet]
    types: list[Facet]
    confidences: list[Facet]
    categories: list[Facet]
    has: list[Facet]


def facets(db: Database, filter: EvidenceFilter, *, top: int = 15) -> Facets:
    """The `top` values of each facet."""
    narrow = search_expression(filter) is not None or filter.job_id is not None
    counts = _by_groups(db, filter) if narrow else _by_indexes(db, filter)
    has = counts.pop("has")
    return Facets(
        has=[Facet(value=name, count=has[name]) for name in HAS],
        **{name: _top(found, top) for name, found in counts.items()},
    )


def _top(found: Counter[str], top: int) -> list[Facet]:
    ordered = sorted(found.items(), key=lambda one: (-one[1], one[0]))[:top]
    return [Facet(value=value, count=count) for value, count in ordered]


def _without(filter: EvidenceFilter, *names: str) -> EvidenceFilter:
    choices: dict[str, Any] = dict.fromkeys(names, ())
    return msgspec.structs.replace(filter, **choices)


def _by_indexes(db: Database, filter: EvidenceFilter) -> dict[str, Counter[str]]:
    number = fn.COUNT(Evidence.seq)
    counts: dict[str, Counter[str]] = {}
    for name, column in _COLUMNS.items():
        query = base(_without(filter, name), Evidence.select(column, number))
        grouped = query.where(column.is_null(False)).group_by(column)
        counts[name] = Counter(dict(fetch(db, grouped)))
    free = _without(filter, "has")
    counts["has"] = Counter(
        {
            name: scalar(db, base(free, Evidence.select(number)).where(column.is_null(False)))
            for name, column in HAS.items()
        }
    )
    return counts


def _by_groups(db: Database, filter: EvidenceFilter) -> dict[str, Counter[str]]:
    """Rows grouped by all that facets ask; then every facet adds up the groups it may see."""
    asked = [*_COLUMNS.values(), *(column.is_null(False) for column in HAS.values())]
    free = _without(filter, *_COLUMNS, "has")
    groups = fetch(db, base(free, Evidence.select(*asked, fn.COUNT(Evidence.seq))).group_by(*asked))
    counts: dict[str, Counter[str]] = {name: Counter() for name in (*_COLUMNS, "has")}
    for group in groups:
        values = dict(zip(_COLUMNS, group, strict=False))
        held = {name for name, there in zip(HAS, group[len(_COLUMNS) :], strict=False) if there}
        refusing = _refusing(filter, values, held)
        _add(counts, values, held, refusing, group)
    return counts


def _refusing(filter: EvidenceFilter, values: dict[str, Any], held: set[str]) -> set[str]:
    """The facets whose choice leaves this group out."""
    refusing = {
        name
        for name, value in values.items()
        if getattr(filter, name) and value not in getattr(filter, name)
    }
    return refusing if held.issuperset(filter.has) else refusing | {"has"}


def _add(
    counts: dict[str, Counter[str]],
    values: dict[str, Any],
    held: Iterable[str],
    refusing: set[str],
    group: Row,
) -> None:
    """A facet counts a group that no other facet's choice leaves out."""
    number = group[-1]
    for name, value in values.items():
        if refusing <= {name} and value is not None:
            counts[name][value] += number
    if refusing <= {"has"}:
        for name in held:
            counts["has"][name] += number
