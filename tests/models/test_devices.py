"""Devices: who may come in, what they say, what the operator does with them."""

import pytest

from models import devices
from models.devices import Binding, NewDevice
from models.errors import InvalidInput, NotFound
from models.queries import audit
from models.queries import devices as queries
from models.queries.audit import AuditFilter
from models.rows import Database
from models.views import DeviceView
from tests.support import stores
from tests.support.stores import NOW, OPERATOR, refused

KEY = bytes(range(32))


def browser(db: Database, name: str = "Chrome", key: bytes = KEY) -> DeviceView:
    """A provisional device on the noise channel."""
    new = NewDevice(
        name=name,
        browser="Chrome 140",
        version="1.0",
        channel="noise",
        public_key=key,
        capabilities=["google_maps", "google_maps", "wall"],
        origin="chrome-extension://x",
        address="127.0.0.1",
    )
    return devices.create(db, new, actor=OPERATOR, now=NOW)


def test_a_browser_is_provisional_until_it_confirmed(db: Database) -> None:
    made = browser(db)
    assert (made.status, made.channel) == ("provisional", "noise")
    assert made.capabilities == ["google_maps", "wall"]
    assert devices.by_key(db, KEY, now=NOW) == made
    confirmed = devices.confirm(db, made.id, now=NOW)
    assert confirmed.status == "active"
    assert devices.confirm(db, made.id, now=NOW) == confirmed
    assert devices.by_key(db, bytes(32)) is None


def test_a_provisional_device_that_comes_back_is_promoted(db: Database) -> None:
    made = browser(db)
    opened = devices.opened(db, made.id, version="1.1", capabilities=["wall"], now=NOW + 5)
    assert (opened.status, opened.version, opened.capabilities) == ("active", "1.1", ["wall"])
    assert opened.last_seen_at == NOW + 5


def test_only_the_right_token_opens_and_it_is_not_stored(db: Database, device: DeviceView) -> None:
    assert devices.by_token(db, device.id, "token of Front desk", now=NOW) == queries.get(
        db, device.id, now=NOW
    )
    for id, token in [
        (device.id, "wrong"),
        (device.id, ""),
        (device.id, "\ud800"),
        ("nobody", "token of Front desk"),
        (browser(db).id, ""),
    ]:
        assert devices.by_token(db, id, token) is None
    assert "token of" not in str(stores.snapshot(db)["device"]).replace("Front desk", "")


def test_a_revoked_device_is_as_good_as_unknown(db: Database, device: DeviceView) -> None:
    noise = browser(db)
    for one in (device, noise):
        revoked = devices.revoke(db, one.id, actor=OPERATOR, now=NOW)
        assert revoked.status == "revoked"
    assert devices.by_key(db, KEY) is None
    assert devices.by_token(db, device.id, "token of Front desk") is None
    # Its credentials are wiped; even if they were not, it would not come in.
    db.execute_sql("UPDATE device SET public_key = ? WHERE id = ?", (KEY, noise.id))
    assert devices.by_key(db, KEY) is None
    with refused("UNAUTHENTICATED"):
        devices.opened(db, device.id, version="1", capabilities=[], now=NOW)
    before = stores.snapshot(db)
    devices.revoke(db, device.id, actor=OPERATOR, now=NOW)
    assert stores.snapshot(db) == before


def test_a_browser_that_pairs_anew_replaces_its_old_self(db: Database) -> None:
    old = browser(db)
    devices.confirm(db, old.id, now=NOW)
    new = browser(db, "Chrome again")
    assert queries.get(db, old.id).status == "revoked"
    found = devices.by_key(db, KEY)
    assert found is not None
    assert found.id == new.id


