"""Expectations come from own past runs alone."""

from typing import Any

from desktop.presenters import expectation
from desktop.presenters.expectation import Past, expect, rounded
from desktop.presenters.new_job import Draft, kinds
from models.views import JobView
from tests.support.views import job_view

MINUTE = 60_000
MAPS, MAPS_WEB, SEARCH = kinds([])


def done(query: str, place: str = "", *, rows: int, minutes: int, **more: Any) -> JobView:
    given = {"query": query} | ({"location": place} if place else {})
    facts = {
        "input": given, "status": "COMPLETED", "started_at": 0, "created_at": 0,
        "completed_at": minutes * MINUTE, "evidence_count": rows, "proof_count": 2,
    }  # fmt: skip
    facts["started_at"] = 1
    return job_view(**(facts | more))


def test_nothing_is_said_without_a_run_like_it() -> None:
    assert expect(Past([]), Draft(kind=MAPS, query="x")) is None
    maps = Past([done("x", rows=5, minutes=1)])
    assert expect(maps, Draft(kind=SEARCH, query="x")) is None
    assert expect(maps, Draft(kind=MAPS_WEB, query="x")) is None


def test_figures_grow_with_the_number_of_searches() -> None:
    past = Past([done(f"q{n}", rows=100 + n, minutes=3) for n in range(5)])
    one = expect(past, Draft(kind=MAPS, query="x"))
    three = expect(past, Draft(kind=MAPS, query="x", places=("a", "b", "c")))
    assert one is not None
    assert three is not None
    assert (one.rows, one.runs, one.proofs) == (100, 5, 2)
    assert (three.rows, three.proofs) == (310, 6)
    assert expectation.time_words(three).endswith("on one device")


def test_no_more_is_expected_than_was_asked_for() -> None:
    past = Past([done("q", rows=110, minutes=3)])
    expected = expect(past, Draft(kind=MAPS, query="x", limit="20"))
    assert expected is not None
    assert expected.rows == 20


def test_a_search_with_the_maps_connector_is_like_a_maps_list() -> None:
    single = done("q", rows=7, minutes=1, type="SEARCH_SINGLE")
    single = job_view(
        **{name: getattr(single, name) for name in ("status", "started_at", "completed_at")},
        type="SEARCH_SINGLE", input={"connector": "google_maps", "query": "q"}, evidence_count=7,
    )  # fmt: skip
    assert expect(Past([single]), Draft(kind=MAPS, query="x")) is not None


def test_the_last_time_of_just_this_search_is_known() -> None:
    first = done("Dentists", "Irbid", rows=5, minutes=1)
    again = done("dentists ", " irbid", rows=9, minutes=2)
    past = Past([again, first])
    seen = past.seen(MAPS, "DENTISTS", "Irbid")
    assert seen is again
    assert past.seen(MAPS, "dentists", "Amman") is None
    assert past.seen(SEARCH, "dentists", "Irbid") is None
    assert expectation.seen_words(again, 3 * MINUTE).endswith(", 9 rows")
    assert "found 9 rows." in expectation.seen_sentence(again, 3 * MINUTE)


def test_an_expectation_does_not_sound_exact() -> None:
    assert [rounded(value) for value in (0, 4.4, 97, 331, 1478)] == [0, 4, 97, 330, 1500]
