"""Platform accounts and what is set for them."""

from typing import Any

import pytest

from models import workspaces
from models.accounts import accounts
from models.accounts.accounts import AccountChange
from models.accounts.views import AccountView
from models.errors import InvalidInput, NotFound
from models.rows import Database
from tests.support.posts import with_platforms
from tests.support.stores import NOW, OPERATOR, snapshot


@pytest.fixture
def account(db: Database) -> AccountView:
    return accounts.ensure(db, "x", "@AmmanDental", actor=OPERATOR, now=NOW)


def change(db: Database, account: AccountView, **to: Any) -> AccountView:
    return accounts.change(db, account.id, AccountChange(**to), actor=OPERATOR, now=NOW + 1)


def test_one_account_by_whatever_name(db: Database, account: AccountView) -> None:
    assert account.key == "x:ammandental"
    for handle in ("ammandental", " @AMMANDENTAL "):
        assert accounts.ensure(db, "x", handle, actor=OPERATOR, now=NOW) == account
    assert accounts.ensure(db, "threads", "ammandental", actor=OPERATOR, now=NOW) != account
    assert [a.platform for a in accounts.all(db)] == ["threads", "x"]


def test_an_empty_handle_is_refused(db: Database) -> None:
    for handle in ("", "@", "  "):
        with pytest.raises(InvalidInput, match="handle"):
            accounts.ensure(db, "x", handle, actor=OPERATOR, now=NOW)


def test_everything_can_be_set_and_unset(db: Database, account: AccountView) -> None:
    to: dict[str, Any] = {
        "display_name": "Amman Dental",
        "press": "operator",
        "slots": ["FR 18:00", "MO 09:30"],
        "zone": "Asia/Amman",
        "spacing_minutes": 30,
        "daily_limit": 4,
    }
    after = change(db, account, **to)
    assert after.slots == ["MO 09:30", "FR 18:00"]
    assert {name: getattr(after, name) for name in to if name != "slots"} == {
        name: value for name, value in to.items() if name != "slots"
    }
    assert change(db, account, spacing_minutes=0).daily_limit == 4
    bare = change(db, account, display_name=None, press=None, slots=[], zone=None, daily_limit=None)
    assert bare == account


def test_a_change_is_on_record_and_none_is_not(db: Database, account: AccountView) -> None:
    before = snapshot(db)
    assert change(db, account, press=None, slots=[]) == account
    assert snapshot(db) == before
    change(db, account, press="agent")
    action, detail = db.execute_sql(
        "SELECT action, detail FROM audit ORDER BY seq DESC LIMIT 1"
    ).fetchone()
    assert action == "account.changed"
    assert detail == '{"after":{"press":"agent"},"before":{"press":null}}'


@pytest.mark.parametrize(
    ("field", "to"),
    [
        ("displayName", {"display_name": "x" * 101}),
        ("press", {"press": "nobody"}),
        ("slots[0]", {"slots": ["always"]}),
        ("zone", {"zone": "Mars"}),
        ("spacingMinutes", {"spacing_minutes": -1}),
        ("dailyLimit", {"daily_limit": 0}),
        ("workspaceId", {"workspace_id": "none"}),
    ],
)
def test_a_wrong_value_is_named(
    db: Database, account: AccountView, field: str, to: dict[str, Any]
) -> None:
    before = snapshot(db)
    with pytest.raises(InvalidInput) as found:
        change(db, account, **to)
    assert found.value.field == field
    assert snapshot(db) == before


def test_an_account_moves_to_another_workspace(db: Database, account: AccountView) -> None:
    other = workspaces.create(db, "Cairo Coffee", actor=OPERATOR, now=NOW)
    assert change(db, account, workspace_id=other.id).workspace_id == other.id
    assert accounts.all(db, other.id)[0].id == account.id


def test_an_unknown_account_is_not_found(db: Database) -> None:
    with pytest.raises(NotFound):
        accounts.change(db, "x", AccountChange(), actor=OPERATOR, now=NOW)


def test_by_hand_only_where_a_connector_publishes_and_with_fields_that_can_be(db: Database) -> None:
    with_platforms(db, "x")
    made = accounts.add(db, " X ", "@Clinic", display_name=" Clinic ", actor=OPERATOR, now=NOW)
    assert (made.platform, made.key, made.display_name) == ("x", "x:clinic", "Clinic")
    again = accounts.add(db, "x", "clinic", display_name="Other", actor=OPERATOR, now=NOW)
    assert again == made
    for field, facts in (
        ("platform", {"platform": "nowhere"}),
        ("handle", {"handle": " @ "}),
        ("displayName", {"display_name": "x" * 101}),
        ("workspaceId", {"workspace_id": "nobody"}),
    ):
        asked: dict[str, Any] = {"platform": "x", "handle": "new"} | facts
        with pytest.raises(InvalidInput) as refused:
            accounts.add(db, asked.pop("platform"), asked.pop("handle"), **asked,
                         actor=OPERATOR, now=NOW)  # fmt: skip
        assert refused.value.field == field
    assert accounts.all(db) == [made]
