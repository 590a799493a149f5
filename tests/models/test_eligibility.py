"""Which device may do which job."""

import pytest

from models.eligibility import (
    Desk,
    DeviceFacts,
    active_devices,
    device_facts,
    needs_key,
    needs_of,
)
from models.rows import Database
from models.views import DeviceView
from tests.support import stores

DESK = Desk(platforms={"google_maps": "google", "wall": "social"}, paused=frozenset())


def facts(**changed: object) -> DeviceFacts:
    known: dict[str, object] = {
        "id": "d1",
        "active": True,
        "draining": False,
        "online": True,
        "capabilities": frozenset({"google_maps", "unheard_of"}),
    }
    return DeviceFacts(**known | changed)  # type: ignore[arg-type]


def test_a_fitting_device_may() -> None:
    assert DESK.refusal(facts(), ["google_maps"], None) is None
    assert DESK.refusal(facts(online=False), ["google_maps"], "d1") is None


@pytest.mark.parametrize(
    ("device", "needs", "directed", "code"),
    [
        (facts(active=False), ["google_maps"], None, "NOT_ELIGIBLE"),
        (facts(), ["google_maps"], "d2", "NOT_ELIGIBLE"),
        (facts(draining=True), ["google_maps"], None, "NOT_ELIGIBLE"),
        (facts(), ["wall"], None, "NOT_ELIGIBLE"),
        (facts(), ["google_maps", "wall"], None, "NOT_ELIGIBLE"),
        (facts(), ["unheard_of"], None, "NOT_ELIGIBLE"),
    ],
)
def test_an_unfit_device_may_not(
    device: DeviceFacts, needs: list[str], directed: str | None, code: str
) -> None:
    refusal = DESK.refusal(device, needs, directed)
    assert refusal is not None
    assert refusal.code == code


@pytest.mark.parametrize(
    ("pause", "held"),
    [
        (("all", ""), True),
        (("device", "d1"), True),
        (("device", "d2"), False),
        (("platform", "google"), True),
        (("platform", "social"), False),
    ],
)
def test_a_pause_holds_what_it_names(pause: tuple[str, str], held: bool) -> None:
    desk = Desk(platforms=DESK.platforms, paused=frozenset({pause}))
    refusal = desk.refusal(facts(), ["google_maps"], None)
    assert (refusal is not None and refusal.code == "PAUSED" and refusal.retryable) == held


def test_the_desk_is_read_as_it_stands(db: Database, device: DeviceView) -> None:
    db.execute_sql("UPDATE connector SET enabled = 0 WHERE id = 'google_search'")
    db.execute_sql("INSERT INTO pause (scope, target, since, actor) VALUES ('all', '', 0, 'a')")
    desk = Desk.read(db)
    assert desk.platforms == {"google_maps": "google"}
    assert desk.holds_all()
    assert desk.holds_device(device.id)


def test_the_facts_of_devices(db: Database, device: DeviceView) -> None:
    stores.a_device(db, "Laptop", "google_maps", online=False)
    found = device_facts(db, device.id)
    assert found is not None
    assert found.capabilities == {"google_maps", "google_search"}
    assert [(one.online, one.active) for one in active_devices(db)] == [(True, True), (False, True)]
    assert device_facts(db, "nobody") is None


def test_needs_are_one_text() -> None:
    assert needs_of(needs_key(["google_maps", "google_search"])) == ["google_maps", "google_search"]
    assert needs_key([]) is None
    assert needs_of(None) == []
