"""The figures of the day."""

import pytest

from models import jobs, workspaces
from models.queries import overview
from models.queries.overview import HOUR_MS, HOURS
from models.rows import Database
from models.views import DeviceView
from tests.support import publishing, stores
from tests.support.stores import NOW, OPERATOR, a_finding, findings

HOUR = NOW // HOUR_MS * HOUR_MS
SINCE = HOUR - 20 * HOUR_MS


@pytest.fixture
def day(db: Database, device: DeviceView) -> Database:
    """Work three hours ago, in this hour, and yesterday."""
    for ago, good in ((30, True), (3, True), (0, False)):
        at = HOUR - ago * HOUR_MS
        job = stores.a_job(db, f"{ago} hours ago")
        jobs.claim(db, job.id, device.id, now=at)
        findings(db, device, job.id, a_finding(1), a_finding(1), a_finding(2), now=at)
        stores.a_proof(db, device, job.id, now=at)
        if good:
            jobs.complete(db, device.id, job.id, 1, None, now=at + 1)
        else:
            jobs.fail(db, device.id, job.id, 1, "NOT_SUPPORTED", "x", now=at + 1, jitter=0)
    return db


def hours(**counts: int) -> list[int]:
    """Counts by how many hours ago, as `ago_3=2`."""
    by_ago = {int(name.removeprefix("ago_")): count for name, count in counts.items()}
    return [by_ago.get(HOURS - 1 - index, 0) for index in range(HOURS)]


def test_the_figures_of_today(day: Database) -> None:
    today = overview.today(day, SINCE, now=NOW)
    assert (today.evidence_new, today.evidence_known) == (4, 2)
    assert today.evidence_hourly == hours(ago_3=2, ago_0=2)
    assert (today.proofs, today.proofs_bytes, today.proofs_damaged) == (2, 20, 0)
    assert today.proofs_hourly == hours(ago_3=1, ago_0=1)
    assert (today.jobs_completed, today.jobs_failed) == (1, 1)
    assert today.jobs_hourly == hours(ago_3=1)


def test_publications_count_as_posts_and_not_as_searches(day: Database) -> None:
    publishing.with_wall(day)
    profile = publishing.a_profile(day)
    out = publishing.claimed(day, profile)
    publishing.granted(day, profile, out)
    jobs.complete(day, profile.id, out.id, out.epoch, {"permalink": publishing.PERMALINK}, now=NOW)
    lost = publishing.claimed(day, profile)
    publishing.granted(day, profile, lost)
    jobs.lease_lost(day, lost.id, lost.epoch, now=NOW, jitter=0)
    today = overview.today(day, SINCE, now=NOW)
    assert overview.desk(day, now=NOW).running == []
    assert (today.posts_out, today.posts_sent) == (1, 2)
    assert (today.posts_unknown, today.posts_failed) == (1, 0)
    assert today.posts_hourly == hours(ago_0=1)
    assert (today.jobs_completed, today.jobs_failed) == (1, 1)


def test_another_workspace_has_its_own_figures(day: Database) -> None:
    other = workspaces.create(day, "Cairo Coffee", actor=OPERATOR, now=NOW)
    empty = overview.today(day, SINCE, workspace_id=other.id, now=NOW)
    assert (empty.evidence_new, empty.proofs, empty.posts_sent) == (0, 0, 0)
    assert empty.evidence_hourly == [0] * HOURS
    mine = overview.today(day, SINCE, workspace_id=workspaces.default(day).id, now=NOW)
    assert mine == overview.today(day, SINCE, now=NOW)


def test_what_stands_on_the_desk(day: Database, device: DeviceView) -> None:
    stuck = stores.a_claim(day, device, "stuck").job
    jobs.raise_needs_user(day, device.id, stuck.id, 1, "captcha", "x", now=NOW)
    parent, child, _ = stores.a_bulk(day, "a", "b")
    jobs.claim(day, child.id, stores.a_device(day, "Laptop").id, now=NOW)
    desk = overview.desk(day, now=NOW)
    assert [job.id for job in desk.needs_you] == [stuck.id]
    assert {job.id for job in desk.running} == {stuck.id, parent.id}
    assert (desk.running_count, desk.waiting_count) == (2, 1)
    assert len(desk.latest_proofs) == 3
    assert desk.latest_proofs[0].received_at == HOUR
    assert desk.evidence_rows == 6
    assert desk.ledger_entries == day.execute_sql("SELECT count(*) FROM audit").fetchone()[0]


def test_an_empty_desk(db: Database) -> None:
    desk = overview.desk(db, workspace_id=workspaces.default(db).id, now=NOW)
    assert (desk.needs_you, desk.running, desk.latest_proofs) == ([], [], [])
    assert (desk.running_count, desk.waiting_count, desk.evidence_rows) == (0, 0, 0)
