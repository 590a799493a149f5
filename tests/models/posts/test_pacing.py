"""Spacing and daily limits."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.accounts import accounts
from models.accounts.accounts import AccountChange
from models.errors import NotFound
from models.posts import pacing, posts
from models.posts.pacing import _Rule
from models.posts.times import resolve, wall_of
from models.rows import Database
from models.views import DeviceView
from tests.support.posts import DAY, HOUR, PRACTICE, ZONE, X, a_draft, with_platforms
from tests.support.publications import a_publication, free
from tests.support.stores import NOW, OPERATOR

MINUTE = 60_000
KEY = "practice:ammandental"


@pytest.fixture(autouse=True)
def _account(db: Database) -> None:
    with_platforms(db)
    accounts.ensure(db, PRACTICE.platform, PRACTICE.handle, actor=OPERATOR, now=NOW)


def rule(db: Database, **to: Any) -> None:
    id = accounts.ensure(db, PRACTICE.platform, PRACTICE.handle, actor=OPERATOR, now=NOW).id
    accounts.change(db, id, AccountChange(**to), actor=OPERATOR, now=NOW)


def went_out(db: Database, device: DeviceView, at: int, **facts: Any) -> None:
    """A publication that was pressed then."""
    known = {"permitted_at": at, "submitted_at": at, "permit_count": 1}
    free(db, a_publication(db, device, now=NOW - 9 * DAY, **known | facts))


def test_without_a_rule_any_time_is_good(db: Database, device: DeviceView) -> None:
    went_out(db, device, NOW - 1)
    assert pacing.earliest(db, KEY, NOW) == NOW


def test_publications_lie_apart(db: Database, device: DeviceView) -> None:
    rule(db, spacing_minutes=30)
    assert pacing.earliest(db, KEY, NOW) == NOW
    went_out(db, device, NOW - 10 * MINUTE)
    assert pacing.earliest(db, KEY, NOW) == NOW + 20 * MINUTE
    assert pacing.earliest(db, KEY, NOW + 20 * MINUTE) == NOW + 20 * MINUTE


def test_a_long_distance_looks_back_far_enough(db: Database, device: DeviceView) -> None:
    rule(db, spacing_minutes=3 * 24 * 60)
    went_out(db, device, NOW - 2 * DAY)
    assert pacing.earliest(db, KEY, NOW) == NOW + DAY


@pytest.mark.parametrize(
    ("facts", "counts"),
    [
        ({"state": "unknown"}, True),
        ({"state": "not_found"}, True),
        ({"state": "permitted", "submitted_at": None}, True),
        ({"state": "failed"}, False),
        ({"state": "not_published"}, False),
        ({"state": "preparing", "returned_at": NOW}, False),
    ],
)
def test_what_may_be_out_counts(
    db: Database, device: DeviceView, facts: dict[str, Any], counts: bool
) -> None:
    rule(db, spacing_minutes=30)
    went_out(db, device, NOW, **facts)
    assert (pacing.earliest(db, KEY, NOW) > NOW) == counts


def test_a_full_day_puts_off_to_midnight_of_the_account(db: Database, device: DeviceView) -> None:
    rule(db, daily_limit=2, zone=ZONE)
    went_out(db, device, NOW - HOUR)
    assert pacing.earliest(db, KEY, NOW) == NOW
    went_out(db, device, NOW - 2 * HOUR, publication_key="another")
    assert pacing.earliest(db, KEY, NOW) == resolve("2026-11-19T00:00", ZONE).at


def test_yesterday_does_not_count(db: Database, device: DeviceView) -> None:
    rule(db, daily_limit=1, zone=ZONE)
    went_out(db, device, resolve("2026-11-17T23:59", ZONE).at)
    assert pacing.earliest(db, KEY, NOW) == NOW


def test_what_waits_counts_when_targets_are_sent_not_at_the_permit(db: Database) -> None:
    rule(db, spacing_minutes=30)
    posts.publish_now(db, a_draft(db, "one").id, actor=OPERATOR, now=NOW)
    assert pacing.earliest(db, KEY, NOW) == NOW
    assert pacing.planned(db, KEY, NOW) == NOW + 30 * MINUTE
    second = posts.publish_now(
        db, a_draft(db, "two", targets=[PRACTICE, X]).id, actor=OPERATOR, now=NOW
    )
    assert [job.run_after for job in second.created] == [None, NOW + 30 * MINUTE, None]
    third = posts.publish_now(db, a_draft(db, "three").id, actor=OPERATOR, now=NOW)
    assert third.created[1].run_after == NOW + 60 * MINUTE


def test_an_unknown_account_is_not_found(db: Database) -> None:
    with pytest.raises(NotFound):
        pacing.earliest(db, "x:nobody", NOW)


TIMES = st.lists(st.integers(-2 * DAY // MINUTE, 2 * DAY // MINUTE), max_size=12)


@given(
    TIMES,
    st.integers(0, 600),
    st.none() | st.integers(1, 4),
    st.sampled_from([ZONE, "America/New_York", "Australia/Lord_Howe", None]),
)
def test_the_first_time_that_keeps_the_rule_is_found(
    minutes: list[int], spacing: int, daily: int | None, zone: str | None
) -> None:
    times = [NOW + m * MINUTE for m in minutes]
    found = _Rule(spacing, daily, zone).first_free(times, NOW)

    def good(at: int) -> bool:
        apart = all(abs(at - time) >= spacing * MINUTE for time in times)
        day = wall_of(at, zone or "UTC")[:10]
        on_that_day = sum(wall_of(time, zone or "UTC")[:10] == day for time in times)
        return apart and (daily is None or on_that_day < daily)

    assert found >= NOW
    assert good(found)
    sooner = range(NOW, found, max(MINUTE, (found - NOW) // 200))
    assert not any(good(at) for at in sooner)
