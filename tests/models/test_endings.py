"""How runs end, and what that means for the job."""

import pytest

from models import jobs, proofs
from models.endings import FINAL_CODES, FIRST_WAIT_MS, LONGEST_WAIT_MS, backoff_ms
from models.queries import audit
from models.queries import jobs as queries
from models.queries.audit import AuditFilter
from models.rows import Database
from models.views import DeviceView, JobView
from tests.support import stores
from tests.support.stores import NOW, OPERATOR, refused


@pytest.fixture
def job(db: Database, device: DeviceView) -> JobView:
    """A job that this device works on."""
    return stores.a_claim(db, device).job


def test_a_job_is_completed_with_its_output(db: Database, device: DeviceView, job: JobView) -> None:
    change = jobs.complete(db, device.id, job.id, 1, {"rows": 86}, now=NOW + 9)
    assert (change.job.status, change.job.phase, change.job.progress) == (
        "COMPLETED",
        "completed",
        100,
    )
    assert change.job.output == {"rows": 86}
    assert change.job.completed_at == NOW + 9
    assert change.job.assigned_agent_id == device.id
    (run,) = queries.runs(db, job.id)
    assert (run.state, run.progress, run.ended_at) == ("completed", 100, NOW + 9)


def test_completion_waits_for_declared_proofs(
    db: Database, device: DeviceView, job: JobView
) -> None:
    asset = stores.a_proof(db, device, job.id, stored=False)
    before = stores.snapshot(db)
    with refused("PROOF_PENDING"):
        jobs.complete(db, device.id, job.id, 1, None, now=NOW)
    assert stores.snapshot(db) == before
    proofs.commit_stored(db, asset, now=NOW)
    assert jobs.complete(db, device.id, job.id, 1, None, now=NOW).job.status == "COMPLETED"


def test_a_proof_that_an_earlier_run_never_sent_does_not_stop_a_later_one(
    db: Database, device: DeviceView, job: JobView
) -> None:
    stores.a_proof(db, device, job.id, stored=False)
    jobs.lease_lost(db, job.id, 1, now=NOW, jitter=0)
    jobs.claim(db, job.id, device.id, now=NOW + 60_000)
    assert jobs.complete(db, device.id, job.id, 2, None, now=NOW).job.status == "COMPLETED"


def test_a_retryable_error_waits_and_tries_again(
    db: Database, device: DeviceView, job: JobView
) -> None:
    change = jobs.fail(
        db, device.id, job.id, 1, "timeout", "The feed did not load.", now=NOW, jitter=0
    )
    assert (change.job.status, change.job.phase) == ("PENDING", "retrying")
    assert change.job.run_after == NOW + FIRST_WAIT_MS
    assert (change.job.error_code, change.job.error_message) == (
        "timeout",
        "The feed did not load.",
    )
    assert change.job.assigned_agent_id is None
    assert (change.logs[0].level, change.logs[0].message) == ("error", "The feed did not load.")
    (run,) = queries.runs(db, job.id)
    assert (run.state, run.error_code, run.error_message) == (
        "failed",
        "timeout",
        "The feed did not load.",
    )


def test_the_wait_doubles_and_then_the_job_fails_with_its_last_error(
    db: Database, device: DeviceView, job: JobView
) -> None:
    now, waits = NOW, []
    for attempt in (1, 2, 3):
        if attempt > 1:
            jobs.claim(db, job.id, device.id, now=now)
        change = jobs.fail(
            db, device.id, job.id, attempt, "timeout", f"No {attempt}", now=now, jitter=0
        )
        if change.job.run_after is not None:
            waits.append(change.job.run_after - now)
            now = change.job.run_after
    assert waits == [10_000, 20_000]
    assert (change.job.status, change.job.attempts) == ("FAILED", 3)
    assert (change.job.error_code, change.job.error_message) == ("timeout", "No 3")
    assert change.job.completed_at == now
    assert [run.state for run in queries.runs(db, job.id)] == ["failed"] * 3


@pytest.mark.parametrize("code", sorted(FINAL_CODES))
def test_errors_that_would_only_come_again_fail_at_once(
    db: Database, device: DeviceView, job: JobView, code: str
) -> None:
    change = jobs.fail(db, device.id, job.id, 1, code, "no", retryable=True, now=NOW, jitter=0)
    assert (change.job.status, change.job.error_code) == ("FAILED", code)


def test_an_error_that_says_it_is_final_fails_at_once(
    db: Database, device: DeviceView, job: JobView
) -> None:
    change = jobs.fail(
        db, device.id, job.id, 1, "whatever", "no", retryable=False, now=NOW, jitter=0
    )
    assert change.job.status == "FAILED"


def test_a_rate_limit_parks_the_job_and_costs_no_attempt(db: Database, device: DeviceView) -> None:
    job = stores.a_claim(db, device, max_attempts=1).job
    now = NOW
    for epoch in (1, 2, 3):
        change = jobs.fail(
            db,
            device.id,
            job.id,
            epoch,
            "RATE_LIMITED",
            "slow down",
            retry_after_ms=300_000,
            now=now,
            jitter=1,
        )
        assert (change.job.status, change.job.attempts) == ("PENDING", 0)
        assert change.job.run_after == now + 300_000
        now += 300_000
        jobs.claim(db, job.id, device.id, now=now)


