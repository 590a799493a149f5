"""Why a waiting job waits, as it is read."""

import pytest

from models import connectors, devices, pauses
from models.queries import jobs
from models.rows import Database
from tests.support import stores
from tests.support.stores import NOW, OPERATOR


def phase(db: Database, job_id: str, now: int = NOW) -> str:
    return jobs.get(db, job_id, now=now).phase


def test_a_job_waits_for_a_device_until_one_that_can_is_connected(db: Database) -> None:
    job = stores.a_job(db)
    assert job.phase == "waiting"
    stores.a_device(db, "Wrong one", "google_search")
    assert phase(db, job.id) == "waiting"
    right = stores.a_device(db, "Right one", online=False)
    assert phase(db, job.id) == "waiting"
    devices.opened(db, right.id, version="1", capabilities=["google_maps"], now=NOW)
    assert phase(db, job.id) == "queued"
    devices.closed(db, right.id, now=NOW)
    assert phase(db, job.id) == "waiting"


def test_draining_disabling_and_revoking_make_it_wait_again(db: Database) -> None:
    device = stores.a_device(db)
    job = stores.a_job(db)
    devices.set_draining(db, device.id, True, actor=OPERATOR, now=NOW)
    assert phase(db, job.id) == "waiting"
    devices.set_draining(db, device.id, False, actor=OPERATOR, now=NOW)
    connectors.set_enabled(db, "google_maps", False, actor=OPERATOR, now=NOW)
    assert phase(db, job.id) == "waiting"
    connectors.set_enabled(db, "google_maps", True, actor=OPERATOR, now=NOW)
    assert phase(db, job.id) == "queued"
    devices.revoke(db, device.id, actor=OPERATOR, now=NOW)
    assert phase(db, job.id) == "waiting"


def test_a_directed_job_waits_for_its_own_device(db: Database) -> None:
    stores.a_device(db, "Another")
    mine = stores.a_device(db, "Mine", online=False)
    job = stores.a_job(db, device_id=mine.id)
    assert job.phase == "waiting"
    devices.opened(db, mine.id, version="1", capabilities=["google_maps"], now=NOW)
    assert phase(db, job.id) == "queued"


@pytest.mark.parametrize(("scope", "target"), [("all", None), ("platform", "google")])
def test_a_paused_job_says_so(db: Database, scope: str, target: str | None) -> None:
    job = stores.a_job(db)
    pauses.pause(db, scope, target, actor=OPERATOR, now=NOW)
    assert phase(db, job.id) == "paused"
    pauses.resume(db, scope, target, actor=OPERATOR, now=NOW)
    assert phase(db, job.id) == "waiting"


def test_a_scheduled_job_is_queued_when_its_time_comes(db: Database) -> None:
    stores.a_device(db)
    job = stores.a_job(db, run_after=NOW + 1_000)
    assert job.phase == "scheduled"
    assert phase(db, job.id, NOW + 1_000) == "queued"


def test_a_parent_is_queued_and_pauses_with_everything(db: Database) -> None:
    parent = stores.a_bulk(db, "a", "b")[0]
    assert parent.phase == "queued"
    pauses.pause(db, "all", None, actor=OPERATOR, now=NOW)
    assert phase(db, parent.id) == "paused"
