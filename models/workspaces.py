"""Workspaces: a client or brand; jobs, evidence and proofs belong to exactly one."""

from typing import Final

import msgspec

from models import audit
from models.errors import InvalidInput, NotFound
from models.ids import new_id
from models.names import checked_name
from models.rows import Database, fetch, fetch_one, scalar
from models.tables import Workspace

COLOURS: Final = ("#2B8A78", "#B5651D", "#6B5BB8", "#A3476B", "#3F7CAC", "#7A7A2E")
"""Given out in turn; the design language names them."""

_COLUMNS: Final = (Workspace.id, Workspace.name, Workspace.colour, Workspace.created_at)


_OLDEST: Final = "SELECT id, name, colour, created_at FROM workspace ORDER BY seq LIMIT 1"


class WorkspaceView(msgspec.Struct, frozen=True, kw_only=True):
    """One workspace."""

    id: str
    name: str
    colour: str
    created_at: int


def create(db: Database, name: str, *, actor: str, now: int) -> WorkspaceView:
    """Raises InvalidInput("name") for an empty, too long or taken name."""
    name = checked_name(name)
    _refuse_taken(db, name)
    workspace_id = new_id()
    colour = COLOURS[len(all(db)) % len(COLOURS)]
    Workspace.insert(id=workspace_id, name=name, colour=colour, created_at=now).execute(db)
    _audit(db, "workspace.created", workspace_id, name, actor=actor, now=now)
    return get(db, workspace_id)


def rename(db: Database, workspace_id: str, name: str, *, actor: str, now: int) -> WorkspaceView:
    """Raises NotFound, or InvalidInput("name")."""
    name = checked_name(name)
    if get(db, workspace_id).name != name:
        _refuse_taken(db, name)
        Workspace.update(name=name).where(Workspace.id == workspace_id).execute(db)
        _audit(db, "workspace.renamed", workspace_id, name, actor=actor, now=now)
    return get(db, workspace_id)


def get(db: Database, workspace_id: str) -> WorkspaceView:
    """Raises NotFound("workspace", id)."""
    row = fetch_one(db, Workspace.select(*_COLUMNS).where(Workspace.id == workspace_id))
    if row is None:
        raise NotFound("workspace", workspace_id)
    return _view(row)


def default(db: Database) -> WorkspaceView:
    """The oldest workspace: where a job goes that names none."""
    row = db.execute_sql(_OLDEST).fetchone()
    assert row is not None, "a database is founded with a workspace"
    return _view(row)


def all(db: Database) -> list[WorkspaceView]:
    """Oldest first."""
    return [_view(row) for row in fetch(db, Workspace.select(*_COLUMNS).order_by(Workspace.seq))]


def _view(row: tuple[str, str, str, int]) -> WorkspaceView:
    id, name, colour, created_at = row
    return WorkspaceView(id=id, name=name, colour=colour, created_at=created_at)


def _refuse_taken(db: Database, name: str) -> None:
    if scalar(db, Workspace.select(Workspace.id).where(Workspace.name == name)) is not None:
        raise InvalidInput("name", f'"{name}" is taken by another workspace')


def _audit(
    db: Database, action: str, workspace_id: str, name: str, *, actor: str, now: int
) -> None:
    audit.append(
        db,
        actor=actor,
        action=action,
        subject_type="workspace",
        subject_id=workspace_id,
        detail={"name": name},
        now=now,
    )
