"""The kill switch and its smaller sisters: what is held, by whom, since when."""

from typing import Final

import msgspec

from models.rows import Database

SCOPES: Final = ("all", "device", "platform", "account")


class PauseView(msgspec.Struct, frozen=True, kw_only=True):
    """One pause. `target` is a device id, a platform, or "platform:handle"; None for all."""

    scope: str
    target: str | None
    since: int
    actor: str


def pause(db: Database, scope: str, target: str | None, *, actor: str, now: int) -> bool:
    """False when it was paused already. Raises InvalidInput("scope" or "id")."""
    raise NotImplementedError


def resume(db: Database, scope: str, target: str | None, *, actor: str, now: int) -> bool:
    """False when it was not paused."""
    raise NotImplementedError


def all(db: Database) -> list[PauseView]: raise NotImplementedError


def holds_device(db: Database, device_id: str) -> bool:
    """Whether this device gets no new work (everything or this device is paused)."""
    raise NotImplementedError
