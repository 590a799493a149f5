"""Who this hub is, and how often it came back from a backup."""

import msgspec

from models.database import Database


class Identity(msgspec.Struct, frozen=True, kw_only=True):
    """`hub_epoch` rises with every restore, so that agents consult their journals."""

    hub_id: str
    hub_epoch: int
    created_at: int


def read(db: Database) -> Identity: raise NotImplementedError


def raise_epoch(db: Database, *, actor: str, now: int) -> Identity: raise NotImplementedError
