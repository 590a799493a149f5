"""Held publications wait for the operator: held back by hand, or since a backup was restored."""

import pytest

from models import identity, jobs
from models.errors import NotFound, RuleRefused
from models.publishing import holding, schedules
from models.queries import jobs as queries
from models.queries import posts
from models.rows import Database
from models.views import DeviceView
from tests.support import publishing, stores
from tests.support.publishing import MINUTE, attempt, job_now
from tests.support.stores import NOW, OPERATOR, refused


@pytest.fixture
def profile(db: Database) -> DeviceView:
    """A device that publishes on the practice wall."""
    publishing.with_wall(db)
    return publishing.a_profile(db)


def test_everything_unsent_is_held_until_it_is_released(db: Database, profile: DeviceView) -> None:
    parent, child = publishing.sent(db)
    at = NOW + 60 * MINUTE
    post_id = publishing.a_post(db)
    later = schedules.schedule(db, post_id, at, "UTC", actor=OPERATOR, now=NOW)
    search = stores.a_job(db)
    who = holding.restored(db, beyond_epoch=4, actor=OPERATOR, now=NOW)
    assert (who.hub_epoch, identity.read(db).hub_epoch) == (5, 5)
    for one in (parent, child, later):
        assert (job_now(db, one).held, job_now(db, one).phase) == (True, "held")
    assert not job_now(db, search).held
    with refused("PAUSED"):
        jobs.claim(db, child.id, profile.id, now=NOW)
    assert schedules.fall_due(db, later.id, now=at).jobs == []
    assert queries.devices_for(db, child.id, now=NOW) == []
    released = holding.release(db, parent.id, actor=OPERATOR, now=NOW)
    assert {one.id for one in released} == {parent.id, child.id}
    jobs.claim(db, child.id, profile.id, now=NOW)
    assert job_now(db, later).held
    holding.release(db, None, actor=OPERATOR, now=NOW)
    assert not job_now(db, later).held
    assert schedules.fall_due(db, later.id, now=at + 90 * MINUTE).job.phase == "missed"


def test_a_run_under_way_is_in_doubt_however_far_it_was(db: Database, profile: DeviceView) -> None:
    early = publishing.claimed(db, profile)
    holding.restored(db, actor=OPERATOR, now=NOW)
    assert attempt(db, early).state == "unknown"
    now = job_now(db, early)
    assert (now.status, now.assigned_agent_id, now.needs_user_reason) == (
        "RUNNING",
        None,
        "confirm",
    )
    with refused("JOB_TAKEN"):
        jobs.claim(db, early.id, profile.id, now=NOW)
    assert queries.leases(db) == []


@pytest.mark.parametrize(
    ("hub", "epoch", "entries", "behind"),
    [
        ("mine", 0, 0, False),
        ("mine", 0, 1, True),
        ("mine", 1, 0, True),
        ("other", 9, 999, False),
    ],
)
def test_behind_is_who_knows_less_of_itself_than_was_written_down(
    db: Database, hub: str, epoch: int, entries: int, behind: bool
) -> None:
    who = identity.read(db)
    hub_id = who.hub_id if hub == "mine" else hub
    there = holding.entries_of(db)
    assert holding.is_behind(db, hub_id, who.hub_epoch + epoch, there + entries) == behind


def test_a_post_that_waits_is_held_back_and_released(db: Database) -> None:
    publishing.with_wall(db)
    device = publishing.a_profile(db)
    post_id = publishing.a_post(db, publishing.HANDLE, "other")
    parent, *children = publishing.sent(db, post_id)
    held = holding.hold(db, parent.id, actor=OPERATOR, now=NOW)
    assert {job.id for job in held} == {parent.id, *(child.id for child in children)}
    assert {job.phase for job in held} == {"held"}
    assert posts.get(db, post_id, now=NOW).status == "held"
    with pytest.raises(RuleRefused):
        jobs.claim(db, children[0].id, device.id, now=NOW)
    released = holding.release(db, parent.id, actor=OPERATOR, now=NOW)
    assert len(released) == 3
    assert jobs.claim(db, children[0].id, device.id, now=NOW).job.status == "RUNNING"


def test_what_a_device_works_on_goes_on(db: Database) -> None:
    publishing.with_wall(db)
    device = publishing.a_profile(db)
    post_id = publishing.a_post(db, publishing.HANDLE, "other")
    parent, first, second = publishing.sent(db, post_id)
    jobs.claim(db, first.id, device.id, now=NOW)
    holding.hold(db, parent.id, actor=OPERATOR, now=NOW)
    now = {job.id: queries.get(db, job.id, now=NOW).held for job in (parent, first, second)}
    assert now == {parent.id: False, first.id: False, second.id: True}


def test_where_nothing_waits_nothing_is_held(db: Database) -> None:
    publishing.with_wall(db)
    job = publishing.claimed(db, publishing.a_profile(db))
    with pytest.raises(RuleRefused) as refusal:
        holding.hold(db, job.parent_id or "", actor=OPERATOR, now=NOW)
    assert refusal.value.code == "NOTHING_WAITS"


def test_there_must_be_such_a_job(db: Database) -> None:
    with pytest.raises(NotFound):
        holding.hold(db, "none", actor=OPERATOR, now=NOW)
