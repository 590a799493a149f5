"""New jobs: what is stored, what follows, what is refused with nothing stored."""

from typing import Any

import pytest

from models import connectors, devices, jobs, workspaces
from models.errors import InvalidInput
from models.jobs import NewJob
from models.queries import audit
from models.queries.audit import AuditFilter
from models.rows import Database
from models.views import DeviceView
from tests.support import publishing, stores
from tests.support.stores import NOW, OPERATOR


def _search(type: str = "SEARCH_SINGLE", **input: Any) -> dict[str, Any]:
    return {"type": type, "input": input}


def test_a_new_job_is_pending_with_a_title_and_an_author(db: Database) -> None:
    (job,) = jobs.create(
        db,
        NewJob(type="google_maps", input={"query": " dentists ", "location": "Amman"}),
        actor=OPERATOR,
        now=NOW,
    )
    assert (job.status, job.phase, job.progress) == ("PENDING", "waiting", 0)
    assert job.title == "dentists, Amman"
    assert job.input == {"query": "dentists", "location": "Amman"}
    assert job.workspace_id == workspaces.default(db).id
    assert (job.created_by_id, job.created_at, job.updated_at) == (OPERATOR, NOW, NOW)
    assert (job.epoch, job.attempts, job.max_attempts, job.run_count) == (0, 0, 3, 0)
    (entry,) = audit.page(db, AuditFilter(subject_id=job.id)).items
    assert (entry.action, entry.actor) == ("job.created", OPERATOR)


def test_everything_that_was_asked_is_kept(db: Database) -> None:
    other = workspaces.create(db, "Cairo Coffee", actor=OPERATOR, now=NOW)
    device = stores.a_device(db)
    job = stores.a_job(
        db,
        workspace_id=other.id,
        priority=7,
        run_after=NOW + 5,
        max_attempts=5,
        device_id=device.id,
    )
    assert job.workspace_id == other.id
    assert (job.priority, job.run_after, job.max_attempts) == (7, NOW + 5, 5)
    assert job.directed_agent_id == device.id
    assert job.assigned_agent_id is None


def test_a_bulk_job_comes_with_its_children(db: Database) -> None:
    parent, *children = jobs.create(
        db,
        NewJob(
            type="SEARCH_BULK",
            priority=3,
            max_attempts=2,
            input={"connector": "google_search", "queries": ["a", "b"], "locations": ["x", "y"]},
        ),
        actor=OPERATOR,
        now=NOW,
    )
    assert (parent.children_total, parent.children_done, parent.parent_id) == (4, 0, None)
    assert [child.title for child in children] == ["a, x", "a, y", "b, x", "b, y"]
    assert {child.parent_id for child in children} == {parent.id}
    assert {(child.priority, child.max_attempts) for child in children} == {(3, 2)}
    assert audit.count(db, AuditFilter(action_prefix="job.created")) == 1


def test_a_dedupe_key_gives_the_same_job_back(db: Database) -> None:
    first = stores.a_bulk(db, "a", "b", dedupe_key="order-1")
    before = stores.snapshot(db)
    again = stores.a_bulk(db, "c", dedupe_key="order-1")
    assert again == [first[0]]
    assert stores.snapshot(db) == before
    assert jobs.with_dedupe_key(db, None, "order-1", now=NOW) == first[0]
    assert jobs.with_dedupe_key(db, None, "order-2") is None


def test_a_dedupe_key_counts_within_its_workspace(db: Database) -> None:
    other = workspaces.create(db, "Cairo Coffee", actor=OPERATOR, now=NOW)
    mine = stores.a_job(db, dedupe_key="x")
    theirs = stores.a_job(db, dedupe_key="x", workspace_id=other.id)
    assert mine.id != theirs.id


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"type": "PUBLISH_VARIANT"}, "type"),
        ({"input": {}}, "input.query"),
        ({"workspace_id": "nowhere"}, "workspaceId"),
        ({"priority": 1_001}, "priority"),
        ({"priority": -1_001}, "priority"),
        ({"max_attempts": 0}, "maxAttempts"),
        ({"max_attempts": 21}, "maxAttempts"),
        ({"run_after": -1}, "runAfter"),
        ({"run_after": 2**63}, "runAfter"),
        ({"dedupe_key": ""}, "dedupeKey"),
        ({"dedupe_key": "x" * 201}, "dedupeKey"),
        ({"dedupe_key": "\ud800"}, "dedupeKey"),
        ({"device_id": "nobody"}, "deviceId"),
        (_search(connector="nope", query="x"), "input.connector"),
        (_search("SEARCH_BULK", connector="wall", queries=["x"]), "input.connector"),
    ],
)
def test_what_is_wrong_is_refused_and_nothing_is_stored(
    db: Database, facts: dict[str, Any], field: str
) -> None:
    connectors.install(db, stores.recipe("wall", kind="publish"), now=NOW)
    before = stores.snapshot(db)
    known: dict[str, Any] = {"type": "google_maps", "input": {"query": "x"}}
    with pytest.raises(InvalidInput) as refusal:
        jobs.create(db, NewJob(**known | facts), actor=OPERATOR, now=NOW)
    assert refusal.value.field == field
    assert stores.snapshot(db) == before


def test_a_revoked_device_gets_no_jobs(db: Database) -> None:
    device = stores.a_device(db)
    devices.revoke(db, device.id, actor=OPERATOR, now=NOW)
    with pytest.raises(InvalidInput, match="no active device"):
        stores.a_job(db, device_id=device.id)


@pytest.mark.parametrize(
    ("type", "more", "field"),
    [
        ("PUBLISH_POST", {"run_after": NOW + 1_000}, "runAfter"),
        ("SCHEDULE_POST", {"run_after": NOW + 1_000}, "runAfter"),
        ("SCHEDULE_POST", {"device_id": "this"}, "deviceId"),
        ("PUBLISH_POST", {"workspace_id": "other"}, "workspaceId"),
    ],
)
def test_what_a_publication_cannot_keep_is_refused(
    db: Database, device: DeviceView, type: str, more: dict[str, Any], field: str
) -> None:
    publishing.with_wall(db)
    other = workspaces.create(db, "Cairo Coffee House", actor=OPERATOR, now=NOW).id
    names = {"this": device.id, "other": other}
    input = {"postId": publishing.a_post(db)}
    if type == "SCHEDULE_POST":
        input |= {"at": "2031-01-01T10:00:00.000Z", "zone": "Asia/Amman"}
    new = NewJob(type=type, input=input, **{key: names.get(one, one) for key, one in more.items()})
    before = stores.snapshot(db)
    with pytest.raises(InvalidInput) as refusal:
        jobs.create(db, new, actor=OPERATOR, now=NOW)
    assert refusal.value.field == field
    assert stores.snapshot(db) == before


def test_a_publication_belongs_to_the_workspace_of_its_post(db: Database) -> None:
    publishing.with_wall(db)
    other = workspaces.create(db, "Cairo Coffee House", actor=OPERATOR, now=NOW).id
    post_id = publishing.a_post(db, workspace_id=other)
    new = NewJob(type="PUBLISH_POST", input={"postId": post_id}, dedupe_key="once")
    parent, _ = jobs.create(db, new, actor=OPERATOR, now=NOW)
    assert parent.workspace_id == other
    assert [one.id for one in jobs.create(db, new, actor=OPERATOR, now=NOW)] == [parent.id]