def test_what_it_calls_itself_counts_until_the_operator_names_it(
    db: Database, device: DeviceView
) -> None:
    def opened(name: str) -> str:
        return devices.opened(
            db, device.id, version="1", capabilities=[], name=name, browser="Edge", now=NOW
        ).name

    assert opened("Edge on Windows") == "Edge on Windows"
    devices.rename(db, device.id, " Laptop Mona ", actor=OPERATOR, now=NOW)
    assert opened("Edge on Windows 11") == "Laptop Mona"
    assert queries.get(db, device.id).browser == "Edge"


def test_accounts_are_kept_when_told_and_left_when_not(db: Database, device: DeviceView) -> None:
    twice = [Binding(platform="x", handle="acme"), Binding(platform="x", handle="acme")]
    told = devices.opened(db, device.id, version="1", capabilities=[], accounts=twice, now=NOW + 5)
    assert [(one.handle, one.checked_at) for one in told.bindings] == [("acme", NOW + 5)]
    silent = devices.opened(db, device.id, version="1", capabilities=[], now=NOW)
    assert silent.bindings == told.bindings
    seen = [Binding(platform="practice", handle="mona")]
    both = devices.opened(db, device.id, version="1", capabilities=[], accounts=seen, now=NOW + 9)
    assert {one.handle for one in both.bindings} == {"acme", "mona"}
    assert (
        devices.opened(db, device.id, version="1", capabilities=[], accounts=[], now=NOW).bindings
        == []
    )


def test_heartbeats_and_goodbyes_are_noted(db: Database, device: DeviceView) -> None:
    devices.seen(db, device.id, now=NOW + 20_000)
    assert queries.get(db, device.id).last_seen_at == NOW + 20_000
    devices.closed(db, device.id, now=NOW + 21_000)
    assert queries.get(db, device.id).last_seen_at == NOW + 21_000
    job = stores.a_job(db)
    assert job.phase == "waiting"


def test_after_a_restart_nobody_is_connected(db: Database, device: DeviceView) -> None:
    assert stores.a_job(db).phase == "queued"
    devices.all_offline(db)
    assert stores.a_job(db).phase == "waiting"


def test_what_the_operator_does_is_audited(db: Database, device: DeviceView) -> None:
    devices.rename(db, device.id, "Studio", actor=OPERATOR, now=NOW)
    devices.set_draining(db, device.id, True, actor=OPERATOR, now=NOW)
    devices.set_draining(db, device.id, True, actor=OPERATOR, now=NOW)
    devices.set_bindings(
        db, device.id, [Binding(platform="x", handle="acme")], actor=OPERATOR, now=NOW
    )
    devices.revoke(db, device.id, actor=OPERATOR, now=NOW)
    entries = audit.page(db, AuditFilter(subject_id=device.id)).items[::-1]
    assert [entry.action for entry in entries] == [
        "device.paired",
        "device.renamed",
        "device.draining",
        "device.bindings",
        "device.revoked",
    ]
    assert entries[1].detail == {"before": "Front desk", "after": "Studio"}


def test_wrong_names_and_unknown_devices_are_refused(db: Database, device: DeviceView) -> None:
    before = stores.snapshot(db)
    with pytest.raises(InvalidInput):
        devices.rename(db, device.id, "", actor=OPERATOR, now=NOW)
    with pytest.raises(NotFound):
        devices.rename(db, "nobody", "x", actor=OPERATOR, now=NOW)
    with pytest.raises(NotFound):
        devices.set_bindings(db, "nobody", [], actor=OPERATOR, now=NOW)
    with pytest.raises(NotFound):
        devices.opened(db, "nobody", version="1", capabilities=[], now=NOW)
    assert stores.snapshot(db) == before


def test_provisional_devices_that_never_came_back_are_dropped(
    db: Database, device: DeviceView
) -> None:
    stale = browser(db)
    assert devices.drop_provisional(db, before=NOW) == []
    assert devices.drop_provisional(db, before=NOW + 1) == [stale.id]
    assert devices.drop_provisional(db, before=NOW + 1) == []
    assert queries.get(db, device.id).status == "active"
