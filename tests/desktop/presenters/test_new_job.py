"""A draft becomes the request that the hub takes; what is wrong is said at its field."""

from datetime import datetime
from typing import Any

import pytest

from desktop.presenters import new_job
from desktop.presenters.new_job import Draft, JobKind, field_of, kinds, request, wrong
from models import inputs
from models.errors import InvalidInput
from tests.support.views import connector_view, job_view

NOW = int(datetime(2026, 11, 23, 10, 21).astimezone().timestamp() * 1000)
MAPS, MAPS_WEB, SEARCH = kinds([])


def draft(kind: JobKind = MAPS, **more: Any) -> Draft:
    return Draft(**({"kind": kind, "query": "dentists"} | more))


@pytest.mark.parametrize(
    ("given", "type", "input"),
    [
        (draft(), "google_maps", {"query": "dentists", "limit": 120}),
        (
            draft(places=("Amman",), language="ar", limit="40"),
            "google_maps",
            {"query": "dentists", "location": "Amman", "language": "ar", "limit": 40},
        ),
        (
            draft(places=("Amman", "Irbid")),
            "SEARCH_BULK",
            {
                "connector": "google_maps", "queries": ["dentists"],
                "locations": ["Amman", "Irbid"], "limit": 120,
            },
        ),
        (
            draft(MAPS_WEB, places=("Amman",)),
            "google_maps_search",
            {"query": "dentists", "location": "Amman", "limit": 120},
        ),
        (
            draft(SEARCH),
            "SEARCH_SINGLE",
            {"connector": "google_search", "query": "dentists", "limit": 120},
        ),
        (
            draft(SEARCH, many=True, lines="a\nA\n\nb", place_lines="x\ny"),
            "SEARCH_BULK",
            {
                "connector": "google_search", "queries": ["a", "b"], "locations": ["x", "y"],
                "limit": 120,
            },
        ),
    ],
)  # fmt: skip
def test_each_draft_is_a_job_that_the_hub_takes(
    given: Draft, type: str, input: dict[str, Any]
) -> None:
    made = request(given, NOW)
    assert (made.type, made.input) == (type, input)
    checked = inputs.validate(made.type, made.input)
    assert len(checked.children) in (0, len(given.pairs()))


def test_device_workspace_and_time_go_with_it() -> None:
    given = draft(device_id="d", workspace_id="w", later=True, day=1, time=" 9:05 ")
    made = request(given, NOW)
    assert (made.device_id, made.workspace_id) == ("d", "w")
    tomorrow = datetime(2026, 11, 24, 9, 5).astimezone()
    assert made.run_after == int(tomorrow.timestamp() * 1000)
    assert request(draft(), NOW).run_after is None


@pytest.mark.parametrize("limit", ["", "ten", "1.5", "-3", "99999999999"])
def test_a_limit_that_is_no_number_is_named(limit: str) -> None:
    given = draft(limit=limit)
    with pytest.raises(InvalidInput) as refused:
        request(given, NOW)
    assert field_of(refused.value, given) == "limit"
    assert wrong(refused.value, given) == "Write a whole number from 1 to 1000."


def test_arabic_digits_are_digits() -> None:
    assert request(draft(limit="٢٠٠"), NOW).input["limit"] == 200


@pytest.mark.parametrize("time", ["", "soon", "24:00", "12:60", "1:2:3"])
def test_a_time_that_is_none_is_named(time: str) -> None:
    given = draft(later=True, day=1, time=time)
    with pytest.raises(InvalidInput) as refused:
        request(given, NOW)
    assert field_of(refused.value, given) == "when"
    assert wrong(refused.value, given) == "Write a time such as 14:30."


def test_a_time_that_has_passed_is_refused() -> None:
    given = draft(later=True, day=0, time="10:20")
    with pytest.raises(InvalidInput) as refused:
        request(given, NOW)
    assert (field_of(refused.value, given), wrong(refused.value, given)) == (
        "when",
        "This time has passed.",
    )


def test_maps_then_web_works_on_one_place() -> None:
    given = draft(MAPS_WEB, places=("Amman", "Irbid"))
    with pytest.raises(InvalidInput) as refused:
        request(given, NOW)
    assert field_of(refused.value, given) == "places"
    assert wrong(refused.value, given).startswith("One place only.")


