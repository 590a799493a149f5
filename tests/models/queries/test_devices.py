"""Devices as they are listed."""

import pytest

from models import devices
from models.devices import NewDevice
from models.errors import NotFound
from models.queries import devices as queries
from models.rows import Database
from tests.support import stores
from tests.support.stores import NOW, OPERATOR


def test_active_ones_by_name_revoked_ones_last_provisional_ones_never(db: Database) -> None:
    for name in ("B", "A", "C"):
        stores.a_device(db, name)
    gone = stores.a_device(db, "0 gone")
    devices.revoke(db, gone.id, actor=OPERATOR, now=NOW)
    devices.create(
        db,
        NewDevice(
            name="coming",
            browser=None,
            version=None,
            channel="noise",
            capabilities=[],
            public_key=b"k" * 32,
        ),
        actor=OPERATOR,
        now=NOW,
    )
    assert [one.name for one in queries.all(db)] == ["A", "B", "C"]
    assert [one.name for one in queries.all(db, revoked_too=True)] == ["A", "B", "C", "0 gone"]


def test_one_device_by_its_id(db: Database) -> None:
    made = stores.a_device(db)
    assert queries.get(db, made.id, now=NOW) == made
    with pytest.raises(NotFound):
        queries.get(db, "nobody")
