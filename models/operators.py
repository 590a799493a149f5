"""The people at the desk: a name beside the audit entries."""

import msgspec

from models.database import Database


class OperatorView(msgspec.Struct, frozen=True, kw_only=True):
    """One operator."""

    id: str
    name: str
    created_at: int


def first(db: Database) -> OperatorView:
    """The operator of this desk (made with the database)."""
    raise NotImplementedError


def rename(db: Database, operator_id: str, name: str, *, actor: str, now: int) -> OperatorView:
    raise NotImplementedError


def names(db: Database) -> dict[str, str]:
    """Name by id, for showing actors."""
    raise NotImplementedError
