"""Every type's input: what is taken, what it becomes, which field is named when it is wrong."""

from typing import Any

import pytest

from models import inputs
from models.errors import InvalidInput
from models.inputs import validate


def test_a_single_search_needs_its_connector() -> None:
    found = validate(
        "SEARCH_SINGLE",
        {"connector": "google_search", "query": "  dental   implants ", "limit": 20},
    )
    assert found.input == {"connector": "google_search", "query": "dental implants", "limit": 20}
    assert found.title == "dental implants"
    assert found.needs == ("google_search",)
    assert found.children == ()


@pytest.mark.parametrize(
    ("type", "needs"),
    [("google_maps", ("google_maps",)), ("google_maps_search", ("google_maps", "google_search"))],
)
def test_the_maps_types_need_their_connectors(type: str, needs: tuple[str, ...]) -> None:
    found = validate(
        type,
        {
            "query": "أطباء أسنان",
            "location": "عمّان",
            "language": "ar",
            "zoom": 12,
            "center": {"lat": 31.9, "lng": 35},
        },
    )
    assert found.needs == needs
    assert found.title == "أطباء أسنان, عمّان"
    assert found.input["center"] == {"lat": 31.9, "lng": 35.0}


def test_a_bulk_search_makes_a_search_for_each_pair_and_drops_doubles() -> None:
    found = validate(
        "SEARCH_BULK",
        {
            "connector": "google_search",
            "limit": 5,
            "language": "en",
            "queries": ["dentists", " DENTISTS ", "", "cafés"],
            "locations": ["Amman", "Irbid", "amman"],
        },
    )
    assert found.needs == ()
    assert found.title == "dentists (+1), Amman (+1)"
    assert found.input["queries"] == ["dentists", "cafés"]
    assert found.input["locations"] == ["Amman", "Irbid"]
    assert [child.title for child in found.children] == [
        "dentists, Amman",
        "dentists, Irbid",
        "cafés, Amman",
        "cafés, Irbid",
    ]
    assert all(child.type == "SEARCH_SINGLE" for child in found.children)
    assert found.children[0].input == {
        "connector": "google_search",
        "limit": 5,
        "language": "en",
        "query": "dentists",
        "location": "Amman",
    }


def test_a_bulk_search_without_places_keeps_the_order_of_its_queries() -> None:
    found = validate("SEARCH_BULK", {"connector": "g", "queries": ["b", "a", "B"]})
    assert [child.title for child in found.children] == ["b", "a"]
    assert "locations" not in found.input


MAPS: dict[str, Any] = {"query": "x"}
SINGLE: dict[str, Any] = {"connector": "g", "query": "x"}
BULK: dict[str, Any] = {"connector": "g", "queries": ["x"]}
MANY = [f"place {n}" for n in range(50)]


@pytest.mark.parametrize(
    ("type", "input", "field"),
    [
        ("PUBLISH_VARIANT", {}, "type"),
        ("search", {}, "type"),
        ("google_maps", [], "input"),
        ("google_maps", {}, "input.query"),
        ("google_maps", {"query": "   "}, "input.query"),
        ("google_maps", {"query": 7}, "input.query"),
        ("google_maps", {"query": "x" * 501}, "input.query"),
        ("google_maps", {"query": "\ud800"}, "input.query"),
        ("google_maps", {"query": "a\0b"}, "input.query"),
        ("google_maps", MAPS | {"location": None, "place": 1}, "input.place"),
        ("google_maps", MAPS | {"location": ["Amman"]}, "input.location"),
        ("google_maps", MAPS | {"limit": 0}, "input.limit"),
        ("google_maps", MAPS | {"limit": 1001}, "input.limit"),
        ("google_maps", MAPS | {"limit": 2.5}, "input.limit"),
        ("google_maps", MAPS | {"limit": True}, "input.limit"),
        ("google_maps", MAPS | {"limit": "10"}, "input.limit"),
        ("google_maps", MAPS | {"limit": 10**400}, "input.limit"),
        ("google_maps", MAPS | {"language": "English!"}, "input.language"),
        ("google_maps", MAPS | {"center": {"lat": 91, "lng": 0}}, "input.center.lat"),
        ("google_maps", MAPS | {"center": {"lat": 1}}, "input.center.lng"),
        ("google_maps", MAPS | {"center": {"lat": float("nan"), "lng": 0}}, "input.center.lat"),
        ("google_maps", MAPS | {"center": {"lat": 1, "lng": 2, "z": 3}}, "input.center.z"),
        ("google_maps", MAPS | {"zoom": 0}, "input.zoom"),
        ("SEARCH_SINGLE", {"query": "x"}, "input.connector"),
        ("SEARCH_SINGLE", SINGLE | {"connector": "a b"}, "input.connector"),
        ("SEARCH_SINGLE", SINGLE | {"options": []}, "input.options"),
        ("SEARCH_SINGLE", SINGLE | {"options": {"a": "\ud800"}}, "input.options"),
        ("SEARCH_SINGLE", SINGLE | {"options": {"a": "x" * 20_000}}, "input.options"),
        ("SEARCH_BULK", {"connector": "g"}, "input.queries"),
        ("SEARCH_BULK", BULK | {"queries": []}, "input.queries"),
        ("SEARCH_BULK", BULK | {"queries": ["", " "]}, "input.queries"),
        ("SEARCH_BULK", BULK | {"queries": "x"}, "input.queries"),
        ("SEARCH_BULK", BULK | {"queries": ["a", 7]}, "input.queries[1]"),
        ("SEARCH_BULK", BULK | {"queries": ["a", "b\0"]}, "input.queries[1]"),
        ("SEARCH_BULK", BULK | {"queries": MANY, "locations": MANY}, "input.queries"),
        ("SEARCH_BULK", BULK | {"options": {}}, "input.options"),
    ],
)
def test_what_is_wrong_is_refused_by_its_field(type: str, input: Any, field: str) -> None:
    with pytest.raises(InvalidInput) as refusal:
        validate(type, input)
    assert refusal.value.field == field
    assert "`" not in refusal.value.message, "the words are for a person"


def test_a_missing_field_says_what_it_should_be() -> None:
    with pytest.raises(InvalidInput, match="is required; it must be a text"):
        validate("google_maps", {})


def test_only_parents_have_children_and_no_needs() -> None:
    for type in ("SEARCH_SINGLE", "SEARCH_BULK", "google_maps", "google_maps_search"):
        given = BULK if type in inputs.PARENT_TYPES else SINGLE if type == "SEARCH_SINGLE" else MAPS
        found = validate(type, given)
        assert bool(found.children) == (type in inputs.PARENT_TYPES) == (not found.needs)
