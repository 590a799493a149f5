"""A permit is refused for the first of its reasons that holds, and given once."""

from collections.abc import Callable

import msgspec
import pytest

from models import connectors, devices, jobs, json_text, pauses
from models.accounts import accounts
from models.accounts.accounts import AccountChange
from models.publishing import permits, trials
from models.publishing.permits import REASONS, PermitRefused
from models.queries import audit
from models.queries.audit import AuditFilter
from models.rows import Database
from models.views import DeviceView, JobView
from tests.support import publishing, stores
from tests.support.publishing import KEY, MINUTE, attempt, granted
from tests.support.stores import NOW, OPERATOR


@pytest.fixture
def profile(db: Database) -> DeviceView:
    """A device that publishes on the practice wall."""
    publishing.with_wall(db)
    return publishing.a_profile(db)


@pytest.fixture
def job(db: Database, profile: DeviceView) -> JobView:
    """A target that the device works on."""
    return publishing.claimed(db, profile)


def column(name: str, value: object) -> Callable[[Database, JobView], None]:
    def change(db: Database, job: JobView) -> None:
        db.execute_sql(f"UPDATE job SET {name} = ? WHERE id = ?", (value, job.id))

    return change


def parked(db: Database, job: JobView) -> None:
    db.execute_sql("UPDATE account SET parked_until = ? WHERE key = ?", (NOW + 1, job.account))


def paced(db: Database, job: JobView) -> None:
    """Another publication of the account went out a minute ago."""
    other = publishing.a_profile(db, "Other")
    db.execute_sql("UPDATE job SET assigned_device_id = NULL WHERE id = ?", (job.id,))
    earlier = publishing.claimed(db, other)
    db.execute_sql(
        "UPDATE publishing_run SET state = 'published', permit = 'p', permitted_at = ?, "
        "permalink = 'x' WHERE run_seq = (SELECT max(seq) FROM run)",
        (NOW - MINUTE,),
    )
    db.execute_sql("UPDATE job SET status = 'COMPLETED' WHERE id = ?", (earlier.id,))
    account = accounts.all(db)[0]
    accounts.change(db, account.id, AccountChange(spacing_minutes=5), actor=OPERATOR, now=NOW)


def sibling(db: Database, job: JobView) -> None:
    """Another run of the same target had a permit and was never heard of again."""
    text, slot = json_text.dump(job.input), "another"
    row = "SELECT workspace_id, title, ? FROM job WHERE id = ?"
    assert db.execute_sql(row, (slot, job.id)).fetchone()
    twin = publishing.sent(db)[1]
    db.execute_sql(
        "UPDATE job SET input = ?, account = 'practice:other' WHERE id = ?", (text, twin.id)
    )
    device = publishing.a_profile(db, "Twin", "other")
    jobs.claim(db, twin.id, device.id, now=NOW)
    db.execute_sql(
        "UPDATE publishing_run SET state = 'permitted', permit = 'p', permitted_at = 0 "
        "WHERE run_seq = (SELECT max(seq) FROM run)"
    )


def paused(db: Database, job: JobView) -> None:
    pauses.pause(db, "account", KEY, actor=OPERATOR, now=NOW)


OBSTACLES: list[tuple[str, Callable[[Database, JobView], None] | None, dict[str, str]]] = [
    ("cancelled", column("cancel_requested", 1), {}),
    ("held", column("held", 1), {}),
    ("paused", paused, {}),
    ("window", column("publish_until", NOW - 1), {}),
    ("parked", parked, {}),
    ("pacing", paced, {}),
    ("account", None, {"handle": "somebody"}),
    ("digest", None, {"digest": "0" * 64}),
    ("sibling", sibling, {}),
]


@pytest.mark.parametrize(
    ("reason", "change", "seen"), OBSTACLES, ids=[reason for reason, *_ in OBSTACLES]
)
def test_each_reason_alone_refuses_and_changes_nothing(
    db: Database,
    profile: DeviceView,
    job: JobView,
    reason: str,
    change: Callable[[Database, JobView], None] | None,
    seen: dict[str, str],
) -> None:
    if change is not None:
        change(db, job)
    before = stores.snapshot(db)
    with pytest.raises(PermitRefused) as refusal:
        granted(db, profile, job, **seen)
    assert refusal.value.reason == reason
    assert refusal.value.details == {"reason": reason}
    assert stores.snapshot(db) == before


def test_the_first_reason_in_the_order_is_told(
    db: Database, profile: DeviceView, job: JobView
) -> None:
    order = [reason for reason in REASONS if reason in {one for one, *_ in OBSTACLES}]
    assert order == [reason for reason, *_ in OBSTACLES]
    wrong: dict[str, str] = {}
    for reason, change, seen in reversed(OBSTACLES):
        if reason in ("pacing", "sibling"):
            continue  # their rows would get into each other's way
        if change is not None:
            change(db, job)
        wrong |= seen
        with pytest.raises(PermitRefused) as refusal:
            granted(db, profile, job, **wrong)
        assert refusal.value.reason == reason


