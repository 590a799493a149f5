"""After a permit: pressed, published, in doubt, looked for, decided. Nothing is tried twice."""

from typing import Any

import pytest

from models import jobs
from models.errors import InvalidInput, RuleRefused
from models.publishing import decisions, outcomes, permits, verification
from models.publishing import door as engine
from models.queries import jobs as queries
from models.rows import Database
from models.views import DeviceView, JobView
from tests.support import publishing, stores
from tests.support.publishing import MINUTE, PERMALINK, attempt, job_now
from tests.support.stores import NOW, OPERATOR, refused

DONE = {"permalink": PERMALINK, "publishedAt": "2026-11-18T10:00:00.000Z"}
MINUTES_10 = 10 * MINUTE


@pytest.fixture
def profile(db: Database) -> DeviceView:
    """A device that publishes on the practice wall."""
    publishing.with_wall(db)
    return publishing.a_profile(db)


@pytest.fixture
def job(db: Database, profile: DeviceView) -> JobView:
    """A target that the device works on."""
    return publishing.claimed(db, profile)


@pytest.fixture
def permit(db: Database, profile: DeviceView, job: JobView) -> permits.Permit:
    """Its permit."""
    return publishing.granted(db, profile, job)


def pressed(db: Database, job: JobView, permit: permits.Permit) -> None:
    outcomes.submitted(db, attempt(db, job), permit.permit, NOW + 5, now=NOW + 9)


def done(db: Database, job: JobView, output: dict[str, Any] | None, now: int = NOW + 20) -> JobView:
    device_id = attempt(db, job).device_id
    return jobs.complete(db, device_id, job.id, job.epoch, output, now=now).job


def look(
    db: Database, device: DeviceView, output: dict[str, Any] | None = None, *, now: int
) -> JobView:
    """The planned look is taken and answered."""
    waiting = [one for one in publishing.looks(db, now=now) if one.status == "PENDING"]
    claim = jobs.claim(db, waiting[0].id, device.id, now=now)
    said = {"found": False, "checked": 12} | (output or {})
    return jobs.complete(db, device.id, waiting[0].id, claim.job.epoch, said, now=now).job


def test_the_good_way(
    db: Database, profile: DeviceView, job: JobView, permit: permits.Permit
) -> None:
    assert attempt(db, job).state == "permitted"
    pressed(db, job, permit)
    assert attempt(db, job).state == "submitted"
    end = done(db, job, DONE)
    assert (end.status, end.phase, end.output and end.output["permalink"]) == (
        "COMPLETED",
        "published",
        PERMALINK,
    )
    assert attempt(db, job).state == "published"
    parent = queries.get(db, job.parent_id or "")
    assert (parent.status, parent.phase) == ("COMPLETED", "published")
    assert not publishing.looks(db)


def test_a_permit_that_is_returned_after_its_press_is_doubt(
    db: Database, profile: DeviceView, job: JobView, permit: permits.Permit
) -> None:
    pressed(db, job, permit)
    known = (profile.id, job.id, job.epoch)
    with refused("INVALID"):
        engine.give_back(db, *known, "another", now=NOW + 10)
    assert attempt(db, job).state == "submitted"
    returned = engine.give_back(db, *known, permit.permit, now=NOW + 10)
    assert returned.refusal is not None
    assert (attempt(db, job).state, job_now(db, job).needs_user_action) == ("unknown", True)
    with refused("INVALID"):
        engine.give_back(db, *known, permit.permit, now=NOW + 11)


def test_the_press_said_twice_is_one_press(
    db: Database, job: JobView, permit: permits.Permit
) -> None:
    pressed(db, job, permit)
    before = stores.snapshot(db)
    pressed(db, job, permit)
    assert stores.snapshot(db) == before


def test_a_lost_lease_before_the_permit_is_tried_again(
    db: Database, profile: DeviceView, job: JobView
) -> None:
    jobs.lease_lost(db, job.id, job.epoch, now=NOW, jitter=0)
    assert attempt(db, job).state == "failed"
    again = job_now(db, job)
    assert (again.status, again.run_after) == ("PENDING", NOW + 10_000)
    second = jobs.claim(db, job.id, profile.id, now=NOW + 10_000).job
    assert attempt(db, second).state == "claimed"
    publishing.granted(db, profile, second, now=NOW + 11_000)


