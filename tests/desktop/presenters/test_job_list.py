"""The views of Jobs: what belongs to each, what is asked of the store, who stands where."""

import pytest

from desktop.presenters.job_list import DAY_MS, Shown, order
from models.views import JobView
from tests.support.views import job_view

NOW = 100 * DAY_MS


def running(**more: object) -> JobView:
    return job_view(**({"status": "RUNNING", "phase": "running", "updated_at": NOW} | more))


NEEDY = {"needs_user_action": True, "needs_user_reason": "captcha", "phase": "needs_user"}


@pytest.mark.parametrize(
    ("view", "job", "belongs"),
    [
        ("all", job_view(), True),
        ("all", job_view(parent_id="p"), False),
        ("all", running(parent_id="p", **NEEDY), True),
        ("needs_you", running(parent_id="p", **NEEDY), True),
        ("needs_you", running(), False),
        ("running", running(), True),
        ("running", running(parent_id="p", **NEEDY), False),
        ("running", job_view(), False),
        ("waiting", job_view(), True),
        ("waiting", running(), False),
        ("failed", job_view(status="FAILED", updated_at=NOW - 6 * DAY_MS), True),
        ("failed", job_view(status="FAILED", updated_at=NOW - 8 * DAY_MS), False),
        ("failed", job_view(status="COMPLETED", updated_at=NOW), False),
    ],
)
def test_a_job_belongs_to_its_views(view: str, job: JobView, belongs: bool) -> None:
    assert Shown(view).holds(job, NOW) is belongs


@pytest.mark.parametrize(
    ("shown", "belongs"),
    [
        (Shown(text="  DENT "), True),
        (Shown(text="dentist's"), False),
        (Shown(types=("google_maps",)), True),
        (Shown(types=("SEARCH_BULK",)), False),
        (Shown(workspace_id="w"), True),
        (Shown(workspace_id="other"), False),
        (Shown(device_id="d"), True),
        (Shown(device_id="e"), False),
        (Shown(since=NOW), True),
        (Shown(since=NOW + 1), False),
    ],
)
def test_every_filter_must_hold(shown: Shown, belongs: bool) -> None:
    job = running(title="Dentists, Amman", assigned_agent_id="d")
    assert shown.holds(job, NOW) is belongs


def test_arabic_titles_are_found_without_their_marks() -> None:
    job = job_view(title="أطبّاء الأسنان")
    assert Shown(text="اطباء").holds(job, NOW)


def test_filters_are_counted_for_the_words_that_nothing_matches() -> None:
    assert Shown().filters == 0
    assert Shown(text=" ").filters == 0
    assert Shown(text="a", types=("google_maps",), device_id="d", since=1).filters == 4


def test_what_runs_is_read_in_one_piece_and_the_rest_by_pages() -> None:
    everything = Shown(workspace_id="w")
    assert [asked.needs_user for asked in everything.live_filters()] == [True, None]
    assert [asked.statuses for asked in everything.live_filters()] == [(), ("RUNNING",)]
    rest = everything.settled_filter(NOW)
    assert rest is not None
    assert (rest.top_level, rest.workspace_id, rest.statuses) == (True, "w", ())
    assert Shown("running").settled_filter(NOW) is None
    assert Shown("waiting").live_filters() == []


def test_failed_this_week_reaches_back_a_week_and_no_further() -> None:
    rest = Shown("failed").settled_filter(NOW)
    assert rest is not None
    assert rest.updated_since == NOW - 7 * DAY_MS
    today = Shown("failed", since=NOW - 1000).settled_filter(NOW)
    assert today is not None
    assert today.updated_since == NOW - 1000


def test_needs_you_stands_above_unknown_above_running_above_the_rest() -> None:
    old = job_view(phase="completed", status="COMPLETED", updated_at=NOW - 5)
    new = job_view(phase="failed", status="FAILED", updated_at=NOW - 1)
    runs = running(started_at=NOW - 9)
    unknown = job_view(phase="unknown", started_at=NOW - 50)
    needs = running(started_at=NOW - 90, **NEEDY)
    rows = sorted([old, new, runs, unknown, needs], key=order)
    assert rows == [needs, unknown, runs, new, old]


def test_progress_does_not_move_a_running_job() -> None:
    first, second = running(started_at=10), running(started_at=20)
    later = running(seq=first.seq, id=first.id, started_at=10, progress=50)
    assert order(later) == order(first) > order(second)
