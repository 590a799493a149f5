"""Platform accounts: how they are named, told apart and kept."""

import unicodedata
from typing import Final

from peewee import ModelSelect

from models import audit, json_text, workspaces
from models.account_views import AccountView
from models.errors import InvalidInput, NotFound
from models.ids import new_id
from models.names import checked_name
from models.rows import Database, Row, fetch, fetch_one
from models.tables import Account

_COLUMNS: Final = tuple(AccountView.__struct_fields__)


def normal_handle(handle: str) -> str:
    """A handle as it is compared: NFC, without outer spaces, a leading `@` and case."""
    return unicodedata.normalize("NFC", handle).strip().removeprefix("@").casefold()


def key_of(platform: str, handle: str) -> str:
    """What names an account everywhere: `platform:handle`, the handle normalised."""
    return f"{platform}:{normal_handle(handle)}"


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
    row = fetch_one(db, _select().where(Account.key == key))
    if row is not None:
        return _view(row)
    account_id = new_id()
    Account.insert(
        id=account_id,
        workspace_id=workspace_id or workspaces.default(db).id,
        platform=platform,
        handle=handle,
        key=key,
        display_name=display_name,
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


def get(db: Database, account_id: str) -> AccountView:
    """Raises NotFound("account", id)."""
    row = fetch_one(db, _select().where(Account.id == account_id))
    if row is None:
        raise NotFound("account", account_id)
    return _view(row)


def all(db: Database, workspace_id: str | None = None) -> list[AccountView]:
    """By platform and handle; of one workspace or of all."""
    query = _select().order_by(Account.platform, Account.key)
    if workspace_id is not None:
        query = query.where(Account.workspace_id == workspace_id)
    return [_view(row) for row in fetch(db, query)]


def _select() -> "ModelSelect[Account]":
    return Account.select(*(getattr(Account, name) for name in _COLUMNS))


def _view(row: Row) -> AccountView:
    values = dict(zip(_COLUMNS, row, strict=True))
    return AccountView(**values | {"slots": json_text.load(values["slots"])})