@pytest.mark.parametrize("press", [False, True])
@pytest.mark.parametrize("fault", ["lease", "error", "cancelled", "no_link"])
def test_after_a_permit_every_fault_is_doubt_and_nothing_is_tried_again(
    db: Database, profile: DeviceView, job: JobView, permit: permits.Permit, press: bool, fault: str
) -> None:
    if press:
        pressed(db, job, permit)
    if fault == "lease":
        jobs.lease_lost(db, job.id, job.epoch, now=NOW + 50, jitter=0)
    elif fault == "error":
        jobs.fail(db, profile.id, job.id, job.epoch, "TIMEOUT", "?", now=NOW + 50, jitter=0)
    elif fault == "cancelled":
        jobs.request_cancel(db, job.id, actor=OPERATOR, now=NOW + 40)
        jobs.confirm_cancelled(db, profile.id, job.id, job.epoch, now=NOW + 50)
    else:
        done(db, job, {}, NOW + 50)
    now = job_now(db, job)
    assert (now.status, now.phase, now.assigned_agent_id) == ("RUNNING", "verifying", None)
    assert (now.needs_user_reason, now.run_after) == ("confirm", None)
    assert attempt(db, job).state == "unknown"
    assert [one.run_after for one in publishing.looks(db)] == [NOW + 50 + 30_000]
    assert queries.leases(db) == []
    parent = queries.get(db, job.parent_id or "")
    assert parent.status == "RUNNING"
    with refused("JOB_TAKEN"):
        jobs.claim(db, job.id, profile.id, now=NOW + 60_000)
    with refused("JOB_NOT_RUNNING"):
        jobs.retry(db, job.id, confirmed=True, actor=OPERATOR, now=NOW + 60_000)
    with refused("NOT_DECIDED"):
        jobs.request_cancel(db, job.id, actor=OPERATOR, now=NOW + 60_000)
    with refused("NOT_DECIDED"):
        jobs.clear_needs_user(db, job.id, actor=OPERATOR, now=NOW + 60_000)


def test_the_site_says_no_and_the_agent_looked(
    db: Database, profile: DeviceView, job: JobView, permit: permits.Permit
) -> None:
    pressed(db, job, permit)
    code = "REJECTED_BY_SITE"
    end = jobs.fail(db, profile.id, job.id, job.epoch, code, "no", now=NOW, jitter=0).job
    assert (end.status, end.error_code, attempt(db, job).state) == ("FAILED", code, "failed")
    with refused("NOT_DECIDED"):
        jobs.retry(db, job.id, confirmed=True, actor=OPERATOR, now=NOW)


@pytest.fixture
def rejected(db: Database, profile: DeviceView, job: JobView, permit: permits.Permit) -> JobView:
    """The site refused the press."""
    pressed(db, job, permit)
    said = ("REJECTED_BY_SITE", "no")
    return jobs.fail(db, profile.id, job.id, job.epoch, *said, now=NOW + 20, jitter=0).job


def test_what_the_site_refused_is_tried_again_by_the_operators_word(
    db: Database, profile: DeviceView, rejected: JobView
) -> None:
    run = attempt(db, rejected).run_id
    decisions.resolve(db, run, "not_published", None, "I looked", actor=OPERATOR, now=NOW + 30)
    end = job_now(db, rejected)
    assert (end.status, end.error_code) == ("FAILED", "NOT_PUBLISHED")
    with refused("CONFIRM_NEEDED"):
        jobs.retry(db, rejected.id, actor=OPERATOR, now=NOW + 40)
    with refused("CONFIRM_NEEDED"):
        jobs.retry(db, rejected.parent_id or "", actor=OPERATOR, now=NOW + 40)
    jobs.retry(db, rejected.id, confirmed=True, actor=OPERATOR, now=NOW + 40)
    again = jobs.claim(db, rejected.id, profile.id, now=NOW + 50).job
    assert publishing.granted(db, profile, again, now=NOW + 60).permit


