"""How connectors fare over fourteen days."""

from typing import Any

from models import connectors, jobs
from models.queries import connectors as queries
from models.queries.connectors import DAY_MS, DAYS
from models.rows import Database
from models.views import DeviceView
from tests.support import stores
from tests.support.stores import NOW, OPERATOR, recipe


def ran(db: Database, device: DeviceView, at: int, **output: Any) -> None:
    """A maps search that ended well at this time."""
    job = stores.a_job(db, f"query {at} {len(output)}", now=at)
    claimed = jobs.claim(db, job.id, device.id, now=at)
    jobs.complete(db, device.id, job.id, claimed.job.epoch, output, now=at)


def fields(**filled: int) -> dict[str, dict[str, int]]:
    return {name: {"filled": count, "of": 100} for name, count in filled.items()}


def test_a_field_that_is_suddenly_seldom_is_named_with_what_was_usual(
    db: Database, device: DeviceView
) -> None:
    for day in range(5):
        ran(db, device, NOW - (day + 1) * DAY_MS, fields=fields(title=100, phone=90))
    ran(db, device, NOW, fields=fields(title=100, phone=3))
    health = queries.health(db, now=NOW)["google_maps"]
    assert (health.runs, health.last_at) == (6, NOW)
    assert health.weak is not None
    assert (health.weak.name, health.weak.filled, health.weak.of) == ("phone", 3, 100)
    assert health.weak.usual == 0.9
    assert health.line == health.weak.line
    assert health.line[-6:] == (0.9, 0.9, 0.9, 0.9, 0.9, 0.03)
    assert health.line[: DAYS - 6] == (None,) * (DAYS - 6)


def test_a_field_that_was_always_seldom_is_not_weak(db: Database, device: DeviceView) -> None:
    for day in range(3):
        ran(db, device, NOW - day * DAY_MS, fields=fields(title=100, hours=5))
    health = queries.health(db, now=NOW)["google_maps"]
    assert health.weak is None
    assert health.line[-1] == 0.525


def test_few_rows_say_nothing_about_a_field(db: Database, device: DeviceView) -> None:
    ran(db, device, NOW - DAY_MS, fields=fields(phone=90))
    ran(db, device, NOW, fields={"phone": {"filled": 0, "of": 4}})
    assert queries.health(db, now=NOW)["google_maps"].weak is None


def test_steps_that_found_by_another_way_are_named(db: Database, device: DeviceView) -> None:
    steps = [
        {"index": 0, "type": "expect", "alternative": 1, "of": 3},
        {"index": 1, "type": "paginate", "alternative": 3, "of": 3},
        {"index": 2, "type": "capture"},
    ]
    ran(db, device, NOW, steps=steps)
    (step,) = queries.health(db, now=NOW)["google_maps"].steps
    assert (step.index, step.type, step.alternative, step.of) == (1, "paginate", 3, 3)


def test_older_runs_and_strange_outputs_count_for_nothing(db: Database, device: DeviceView) -> None:
    ran(db, device, NOW - (DAYS + 1) * DAY_MS, fields=fields(title=1))
    assert queries.health(db, now=NOW) == {}
    ran(db, device, NOW, fields={"a": 7, "b": {"filled": 9, "of": 3}, "c": None}, steps="none")
    ran(db, device, NOW, fields=[1], steps=[None, {"alternative": "x"}])
    health = queries.health(db, now=NOW)["google_maps"]
    assert (health.runs, health.fields, health.steps) == (2, (), ())


def test_who_chose_who_presses_is_remembered(db: Database) -> None:
    wall = recipe("wall", platform="social") | {"kind": "publish", "commit": "operator"}
    connectors.install(db, wall, now=NOW)
    assert queries.press_choice(db, "wall") is None
    connectors.set_press(db, "wall", "agent", actor=OPERATOR, now=NOW + 1)
    choice = queries.press_choice(db, "wall")
    assert choice is not None
    assert (choice.by, choice.at) == (OPERATOR, NOW + 1)


def test_every_connector_has_its_devices(db: Database, device: DeviceView) -> None:
    verified = queries.all_verified(db)
    assert set(verified) == {"google_maps", "google_search"}
    assert [one.device_id for one in verified["google_maps"]] == [device.id]
