"""Devices as views, with what they did today."""

import pytest

from models import device_rows, devices, jobs
from models.clock import local_midnight
from models.devices import Binding
from models.errors import NotFound
from models.rows import Database
from models.views import DeviceView
from tests.support import stores
from tests.support.stores import NOW, OPERATOR

DAY = 24 * 3_600_000


def test_jobs_of_today_are_counted_once_each(db: Database, device: DeviceView) -> None:
    midnight = local_midnight(NOW)
    yesterday = stores.a_job(db, "old")
    jobs.claim(db, yesterday.id, device.id, now=midnight - 1)
    jobs.complete(db, device.id, yesterday.id, 1, None, now=midnight)
    today = stores.a_job(db, "new")
    jobs.claim(db, today.id, device.id, now=midnight)
    jobs.lease_lost(db, today.id, 1, now=midnight, jitter=0)
    jobs.claim(db, today.id, device.id, now=midnight + 60_000)
    assert device_rows.load(db, device.id, now=NOW).jobs_today == 1
    assert device_rows.load(db, device.id, now=NOW + DAY).jobs_today == 0


def test_bindings_come_in_order(db: Database, device: DeviceView) -> None:
    accounts = [Binding(platform="x", handle="b"), Binding(platform="x", handle="a")]
    devices.set_bindings(db, device.id, accounts, actor=OPERATOR, now=NOW)
    shown = device_rows.load(db, device.id, now=NOW).bindings
    assert [(binding.handle, binding.checked_at) for binding in shown] == [("a", None), ("b", None)]


def test_an_unknown_device_is_named(db: Database) -> None:
    with pytest.raises(NotFound, match="device nobody"):
        device_rows.load(db, "nobody", now=NOW)