def test_what_the_site_refused_may_be_there_all_the_same(db: Database, rejected: JobView) -> None:
    run = attempt(db, rejected).run_id
    decisions.resolve(db, run, "published", PERMALINK, None, actor=OPERATOR, now=NOW + 30)
    end = job_now(db, rejected)
    assert (end.status, end.phase, end.error_code) == ("COMPLETED", "published", None)
    with refused("NOT_IN_DOUBT"):
        decisions.resolve(db, run, "not_published", None, None, actor=OPERATOR, now=NOW + 40)


def test_what_the_site_refused_can_be_looked_for(
    db: Database, profile: DeviceView, rejected: JobView
) -> None:
    engine.look_again(db, attempt(db, rejected).run_id, actor=OPERATOR, now=NOW + 30)
    look(db, profile, now=NOW + 40)
    assert attempt(db, rejected).state == "failed"
    engine.look_again(db, attempt(db, rejected).run_id, actor=OPERATOR, now=NOW + 50)
    look(db, profile, {"found": True, "permalink": PERMALINK}, now=NOW + 60)
    assert attempt(db, rejected).state == "published"
    assert job_now(db, rejected).status == "COMPLETED"


def test_a_run_that_failed_before_its_permit_is_nobodys_to_decide(
    db: Database, profile: DeviceView, job: JobView
) -> None:
    run = attempt(db, job).run_id
    jobs.fail(db, profile.id, job.id, job.epoch, "REJECTED_BY_SITE", "no", now=NOW, jitter=0)
    for call in (
        lambda: decisions.resolve(db, run, "not_published", None, None, actor=OPERATOR, now=NOW),
        lambda: engine.look_again(db, run, actor=OPERATOR, now=NOW),
    ):
        with refused("NOT_IN_DOUBT"):
            call()


def test_a_site_that_wants_a_pause_after_the_press_is_left_alone_by_looks_too(
    db: Database, profile: DeviceView, job: JobView, permit: permits.Permit
) -> None:
    pressed(db, job, permit)
    known = (profile.id, job.id, job.epoch, "RATE_LIMITED", "later")
    jobs.fail(db, *known, retry_after_ms=15 * MINUTE, now=NOW + 20, jitter=0)
    until = NOW + 20 + 15 * MINUTE
    assert (attempt(db, job).state, attempt(db, job).next_look_at) == ("unknown", until)
    assert [one.run_after for one in publishing.looks(db)] == [until]


def test_a_late_link_ends_all_doubt(
    db: Database, profile: DeviceView, job: JobView, permit: permits.Permit
) -> None:
    jobs.lease_lost(db, job.id, job.epoch, now=NOW + 50, jitter=0)
    end = done(db, job, DONE, NOW + 20_000)
    assert (end.status, end.needs_user_action) == ("COMPLETED", False)
    assert attempt(db, job).state == "published"
    assert [one.status for one in publishing.looks(db)] == ["CANCELLED"]


def test_news_of_the_press_do_not_end_the_doubt(
    db: Database, job: JobView, permit: permits.Permit
) -> None:
    jobs.lease_lost(db, job.id, job.epoch, now=NOW + 1, jitter=0)
    pressed(db, job, permit)
    now = attempt(db, job)
    assert (now.state, now.submitted_at, now.journal) == ("unknown", NOW + 9, "pressed")
    assert now.journal_heard_at == NOW + 9


def test_a_link_without_a_permit_is_doubt_not_a_second_attempt(
    db: Database, profile: DeviceView, job: JobView
) -> None:
    assert done(db, job, DONE).status == "RUNNING"
    assert attempt(db, job).state == "unknown"


def test_done_before_a_permit_says_nothing(db: Database, job: JobView) -> None:
    before = stores.snapshot(db)
    with refused("INVALID"):
        done(db, job, {})
    assert stores.snapshot(db) == before


