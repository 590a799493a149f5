"""What a run reports while it goes on."""

import pytest

from models import jobs
from models.queries import jobs as queries
from models.rows import Database
from models.views import DeviceView
from tests.support import stores
from tests.support.stores import NOW, refused


def test_progress_is_kept_with_message_and_checkpoint(db: Database, device: DeviceView) -> None:
    job = stores.a_claim(db, device).job
    moved = jobs.progress(db, device.id, job.id, 1, 41.9, "reading Maadi", {"page": 2}, now=NOW + 7)
    kept = queries.get(db, job.id, now=NOW)
    assert moved.progress == kept.progress == 41
    assert (kept.message, kept.checkpoint) == ("reading Maadi", {"page": 2})
    assert kept.updated_at == NOW + 7
    (line,) = moved.logs
    assert (line.level, line.message, line.at) == ("info", "reading Maadi", NOW + 7)
    assert line == queries.log_tail(db, job.id)[0]
    assert kept.log_count == 1


def test_progress_alone_leaves_message_and_checkpoint(db: Database, device: DeviceView) -> None:
    job = stores.a_claim(db, device).job
    jobs.progress(db, device.id, job.id, 1, 10, "one", {"page": 1}, now=NOW)
    moved = jobs.progress(db, device.id, job.id, 1, 20, None, None, now=NOW)
    kept = queries.get(db, job.id, now=NOW)
    assert (kept.progress, kept.message, kept.checkpoint) == (20, "one", {"page": 1})
    assert moved.logs == []


@pytest.mark.parametrize("later", [0, 29, 29.99, 30])
def test_progress_never_runs_backwards(db: Database, device: DeviceView, later: float) -> None:
    job = stores.a_claim(db, device).job
    jobs.progress(db, device.id, job.id, 1, 30, None, None, now=NOW)
    assert jobs.progress(db, device.id, job.id, 1, later, None, None, now=NOW).progress == 30


def test_the_run_shows_the_progress_of_its_job(db: Database, device: DeviceView) -> None:
    job = stores.a_claim(db, device).job
    jobs.progress(db, device.id, job.id, 1, 30, None, None, now=NOW)
    assert queries.runs(db, job.id)[0].progress == 30


def test_a_log_line_has_its_level_and_data(db: Database, device: DeviceView) -> None:
    claimed = stores.a_claim(db, device)
    change = jobs.write_log(
        db, device.id, claimed.job.id, 1, "warn", "unexpected page", {"title": "One more"}, now=NOW
    )
    (line,) = change.logs
    assert (line.level, line.data, line.run_id) == ("warn", {"title": "One more"}, claimed.run.id)
    assert change.job.log_count == 1


def test_a_job_that_needs_somebody_keeps_its_lease(db: Database, device: DeviceView) -> None:
    job = stores.a_claim(db, device).job
    change = jobs.raise_needs_user(
        db, device.id, job.id, 1, "captcha", "The site asks for a captcha.", now=NOW
    )
    assert (change.job.status, change.job.phase) == ("RUNNING", "needs_user")
    assert change.job.needs_user_action
    assert (change.job.needs_user_reason, change.job.needs_user_message) == (
        "captcha",
        "The site asks for a captcha.",
    )
    assert change.logs[0].level == "warn"
    jobs.progress(db, device.id, job.id, 1, 0, None, None, now=NOW)
    assert queries.get(db, job.id, now=NOW).needs_user_action


def test_a_run_that_gets_further_needs_nobody(db: Database, device: DeviceView) -> None:
    job = stores.a_claim(db, device).job
    jobs.raise_needs_user(db, device.id, job.id, 1, "consent", "The site asks.", now=NOW)
    jobs.progress(db, device.id, job.id, 1, 1, None, None, now=NOW)
    kept = queries.get(db, job.id, now=NOW)
    assert (kept.phase, kept.needs_user_action, kept.needs_user_message) == ("running", False, None)


def test_a_wish_to_cancel_comes_back_with_the_next_report(db: Database, device: DeviceView) -> None:
    job = stores.a_claim(db, device).job
    assert not jobs.progress(db, device.id, job.id, 1, 1, None, None, now=NOW).cancel_requested
    jobs.request_cancel(db, job.id, actor="operator", now=NOW)
    assert jobs.progress(db, device.id, job.id, 1, 2, None, None, now=NOW).cancel_requested


def test_a_parent_shows_the_progress_of_its_children(db: Database, device: DeviceView) -> None:
    _, child, _ = stores.a_bulk(db, "a", "b")
    jobs.claim(db, child.id, device.id, now=NOW)
    moved = jobs.progress(db, device.id, child.id, 1, 50, None, None, now=NOW)
    assert moved.parent is not None
    assert (moved.progress, moved.parent.progress) == (50, 25)


def test_nobody_else_can_report(db: Database, device: DeviceView) -> None:
    job = stores.a_claim(db, device).job
    other = stores.a_device(db, "Laptop").id
    before = stores.snapshot(db)
    for who, epoch in [(other, 1), (device.id, 0), (device.id, 2)]:
        with refused("LEASE_LOST"):
            jobs.progress(db, who, job.id, epoch, 50, "x", None, now=NOW)
        with refused("LEASE_LOST"):
            jobs.write_log(db, who, job.id, epoch, "info", "x", None, now=NOW)
        with refused("LEASE_LOST"):
            jobs.raise_needs_user(db, who, job.id, epoch, "login", "x", now=NOW)
    assert stores.snapshot(db) == before


def test_a_report_after_the_end_changes_nothing(db: Database, device: DeviceView) -> None:
    job = stores.a_claim(db, device).job
    jobs.complete(db, device.id, job.id, 1, {"rows": 3}, now=NOW)
    before = stores.snapshot(db)
    with refused("JOB_NOT_RUNNING"):
        jobs.progress(db, device.id, job.id, 1, 50, "late", None, now=NOW)
    assert stores.snapshot(db) == before
