"""What a dry run says of a connector on a device."""

from typing import Any

import pytest

from models import connector_checks, connectors, jobs
from models.jobs import NewJob
from models.publishing import trials
from models.queries import connectors as queries
from models.rows import Database
from models.views import DeviceView
from tests.support import stores
from tests.support.stores import NOW, OPERATOR, recipe

LATER = NOW + 5_000
WALL = recipe("wall", platform="social") | {"kind": "publish", "commit": "operator"}


@pytest.fixture
def device(db: Database) -> DeviceView:
    """A connected device that can publish on the wall."""
    connectors.install(db, WALL, now=NOW)
    return stores.a_device(db, "Front desk", "wall", "google_maps")


def dry_run(db: Database, device: DeviceView) -> str:
    """A dry run in the device's hands."""
    job = trials.dry_run(
        db, "social", "amman", "Hello", device_id=device.id, actor=OPERATOR, now=NOW
    )
    jobs.claim(db, job.id, device.id, now=NOW)
    return job.id


def ended(db: Database, device: DeviceView, output: dict[str, Any] | None) -> str:
    """A dry run that came to its good end with this output."""
    job_id = dry_run(db, device)
    jobs.complete(db, device.id, job_id, 1, output, now=LATER)
    return job_id


def state(db: Database) -> tuple[str, str | None, str | None]:
    (one,) = queries.verified_on(db, "wall")
    return one.state, one.account_seen, one.message


def test_nothing_is_verified_before_somebody_tried(db: Database, device: DeviceView) -> None:
    assert state(db) == ("never", None, None)
    assert device.name == queries.verified_on(db, "wall")[0].device_name


def test_a_good_dry_run_verifies_the_connector_on_that_device(
    db: Database, device: DeviceView
) -> None:
    other = stores.a_device(db, "Laptop", "wall")
    good = {"dryRun": True, "account": "Amman Dental", "text": True, "button": True}
    job_id = ended(db, device, good)
    assert connector_checks.keep(db, job_id, now=LATER) == ("wall", device.id)
    first, second = queries.verified_on(db, "wall")
    assert (first.state, first.account_seen, first.at) == ("verified", "Amman Dental", LATER)
    assert first.job_id == job_id
    assert (second.device_id, second.state) == (other.id, "never")


@pytest.mark.parametrize(
    ("output", "message"),
    [
        ({"text": False, "button": True}, connector_checks.TEXT_DIFFERS),
        ({"text": True, "button": False}, connector_checks.NO_BUTTON),
    ],
)
def test_a_wrong_text_or_a_missing_button_is_no_good_dry_run(
    db: Database, device: DeviceView, output: dict[str, Any], message: str
) -> None:
    connector_checks.keep(db, ended(db, device, output), now=LATER)
    assert state(db) == ("failed", None, message)


def test_a_failed_dry_run_says_why_and_the_next_good_one_replaces_it(
    db: Database, device: DeviceView
) -> None:
    job_id = dry_run(db, device)
    jobs.fail(db, device.id, job_id, 1, "changed_markup", "No composer.", now=LATER, jitter=0)
    connector_checks.keep(db, job_id, now=LATER)
    assert state(db) == ("failed", None, "No composer.")
    connector_checks.keep(db, ended(db, device, {}), now=LATER)
    assert state(db) == ("verified", None, None)


def test_another_version_of_the_recipe_must_be_tried_again(
    db: Database, device: DeviceView
) -> None:
    connector_checks.keep(db, ended(db, device, {}), now=LATER)
    connectors.install(db, WALL | {"version": 2}, now=LATER)
    assert state(db)[0] == "older"


def test_a_recipe_that_changed_meanwhile_was_not_tried(db: Database, device: DeviceView) -> None:
    job_id = ended(db, device, {})
    connectors.install(db, WALL | {"version": 2}, now=LATER)
    assert connector_checks.keep(db, job_id, now=LATER) is None
    assert state(db)[0] == "never"


def test_who_presses_changes_nothing_about_it(db: Database, device: DeviceView) -> None:
    job_id = ended(db, device, {})
    connectors.set_press(db, "wall", "agent", actor=OPERATOR, now=LATER)
    assert connector_checks.keep(db, job_id, now=LATER) is not None


@pytest.mark.parametrize(("rows", "expected"), [(3, "verified"), (0, "failed")])
def test_a_search_connector_is_tried_by_a_small_search(
    db: Database, device: DeviceView, rows: int, expected: str
) -> None:
    input = {"connector": "google_maps", "query": "x", "options": {"dryRun": True}}
    job = jobs.create(db, NewJob(type="SEARCH_SINGLE", input=input), actor=OPERATOR, now=NOW)[0]
    jobs.claim(db, job.id, device.id, now=NOW)
    jobs.complete(db, device.id, job.id, 1, {"rows": rows}, now=LATER)
    assert connector_checks.keep(db, job.id, now=LATER) == ("google_maps", device.id)
    assert queries.verified_on(db, "google_maps")[0].state == expected


def test_other_jobs_say_nothing(db: Database, device: DeviceView) -> None:
    claimed = stores.a_claim(db, device)
    jobs.complete(db, device.id, claimed.job.id, 1, {}, now=LATER)
    assert connector_checks.keep(db, claimed.job.id, now=LATER) is None
    assert connector_checks.keep(db, "nothing", now=LATER) is None
    running = dry_run(db, device)
    assert connector_checks.keep(db, running, now=LATER) is None
