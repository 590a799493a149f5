"""From posts to jobs: sent now, at their time, or missed; nothing that may be out is sent again."""

import pytest

from models import connectors, jobs
from models.accounts import accounts
from models.accounts.accounts import AccountChange
from models.errors import InvalidInput, NotFound
from models.ids import new_id
from models.jobs import NewJob
from models.posts.content import content_digest
from models.publishing import decisions, schedules
from models.publishing import jobs as publishing_jobs
from models.queries import jobs as queries
from models.rows import Database
from models.views import DeviceView, JobView
from tests.support import posts, publishing, stores
from tests.support.publishing import HANDLE, KEY, MINUTE, attempt, job_now
from tests.support.stores import NOW, OPERATOR, refused

AT = NOW + 60 * MINUTE
ZONE = "Asia/Amman"


@pytest.fixture
def profile(db: Database) -> DeviceView:
    """A device that publishes on the practice wall."""
    publishing.with_wall(db)
    return publishing.a_profile(db)


def scheduled(db: Database, post_id: str | None = None, at: int = AT, grace: int = 20) -> JobView:
    post_id = post_id or publishing.a_post(db)
    return schedules.schedule(db, post_id, at, ZONE, grace, actor=OPERATOR, now=NOW)


def variants(db: Database, post_id: str) -> list[str]:
    rows = db.execute_sql("SELECT id FROM variant WHERE post_id = ? ORDER BY position", (post_id,))
    return [id for (id,) in rows]


def test_the_input_says_exactly_what_is_published(db: Database, profile: DeviceView) -> None:
    picture = posts.a_file(db)
    use = f'[{{"id": "{picture.id}", "alt": "A smile"}}]'
    post_id = publishing.a_post(db, text="Hello \r\n", link="https://a.example", media=use)
    parent, job = publishing.sent(db, post_id)
    (variant_id,) = variants(db, post_id)
    media = {
        "mediaId": picture.id,
        "mime": "image/png",
        "name": "smile.png",
        "sizeBytes": 10,
        "sha256": picture.sha256,
        "altText": "A smile",
    }
    assert job.input == {
        "postId": post_id,
        "variantId": variant_id,
        "account": {"platform": "practice", "handle": HANDLE},
        "text": "Hello \r\n",
        "link": "https://a.example",
        "media": [media],
        "contentDigest": content_digest("Hello", "https://a.example", [picture.sha256]),
        "commit": "agent",
    }
    assert (job.type, job.account, job.needs) == ("PUBLISH_VARIANT", KEY, ("practice_wall",))
    assert (parent.type, parent.input, parent.needs) == ("PUBLISH_POST", {"postId": post_id}, ())
    assert (parent.children_total, job.parent_id) == (1, parent.id)
    pointers = db.execute_sql(
        "SELECT post.job_id, variant.job_id FROM post JOIN variant ON variant.post_id = post.id"
    ).fetchone()
    assert pointers == (parent.id, job.id)


def test_who_presses_is_said_by_account_then_connector_then_recipe(
    db: Database, profile: DeviceView
) -> None:
    assert publishing.sent(db)[1].input["commit"] == "agent"
    db.execute_sql("UPDATE connector SET press = 'operator'")
    assert publishing.sent(db)[1].input["commit"] == "operator"
    account = accounts.all(db)[0]
    accounts.change(db, account.id, AccountChange(press="agent"), actor=OPERATOR, now=NOW)
    assert publishing.sent(db)[1].input["commit"] == "agent"


def test_only_named_targets_are_sent_the_rest_later(db: Database, profile: DeviceView) -> None:
    post_id = publishing.a_post(db, "one", "two")
    one, two = variants(db, post_id)
    first = publishing.sent(db, post_id, variant_ids=[two])
    assert [job.input["variantId"] for job in first[1:]] == [two]
    second = publishing.sent(db, post_id)
    assert [job.input["variantId"] for job in second[1:]] == [one]
    with refused("ALREADY_SENT"):
        publishing.sent(db, post_id)
    with refused("ALREADY_SENT"):
        publishing.sent(db, post_id, variant_ids=[one])


def test_what_cannot_be_sent_is_refused_and_nothing_is_stored(db: Database) -> None:
    empty, unknown = publishing.a_post(db), new_id()
    before = stores.snapshot(db)
    with pytest.raises(InvalidInput, match="no installed connector"), db.atomic():
        publishing.sent(db, empty)
    with pytest.raises(InvalidInput, match="no target of this post"), db.atomic():
        publishing.sent(db, empty, variant_ids=[unknown])
    with pytest.raises(NotFound), db.atomic():
        publishing.sent(db, unknown)
    assert stores.snapshot(db) == before


