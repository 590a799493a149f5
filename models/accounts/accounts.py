"""Platform accounts: how they are named, told apart and kept."""

from collections.abc import Callable, Mapping
from typing import Any, Final

import msgspec
from msgspec import UNSET, UnsetType
from peewee import ModelSelect

from models import audit, json_text, workspaces
from models.accounts.keys import key_of
from models.accounts.views import AccountView
from models.errors import InvalidInput, NotFound
from models.ids import new_id
from models.names import checked_name
from models.posts.slots import checked_slots
from models.posts.times import zone_info
from models.rows import Database, Row, fetch, fetch_one
from models.tables import Account

_COLUMNS: Final = tuple(AccountView.__struct_fields__)
PRESSES: Final = ("agent", "operator")
LONGEST_SPACING_MINUTES: Final = 7 * 24 * 60
MOST_A_DAY: Final = 1_000
_PUBLISHES: Final = "SELECT 1 FROM connector WHERE kind = 'publish' AND platform = ?"


class AccountChange(msgspec.Struct, frozen=True, kw_only=True):
    """What of an account is to be another; the rest stays."""

    display_name: str | UnsetType | None = UNSET
    press: str | UnsetType | None = UNSET
    """None = as the connector says."""
    slots: list[str] | UnsetType = UNSET
    zone: str | UnsetType | None = UNSET
    spacing_minutes: int | UnsetType = UNSET
    daily_limit: int | UnsetType | None = UNSET
    workspace_id: str | UnsetType = UNSET


def ensure(
    db: Database,
    platform: str,
    handle: str,
    *,
    workspace_id: str | None = None,
    display_name: str | None = None,
    actor: str,
    now: int,
) -> AccountView:
    """The account of this name, made when nobody named it before. Raises InvalidInput."""
    platform, handle = (
        checked_name(platform, field="platform"),
        checked_name(handle, field="handle"),
    )
    key = key_of(platform, handle)
    if key.endswith(":"):
        raise InvalidInput("handle", "must not be empty")
    row = db.execute_sql(_BY_KEY, (key,)).fetchone()
    if row is not None:
        return _view(row)
    account_id = new_id()
    Account.insert(
        id=account_id,
        workspace_id=_workspace(db, workspace_id) if workspace_id else workspaces.default(db).id,
        platform=platform,
        handle=handle,
        key=key,
        display_name=_display_name(db, display_name),
        created_at=now,
        slots="[]",
        spacing_minutes=0,
    ).execute(db)
    audit.append(
        db,
        actor=actor,
        action="account.added",
        subject_type="account",
        subject_id=account_id,
        detail={"platform": platform, "handle": handle},
        now=now,
    )
    return get(db, account_id)


def add(
    db: Database,
    platform: str,
    handle: str,
    *,
    workspace_id: str | None = None,
    display_name: str | None = None,
    actor: str,
    now: int,
) -> AccountView:
    """The same by a person's hand: a connector must publish there.

    Raises InvalidInput("platform", "handle", "displayName", "workspaceId").
    """
    platform = checked_name(platform, field="platform").casefold()
    if db.execute_sql(_PUBLISHES, (platform,)).fetchone() is None:
        raise InvalidInput("platform", f"no connector publishes on {platform}")
    return ensure(
        db,
        platform,
        handle,
        workspace_id=workspace_id,
        display_name=display_name,
        actor=actor,
        now=now,
    )


def get(db: Database, account_id: str) -> AccountView:
    """Raises NotFound("account", id)."""
    row = fetch_one(db, _select().where(Account.id == account_id))
    if row is None:
        raise NotFound("account", account_id)
    return _view(row)


def change(
    db: Database, account_id: str, to: AccountChange, *, actor: str, now: int
) -> AccountView:
    """Raises NotFound("account"), InvalidInput("displayName", "press", "slots[i]", "zone",
    "spacingMinutes", "dailyLimit", "workspaceId")."""
    before = get(db, account_id)
    wanted = msgspec.structs.asdict(to)
    columns: dict[str, Any] = {
        name: _CHECKS[name](db, value)
        for name, value in wanted.items()
        if value is not UNSET and value != getattr(before, name)
    }
    if not columns:
        return before
    stored = dict(columns)
    if "slots" in stored:
        stored["slots"] = json_text.dump(stored["slots"])
    Account.update(**stored).where(Account.id == account_id).execute(db)
    audit.append(
        db,
        actor=actor,
        action="account.changed",
        subject_type="account",
        subject_id=account_id,
        detail={
            "before": {name: getattr(before, name) for name in columns},
            "after": columns,
        },
        now=now,
    )
    return get(db, account_id)


def all(db: Database, workspace_id: str | None = None) -> list[AccountView]:
    """By platform and handle; of one workspace or of all."""
    query = _select().order_by(Account.platform, Account.key)
    if workspace_id is not None:
        query = query.where(Account.workspace_id == workspace_id)
    return [_view(row) for row in fetch(db, query)]


def _display_name(_: Database, name: str | None) -> str | None:
    return checked_name(name, field="displayName") if name and name.strip() else None


def _press(_: Database, press: str | None) -> str | None:
    if press is not None and press not in PRESSES:
        raise InvalidInput("press", f"must be one of {', '.join(PRESSES)}, or null")
    return press


def _slots(_: Database, slots: list[str]) -> list[str]:
    return checked_slots(slots)


def _zone(_: Database, zone: str | None) -> str | None:
    return None if zone is None else zone_info(zone).key


def _spacing(_: Database, minutes: int) -> int:
    if not 0 <= minutes <= LONGEST_SPACING_MINUTES:
        raise InvalidInput(
            "spacingMinutes", f"must be a whole number from 0 to {LONGEST_SPACING_MINUTES}"
        )
    return minutes


def _daily_limit(_: Database, number: int | None) -> int | None:
    if number is not None and not 1 <= number <= MOST_A_DAY:
        raise InvalidInput("dailyLimit", f"must be a whole number from 1 to {MOST_A_DAY}, or null")
    return number


def _workspace(db: Database, workspace_id: str) -> str:
    try:
        return workspaces.get(db, workspace_id).id
    except NotFound:
        raise InvalidInput("workspaceId", "names no workspace") from None


_CHECKS: Final[Mapping[str, Callable[[Database, Any], Any]]] = {
    "display_name": _display_name,
    "press": _press,
    "slots": _slots,
    "zone": _zone,
    "spacing_minutes": _spacing,
    "daily_limit": _daily_limit,
    "workspace_id": _workspace,
}


def _select() -> "ModelSelect[Account]":
    return Account.select(*(getattr(Account, name) for name in _COLUMNS))


# Composed once: an import asks for the account of every target.
_BY_KEY: Final[str] = _select().where(Account.key == "").sql()[0]


def _view(row: Row) -> AccountView:
    values = dict(zip(_COLUMNS, row, strict=True))
    return AccountView(**values | {"slots": json_text.load(values["slots"])})
