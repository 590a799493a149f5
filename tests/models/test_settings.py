"""Settings: one table, typed, checked, audited."""

from typing import Any

import pytest

from models import settings
from models.errors import InvalidInput
from models.queries import audit
from models.queries.audit import AuditFilter
from models.rows import Database
from tests.support import stores
from tests.support.stores import NOW, OPERATOR


def test_every_default_is_one_of_its_own_values(db: Database) -> None:
    for key, declared in settings.DECLARED.items():
        assert type(declared.default) is declared.type
        assert not declared.choices or declared.default in declared.choices
        assert declared.help.endswith("."), key
        assert settings.get(db, key) == declared.default
    assert settings.all(db) == {key: one.default for key, one in settings.DECLARED.items()}


def test_the_ports_are_those_of_the_contract(db: Database) -> None:
    assert settings.number(db, "hub_port") == 47150
    assert settings.number(db, "api_port") == 47151
    assert settings.switch(db, "lan_enabled") is False
    assert settings.switch(db, "allow_script_agents") is False
    assert settings.text(db, "language") == "system"


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("language", "ar"),
        ("digits", "arabic"),
        ("theme", "dark"),
        ("reduce_motion", True),
        ("hub_port", 0),
        ("api_port", 65_535),
        ("lan_address", "192.168.1.20"),
        ("platform.language", "ar"),
        ("window.geometry", "AdnQywAD…"),
    ],
)
def test_a_setting_is_kept(db: Database, key: str, value: Any) -> None:
    assert settings.set(db, key, value, actor=OPERATOR, now=NOW)
    assert settings.get(db, key) == settings.all(db)[key] == value
    assert not settings.set(db, key, value, actor=OPERATOR, now=NOW)


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("language", "fr"),
        ("language", 1),
        ("theme", ""),
        ("reduce_motion", 1),
        ("reduce_motion", "yes"),
        ("hub_port", -1),
        ("hub_port", 65_536),
        ("hub_port", True),
        ("hub_port", "47150"),
        ("hub_port", 1.0),
        ("lan_address", "\ud800"),
        ("lan_address", "a\0"),
        ("platform.url", "x" * 65_537),
        ("nothing", 1),
        ("lan_address", None),
    ],
)
def test_a_wrong_value_is_refused_by_its_key(db: Database, key: str, value: Any) -> None:
    before = stores.snapshot(db)
    with pytest.raises(InvalidInput) as refusal:
        settings.set(db, key, value, actor=OPERATOR, now=NOW)
    assert refusal.value.field == key
    assert stores.snapshot(db) == before


def test_an_unknown_key_cannot_be_asked_for(db: Database) -> None:
    with pytest.raises(InvalidInput):
        settings.get(db, "nothing")


def test_changes_are_audited_but_not_where_the_window_stood(db: Database) -> None:
    settings.set(db, "lan_enabled", True, actor=OPERATOR, now=NOW)
    settings.set(db, "window.geometry", "x", actor=OPERATOR, now=NOW)
    (entry,) = audit.page(db, AuditFilter(action_prefix="setting.")).items
    assert (entry.subject_id, entry.detail) == ("lan_enabled", {"before": False, "after": True})


def test_a_stored_value_that_is_not_allowed_any_more_falls_back(db: Database) -> None:
    settings.set(db, "theme", "dark", actor=OPERATOR, now=NOW)
    db.execute_sql("UPDATE setting SET value = '\"sepia\"'")
    assert settings.get(db, "theme") == settings.all(db)["theme"] == "auto"
    db.execute_sql("INSERT INTO setting (key, value, updated_at) VALUES ('gone', '1', 0)")
    assert "gone" not in settings.all(db)