@pytest.mark.parametrize(
    ("type", "input", "given", "field"),
    [
        ("google_maps", {"query": ""}, draft(query=""), "query"),
        ("google_maps", {"query": "x" * 501}, draft(), "query"),
        ("google_maps", {"query": "x", "location": "y" * 501}, draft(), "places"),
        ("google_maps", {"query": "x", "language": "arabic!"}, draft(), "language"),
        ("google_maps", {"query": "x", "limit": 1001}, draft(), "limit"),
        (
            "SEARCH_BULK", {"connector": "c", "queries": []},
            draft(many=True), "lines",
        ),
        (
            "SEARCH_BULK", {"connector": "c", "queries": ["a", "b" * 501]},
            draft(many=True, lines="a\n\n" + "b" * 501), "lines",
        ),
        ("google_maps", {"query": "x", "zoom": 99}, draft(), ""),
    ],
)  # fmt: skip
def test_what_the_hub_refuses_finds_its_field(
    type: str, input: dict[str, Any], given: Draft, field: str
) -> None:
    with pytest.raises(InvalidInput) as refused:
        inputs.validate(type, input)
    assert field_of(refused.value, given) == field
    assert wrong(refused.value, given)


def test_a_wrong_line_is_named_by_the_number_that_the_operator_sees() -> None:
    given = draft(many=True, lines="a\n\na\n" + "b" * 501)
    words = wrong(InvalidInput("input.queries[1]", "too long"), given)
    assert words.startswith("Line 4: ")


def test_too_many_searches_say_how_many() -> None:
    given = draft(many=True, lines="\n".join(f"q{n}" for n in range(1001)), place_lines="a\nb")
    words = wrong(InvalidInput("input.queries", "make 2002 searches"), given)
    assert words == "These make 2002 searches; 2000 at most."


def test_the_button_says_what_it_does() -> None:
    assert new_job.start_words(draft()) == "Start"
    assert new_job.start_words(draft(places=("a", "b", "c"))) == "Start 3 searches"
    assert new_job.start_words(draft(later=True)) == "Schedule the search"
    assert new_job.start_words(draft(later=True, places=("a", "b"))) == "Schedule 2 searches"


def test_other_search_connectors_are_offered_too() -> None:
    own = connector_view("yellow_pages", name={"en": "Yellow <b>pages"}, hosts=["yellow.example"])
    wall = connector_view("practice_wall", kind="publish")
    more = kinds([connector_view(), own, wall])[3:]
    assert [(kind.type, kind.connector, kind.words) for kind in more] == [
        ("SEARCH_SINGLE", "yellow_pages", "Yellow <b>pages")
    ]


def test_the_next_dialog_begins_where_the_last_search_ended() -> None:
    bulk = job_view(
        type="SEARCH_BULK",
        input={"connector": "google_search", "queries": ["a"], "locations": ["x", "y"],
               "language": "ar", "limit": 40},
    )  # fmt: skip
    last = new_job.last_draft(bulk, kinds([]))
    assert last is not None
    assert (last.kind, last.places, last.language, last.limit) == (SEARCH, ("x", "y"), "ar", "40")
    gone = job_view(type="SEARCH_SINGLE", input={"connector": "gone", "query": "a"})
    assert new_job.last_draft(gone, kinds([])) is None


def test_the_first_proposal_for_a_time_lies_ahead() -> None:
    assert new_job.next_full_hour(NOW) == (0, "11:00")
    late = int(datetime(2026, 11, 23, 23, 30).astimezone().timestamp() * 1000)
    assert new_job.next_full_hour(late) == (1, "00:00")
    assert request(draft(later=True, day=1, time="00:00"), late).run_after == (
        int(datetime(2026, 11, 24).astimezone().timestamp() * 1000)
    )


def test_the_days_ahead_have_names() -> None:
    choices = new_job.day_choices(NOW)
    assert choices[:3] == [("Today", 0), ("Tomorrow", 1), ("Wednesday 25 November", 2)]
    assert len(choices) == 30
