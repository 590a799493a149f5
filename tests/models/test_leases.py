"""Only the device that holds, or held, a lease may speak for it."""

import pytest

from models import jobs, leases
from models.errors import NotFound
from models.rows import Database
from models.views import DeviceView
from tests.support import stores
from tests.support.stores import NOW, refused


def test_the_holder_is_current_until_the_run_ends(db: Database, device: DeviceView) -> None:
    job = stores.a_claim(db, device).job
    assert leases.held(db, device.id, job.id, 1).current
    jobs.complete(db, device.id, job.id, 1, None, now=NOW)
    lease = leases.of_device(db, device.id, job.id, 1)
    assert (lease.current, lease.run_state) == (False, "completed")
    with refused("JOB_NOT_RUNNING"):
        leases.held(db, device.id, job.id, 1)


def test_a_stale_epoch_is_a_lost_lease(db: Database, device: DeviceView) -> None:
    job = stores.a_claim(db, device).job
    jobs.lease_lost(db, job.id, 1, now=NOW, jitter=0)
    with refused("LEASE_LOST"):
        leases.held(db, device.id, job.id, 1)
    jobs.claim(db, job.id, device.id, now=NOW + 60_000)
    with refused("LEASE_LOST"):
        leases.held(db, device.id, job.id, 1)
    assert leases.held(db, device.id, job.id, 2).epoch == 2


def test_a_lease_lost_for_good_stays_lost_to_its_device(db: Database, device: DeviceView) -> None:
    job = stores.a_claim(db, device, max_attempts=1).job
    jobs.lease_lost(db, job.id, 1, now=NOW, jitter=0)
    with refused("LEASE_LOST"):
        leases.held(db, device.id, job.id, 1)


@pytest.mark.parametrize("epoch", [0, 2, 2**53])
def test_an_epoch_that_never_was_is_refused(db: Database, device: DeviceView, epoch: int) -> None:
    job = stores.a_claim(db, device).job
    with refused("LEASE_LOST"):
        leases.of_device(db, device.id, job.id, epoch)


def test_another_device_cannot_speak_for_the_run(db: Database, device: DeviceView) -> None:
    job = stores.a_claim(db, device).job
    other = stores.a_device(db, "Laptop")
    with refused("LEASE_LOST"):
        leases.of_device(db, other.id, job.id, 1)


def test_an_unknown_job_is_named(db: Database, device: DeviceView) -> None:
    with pytest.raises(NotFound):
        leases.of_device(db, device.id, "nothing", 1)
