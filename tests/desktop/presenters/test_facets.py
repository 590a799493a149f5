"""The filters beside the table."""

from desktop.presenters import facets
from models.queries.evidence import EvidenceFilter, Facet, Facets


def counted(**parts: list[tuple[str, int]]) -> Facets:
    empty: dict[str, list[Facet]] = {
        name: [] for name in ("sources", "types", "confidences", "categories", "has")
    }
    given = {
        name: [Facet(value=value, count=count) for value, count in values]
        for name, values in parts.items()
    }
    return Facets(**(empty | given))


def test_only_sections_with_choices_are_shown() -> None:
    found = facets.sections(
        counted(sources=[("google_maps", 6204)], has=[("phone", 3), ("rating", 9), ("website", 0)]),
        EvidenceFilter(),
        {},
    )
    assert [(section.field, section.title) for section in found] == [
        ("sources", "Source"), ("has", "Has"),
    ]  # fmt: skip
    assert [option.words for option in found[1].options] == ["Phone"]
    assert found[0].options[0].count == "6\N{NARROW NO-BREAK SPACE}204"


def test_confidence_goes_from_high_to_low() -> None:
    (section,) = facets.sections(
        counted(confidences=[("low", 9), ("high", 5), ("medium", 1)]), EvidenceFilter(), {}
    )
    assert [option.words for option in section.options] == ["High", "Medium", "Low"]


def test_a_choice_that_nothing_has_now_can_still_be_taken_off() -> None:
    filter = EvidenceFilter(categories=("Dentist",))
    (section,) = facets.sections(counted(categories=[("Café", 2)]), filter, {})
    assert [(option.words, option.count, option.on) for option in section.options] == [
        ("Café", "2", False), ("Dentist", "0", True),
    ]  # fmt: skip


def test_choices_are_put_on_and_taken_off() -> None:
    filter = facets.toggled(EvidenceFilter(text="x"), "sources", "a", True)
    filter = facets.toggled(filter, "sources", "b", True)
    assert filter.sources == ("a", "b")
    assert facets.toggled(filter, "sources", "a", False).sources == ("b",)
    assert facets.cleared(filter) == EvidenceFilter(text="x")
