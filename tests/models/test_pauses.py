"""The kill switch and its smaller sisters."""

import pytest

from models import pauses
from models.accounts import accounts
from models.errors import InvalidInput
from models.pauses import PauseView
from models.queries import audit
from models.queries.audit import AuditFilter
from models.rows import Database
from tests.support import stores
from tests.support.stores import NOW, OPERATOR


@pytest.mark.parametrize(
    ("scope", "target"),
    [("all", None), ("device", "d1"), ("platform", "google"), ("account", "x:acme")],
)
def test_work_is_paused_and_resumed_once(db: Database, scope: str, target: str | None) -> None:
    stores.with_connectors(db)
    accounts.ensure(db, "x", "acme", actor=OPERATOR, now=NOW)
    target = stores.a_device(db).id if target == "d1" else target
    audited = len(audit.page(db, AuditFilter()).items)
    assert pauses.pause(db, scope, target, actor=OPERATOR, now=NOW)
    assert not pauses.pause(db, scope, target, actor=OPERATOR, now=NOW + 1)
    assert pauses.all(db) == [PauseView(scope=scope, target=target, since=NOW, actor=OPERATOR)]
    assert pauses.resume(db, scope, target, actor=OPERATOR, now=NOW)
    assert not pauses.resume(db, scope, target, actor=OPERATOR, now=NOW)
    assert pauses.all(db) == []
    assert len(audit.page(db, AuditFilter()).items) == audited + 2
    entries = audit.page(db, AuditFilter(action_prefix="work.")).items
    assert [entry.action for entry in entries] == ["work.resumed", "work.paused"]


def test_a_device_is_held_by_its_own_pause_or_by_that_of_everything(db: Database) -> None:
    one = stores.a_device(db).id
    pauses.pause(db, "device", one, actor=OPERATOR, now=NOW)
    assert (pauses.holds_device(db, one), pauses.holds_device(db, "d2")) == (True, False)
    pauses.pause(db, "all", None, actor=OPERATOR, now=NOW)
    assert pauses.holds_device(db, "d2")


@pytest.mark.parametrize(
    ("scope", "target", "field"),
    [
        ("world", None, "scope"),
        ("device", None, "id"),
        ("device", "", "id"),
        ("all", "x", "id"),
        ("platform", "a\0", "id"),
        ("account", "acme", "id"),
        ("account", "x:@", "id"),
    ],
)
def test_what_names_nothing_is_refused(
    db: Database, scope: str, target: str | None, field: str
) -> None:
    before = stores.snapshot(db)
    for call in (pauses.pause, pauses.resume):
        with pytest.raises(InvalidInput) as refusal:
            call(db, scope, target, actor=OPERATOR, now=NOW)
        assert refusal.value.field == field
    assert stores.snapshot(db) == before


@pytest.mark.parametrize(
    ("scope", "target"), [("device", "nobody"), ("platform", "twitter"), ("account", "twitter:a")]
)
def test_a_pause_of_what_is_not_there_would_hold_nothing(
    db: Database, scope: str, target: str
) -> None:
    before = stores.snapshot(db)
    with pytest.raises(InvalidInput) as refusal:
        pauses.pause(db, scope, target, actor=OPERATOR, now=NOW)
    assert refusal.value.field == "id"
    assert stores.snapshot(db) == before
