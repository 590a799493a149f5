"""A parent is nothing but what its children say."""

from models import jobs
from models.queries import jobs as queries
from models.rows import Database
from models.views import DeviceView
from tests.support import stores
from tests.support.stores import NOW, OPERATOR


def test_counts_and_times_are_the_childrens(db: Database, device: DeviceView) -> None:
    parent, first, second = stores.a_bulk(db, "a", "b")
    for at, child in enumerate((first, second), start=1):
        jobs.claim(db, child.id, device.id, now=NOW + at)
        stores.findings(db, device, child.id, stores.a_finding(1), stores.a_finding(2))
        stores.a_proof(db, device, child.id)
        jobs.complete(db, device.id, child.id, 1, None, now=NOW + 10 * at)
    done = queries.get(db, parent.id)
    assert (done.evidence_count, done.proof_count) == (4, 2)
    assert (done.children_total, done.children_done, done.progress) == (2, 2, 100)
    assert (done.status, done.started_at, done.completed_at) == ("COMPLETED", NOW + 1, NOW + 20)


def test_a_parent_whose_children_all_wait_says_until_when(db: Database, device: DeviceView) -> None:
    parent, child = stores.a_bulk(db, "a")
    jobs.claim(db, child.id, device.id, now=NOW)
    change = jobs.fail(db, device.id, child.id, 1, "timeout", "x", now=NOW, jitter=0)
    waiting = change.jobs[1]
    assert waiting.id == parent.id
    assert (waiting.status, waiting.phase, waiting.run_after) == (
        "RUNNING",
        "retrying",
        NOW + 10_000,
    )
    assert queries.get(db, parent.id, now=NOW + 10_000).phase == "running"


def test_a_parent_with_another_child_to_do_does_not_wait(db: Database, device: DeviceView) -> None:
    parent, child, _ = stores.a_bulk(db, "a", "b")
    jobs.claim(db, child.id, device.id, now=NOW)
    jobs.fail(db, device.id, child.id, 1, "timeout", "x", now=NOW, jitter=0)
    assert queries.get(db, parent.id, now=NOW).phase == "running"


def test_partial_failure_is_told_with_numbers(db: Database, device: DeviceView) -> None:
    parent, good, bad, dropped = stores.a_bulk(db, "a", "b", "c")
    jobs.request_cancel(db, dropped.id, actor=OPERATOR, now=NOW)
    for child in (good, bad):
        jobs.claim(db, child.id, device.id, now=NOW)
        if child is good:
            jobs.complete(db, device.id, child.id, 1, None, now=NOW)
        else:
            jobs.fail(db, device.id, child.id, 1, "NOT_SUPPORTED", "x", now=NOW, jitter=0)
    told = queries.get(db, parent.id)
    assert (told.status, told.error_code) == ("FAILED", "CHILDREN_FAILED")
    assert told.error_message == "1 of 3 searches failed."