def test_a_press_with_a_returned_permit_is_doubt(
    db: Database, profile: DeviceView, job: JobView, permit: permits.Permit
) -> None:
    permits.give_back(db, profile.id, job.id, job.epoch, permit.permit, now=NOW + 2)
    pressed(db, job, permit)
    assert attempt(db, job).state == "unknown"
    with refused("PERMIT_REFUSED"):
        publishing.granted(db, profile, job, now=NOW + 10)


def test_a_look_that_finds_it_recovers_it(
    db: Database, profile: DeviceView, job: JobView, permit: permits.Permit
) -> None:
    jobs.lease_lost(db, job.id, job.epoch, now=NOW, jitter=0)
    planned = publishing.looks(db)[0]
    claim = jobs.claim(db, planned.id, profile.id, now=NOW + 30_000)
    assert [one.id for one in claim.jobs] == [planned.id, job.id]
    assert (attempt(db, job).state, job_now(db, job).phase) == ("verifying", "verifying")
    said = {"found": True, "permalink": PERMALINK, "checked": 3}
    change = jobs.complete(db, profile.id, planned.id, claim.job.epoch, said, now=NOW + 31_000)
    assert {one.id for one in change.jobs} >= {planned.id, job.id, job.parent_id}
    assert (job_now(db, job).status, attempt(db, job).state) == ("COMPLETED", "published")
    with refused("JOB_NOT_RUNNING"):
        jobs.retry(db, job.id, confirmed=True, actor=OPERATOR, now=NOW)


def test_not_found_twice_apart_and_the_journal_heard_fails_it_with_the_flag_up(
    db: Database, profile: DeviceView, job: JobView, permit: permits.Permit
) -> None:
    jobs.lease_lost(db, job.id, job.epoch, now=NOW, jitter=0)
    first = NOW + 30_000
    look(db, profile, {"journal": "intent"}, now=first)
    assert (attempt(db, job).state, job_now(db, job).phase) == ("unknown", "verifying")
    assert publishing.looks(db)[-1].run_after == first + MINUTES_10
    look(db, profile, now=first + MINUTES_10)
    end = job_now(db, job)
    assert (end.status, end.error_code, end.needs_user_action) == ("FAILED", "NOT_FOUND", True)
    assert (end.phase, attempt(db, job).state) == ("needs_user", "not_found")


def test_without_the_runs_own_journal_nothing_is_given_up(
    db: Database, profile: DeviceView, job: JobView, permit: permits.Permit
) -> None:
    other = publishing.a_profile(db, "Laptop")
    jobs.lease_lost(db, job.id, job.epoch, now=NOW, jitter=0)
    look(db, other, {"journal": "none"}, now=NOW + 30_000)
    look(db, other, now=NOW + 30_000 + MINUTES_10)
    assert (attempt(db, job).state, job_now(db, job).phase) == ("unknown", "unknown")
    assert not [one for one in publishing.looks(db) if one.status == "PENDING"]
    verification.heard(db, attempt(db, job), "intent", now=NOW + 20 * MINUTE)
    assert attempt(db, job).state == "not_found"


def test_a_look_that_fails_is_repeated_and_then_waits_for_the_operator(
    db: Database, profile: DeviceView, job: JobView, permit: permits.Permit
) -> None:
    jobs.lease_lost(db, job.id, job.epoch, now=NOW, jitter=0)
    planned, now = publishing.looks(db)[0], NOW + 30_000
    for _ in range(3):
        claim = jobs.claim(db, planned.id, profile.id, now=now)
        jobs.fail(db, profile.id, planned.id, claim.job.epoch, "TIMEOUT", "?", now=now, jitter=0)
        now += 60 * MINUTE
    assert queries.get(db, planned.id).status == "FAILED"
    assert (attempt(db, job).state, job_now(db, job).phase) == ("unknown", "unknown")
    verification.plan_look(db, attempt(db, job), None, actor=OPERATOR, now=now)
    assert job_now(db, job).phase == "verifying"


def decided(db: Database, profile: DeviceView, job: JobView) -> None:
    jobs.lease_lost(db, job.id, job.epoch, now=NOW, jitter=0)
    look(db, profile, {"journal": "intent"}, now=NOW + 30_000)
    look(db, profile, now=NOW + 30_000 + MINUTES_10)


