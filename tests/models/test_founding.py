"""A new database is founded once."""

import getpass

import pytest

from models import founding, identity, operators, workspaces
from models.rows import Database
from tests.support import stores


def test_a_new_database_has_a_hub_an_operator_and_a_workspace(db: Database) -> None:
    assert identity.read(db).hub_epoch == 1
    assert operators.first(db).name
    assert workspaces.default(db).name == "My workspace"


def test_a_founded_database_is_left_alone(db: Database) -> None:
    before = stores.snapshot(db)
    founding.found(db, now=stores.NOW)
    assert stores.snapshot(db) == before


def test_a_computer_that_knows_no_name_still_has_an_operator(
    db: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    def nobody() -> str:
        raise KeyError("no such user")

    monkeypatch.setattr(getpass, "getuser", nobody)
    db.execute_sql("DELETE FROM hub")
    db.execute_sql("DELETE FROM operator")
    db.execute_sql("DELETE FROM workspace")
    founding.found(db, now=stores.NOW)
    assert operators.first(db).name == "Operator"
