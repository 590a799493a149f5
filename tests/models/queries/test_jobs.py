"""Jobs, runs and logs as they are listed."""

from typing import Any

import pytest

from models import jobs as changes
from models import workspaces
from models.errors import NotFound
from models.queries import jobs
from models.queries.jobs import JobFilter
from models.rows import Database
from models.views import DeviceView, JobView
from tests.support import stores
from tests.support.stores import NOW, OPERATOR


@pytest.fixture
def desk(db: Database, device: DeviceView) -> dict[str, JobView]:
    """One job of each kind, by what it is."""
    other = workspaces.create(db, "Cairo Coffee", actor=OPERATOR, now=NOW)
    parent, child = stores.a_bulk(db, "child")
    done = stores.a_claim(db, device, "done").job
    changes.complete(db, device.id, done.id, 1, None, now=NOW + 1)
    stuck = stores.a_claim(db, device, "stuck").job
    changes.raise_needs_user(db, device.id, stuck.id, 1, "captcha", "x", now=NOW + 2)
    running = stores.a_claim(db, stores.a_device(db, "Laptop"), "running").job
    waiting = stores.a_job(db, "أسنان waiting", workspace_id=other.id, now=NOW + 3)
    made = {
        "parent": parent,
        "child": child,
        "done": done,
        "stuck": stuck,
        "running": running,
        "waiting": waiting,
    }
    return {name: jobs.get(db, job.id, now=NOW) for name, job in made.items()}


def names(desk: dict[str, JobView], found: list[JobView]) -> set[str]:
    ids = {job.id for job in found}
    return {name for name, job in desk.items() if job.id in ids}


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({}, {"parent", "child", "done", "stuck", "running", "waiting"}),
        ({"statuses": ("RUNNING",)}, {"stuck", "running"}),
        ({"statuses": ("RUNNING", "COMPLETED")}, {"stuck", "running", "done"}),
        ({"types": ("SEARCH_BULK", "SEARCH_SINGLE")}, {"parent", "child"}),
        ({"top_level": True}, {"parent", "done", "stuck", "running", "waiting"}),
        ({"needs_user": True}, {"stuck"}),
        ({"needs_user": False}, {"parent", "child", "done", "running", "waiting"}),
        ({"created_since": NOW + 1}, {"waiting"}),
        ({"updated_since": NOW + 2}, {"stuck", "waiting"}),
        ({"text": "اسنان"}, {"waiting"}),
        ({"text": " DON"}, {"done"}),
        ({"text": "%"}, set()),
    ],
)
def test_filters(
    db: Database, desk: dict[str, JobView], facts: dict[str, Any], expected: set[str]
) -> None:
    filter = JobFilter(**facts)
    assert names(desk, jobs.page(db, filter).items) == expected
    assert names(desk, jobs.listed(db, filter)) == expected
    assert jobs.count(db, filter) == len(expected)


def test_filters_by_workspace_device_and_parent(
    db: Database, desk: dict[str, JobView], device: DeviceView
) -> None:
    other = desk["waiting"].workspace_id
    assert names(desk, jobs.listed(db, JobFilter(workspace_id=other))) == {"waiting"}
    assert names(desk, jobs.listed(db, JobFilter(device_id=device.id))) == {"done", "stuck"}
    parent = desk["parent"].id
    assert names(desk, jobs.listed(db, JobFilter(parent_id=parent))) == {"child"}
    assert [job.id for job in jobs.children(db, parent)] == [desk["child"].id]


def test_the_table_shows_first_what_needs_somebody_then_what_runs(
    db: Database, desk: dict[str, JobView]
) -> None:
    listed = jobs.listed(db, JobFilter(top_level=True), now=NOW)
    assert [job.id for job in listed] == [
        desk[name].id for name in ("stuck", "running", "waiting", "done", "parent")
    ]


def test_older_jobs_are_read_on_behind_the_last_one_shown(
    db: Database, desk: dict[str, JobView]
) -> None:
    filter = JobFilter(top_level=True)
    first = jobs.older(db, filter, limit=2, now=NOW)
    assert [job.id for job in first] == [desk["waiting"].id, desk["done"].id]
    last = first[-1]
    rest = jobs.older(db, filter, than=(last.updated_at, last.seq), now=NOW)
    assert [job.id for job in rest] == [desk["parent"].id]


def test_counts_are_of_work_not_of_parents(db: Database, desk: dict[str, JobView]) -> None:
    counts = jobs.counts(db)
    assert counts.by_status == {
        "PENDING": 2,
        "RUNNING": 2,
        "COMPLETED": 1,
        "FAILED": 0,
        "CANCELLED": 0,
    }
    assert (counts.needs_user, counts.waiting) == (1, 2)
    of_one = jobs.counts(db, desk["waiting"].workspace_id)
    assert (of_one.waiting, of_one.needs_user, of_one.by_status["RUNNING"]) == (1, 0, 0)


def test_runs_come_newest_first_and_in_pages(db: Database, device: DeviceView) -> None:
    job = stores.a_claim(db, device).job
    changes.lease_lost(db, job.id, 1, now=NOW, jitter=0)
    changes.claim(db, job.id, device.id, now=NOW + 60_000)
    assert [run.attempt for run in jobs.runs(db, job.id)] == [2, 1]
    page = jobs.runs_page(db, job.id, limit=1)
    assert page.items == jobs.runs(db, job.id)[:1]
    assert jobs.runs_page(db, job.id, cursor=page.next_cursor).items == jobs.runs(db, job.id)[1:]


def test_the_log_can_be_read_from_both_ends(db: Database, device: DeviceView) -> None:
    job = stores.a_claim(db, device).job
    for number in range(5):
        changes.write_log(db, device.id, job.id, 1, "info", f"{number}", None, now=NOW)
    assert [line.message for line in jobs.logs(db, job.id, limit=2).items] == ["4", "3"]
    tail = jobs.log_tail(db, job.id, limit=3)
    assert [line.message for line in tail] == ["2", "3", "4"]
    assert jobs.log_tail(db, job.id, after_seq=tail[1].seq) == tail[2:]
    assert jobs.log_tail(db, "nothing") == []


def test_some_jobs_by_their_ids(db: Database) -> None:
    first, _, third = (stores.a_job(db, query) for query in ("a", "b", "c"))
    found = jobs.some(db, [third.id, "nothing", first.id], now=NOW)
    assert {job.id: job for job in found} == {first.id: first, third.id: third}


def test_an_unknown_job_is_named(db: Database) -> None:
    with pytest.raises(NotFound):
        jobs.get(db, "nothing")