def test_after_a_failure_before_the_permit_it_may_be_sent_anew(
    db: Database, profile: DeviceView
) -> None:
    post_id = publishing.a_post(db)
    job = publishing.claimed(db, profile, post_id=post_id)
    jobs.fail(db, profile.id, job.id, 1, "ACCOUNT_MISMATCH", "?", now=NOW, jitter=0)
    again = publishing.sent(db, post_id)[1]
    assert again.id != job.id
    taken = jobs.claim(db, again.id, profile.id, now=NOW).job
    publishing.granted(db, profile, taken)
    jobs.lease_lost(db, again.id, 1, now=NOW, jitter=0)
    decisions.resolve(
        db, attempt(db, taken).run_id, "not_published", None, None, actor=OPERATOR, now=NOW
    )
    with refused("ALREADY_SENT"):
        publishing.sent(db, post_id)


def test_a_schedule_waits_and_then_becomes_what_it_was_for(
    db: Database, profile: DeviceView
) -> None:
    job = scheduled(db)
    assert (job.status, job.phase, job.run_after) == ("PENDING", "scheduled", AT)
    assert schedules.fall_due(db, job.id, now=AT - 1).jobs == []
    change = schedules.fall_due(db, job.id, now=AT + 5)
    assert (change.job.id, change.job.type, change.job.status) == (
        job.id,
        "PUBLISH_POST",
        "PENDING",
    )
    (child,) = change.jobs[1:]
    assert child.run_after is None
    row = db.execute_sql("SELECT slot, publish_until FROM job WHERE id = ?", (child.id,)).fetchone()
    assert row == (str(AT), AT + 20 * MINUTE + publishing_jobs.PREPARE_MS)
    assert schedules.fall_due(db, job.id, now=AT + 6).jobs == []


def test_a_schedule_that_is_moved_stays_the_same_job(db: Database, profile: DeviceView) -> None:
    post_id = publishing.a_post(db)
    job = scheduled(db, post_id)
    moved = scheduled(db, post_id, AT + MINUTE)
    assert (moved.id, moved.run_after) == (job.id, AT + MINUTE)
    row = db.execute_sql("SELECT at, zone, wall FROM post").fetchone()
    assert row == (AT + MINUTE, ZONE, "2026-11-18T15:07")


@pytest.mark.parametrize(
    ("grace", "late", "kept"),
    [(20, 20 * MINUTE, True), (20, 20 * MINUTE + 1, False), (0, MINUTE, True), (0, 90_000, False)],
)
def test_late_is_judged_by_the_grace(
    db: Database, profile: DeviceView, grace: int, late: int, kept: bool
) -> None:
    job = scheduled(db, grace=grace)
    after = schedules.fall_due(db, job.id, now=AT + late).job
    assert after.type == ("PUBLISH_POST" if kept else "SCHEDULE_POST")
    assert (after.phase == "missed") == (not kept)


@pytest.mark.parametrize(("policy", "asks"), [("publish", True), ("ask", True), ("skip", False)])
def test_a_missed_schedule_asks_unless_late_is_never(
    db: Database, profile: DeviceView, policy: str, asks: bool
) -> None:
    job = scheduled(db, publishing.a_post(db, late_policy=policy))
    end = schedules.fall_due(db, job.id, now=AT + 90 * MINUTE).job
    assert (end.status, end.error_code, end.needs_user_action) == ("FAILED", "MISSED", asks)
    assert end.needs_user_reason == ("confirm" if asks else None)


def test_a_missed_schedule_goes_out_late_by_the_operators_order_only(
    db: Database, profile: DeviceView
) -> None:
    job = scheduled(db)
    schedules.fall_due(db, job.id, now=AT + 90 * MINUTE)
    late = AT + 100 * MINUTE
    change = jobs.retry(db, job.id, actor=OPERATOR, now=late)
    assert (change.job.type, change.job.status) == ("PUBLISH_POST", "PENDING")
    taken = jobs.claim(db, change.jobs[1].id, profile.id, now=late).job
    publishing.granted(db, profile, taken, now=late)


def test_a_target_that_no_device_took_in_time_is_missed(db: Database, profile: DeviceView) -> None:
    job = scheduled(db)
    child = schedules.fall_due(db, job.id, now=AT).jobs[1]
    limit = AT + 20 * MINUTE + publishing_jobs.PREPARE_MS
    assert schedules.overdue(db, now=limit) == []
    with refused("NOT_ELIGIBLE"):
        jobs.claim(db, child.id, profile.id, now=limit + 1)
    assert schedules.overdue(db, now=limit + 1) == [child.id]
    change = schedules.miss(db, child.id, now=limit + 1)
    assert (change.job.phase, change.job.needs_user_action) == ("missed", True)
    parent = change.jobs[1]
    assert (parent.status, parent.error_message) == ("FAILED", "1 of 1 targets were not published.")
    jobs.retry(db, child.id, actor=OPERATOR, now=limit + 2)
    jobs.claim(db, child.id, profile.id, now=limit + 3)


