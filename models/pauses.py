"""The kill switch and its smaller sisters: what is held, by whom, since when."""

from typing import Final

import msgspec

from models import audit
from models.accounts.keys import key_of
from models.eligibility import Desk
from models.errors import InvalidInput
from models.names import checked_text
from models.rows import Database, fetch
from models.tables import Pause

_DEVICE: Final = "SELECT 1 FROM device WHERE id = ?"
_PLATFORM: Final = """
SELECT 1 FROM connector WHERE platform = ? UNION ALL SELECT 1 FROM account WHERE platform = ?
"""

SCOPES: Final = ("all", "device", "platform", "account")


class PauseView(msgspec.Struct, frozen=True, kw_only=True):
    """One pause. `target` is a device id, a platform, or "platform:handle"; None for all."""

    scope: str
    target: str | None
    since: int
    actor: str


def pause(db: Database, scope: str, target: str | None, *, actor: str, now: int) -> bool:
    """False when it was paused already. Raises InvalidInput("scope" or "id"), also for what is
    not there: who pauses a name that nobody has would believe that something is held."""
    key = _checked(scope, target)
    _refuse_unknown(db, scope, key)
    added = Pause.insert(scope=scope, target=key, since=now, actor=actor).on_conflict(
        action="NOTHING", conflict_target=[Pause.scope, Pause.target]
    )
    if not added.as_rowcount().execute(db):
        return False
    _record(db, "paused", scope, key, actor=actor, now=now)
    return True


def resume(db: Database, scope: str, target: str | None, *, actor: str, now: int) -> bool:
    """False when it was not paused. Raises InvalidInput("scope" or "id")."""
    key = _checked(scope, target)
    if not Pause.delete().where(Pause.scope == scope, Pause.target == key).execute(db):
        return False
    _record(db, "resumed", scope, key, actor=actor, now=now)
    return True


def all(db: Database) -> list[PauseView]:
    """Oldest first."""
    query = Pause.select(Pause.scope, Pause.target, Pause.since, Pause.actor).order_by(Pause.seq)
    return [
        PauseView(scope=scope, target=target or None, since=since, actor=actor)
        for scope, target, since, actor in fetch(db, query)
    ]


def holds_device(db: Database, device_id: str) -> bool:
    """Whether this device gets no new work (everything or this device is paused)."""
    return Desk.read(db).holds_device(device_id)


def _checked(scope: str, target: str | None) -> str:
    if scope not in SCOPES:
        raise InvalidInput("scope", f"must be one of {', '.join(SCOPES)}")
    if scope == "all":
        if target:
            raise InvalidInput("id", "must be left out: everything is paused")
        return ""
    if not target:
        raise InvalidInput("id", f"must name the {scope}")
    target = checked_text(target, field="id")
    if scope != "account":
        return target
    platform, colon, handle = target.partition(":")
    if not colon:
        raise InvalidInput("id", "must name the account as platform:handle")
    key = key_of(platform, handle)
    if key.endswith(":"):
        raise InvalidInput("id", "must name the account as platform:handle")
    return key


def _refuse_unknown(db: Database, scope: str, key: str) -> None:
    if scope == "device" and db.execute_sql(_DEVICE, (key,)).fetchone() is None:
        raise InvalidInput("id", "names no device")
    if scope in ("platform", "account"):
        platform = key.partition(":")[0]
        if db.execute_sql(_PLATFORM, (platform, platform)).fetchone() is None:
            raise InvalidInput("id", f"no connector works on {platform}")


def _record(db: Database, action: str, scope: str, target: str, *, actor: str, now: int) -> None:
    audit.append(
        db,
        actor=actor,
        action=f"work.{action}",
        subject_type=scope,
        subject_id=target or None,
        now=now,
    )
