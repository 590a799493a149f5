"""Queue slots of an account."""

import pytest

from models.accounts import accounts
from models.accounts.accounts import AccountChange
from models.accounts.views import AccountView
from models.errors import InvalidInput
from models.posts import posts, slots
from models.posts.times import resolve
from models.rows import Database
from tests.support.posts import PRACTICE, ZONE, a_scheduled, with_platforms
from tests.support.stores import NOW, OPERATOR

# NOW is Wednesday 2026-11-18, 14:06 in Amman.
WEEK = ["MO 09:30", "WE 14:06", "WE 18:00", "FR 18:00"]


@pytest.fixture
def account(db: Database) -> AccountView:
    with_platforms(db)
    made = accounts.ensure(db, PRACTICE.platform, PRACTICE.handle, actor=OPERATOR, now=NOW)
    return accounts.change(db, made.id, AccountChange(slots=WEEK), actor=OPERATOR, now=NOW)


def test_slots_are_kept_once_and_by_the_week() -> None:
    assert slots.checked_slots(["FR 18:00", "MO 09:30", "FR 18:00", "MO 08:00"]) == [
        "MO 08:00",
        "MO 09:30",
        "FR 18:00",
    ]


@pytest.mark.parametrize("slot", ["", "MO", "mo 09:30", "MO 9:30", "MO 24:00", "XX 09:30"])
def test_what_is_no_slot_is_named(slot: str) -> None:
    with pytest.raises(InvalidInput) as found:
        slots.checked_slots(["MO 09:30", slot])
    assert found.value.field == "slots[1]"


def test_the_next_slots_by_the_account_s_clock(account: AccountView) -> None:
    found = slots.upcoming(account, ZONE, NOW, 5)
    assert [moment.wall for moment in found] == [
        "2026-11-18T18:00",
        "2026-11-20T18:00",
        "2026-11-23T09:30",
        "2026-11-25T14:06",
        "2026-11-25T18:00",
    ]


def test_the_account_s_own_zone_counts(db: Database, account: AccountView) -> None:
    moved = accounts.change(
        db, account.id, AccountChange(zone="America/New_York"), actor=OPERATOR, now=NOW
    )
    (found,) = slots.upcoming(moved, ZONE, NOW, 1)
    assert found == resolve("2026-11-18T14:06", "America/New_York")


def test_a_slot_that_is_planned_is_not_free(db: Database, account: AccountView) -> None:
    first = slots.next_free(db, account, ZONE, NOW)
    assert first is not None
    assert first.wall == "2026-11-18T18:00"
    post = a_scheduled(db, wall=first.wall)
    second = slots.next_free(db, account, ZONE, NOW)
    assert second is not None
    assert second.wall == "2026-11-20T18:00"
    posts.unschedule(db, post.id, actor=OPERATOR, now=NOW)
    assert slots.next_free(db, account, ZONE, NOW) == first


def test_an_account_without_slots_has_no_next_one(db: Database) -> None:
    made = accounts.ensure(db, "x", "other", actor=OPERATOR, now=NOW)
    assert slots.next_free(db, made, ZONE, NOW) is None
