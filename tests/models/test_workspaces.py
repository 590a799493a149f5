"""Workspaces: told apart by name and colour."""

import pytest

from models import workspaces
from models.errors import InvalidInput, NotFound
from models.queries import audit
from models.queries.audit import AuditFilter
from models.rows import Database
from tests.support.stores import NOW, OPERATOR


def test_workspaces_are_listed_oldest_first_and_get_colours_in_turn(db: Database) -> None:
    for number in range(7):
        workspaces.create(db, f"Client {number}", actor=OPERATOR, now=NOW)
    listed = workspaces.all(db)
    assert [workspace.name for workspace in listed][:2] == ["My workspace", "Client 0"]
    assert [workspace.colour for workspace in listed[:6]] == list(workspaces.COLOURS)
    assert listed[6].colour == workspaces.COLOURS[0]
    assert workspaces.default(db) == listed[0]


def test_a_workspace_can_be_renamed_and_that_is_audited(db: Database) -> None:
    made = workspaces.create(db, "Amman Dental", actor=OPERATOR, now=NOW)
    renamed = workspaces.rename(db, made.id, "Amman Dental Group", actor=OPERATOR, now=NOW)
    assert workspaces.get(db, made.id) == renamed
    entries = audit.page(db, AuditFilter(subject_id=made.id)).items
    assert [entry.action for entry in entries] == ["workspace.renamed", "workspace.created"]
    assert workspaces.rename(db, made.id, renamed.name, actor=OPERATOR, now=NOW) == renamed
    assert audit.count(db, AuditFilter(subject_id=made.id)) == 2


def test_a_taken_name_is_refused(db: Database) -> None:
    made = workspaces.create(db, "Amman Dental", actor=OPERATOR, now=NOW)
    with pytest.raises(InvalidInput, match="taken"):
        workspaces.create(db, " Amman Dental ", actor=OPERATOR, now=NOW)
    with pytest.raises(InvalidInput, match="taken"):
        workspaces.rename(db, made.id, "My workspace", actor=OPERATOR, now=NOW)


def test_an_unknown_workspace_is_named(db: Database) -> None:
    with pytest.raises(NotFound, match="workspace nowhere"):
        workspaces.get(db, "nowhere")
    with pytest.raises(NotFound):
        workspaces.rename(db, "nowhere", "x", actor=OPERATOR, now=NOW)
