"""Posts as calendar, queue, tray and lists show them."""

from typing import Any

import pytest

from models import jobs, workspaces
from models.devices import Binding, set_bindings
from models.errors import InvalidInput, NotFound
from models.ids import new_id
from models.posts import posts
from models.posts.changes import NewTarget
from models.queries import posts as queries
from models.queries.posts import PostFilter
from models.rows import Database
from models.views import DeviceView
from tests.support.posts import (
    DAY,
    HOUR,
    PRACTICE,
    X,
    a_draft,
    a_scheduled,
    wall,
    with_platforms,
)
from tests.support.publications import PERMALINK, a_publication
from tests.support.stores import NOW, OPERATOR, a_proof


@pytest.fixture(autouse=True)
def _platforms(db: Database) -> None:
    with_platforms(db)


def ids(found: list[Any]) -> list[str]:
    return [post.id for post in found]


def test_a_published_target_says_where_and_how_well_it_is_proved(
    db: Database, device: DeviceView
) -> None:
    made = a_publication(db, device)
    for kind in ("before", "after", "permalink"):
        a_proof(
            db,
            device,
            made.job,
            epoch=made.epoch,
            kind=kind,
            sha256=f"{kind:0>64}".encode().hex()[:64],
        )
    damaged = a_proof(db, device, made.job, epoch=made.epoch, kind="page")
    db.execute_sql("UPDATE proof SET integrity = 'changed' WHERE id = ?", (damaged,))
    post = queries.get(db, made.post, now=NOW)
    (target,) = post.targets
    assert (post.status, target.status) == ("published", "published")
    assert (target.permalink, target.published_at) == (PERMALINK, NOW + 9_412)
    assert target.proof_parts == ["account", "before", "after", "permalink"]
    assert (target.proof_completeness, post.proof_have, post.proof_of) == (4, 4, 6)
    (run,) = target.runs
    assert (run.id, run.state, run.permit_count) == (made.run, "published", 1)
    assert (run.device_name, run.account_seen) == (device.name, "ammandental")
    assert (target.device_id, target.device_name) == (device.id, device.name)
    assert ids(queries.listed(db, PostFilter(incomplete_proof=True), now=NOW)) == [made.post]
    assert queries.listed(db, PostFilter(), now=NOW)[0].targets[0].runs == []


@pytest.mark.parametrize(
    ("state", "job_status", "status"),
    [
        ("permitted", "RUNNING", "publishing"),
        ("unknown", "RUNNING", "unknown"),
        ("verifying", "RUNNING", "unknown"),
        ("not_found", "FAILED", "unknown"),
        ("not_published", "FAILED", "failed"),
        ("failed", "FAILED", "failed"),
    ],
)
def test_a_run_s_state_is_the_post_s(
    db: Database, device: DeviceView, state: str, job_status: str, status: str
) -> None:
    made = a_publication(db, device, state=state)
    db.execute_sql("UPDATE job SET status = ? WHERE id = ?", (job_status, made.job))
    assert queries.get(db, made.post, now=NOW).status == status
    doubtful = state in ("unknown", "verifying", "not_found")
    assert queries.counts(db).to_decide == int(doubtful)


def test_the_one_device_that_holds_the_account_is_named(db: Database, device: DeviceView) -> None:
    post = a_draft(db, targets=[PRACTICE, X])
    held = [Binding(platform="practice", handle="AMMANDENTAL")]
    set_bindings(db, device.id, held, actor=OPERATOR, now=NOW)
    first, second = queries.get(db, post.id, now=NOW).targets
    assert (first.device_id, first.device_name) == (device.id, device.name)
    assert (second.device_id, second.device_name) == (None, None)


def test_the_time_that_has_come_shows_before_the_clock_acts(db: Database) -> None:
    post = a_scheduled(db)
    assert post.at is not None
    assert queries.get(db, post.id, now=post.at - 1).status == "scheduled"
    due = queries.get(db, post.id, now=post.at)
    assert (due.status, due.targets[0].status) == ("publishing", "waiting")


def test_the_calendar_shows_a_stretch_by_time(db: Database, device: DeviceView) -> None:
    late = a_scheduled(db, "late", wall=wall(3 * HOUR))
    early = a_scheduled(db, "early", wall=wall(2 * HOUR))
    a_scheduled(db, "next week", wall=wall(7 * DAY))
    a_draft(db, "draft")
    sent = posts.publish_now(db, a_draft(db, "sent").id, actor=OPERATOR, now=NOW).post
    found = queries.calendar(db, NOW - HOUR, NOW + DAY, now=NOW)
    assert ids(found) == [sent.id, early.id, late.id]
    assert late.at is not None
    assert ids(queries.calendar(db, NOW + HOUR, late.at, now=NOW)) == [early.id]


