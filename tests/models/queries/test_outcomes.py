"""Outcomes in doubt as the window lists them, and one with all that is known about it."""

from typing import Any

import pytest

from models import jobs, workspaces
from models.errors import NotFound
from models.publishing import conclusions, decisions, outcomes
from models.queries import outcomes as queries
from models.rows import Database
from models.views import DeviceView, JobView
from tests.support import publishing
from tests.support.publishing import MINUTE, PERMALINK, attempt
from tests.support.stores import NOW, OPERATOR

DAY = 1440 * MINUTE


@pytest.fixture
def profile(db: Database) -> DeviceView:
    """A device that publishes on the practice wall."""
    publishing.with_wall(db)
    return publishing.a_profile(db)


@pytest.fixture
def job(db: Database, profile: DeviceView) -> JobView:
    """A target whose device was given a permit and said no more."""
    made = publishing.claimed(db, profile)
    publishing.granted(db, profile, made)
    outcomes.doubt(db, attempt(db, made), "socket", now=NOW + MINUTE)
    conclusions.abandon(db, attempt(db, made), now=NOW + MINUTE)
    jobs.lease_lost(db, made.id, made.epoch, now=NOW + MINUTE, jitter=0.0)
    return made


def look(db: Database, device: DeviceView, now: int, **said: Any) -> None:
    """The planned look is taken and answered."""
    waiting = next(one for one in publishing.looks(db, now=now) if one.status == "PENDING")
    claim = jobs.claim(db, waiting.id, device.id, now=now)
    answer = {"found": False, "checked": 12, "newest": {"text": "Older"}} | said
    jobs.complete(db, device.id, waiting.id, claim.job.epoch, answer, now=now)


def groups(db: Database, now: int) -> list[str]:
    return [one.group for one in queries.listed(db, now=now)]


def test_what_was_never_in_doubt_is_not_listed(db: Database, profile: DeviceView) -> None:
    made = publishing.claimed(db, profile)
    publishing.granted(db, profile, made)
    assert queries.listed(db, now=NOW) == []


def test_while_a_look_is_planned_it_is_looked_for(db: Database, job: JobView) -> None:
    (found,) = queries.listed(db, now=NOW + MINUTE)
    assert (found.group, found.run.state) == ("looking", "unknown")
    assert found.run.unknown_reason == outcomes.REASONS["socket"]
    assert found.target.job_id == job.id
    assert found.post_title.startswith("Meet Dr. Lina")
    assert found.looks == []
    assert queries.counts(db) == queries.OutcomeCounts(to_decide=0, looking=1)


def test_two_looks_that_found_nothing_ask_the_operator(
    db: Database, profile: DeviceView, job: JobView
) -> None:
    look(db, profile, NOW + 2 * MINUTE, journal="pressed")
    (once,) = queries.listed(db, now=NOW + 3 * MINUTE)
    assert (once.group, [one.outcome for one in once.looks]) == ("looking", ["not_found"])
    look(db, profile, NOW + 13 * MINUTE)
    (twice,) = queries.listed(db, now=NOW + 14 * MINUTE)
    assert (twice.group, twice.run.state) == ("to_decide", "not_found")
    assert [(one.read_count, one.newest) for one in twice.looks] == [(12, "Older")] * 2
    assert queries.counts(db) == queries.OutcomeCounts(to_decide=1, looking=0)


def test_when_nobody_looks_any_more_the_operator_decides(db: Database, job: JobView) -> None:
    (waiting,) = publishing.looks(db)
    jobs.request_cancel(db, waiting.id, actor=OPERATOR, now=NOW + 2 * MINUTE)
    assert groups(db, NOW + 3 * MINUTE) == ["to_decide"]


def test_what_was_decided_stays_for_a_month(db: Database, job: JobView) -> None:
    run = attempt(db, job).run_id
    decisions.resolve(
        db, run, "published", PERMALINK, "seen by me", actor=OPERATOR, now=NOW + 2 * MINUTE
    )
    (found,) = queries.listed(db, now=NOW + DAY)
    assert (found.group, found.run.resolved_by) == ("decided", OPERATOR)
    assert found.run.permalink == PERMALINK
    assert groups(db, NOW + 32 * DAY) == []


def test_of_one_workspace_only(db: Database, job: JobView) -> None:
    other = workspaces.create(db, "Cairo Coffee House", actor=OPERATOR, now=NOW)
    assert queries.listed(db, other.id, now=NOW) == []
    assert queries.counts(db, other.id) == queries.OutcomeCounts(to_decide=0, looking=0)
    assert len(queries.listed(db, workspaces.default(db).id, now=NOW)) == 1


def test_one_in_full(db: Database, profile: DeviceView, job: JobView) -> None:
    look(db, profile, NOW + 2 * MINUTE, detail={"alsoChecked": "drafts: empty"})
    run = attempt(db, job).run_id
    found = queries.get(db, run, now=NOW + 3 * MINUTE)
    assert found.run.id == run
    assert [one.id for one in found.target.runs] == [run]
    assert found.looks[0].detail == {"alsoChecked": "drafts: empty"}
    assert found.looks[0].device_name == profile.name
    assert found.proofs == []


def test_what_the_site_refused_after_a_permit_is_to_be_decided(
    db: Database, profile: DeviceView
) -> None:
    made = publishing.claimed(db, profile)
    publishing.granted(db, profile, made)
    said = ("REJECTED_BY_SITE", "no")
    jobs.fail(db, profile.id, made.id, made.epoch, *said, now=NOW, jitter=0.0)
    run = attempt(db, made).run_id
    found = queries.get(db, run, now=NOW)
    assert (found.group, found.run.state, found.run.error_code) == ("to_decide", "failed", said[0])
    assert queries.listed(db, now=NOW) == []
    assert queries.counts(db) == queries.OutcomeCounts(to_decide=0, looking=0)
    decisions.resolve(db, run, "not_published", None, None, actor=OPERATOR, now=NOW)
    assert queries.get(db, run, now=NOW).group == "decided"


def test_what_failed_before_a_permit_is_decided(db: Database, profile: DeviceView) -> None:
    made = publishing.claimed(db, profile)
    jobs.fail(db, profile.id, made.id, made.epoch, "NOT_SUPPORTED", "no", now=NOW, jitter=0.0)
    assert queries.get(db, attempt(db, made).run_id, now=NOW).group == "decided"


def test_there_is_no_such_run(db: Database) -> None:
    with pytest.raises(NotFound):
        queries.get(db, "none")