def test_what_cannot_be_sent_at_its_time_fails_and_asks(db: Database, profile: DeviceView) -> None:
    job = scheduled(db)
    db.execute_sql("DELETE FROM connector")
    end = schedules.fall_due(db, job.id, now=AT).job
    assert (end.status, end.error_code, end.needs_user_action) == ("FAILED", "NOT_SUPPORTED", True)


def test_sending_now_keeps_an_open_schedule_early(db: Database, profile: DeviceView) -> None:
    post_id = publishing.a_post(db)
    job = scheduled(db, post_id)
    parent, child = publishing.sent(db, post_id)
    assert (parent.id, parent.type, parent.run_after) == (job.id, "PUBLISH_POST", None)
    assert schedules.fall_due(db, job.id, now=AT).jobs == []
    until = db.execute_sql("SELECT publish_until FROM job WHERE id = ?", (child.id,)).fetchone()
    assert until == (None,)


def test_a_cancelled_schedule_waits_again_when_it_is_tried_again(
    db: Database, profile: DeviceView
) -> None:
    job = scheduled(db)
    assert jobs.request_cancel(db, job.id, actor=OPERATOR, now=NOW).job.status == "CANCELLED"
    assert schedules.fall_due(db, job.id, now=AT).jobs == []
    again = jobs.retry(db, job.id, actor=OPERATOR, now=NOW).job
    assert (again.status, again.phase, again.run_after) == ("PENDING", "scheduled", AT)


@pytest.mark.parametrize(
    ("at", "zone", "field"),
    [(NOW - 60 * MINUTE, ZONE, "at"), (AT, "Mars/Olympus", "zone"), (AT, "", "zone")],
)
def test_a_time_that_cannot_be_kept_is_refused(
    db: Database, profile: DeviceView, at: int, zone: str, field: str
) -> None:
    post_id = publishing.a_post(db)
    with pytest.raises(InvalidInput) as refusal:
        schedules.schedule(db, post_id, at, zone, actor=OPERATOR, now=NOW)
    assert refusal.value.field == field


def test_the_same_jobs_can_be_ordered_by_their_types(db: Database, profile: DeviceView) -> None:
    post_id = publishing.a_post(db)
    asked = {"postId": post_id, "at": "2027-01-01T10:00:00+02:00", "zone": ZONE}
    (job,) = jobs.create(db, NewJob(type="SCHEDULE_POST", input=asked), actor=OPERATOR, now=NOW)
    assert (job.type, job.input["at"]) == ("SCHEDULE_POST", "2027-01-01T08:00:00.000Z")
    other = publishing.a_post(db)
    new = NewJob(type="PUBLISH_POST", input={"postId": other}, dedupe_key="once", priority=7)
    parent, child = jobs.create(db, new, actor=OPERATOR, now=NOW)
    assert (parent.priority, child.priority) == (7, 7)
    assert [one.id for one in jobs.create(db, new, actor=OPERATOR, now=NOW)] == [parent.id]


def test_a_connector_that_is_off_lets_its_targets_wait(db: Database, profile: DeviceView) -> None:
    connectors.set_enabled(db, publishing.WALL, False, actor=OPERATOR, now=NOW)
    child = publishing.sent(db)[1]
    assert (child.needs, child.phase) == ((publishing.WALL,), "waiting")
    with refused("NOT_ELIGIBLE"):
        jobs.claim(db, child.id, profile.id, now=NOW)


def test_an_account_that_must_wait_parks_all_its_work_and_costs_no_attempt(
    db: Database, profile: DeviceView
) -> None:
    job, other = publishing.claimed(db, profile), publishing.sent(db)[1]
    change = jobs.fail(
        db,
        profile.id,
        job.id,
        1,
        "RATE_LIMITED",
        "slow down",
        retry_after_ms=5 * MINUTE,
        now=NOW,
        jitter=0,
    )
    assert {one.id for one in change.jobs} >= {job.id, other.id}
    until = NOW + 5 * MINUTE
    for id in (job.id, other.id):
        assert job_now(db, queries.get(db, id)).run_after == until
    assert job_now(db, job).attempts == 0
    fresh = publishing.sent(db)[1]
    with refused("NOT_ELIGIBLE"):
        jobs.claim(db, fresh.id, profile.id, now=NOW + 1)
    jobs.claim(db, fresh.id, profile.id, now=until + 1)


def test_what_the_operator_meant_twice_is_two_publications_even_at_one_minute(
    db: Database, profile: DeviceView
) -> None:
    mistaken, meant = publishing.a_post(db), publishing.a_post(db)
    db.execute_sql("UPDATE post SET duplicate_of = ? WHERE id = ?", (mistaken, meant))
    slots = []
    for post_id in (mistaken, meant):
        child = schedules.fall_due(db, scheduled(db, post_id).id, now=AT).jobs[1]
        slots += db.execute_sql("SELECT slot FROM job WHERE id = ?", (child.id,)).fetchone()
    assert slots == [str(AT), f"{AT}:{meant}"]
