"""Of any number of devices exactly one gets the job, and only one that may."""

import pytest

from models import connectors, devices, jobs, pauses
from models.errors import NotFound, RuleRefused
from models.queries import audit
from models.queries import jobs as queries
from models.queries.audit import AuditFilter
from models.rows import Database
from models.views import DeviceView
from tests.support import stores
from tests.support.stores import NOW, OPERATOR, refused


def test_a_claim_gives_a_run_under_a_new_epoch(db: Database, device: DeviceView) -> None:
    job = stores.a_job(db)
    claimed = jobs.claim(db, job.id, device.id, now=NOW + 5)
    assert (claimed.job.status, claimed.job.phase) == ("RUNNING", "running")
    assert (claimed.job.epoch, claimed.job.attempts, claimed.job.run_count) == (1, 1, 1)
    assert (claimed.job.assigned_agent_id, claimed.job.assigned_agent_name) == (
        device.id,
        device.name,
    )
    assert claimed.job.started_at == NOW + 5
    assert claimed.run == queries.runs(db, job.id)[0]
    assert (claimed.run.attempt, claimed.run.epoch, claimed.run.state) == (1, 1, "running")
    assert claimed.connector == "google_maps"
    assert claimed.checkpoint is None
    assert claimed.jobs == [claimed.job]
    entry = audit.page(db, AuditFilter(subject_id=job.id)).items[0]
    assert (entry.action, entry.actor) == ("job.claimed", f"device:{device.id}")


def test_a_second_device_is_too_late(db: Database, device: DeviceView) -> None:
    job = stores.a_claim(db, device).job
    other = stores.a_device(db, "Laptop")
    before = stores.snapshot(db)
    with refused("JOB_TAKEN"):
        jobs.claim(db, job.id, other.id, now=NOW)
    assert stores.snapshot(db) == before


def test_the_holder_that_asks_again_gets_the_same_claim(db: Database, device: DeviceView) -> None:
    first = stores.a_claim(db, device)
    before = stores.snapshot(db)
    again = jobs.claim(db, first.job.id, device.id, now=NOW + 9)
    assert (again.run, again.connector, again.jobs) == (first.run, first.connector, [])
    assert stores.snapshot(db) == before


def test_a_device_works_on_one_job_at_a_time(db: Database, device: DeviceView) -> None:
    stores.a_claim(db, device)
    waiting = stores.a_job(db, "cafés")
    with refused("BUSY"):
        jobs.claim(db, waiting.id, device.id, now=NOW)


def test_who_may_not_is_refused_and_nothing_changes(db: Database, device: DeviceView) -> None:
    other = stores.a_device(db, "Laptop")
    maps_only = stores.a_device(db, "Tablet", "google_maps")
    draining = stores.a_device(db, "Old")
    devices.set_draining(db, draining.id, True, actor=OPERATOR, now=NOW)
    revoked = stores.a_device(db, "Lost")
    devices.revoke(db, revoked.id, actor=OPERATOR, now=NOW)
    job = stores.a_job(db)
    directed = stores.a_job(db, device_id=other.id)
    search = stores.a_bulk(db, "a")[1]
    parent = stores.a_bulk(db, "b")[0]
    later = stores.a_job(db, run_after=NOW + 1)
    before = stores.snapshot(db)
    for claimed, by in [
        (directed, device.id),
        (search, maps_only.id),
        (job, draining.id),
        (job, revoked.id),
        (job, "nobody"),
        (parent, device.id),
        (later, device.id),
    ]:
        with refused("NOT_ELIGIBLE"):
            jobs.claim(db, claimed.id, by, now=NOW)
    assert stores.snapshot(db) == before
    assert jobs.claim(db, later.id, device.id, now=NOW + 1).job.status == "RUNNING"
    assert jobs.claim(db, directed.id, other.id, now=NOW).job.status == "RUNNING"


def test_a_disabled_connector_is_not_worked(db: Database, device: DeviceView) -> None:
    job = stores.a_job(db)
    connectors.set_enabled(db, "google_maps", False, actor=OPERATOR, now=NOW)
    with refused("NOT_ELIGIBLE"):
        jobs.claim(db, job.id, device.id, now=NOW)


@pytest.mark.parametrize(
    ("scope", "target"), [("all", None), ("device", "mine"), ("platform", "google")]
)
def test_a_pause_holds_new_work(
    db: Database, device: DeviceView, scope: str, target: str | None
) -> None:
    job = stores.a_job(db)
    target = device.id if target == "mine" else target
    pauses.pause(db, scope, target, actor=OPERATOR, now=NOW)
    with refused("PAUSED"):
        jobs.claim(db, job.id, device.id, now=NOW)
    pauses.resume(db, scope, target, actor=OPERATOR, now=NOW)
    jobs.claim(db, job.id, device.id, now=NOW)


def test_an_unknown_job_is_named(db: Database, device: DeviceView) -> None:
    with pytest.raises(NotFound, match="job nothing"):
        jobs.claim(db, "nothing", device.id, now=NOW)


def test_a_new_attempt_begins_with_the_checkpoint_and_without_the_old_error(
    db: Database, device: DeviceView
) -> None:
    first = stores.a_claim(db, device)
    jobs.progress(db, device.id, first.job.id, 1, 60, "reading", {"step": 4}, now=NOW)
    jobs.lease_lost(db, first.job.id, 1, now=NOW, jitter=0)
    second = jobs.claim(db, first.job.id, device.id, now=NOW + 60_000)
    assert second.checkpoint == {"step": 4}
    assert (second.job.epoch, second.job.attempts, second.run.attempt) == (2, 2, 2)
    assert (second.job.progress, second.job.message) == (0, None)
    assert (second.job.error_code, second.job.error_message, second.job.run_after) == (
        None,
        None,
        None,
    )
    assert second.job.started_at == NOW
    newer, older = queries.runs(db, first.job.id)
    assert (newer.state, newer.epoch) == ("running", 2)
    assert (older.state, older.progress, older.error_code) == ("lost", 60, "LEASE_LOST")


def test_a_child_that_is_claimed_sets_its_parent_running(db: Database, device: DeviceView) -> None:
    parent, child, _ = stores.a_bulk(db, "a", "b")
    changed = jobs.claim(db, child.id, device.id, now=NOW).jobs
    assert [(job.id, job.status) for job in changed] == [
        (child.id, "RUNNING"),
        (parent.id, "RUNNING"),
    ]


def test_many_devices_never_share_a_job(db: Database) -> None:
    many = [stores.a_device(db, f"Device {n}") for n in range(20)]
    waiting = [stores.a_job(db, f"query {n}") for n in range(10)]
    won: dict[str, str] = {}
    refusals = set()
    for device in many:
        for job in waiting:
            try:
                jobs.claim(db, job.id, device.id, now=NOW)
            except RuleRefused as refusal:
                refusals.add(refusal.code)
            else:
                assert job.id not in won
                won[job.id] = device.id
    assert len(won) == len(set(won.values())) == 10
    assert refusals == {"JOB_TAKEN", "BUSY"}
