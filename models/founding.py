"""The first rows of a new database: the hub's identity, an operator, a workspace to begin with."""

import getpass

from models import audit, workspaces
from models.ids import new_id
from models.rows import Database
from models.tables import Hub, Operator


def found(db: Database, *, now: int) -> None:
    """Make them once; a founded database is left alone."""
    if Hub.select().execute(db):
        return
    hub_id = new_id()
    Hub.insert(seq=1, id=hub_id, epoch=1, created_at=now).execute(db)
    Operator.insert(id=new_id(), name=_own_name(), created_at=now).execute(db)
    audit.append(
        db, actor="system", action="hub.founded", subject_type="hub", subject_id=hub_id, now=now
    )
    workspaces.create(db, "My workspace", actor="system", now=now)


def _own_name() -> str:
    """What this computer calls the person; some have no name for anybody."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return "Operator"
