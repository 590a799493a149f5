"""Both ways of counting facets agree with counting the rows one by one."""

from typing import Any

import pytest

from models.queries import evidence, evidence_facets
from models.queries.evidence import EvidenceFilter, Facet
from models.queries.evidence_filter import HAS
from models.rows import Database
from models.views import DeviceView
from tests.support import stores
from tests.support.stores import a_finding, findings


@pytest.fixture
def filled(db: Database, device: DeviceView) -> Database:
    """Forty findings of many kinds, all of one job, all with the word "place"."""
    job = stores.a_claim(db, device).job
    rows = [
        a_finding(
            n,
            title=f"place {n}",
            type=("place", "web_result")[n % 2],
            source=("maps", "search", "directory")[n % 3],
            confidence=("high", "low")[n % 4 > 1],
            snippet={
                "phone": f"{n}" if n % 5 else None,
                "category": (None, "Dentist", "Café")[n % 3],
                "website": "w" if n % 2 else None,
                "rating": 4 if n % 7 else None,
            },
        )
        for n in range(40)
    ]
    findings(db, device, job.id, *rows)
    return db


CHOICES: list[dict[str, Any]] = [
    {},
    {"sources": ("maps",)},
    {"sources": ("maps", "search"), "confidences": ("high",)},
    {"types": ("place",), "has": ("phone",)},
    {"categories": ("Dentist",), "has": ("phone", "website")},
    {"confidences": ("low",), "types": ("web_result",), "has": ("rating",)},
    {"sources": ("nowhere",)},
]


def rows(db: Database, filter: EvidenceFilter) -> int:
    return evidence.count(db, filter)


@pytest.mark.parametrize("chosen", CHOICES)
def test_a_count_is_what_choosing_it_alone_would_show(
    filled: Database, chosen: dict[str, Any]
) -> None:
    by_index = evidence_facets.facets(filled, EvidenceFilter(**chosen), top=100)
    by_groups = evidence_facets.facets(filled, EvidenceFilter(text="place", **chosen), top=100)
    for name in ("sources", "types", "confidences", "categories"):
        found: list[Facet] = getattr(by_index, name)
        assert [one for one in getattr(by_groups, name) if one.count] == found
        for facet in found:
            assert facet.count == rows(filled, EvidenceFilter(**chosen | {name: (facet.value,)}))
    assert by_groups.has == by_index.has
    for facet in by_index.has:
        assert facet.count == rows(filled, EvidenceFilter(**chosen | {"has": (facet.value,)}))


def test_the_most_frequent_come_first(filled: Database) -> None:
    sources = evidence_facets.facets(filled, EvidenceFilter(), top=2).sources
    assert sources == [Facet(value="maps", count=14), Facet(value="directory", count=13)]


def test_nothing_found_has_no_values_but_names_what_could_be_had(db: Database) -> None:
    for filter in (EvidenceFilter(), EvidenceFilter(text="nothing")):
        empty = evidence_facets.facets(db, filter)
        assert (empty.sources, empty.categories) == ([], [])
        assert empty.has == [Facet(value=name, count=0) for name in HAS]
