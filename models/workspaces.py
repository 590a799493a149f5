"""Workspaces: a client or brand; jobs, evidence and proofs belong to exactly one."""

import msgspec

from models.database import Database

COLOURS = ("#2B8A78", "#B5651D", "#6B5BB8", "#A3476B", "#3F7CAC", "#7A7A2E")
"""Given out in turn; the design language names them."""


class WorkspaceView(msgspec.Struct, frozen=True, kw_only=True):
    """One workspace."""

    id: str
    name: str
    colour: str
    created_at: int


def create(db: Database, name: str, *, actor: str, now: int) -> WorkspaceView:
    """Raises InvalidInput("name") for an empty, too long or taken name."""
    raise NotImplementedError


def rename(db: Database, workspace_id: str, name: str, *, actor: str, now: int) -> WorkspaceView:
    raise NotImplementedError


def get(db: Database, workspace_id: str) -> WorkspaceView:
    """Raises NotFound("workspace", id)."""
    raise NotImplementedError


def default(db: Database) -> WorkspaceView:
    """The oldest workspace: where a job goes that names none."""
    raise NotImplementedError


def all(db: Database) -> list[WorkspaceView]:
    """Oldest first."""
    raise NotImplementedError
