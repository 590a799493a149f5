"""The people at the desk: a name beside the audit entries."""

import msgspec

from models import audit
from models.errors import NotFound
from models.names import checked_name
from models.rows import Database, fetch
from models.tables import Operator


class OperatorView(msgspec.Struct, frozen=True, kw_only=True):
    """One operator."""

    id: str
    name: str
    created_at: int


def first(db: Database) -> OperatorView:
    """The operator of this desk (made with the database)."""
    return _all(db)[0]


def rename(db: Database, operator_id: str, name: str, *, actor: str, now: int) -> OperatorView:
    """Raises NotFound, or InvalidInput("name")."""
    name = checked_name(name)
    if not Operator.update(name=name).where(Operator.id == operator_id).execute(db):
        raise NotFound("operator", operator_id)
    audit.append(
        db,
        actor=actor,
        action="operator.renamed",
        subject_type="operator",
        subject_id=operator_id,
        detail={"name": name},
        now=now,
    )
    return next(operator for operator in _all(db) if operator.id == operator_id)


def names(db: Database) -> dict[str, str]:
    """Name by id, for showing actors."""
    return {operator.id: operator.name for operator in _all(db)}


def _all(db: Database) -> list[OperatorView]:
    query = Operator.select(Operator.id, Operator.name, Operator.created_at).order_by(Operator.seq)
    return [OperatorView(id=id, name=name, created_at=at) for id, name, at in fetch(db, query)]