def test_a_rate_limit_without_a_time_is_an_error_like_others(
    db: Database, device: DeviceView, job: JobView
) -> None:
    change = jobs.fail(db, device.id, job.id, 1, "RATE_LIMITED", "slow down", now=NOW, jitter=0)
    assert (change.job.attempts, change.job.run_after) == (1, NOW + FIRST_WAIT_MS)


def test_a_named_wait_is_waited_at_least(db: Database, device: DeviceView, job: JobView) -> None:
    change = jobs.fail(
        db, device.id, job.id, 1, "blocked", "x", retry_after_ms=90_000, now=NOW, jitter=0
    )
    assert change.job.run_after == NOW + 90_000
    assert change.job.attempts == 1


def test_a_lost_lease_is_a_failed_attempt_of_nobodys_fault(
    db: Database, device: DeviceView, job: JobView
) -> None:
    change = jobs.lease_lost(db, job.id, 1, now=NOW, jitter=0)
    assert (change.job.status, change.job.phase) == ("PENDING", "retrying")
    assert change.job.error_code == "LEASE_LOST"
    assert queries.runs(db, job.id)[0].state == "lost"
    entry = audit.page(db, AuditFilter(action_prefix="job.requeued")).items[0]
    assert (entry.actor, entry.detail["code"]) == ("system", "LEASE_LOST")


def test_after_its_last_attempt_a_lost_job_fails(db: Database, device: DeviceView) -> None:
    job = stores.a_claim(db, device, max_attempts=1).job
    assert jobs.lease_lost(db, job.id, 1, now=NOW, jitter=0).job.status == "FAILED"


def test_the_flag_falls_when_the_run_ends(db: Database, device: DeviceView, job: JobView) -> None:
    jobs.raise_needs_user(db, device.id, job.id, 1, "login", "Log in.", now=NOW)
    assert not jobs.lease_lost(db, job.id, 1, now=NOW, jitter=0).job.needs_user_action


@pytest.mark.parametrize("how", ["confirmed", "lost", "failed"])
def test_a_job_that_was_to_be_cancelled_is_not_tried_again(
    db: Database, device: DeviceView, job: JobView, how: str
) -> None:
    jobs.request_cancel(db, job.id, actor=OPERATOR, now=NOW)
    if how == "confirmed":
        change = jobs.confirm_cancelled(db, device.id, job.id, 1, now=NOW)
    elif how == "lost":
        change = jobs.lease_lost(db, job.id, 1, now=NOW, jitter=0)
    else:
        change = jobs.fail(db, device.id, job.id, 1, "timeout", "x", now=NOW, jitter=0)
    assert (change.job.status, change.job.run_after) == ("CANCELLED", None)
    assert queries.runs(db, job.id)[0].state == {"confirmed": "cancelled"}.get(how, how)


def test_work_that_was_done_before_the_cancel_arrived_counts(
    db: Database, device: DeviceView, job: JobView
) -> None:
    jobs.request_cancel(db, job.id, actor=OPERATOR, now=NOW)
    change = jobs.complete(db, device.id, job.id, 1, None, now=NOW)
    assert (change.job.status, change.job.cancel_requested) == ("COMPLETED", False)


def test_a_cancel_that_nobody_asked_for_is_refused(
    db: Database, device: DeviceView, job: JobView
) -> None:
    with refused("INVALID"):
        jobs.confirm_cancelled(db, device.id, job.id, 1, now=NOW)


def test_the_same_last_word_again_changes_nothing(db: Database, device: DeviceView) -> None:
    def done(job: JobView) -> jobs.Change:
        return jobs.complete(db, device.id, job.id, 1, {"rows": 1}, now=NOW)

    def failed(job: JobView) -> jobs.Change:
        return jobs.fail(db, device.id, job.id, 1, "timeout", "x", now=NOW, jitter=0)

    def cancelled(job: JobView) -> jobs.Change:
        return jobs.confirm_cancelled(db, device.id, job.id, 1, now=NOW)

    def lost(job: JobView) -> jobs.Change:
        return jobs.lease_lost(db, job.id, 1, now=NOW, jitter=0)

    for number, last_word in enumerate((done, failed, cancelled, lost)):
        job = stores.a_claim(db, device, f"query {number}").job
        if last_word is cancelled:
            jobs.request_cancel(db, job.id, actor=OPERATOR, now=NOW)
        first = last_word(job)
        before = stores.snapshot(db)
        again = last_word(job)
        assert (again.job, again.jobs, again.logs) == (first.job, [], [])
        for other in {done, failed, cancelled, lost} - {last_word}:
            with pytest.raises(Exception, match=r"already|not held"):
                other(job)
        assert stores.snapshot(db) == before


def test_a_last_word_under_a_stale_epoch_does_not_end_the_new_run(
    db: Database, device: DeviceView, job: JobView
) -> None:
    jobs.lease_lost(db, job.id, 1, now=NOW, jitter=0)
    jobs.claim(db, job.id, device.id, now=NOW + 60_000)
    before = stores.snapshot(db)
    with refused("LEASE_LOST"):
        jobs.complete(db, device.id, job.id, 1, None, now=NOW)
    with refused("LEASE_LOST"):
        jobs.fail(db, device.id, job.id, 1, "timeout", "x", now=NOW, jitter=0)
    assert stores.snapshot(db) == before


def test_the_wait_grows_with_jitter_up_to_an_hour() -> None:
    assert [backoff_ms(n, 0) for n in (1, 2, 3)] == [10_000, 20_000, 40_000]
    assert backoff_ms(1, 1) == 12_500
    assert backoff_ms(50, 0) == LONGEST_WAIT_MS
