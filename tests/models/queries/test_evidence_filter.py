"""Filters and orders of evidence."""

import pytest

from models.errors import InvalidInput
from models.queries import evidence_filter
from models.queries.evidence_filter import EvidenceFilter


def test_an_empty_filter_says_nothing() -> None:
    assert evidence_filter.conditions(EvidenceFilter()) == []
    assert evidence_filter.search_expression(EvidenceFilter()) is None
    assert evidence_filter.search_expression(EvidenceFilter(text="  ")) is None


def test_an_unknown_order_or_fact_is_refused() -> None:
    with pytest.raises(InvalidInput) as refusal:
        evidence_filter.parts(EvidenceFilter(), "title; DROP TABLE evidence", True)
    assert refusal.value.field == "sort"
    with pytest.raises(InvalidInput) as refusal:
        evidence_filter.conditions(EvidenceFilter(has=("search_text",)))
    assert refusal.value.field == "has"


@pytest.mark.parametrize(
    ("sort", "stretches"),
    [
        ("seen", 1),
        ("title", 1),
        ("source", 1),
        ("phone", 2),
        ("category", 2),
        ("rating", 2),
        ("confidence", 3),
    ],
)
def test_what_may_be_empty_comes_in_stretches(sort: str, stretches: int) -> None:
    assert sort in evidence_filter.SORTS
    assert len(evidence_filter.parts(EvidenceFilter(), sort, True)) == stretches
