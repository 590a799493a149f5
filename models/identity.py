"""Who this hub is, and how often it came back from a backup."""

import msgspec

from models import audit
from models.rows import Database, fetch_one
from models.tables import Hub


class Identity(msgspec.Struct, frozen=True, kw_only=True):
    """`hub_epoch` rises with every restore, so that agents consult their journals."""

    hub_id: str
    hub_epoch: int
    created_at: int


def read(db: Database) -> Identity:
    """The identity that was made with the database."""
    row = fetch_one(db, Hub.select(Hub.id, Hub.epoch, Hub.created_at))
    assert row is not None, "a database is founded when it is opened for the first time"
    return Identity(hub_id=row[0], hub_epoch=row[1], created_at=row[2])


def raise_epoch(db: Database, *, actor: str, now: int) -> Identity:
    """This database came from a backup."""
    Hub.update(epoch=Hub.epoch + 1).execute(db)
    identity = read(db)
    audit.append(
        db,
        actor=actor,
        action="hub.restored",
        subject_type="hub",
        subject_id=identity.hub_id,
        detail={"epoch": identity.hub_epoch},
        now=now,
    )
    return identity