def test_a_new_attempt_needs_the_operators_confirmed_order(
    db: Database, profile: DeviceView, job: JobView, permit: permits.Permit
) -> None:
    decided(db, profile, job)
    with refused("CONFIRM_NEEDED"):
        jobs.retry(db, job.id, actor=OPERATOR, now=NOW)
    later = NOW + 60 * MINUTE
    assert jobs.retry(db, job.id, confirmed=True, actor=OPERATOR, now=later).job.status == "PENDING"
    second = jobs.claim(db, job.id, profile.id, now=later).job
    publishing.granted(db, profile, second, now=later)
    assert [attempt(db, job, epoch).state for epoch in (1, 2)] == ["not_found", "permitted"]


def test_a_link_of_the_first_attempt_calls_the_second_back(
    db: Database, profile: DeviceView, job: JobView, permit: permits.Permit
) -> None:
    decided(db, profile, job)
    later = NOW + 60 * MINUTE
    jobs.retry(db, job.id, confirmed=True, actor=OPERATOR, now=later)
    second = jobs.claim(db, job.id, profile.id, now=later).job
    jobs.complete(db, profile.id, job.id, 1, DONE, now=later)
    assert attempt(db, job, 1).state == "published"
    assert job_now(db, job).cancel_requested
    with refused("PERMIT_REFUSED"):
        publishing.granted(db, profile, second, now=later)
    jobs.fail(db, profile.id, job.id, 2, "PERMIT_REFUSED", "?", now=later, jitter=0)
    assert job_now(db, job).status == "COMPLETED"


@pytest.mark.parametrize("outcome", ["published", "not_published"])
def test_the_operators_word(
    db: Database, profile: DeviceView, job: JobView, permit: permits.Permit, outcome: str
) -> None:
    jobs.lease_lost(db, job.id, job.epoch, now=NOW, jitter=0)
    run_id, link = attempt(db, job).run_id, PERMALINK if outcome == "published" else None
    decisions.resolve(db, run_id, outcome, link, " seen ", actor=OPERATOR, now=NOW + 1)
    end = job_now(db, job)
    assert attempt(db, job).state == outcome
    assert not end.needs_user_action
    assert [one.status for one in publishing.looks(db)] == ["CANCELLED"]
    if outcome == "published":
        assert (end.status, end.output) == ("COMPLETED", {"permalink": PERMALINK})
    else:
        assert (end.status, end.error_code) == ("FAILED", "NOT_PUBLISHED")
    with refused("NOT_IN_DOUBT"):
        decisions.resolve(db, run_id, outcome, link, None, actor=OPERATOR, now=NOW + 2)


def test_a_word_that_says_too_little_is_refused(
    db: Database, profile: DeviceView, job: JobView, permit: permits.Permit
) -> None:
    run_id = attempt(db, job).run_id
    with refused("NOT_IN_DOUBT"):
        decisions.resolve(db, run_id, "not_published", None, None, actor=OPERATOR, now=NOW)
    jobs.lease_lost(db, job.id, job.epoch, now=NOW, jitter=0)
    before = stores.snapshot(db)
    for outcome, link in (("published", None), ("published", "javascript:alert(1)"), ("?", None)):
        with pytest.raises(InvalidInput):
            decisions.resolve(db, run_id, outcome, link, None, actor=OPERATOR, now=NOW)
    with pytest.raises(RuleRefused):
        jobs.retry(db, job.id, actor=OPERATOR, now=NOW)
    assert stores.snapshot(db) == before


def test_a_look_must_say_what_it_saw(
    db: Database, profile: DeviceView, job: JobView, permit: permits.Permit
) -> None:
    jobs.lease_lost(db, job.id, job.epoch, now=NOW, jitter=0)
    planned = publishing.looks(db)[0]
    claim = jobs.claim(db, planned.id, profile.id, now=NOW + 30_000)
    for said in ({}, {"found": "yes"}, {"found": True}):
        with pytest.raises(InvalidInput), db.atomic():
            jobs.complete(db, profile.id, planned.id, claim.job.epoch, said, now=NOW + 30_000)
