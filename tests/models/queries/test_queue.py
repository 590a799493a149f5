"""The waiting jobs, as devices and the scheduler ask for them."""

from typing import Any

import pytest

from models import connectors, devices, jobs, pauses
from models.errors import NotFound
from models.jobs import NewJob
from models.queries import queue
from models.rows import Database
from models.views import DeviceView
from tests.support import stores
from tests.support.stores import NOW, OPERATOR


def offered(db: Database, device: DeviceView, **facts: Any) -> list[str]:
    return [job.title for job in queue.next_for(db, device.id, **{"now": NOW, **facts})]


def test_by_priority_then_age(db: Database, device: DeviceView) -> None:
    for query, priority in (("a", 0), ("b", 5), ("c", 0), ("d", 5), ("e", -1)):
        stores.a_job(db, query, priority=priority)
    stores.a_bulk(db, "f", priority=1)
    assert offered(db, device) == ["b, Amman", "d, Amman", "f", "a, Amman", "c, Amman", "e, Amman"]
    assert offered(db, device, limit=2) == ["b, Amman", "d, Amman"]


def test_only_what_this_device_may_do_now(db: Database, device: DeviceView) -> None:
    other = stores.a_device(db, "Laptop", "google_maps")
    stores.a_job(db, "mine", device_id=device.id)
    stores.a_job(db, "theirs", device_id=other.id)
    stores.a_job(db, "later", run_after=NOW + 1)
    stores.a_bulk(db, "search")
    jobs.create(
        db, NewJob(type="google_maps_search", input={"query": "both"}), actor=OPERATOR, now=NOW
    )
    stores.a_claim(db, stores.a_device(db, "Busy"), "running")
    assert offered(db, device) == ["mine, Amman", "search", "both"]
    assert offered(db, other) == ["theirs, Amman"]
    assert "later, Amman" in offered(db, device, now=NOW + 1)


def test_nothing_for_who_may_not_work(db: Database, device: DeviceView) -> None:
    stores.a_job(db)
    assert queue.next_for(db, "nobody", now=NOW) == []
    pauses.pause(db, "device", device.id, actor=OPERATOR, now=NOW)
    assert offered(db, device) == []
    pauses.resume(db, "device", device.id, actor=OPERATOR, now=NOW)
    connectors.set_enabled(db, "google_maps", False, actor=OPERATOR, now=NOW)
    assert offered(db, device) == []
    connectors.set_enabled(db, "google_maps", True, actor=OPERATOR, now=NOW)
    devices.set_draining(db, device.id, True, actor=OPERATOR, now=NOW)
    assert offered(db, device) == []
    devices.set_draining(db, device.id, False, actor=OPERATOR, now=NOW)
    assert offered(db, device) == ["dentists, Amman"]


def test_a_claim_takes_it_from_the_queue_for_everybody(db: Database, device: DeviceView) -> None:
    job = stores.a_job(db)
    other = stores.a_device(db, "Laptop")
    jobs.claim(db, job.id, device.id, now=NOW)
    assert offered(db, other) == []


def test_which_devices_may_take_a_job(db: Database, device: DeviceView) -> None:
    maps_only = stores.a_device(db, "Tablet", "google_maps", online=False)
    job, directed = stores.a_job(db), stores.a_job(db, device_id=device.id)
    parent, search = stores.a_bulk(db, "a")
    assert set(queue.devices_for(db, job.id, now=NOW)) == {device.id, maps_only.id}
    assert queue.devices_for(db, directed.id, now=NOW) == [device.id]
    assert queue.devices_for(db, search.id, now=NOW) == [device.id]
    assert queue.devices_for(db, parent.id, now=NOW) == []
    jobs.claim(db, job.id, device.id, now=NOW)
    assert queue.devices_for(db, job.id, now=NOW) == []
    with pytest.raises(NotFound):
        queue.devices_for(db, "nothing")


def test_the_leases_that_are_held(db: Database, device: DeviceView) -> None:
    job = stores.a_claim(db, device).job
    _, child = stores.a_bulk(db, "a")
    other = stores.a_device(db, "Laptop")
    jobs.claim(db, child.id, other.id, now=NOW)
    held = {(lease.job_id, lease.device_id, lease.epoch) for lease in queue.leases(db)}
    assert held == {(job.id, device.id, 1), (child.id, other.id, 1)}
    assert [lease.job_id for lease in queue.leases(db, other.id)] == [child.id]


def test_what_comes_due_and_when(db: Database) -> None:
    for query, wait in (("a", 30), ("b", 10), ("c", 20)):
        stores.a_job(db, query, run_after=NOW + wait)
    stores.a_job(db, "now")
    stores.a_bulk(db, "d", run_after=NOW + 15)
    assert queue.next_due(db, after=NOW) == NOW + 10
    assert queue.next_due(db, after=NOW + 30) is None
    due = queue.due(db, after=NOW + 10, until=NOW + 20)
    assert [(job.title, job.phase) for job in due] == [("d", "waiting"), ("c, Amman", "waiting")]


@pytest.mark.parametrize("asked", [queue._FIRST, queue._KINDS])
def test_the_queue_is_read_from_its_index(db: Database, asked: str) -> None:
    parameters = (None,) * asked.count("?")
    plan = db.execute_sql(f"EXPLAIN QUERY PLAN {asked}", parameters).fetchall()
    told = " / ".join(row[3] for row in plan)
    assert "job_claimable" in told
    assert "TEMP B-TREE" not in told, told
    assert "SCAN job" not in told, told