def test_calendar_queue_and_tray_by_workspace_and_account(db: Database) -> None:
    other = workspaces.create(db, "Cairo Coffee", actor=OPERATOR, now=NOW)
    mine = a_scheduled(db, "mine")
    a_draft(db, "tray")
    theirs = a_scheduled(db, "theirs", workspace_id=other.id, targets=[X])
    theirs_tray = a_draft(db, "their tray", workspace_id=other.id)
    account = mine.targets[0].account_id
    until = NOW + DAY
    assert ids(queries.calendar(db, NOW, until, other.id, now=NOW)) == [theirs.id]
    assert ids(queries.calendar(db, NOW, until, account_id=account, now=NOW)) == [mine.id]
    assert ids(queries.queue(db, other.id, now=NOW)) == [theirs.id]
    assert ids(queries.queue(db, account_id=account, now=NOW)) == [mine.id]
    assert ids(queries.unscheduled(db, other.id, now=NOW)) == [theirs_tray.id]
    assert queries.counts(db, other.id) == queries.PostCounts(queue=1, to_decide=0, posts=2)
    assert queries.counts(db) == queries.PostCounts(queue=2, to_decide=0, posts=4)


def test_the_queue_ends_with_the_run_through_the_targets(db: Database) -> None:
    post = posts.publish_now(db, a_draft(db).id, actor=OPERATOR, now=NOW).post
    assert ids(queries.queue(db, now=NOW)) == [post.id]
    assert post.job_id is not None
    jobs.request_cancel(db, post.job_id, actor=OPERATOR, now=NOW)
    assert queries.queue(db, now=NOW) == []


@pytest.mark.parametrize(
    ("filter", "found"),
    [
        (PostFilter(), {"a", "b", "c"}),
        (PostFilter(statuses=("draft",)), {"a"}),
        (PostFilter(statuses=("scheduled", "publishing")), {"b", "c"}),
        (PostFilter(target_statuses=("waiting",)), {"c"}),
        (PostFilter(platform="x"), {"b", "c"}),
        (PostFilter(text="LINA"), {"a"}),
        (PostFilter(text="عيادة"), {"b"}),
        (PostFilter(since=NOW + DAY), {"b"}),
        (PostFilter(until=NOW + DAY), {"c"}),
        (PostFilter(platform="x", statuses=("publishing",)), {"c"}),
    ],
)
def test_a_filter_is_kept_by_lists_and_pages(
    db: Database, filter: PostFilter, found: set[str]
) -> None:
    named = {
        a_draft(db, "Meet Dr. Lina").id: "a",
        a_scheduled(db, "العيادة مفتوحة", targets=[X, PRACTICE], wall=wall(2 * DAY)).id: "b",
        posts.publish_now(
            db, a_draft(db, "Open", targets=[X]).id, actor=OPERATOR, now=NOW
        ).post.id: "c",
    }
    assert {named[p.id] for p in queries.listed(db, filter, now=NOW)} == found
    page = queries.page(db, filter, now=NOW)
    assert {named[p.id] for p in page.items} == found
    assert page.next_cursor is None


def test_pages_go_on_where_they_ended(db: Database) -> None:
    every = [a_draft(db, f"post {index}").id for index in range(5)]
    first = queries.page(db, PostFilter(), limit=3, now=NOW)
    second = queries.page(db, PostFilter(), limit=3, cursor=first.next_cursor, now=NOW)
    assert ids([*first.items, *second.items]) == every[::-1]
    assert second.next_cursor is None
    with pytest.raises(InvalidInput, match="cursor"):
        queries.page(db, PostFilter(), cursor="x")


def test_some_posts_and_none(db: Database) -> None:
    post = a_draft(db)
    assert queries.some(db, [post.id, new_id()], now=NOW) == [post]
    assert queries.some(db, [], now=NOW) == []
    with pytest.raises(NotFound):
        queries.get(db, new_id())


def test_many_posts_take_few_questions(db: Database) -> None:
    targets = [PRACTICE, X, NewTarget(platform="bluesky", handle="a")]
    for index in range(40):
        a_draft(db, f"post {index}", targets=targets)
    asked: list[str] = []
    db.connection().set_trace_callback(asked.append)
    try:
        assert len(queries.listed(db, PostFilter(), now=NOW)) == 40
    finally:
        db.connection().set_trace_callback(None)
    assert len([sql for sql in asked if sql.lstrip().startswith("SELECT")]) <= 6
