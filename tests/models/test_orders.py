"""What the operator orders for a job that exists."""

import pytest

from models import jobs
from models.errors import InvalidInput, NotFound
from models.queries import audit
from models.queries import jobs as queries
from models.queries.audit import AuditFilter
from models.rows import Database
from models.views import DeviceView
from tests.support import stores
from tests.support.stores import NOW, OPERATOR, refused


def test_a_waiting_job_is_cancelled_at_once(db: Database) -> None:
    job = stores.a_job(db)
    change = jobs.request_cancel(db, job.id, actor=OPERATOR, now=NOW + 3)
    assert (change.job.status, change.job.completed_at) == ("CANCELLED", NOW + 3)
    entry = audit.page(db, AuditFilter(subject_id=job.id)).items[0]
    assert (entry.action, entry.actor) == ("job.cancel_requested", OPERATOR)


def test_a_running_job_is_asked_to_stop(db: Database, device: DeviceView) -> None:
    job = stores.a_claim(db, device).job
    change = jobs.request_cancel(db, job.id, actor=OPERATOR, now=NOW)
    assert (change.job.status, change.job.cancel_requested) == ("RUNNING", True)
    again = jobs.request_cancel(db, job.id, actor=OPERATOR, now=NOW)
    assert again.jobs == []
    assert audit.count(db, AuditFilter(action_prefix="job.cancel")) == 1


@pytest.mark.parametrize("order", [jobs.request_cancel, jobs.retry, jobs.clear_needs_user])
def test_a_completed_job_takes_no_orders(db: Database, device: DeviceView, order: object) -> None:
    job = stores.a_claim(db, device).job
    jobs.complete(db, device.id, job.id, 1, None, now=NOW)
    before = stores.snapshot(db)
    with refused("JOB_NOT_RUNNING"):
        order(db, job.id, actor=OPERATOR, now=NOW)  # type: ignore[operator]
    with pytest.raises(NotFound):
        order(db, "nothing", actor=OPERATOR, now=NOW)  # type: ignore[operator]
    assert stores.snapshot(db) == before


def test_a_retried_job_starts_fresh_but_goes_on_from_its_checkpoint(
    db: Database, device: DeviceView
) -> None:
    job = stores.a_claim(db, device).job
    jobs.progress(db, device.id, job.id, 1, 40, "half", {"page": 3}, now=NOW)
    jobs.fail(db, device.id, job.id, 1, "REJECTED_BY_SITE", "no", now=NOW, jitter=0)
    change = jobs.retry(db, job.id, actor=OPERATOR, now=NOW + 5)
    assert (change.job.status, change.job.phase) == ("PENDING", "queued")
    assert change.job.checkpoint == {"page": 3}
    assert (change.job.attempts, change.job.progress, change.job.error_code) == (0, 0, None)
    assert (change.job.started_at, change.job.completed_at) == (None, None)
    second = jobs.claim(db, job.id, device.id, now=NOW + 6)
    assert (second.run.attempt, second.job.epoch, second.checkpoint) == (2, 2, {"page": 3})
    assert [run.state for run in queries.runs(db, job.id)] == ["running", "failed"]


def test_a_cancelled_job_can_be_retried_and_cancelled_again(
    db: Database, device: DeviceView
) -> None:
    job = stores.a_claim(db, device).job
    jobs.request_cancel(db, job.id, actor=OPERATOR, now=NOW)
    jobs.confirm_cancelled(db, device.id, job.id, 1, now=NOW)
    assert not jobs.retry(db, job.id, actor=OPERATOR, now=NOW).job.cancel_requested
    assert jobs.request_cancel(db, job.id, actor=OPERATOR, now=NOW).job.status == "CANCELLED"


def test_the_flag_is_taken_down_by_the_operator(db: Database, device: DeviceView) -> None:
    job = stores.a_claim(db, device).job
    with refused("JOB_NOT_RUNNING"):
        jobs.clear_needs_user(db, job.id, actor=OPERATOR, now=NOW)
    jobs.raise_needs_user(db, device.id, job.id, 1, "captcha", "x", now=NOW)
    change = jobs.clear_needs_user(db, job.id, actor=OPERATOR, now=NOW)
    assert (change.job.phase, change.job.needs_user_reason) == ("running", None)
    assert audit.page(db, AuditFilter(subject_id=job.id)).items[0].action == "job.resumed"


def test_a_priority_can_be_changed(db: Database) -> None:
    job = stores.a_job(db)
    assert jobs.set_priority(db, job.id, 9, actor=OPERATOR, now=NOW).job.priority == 9
    with pytest.raises(InvalidInput):
        jobs.set_priority(db, job.id, 5_000, actor=OPERATOR, now=NOW)
    parent, *_ = stores.a_bulk(db, "a", "b")
    jobs.set_priority(db, parent.id, 5, actor=OPERATOR, now=NOW)
    assert {child.priority for child in queries.children(db, parent.id)} == {5}


def test_cancelling_a_parent_cancels_its_children(db: Database, device: DeviceView) -> None:
    parent, first, second, third = stores.a_bulk(db, "a", "b", "c")
    jobs.claim(db, first.id, device.id, now=NOW)
    jobs.complete(db, device.id, first.id, 1, None, now=NOW)
    jobs.claim(db, second.id, device.id, now=NOW)
    change = jobs.request_cancel(db, parent.id, actor=OPERATOR, now=NOW)
    assert (change.job.id, change.job.status) == (parent.id, "RUNNING")
    assert {job.id: (job.status, job.cancel_requested) for job in change.jobs[1:]} == {
        second.id: ("RUNNING", True),
        third.id: ("CANCELLED", False),
    }
    ended = jobs.confirm_cancelled(db, device.id, second.id, 1, now=NOW)
    assert [job.status for job in ended.jobs] == ["CANCELLED", "CANCELLED"]


def test_retrying_a_parent_retries_what_did_not_succeed(db: Database, device: DeviceView) -> None:
    parent, good, bad = stores.a_bulk(db, "a", "b")
    jobs.claim(db, good.id, device.id, now=NOW)
    jobs.complete(db, device.id, good.id, 1, None, now=NOW)
    jobs.claim(db, bad.id, device.id, now=NOW)
    failed = jobs.fail(db, device.id, bad.id, 1, "NOT_SUPPORTED", "no", now=NOW, jitter=0)
    assert [job.status for job in failed.jobs] == ["FAILED", "FAILED"]
    assert failed.jobs[1].error_message == "1 of 2 searches failed."
    change = jobs.retry(db, parent.id, actor=OPERATOR, now=NOW)
    assert [(job.id, job.status) for job in change.jobs] == [
        (parent.id, "RUNNING"),
        (bad.id, "PENDING"),
    ]
    assert (change.job.error_code, change.job.completed_at) == (None, None)


def test_a_retried_child_takes_back_the_cancel_of_its_parent(
    db: Database, device: DeviceView
) -> None:
    parent, child = stores.a_bulk(db, "a")
    jobs.request_cancel(db, parent.id, actor=OPERATOR, now=NOW)
    assert queries.get(db, parent.id).status == "CANCELLED"
    change = jobs.retry(db, child.id, actor=OPERATOR, now=NOW)
    assert [job.status for job in change.jobs] == ["PENDING", "PENDING"]
    jobs.claim(db, child.id, device.id, now=NOW)
    ended = jobs.complete(db, device.id, child.id, 1, None, now=NOW)
    assert [job.status for job in ended.jobs] == ["COMPLETED", "COMPLETED"]
