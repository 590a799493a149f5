"""A job in words."""

from msgspec import structs

from desktop.presenters import jobs
from desktop.theme.tones import Tone
from tests.support.views import job_view

NOW = 1_795_429_264_000


def test_a_single_search_with_maps_is_a_maps_list() -> None:
    job = job_view(type="SEARCH_SINGLE", input={"connector": "google_maps", "query": "x"})
    assert (jobs.type_word(job), jobs.icon(job)) == ("Maps list", "map-pin")
    other = job_view(type="SEARCH_SINGLE", input={"connector": "google_search", "query": "x"})
    assert (jobs.type_word(other), jobs.icon(other)) == ("Search page", "search")


def test_a_bulk_search_says_how_far_it_is() -> None:
    given = {"connector": "google_maps", "queries": ["x"]}
    job = job_view(type="SEARCH_BULK", input=given, children_total=12, children_done=7)
    assert jobs.second_line(job) == "Bulk search, 7 of 12 done"
    assert jobs.icon(job) == "layers"


def test_a_failed_job_says_why() -> None:
    job = job_view(status="FAILED", phase="failed", error_message="The list was not found.")
    assert jobs.second_line(job) == "Maps list: The list was not found."


def test_an_unknown_type_is_shown_as_it_is() -> None:
    assert jobs.type_word(job_view(type="DANCE")) == "DANCE"


def test_who_has_it_or_why_nobody() -> None:
    assert jobs.device(job_view(assigned_agent_name="Laptop Mona")) == "Laptop Mona"
    assert jobs.device(job_view()) == "No device yet"
    assert jobs.device(job_view(status="COMPLETED", phase="completed")) == ""


def test_a_living_job_has_an_age_a_finished_one_a_moment() -> None:
    alive = job_view(status="RUNNING", phase="running", updated_at=NOW - 120_000)
    over = job_view(status="COMPLETED", phase="completed", completed_at=NOW - 120_000)
    assert jobs.updated(alive, NOW) == "2 min"
    assert ":" in jobs.updated(over, NOW)


def test_what_may_be_done_follows_the_status() -> None:
    running = job_view(status="RUNNING", phase="running")
    failed = job_view(status="FAILED", phase="failed")
    asked = job_view(status="RUNNING", phase="running", cancel_requested=True)
    assert jobs.can_cancel(running)
    assert not jobs.can_retry(running)
    assert jobs.can_retry(failed)
    assert not jobs.can_cancel(failed)
    assert not jobs.can_cancel(asked)


def test_the_sentence_says_everything_that_is_painted() -> None:
    job = job_view(
        title="Dentists in Amman",
        status="RUNNING",
        phase="needs_user",
        needs_user_reason="captcha",
        progress=62,
        evidence_count=86,
        assigned_agent_name="Laptop Mona",
    )
    said = jobs.sentence(job, NOW)
    assert said == "Dentists in Amman, Needs you: captcha, 62%, 86 rows, Laptop Mona"


def test_the_bar_has_the_colour_of_its_phase() -> None:
    assert jobs.bar_tone(job_view(phase="running")) is Tone.ACCENT
    assert jobs.bar_tone(job_view(phase="needs_user")) is Tone.WARNING
    assert jobs.bar_tone(job_view(phase="retrying")) is Tone.NEUTRAL


def test_how_long_it_took() -> None:
    assert jobs.took(job_view(started_at=0, completed_at=180_000)) == "took 3 min"
    assert jobs.took(job_view()) == ""


def test_a_job_that_only_moved_on_is_told_from_one_that_changed() -> None:
    before = job_view(status="RUNNING", phase="running", evidence_count=3)
    further = {"progress": 40, "message": "reading", "updated_at": 9, "checkpoint": {"page": 2}}
    moved = structs.replace(before, **further)
    assert jobs.only_moved_on(before, moved)
    assert not jobs.only_moved_on(before, structs.replace(moved, evidence_count=4))
    assert not jobs.only_moved_on(before, structs.replace(moved, phase="needs_user"))