def test_who_does_not_hold_the_lease_gets_none(
    db: Database, profile: DeviceView, job: JobView
) -> None:
    other = publishing.a_profile(db, "Other")
    for device, stale in ((other, job), (profile, stale_of(job))):
        with pytest.raises(PermitRefused) as refusal:
            granted(db, device, stale)
        assert refusal.value.reason == "lease"
    jobs.lease_lost(db, job.id, job.epoch, now=NOW, jitter=0)
    with pytest.raises(PermitRefused) as refusal:
        granted(db, profile, job)
    assert refusal.value.reason == "lease"


def stale_of(job: JobView) -> JobView:
    return msgspec.structs.replace(job, epoch=job.epoch - 1)


def test_a_search_and_a_dry_run_get_none(db: Database, profile: DeviceView) -> None:
    device = stores.a_device(db)
    stores.with_connectors(db)
    search = stores.a_claim(db, device).job
    for what, by, reason in (
        (search, device, "not_publishing"),
        (dry(db, profile), profile, "dry_run"),
    ):
        with pytest.raises(PermitRefused) as refusal:
            permits.grant(
                db, by.id, what.id, what.epoch, digest="0", platform="p", handle="h", now=NOW
            )
        assert refusal.value.reason == reason


def dry(db: Database, profile: DeviceView) -> JobView:
    made = trials.dry_run(
        db, "practice", "somebody", "text", device_id=profile.id, actor=OPERATOR, now=NOW
    )
    taken = jobs.claim(db, made.id, profile.id, now=NOW).job
    assert db.execute_sql("SELECT count(*) FROM publishing_run").fetchone() == (0,)
    return taken


def test_a_permit_keeps_what_was_seen_and_when(
    db: Database, profile: DeviceView, job: JobView
) -> None:
    permit = granted(db, profile, job, handle="@ammanDENTAL ")
    assert (permit.ttl_seconds, permit.until) == (15, NOW + 15_000)
    row = db.execute_sql(
        "SELECT permit, permit_count, permitted_at, account_seen, digest_seen FROM publishing_run"
    ).fetchone()
    assert row == (permit.permit, 1, NOW, "@ammanDENTAL ", job.input["contentDigest"])
    entry = audit.page(db, AuditFilter(action_prefix="publication.permitted")).items[0]
    assert (entry.subject_type, entry.subject_id) == ("run", attempt(db, job).run_id)
    assert permits.live(db, job.id, job.epoch, now=NOW + 5_500) is not None
    assert permits.live(db, job.id, job.epoch, now=NOW + 14_500) is None


def test_a_returned_permit_is_void_and_counted(
    db: Database, profile: DeviceView, job: JobView
) -> None:
    first = granted(db, profile, job)
    permits.give_back(db, profile.id, job.id, job.epoch, first.permit, now=NOW + 1)
    before = stores.snapshot(db)
    permits.give_back(db, profile.id, job.id, job.epoch, first.permit, now=NOW + 2)
    assert stores.snapshot(db) == before
    second = granted(db, profile, job, now=NOW + 3)
    assert second.permit != first.permit
    assert db.execute_sql("SELECT permit_count FROM publishing_run").fetchone() == (2,)


def test_a_run_in_doubt_cannot_return_its_permit(
    db: Database, profile: DeviceView, job: JobView
) -> None:
    permit = granted(db, profile, job)
    jobs.lease_lost(db, job.id, job.epoch, now=NOW + 1, jitter=0)
    with stores.refused("INVALID"):
        permits.give_back(db, profile.id, job.id, job.epoch, permit.permit, now=NOW + 2)
    assert attempt(db, job).state == "unknown"


def test_a_paused_device_or_platform_gets_none(
    db: Database, profile: DeviceView, job: JobView
) -> None:
    for scope, target in (("all", None), ("device", profile.id), ("platform", "practice")):
        pauses.pause(db, scope, target, actor=OPERATOR, now=NOW)
        with pytest.raises(PermitRefused) as refusal:
            granted(db, profile, job)
        assert refusal.value.reason == "paused"
        pauses.resume(db, scope, target, actor=OPERATOR, now=NOW)
    pauses.pause(db, "platform", "practice", actor=OPERATOR, now=NOW)
    connectors.set_enabled(db, publishing.WALL, False, actor=OPERATOR, now=NOW)
    with pytest.raises(PermitRefused) as refusal:
        granted(db, profile, job)
    assert refusal.value.reason == "paused"
    pauses.resume(db, "platform", "practice", actor=OPERATOR, now=NOW)
    devices.set_draining(db, profile.id, True, actor=OPERATOR, now=NOW)
    granted(db, profile, job)  # a draining device finishes what it has
