"""Rows of the practice web as findings that the hub takes."""

import msgspec

from hub.agent import findings
from hub.practice import listing
from hub.practice.directory import Place, shipped_directory
from hub.practice.hostile import hostile_places
from hub.practice.results import organic, shipped_answers
from hub.wire import messages as m

DIRECTORY = shipped_directory()


def row(place: Place) -> findings.Row:
    return listing.row(place, DIRECTORY, "en")


def test_a_place_with_all_its_facts() -> None:
    place = next(one for one in DIRECTORY.places if one.phone and one.website and one.rating)
    item = findings.place(row(place), "http://127.0.0.1:1")
    assert isinstance(item.snippet, dict)
    assert item.snippet["phone"] == place.phone
    assert item.snippet["latitude"] == place.lat
    assert item.confidence == "high"
    assert item.key == place.knowledge
    assert str(item.url).startswith("http://127.0.0.1:1/maps/place/")


def test_what_is_missing_is_left_out_and_costs_confidence() -> None:
    place = next(one for one in DIRECTORY.places if not one.phone)
    item = findings.place(row(place), "")
    assert isinstance(item.snippet, dict)
    assert "phone" not in item.snippet
    assert item.confidence == "medium"


def test_hostile_places_are_findings_that_the_wire_takes() -> None:
    for place in hostile_places():
        sent = msgspec.json.encode(findings.place(row(place), "http://127.0.0.1:1"))
        assert msgspec.json.decode(sent, type=m.EvidenceItem).title


def test_a_result() -> None:
    first = organic(DIRECTORY, shipped_answers(), "labs", "en")[0]
    item = findings.result(first)
    assert (item.type, item.key, item.title) == ("web_result", first["url"], first["title"])


def test_fields_are_counted() -> None:
    filled = findings.Filled()
    for place in DIRECTORY.places[:10]:
        filled.add(findings.place(row(place), ""))
    counts = filled.as_json()
    assert counts["address"] == {"filled": 10, "of": 10}
    assert counts["phone"]["filled"] == sum(1 for one in DIRECTORY.places[:10] if one.phone)
