"""The filters beside the table of Evidence: sections, choices, counts."""

from collections.abc import Mapping
from dataclasses import dataclass

import msgspec

from desktop.i18n import mark, number, t
from desktop.presenters import evidence, phases
from desktop.presenters.text import plain
from models.queries.evidence import EvidenceFilter, Facet, Facets

SHOWN_AT_FIRST = 5
"""Choices of a section before "11 more"."""


@dataclass(frozen=True, slots=True)
class Option:
    """One choice: what the filter takes, how it reads, how many rows it would leave."""

    value: str
    words: str
    count: str
    on: bool


@dataclass(frozen=True, slots=True)
class Section:
    """One field of the filter with its choices."""

    field: str
    title: str
    options: tuple[Option, ...]


TITLES = {
    "sources": mark("Source"),
    "categories": mark("Kind"),
    "has": mark("Has"),
    "confidences": mark("Confidence"),
}
LEVELS = ("high", "medium", "low")


def sections(
    facets: Facets, filter: EvidenceFilter, names: Mapping[str, str]
) -> tuple[Section, ...]:
    """All sections that have something to choose."""
    words = {
        "sources": lambda value: evidence.source(value, names),
        "categories": lambda value: plain(value, longest=80),
        "has": lambda value: t(evidence.HAS[value]),
        "confidences": lambda value: phases.confidence(value)[0],
    }
    counted = {
        "sources": facets.sources,
        "categories": facets.categories,
        "has": [facet for facet in facets.has if facet.value in evidence.HAS and facet.count],
        "confidences": sorted(facets.confidences, key=lambda facet: LEVELS.index(facet.value)),
    }
    made = []
    for field, found in counted.items():
        chosen: tuple[str, ...] = getattr(filter, field)
        every = [*found, *_not_found(chosen, found)]
        options = tuple(
            Option(
                facet.value, words[field](facet.value), number(facet.count), facet.value in chosen
            )
            for facet in every
        )
        if options:
            made.append(Section(field, t(TITLES[field]), options))
    return tuple(made)


def toggled(filter: EvidenceFilter, field: str, value: str, on: bool) -> EvidenceFilter:
    """The filter with one choice put on or taken off."""
    kept = [known for known in getattr(filter, field) if known != value]
    return msgspec.structs.replace(filter, **{field: (*kept, value) if on else tuple(kept)})


def cleared(filter: EvidenceFilter) -> EvidenceFilter:
    """The filter without any choice; the search stays."""
    return EvidenceFilter(text=filter.text, workspace_id=filter.workspace_id)


def _not_found(chosen: tuple[str, ...], found: list[Facet]) -> list[Facet]:
    """Choices that are on stay to be taken off, although nothing has them now."""
    known = {facet.value for facet in found}
    return [Facet(value=value, count=0) for value in chosen if value not in known]
