"""Every setting, declared in one table: key, type, default, what it may be, what it does."""

import msgspec

from models.rows import Database

Value = str | int | bool


class Setting(msgspec.Struct, frozen=True, kw_only=True):
    """One declared setting. `type` is the Python type of its values."""

    key: str
    type: type[str] | type[int] | type[bool]
    default: Value
    help: str
    choices: tuple[str, ...] = ()
    minimum: int | None = None
    maximum: int | None = None
    private: bool = False
    """Of the window itself (geometry): not audited, not offered by the API."""


DECLARED: dict[str, Setting] = {}


def get(db: Database, key: str) -> Value:
    """The value in force. Raises InvalidInput for an unknown key."""
    raise NotImplementedError


def text(db: Database, key: str) -> str: raise NotImplementedError
def number(db: Database, key: str) -> int: raise NotImplementedError
def switch(db: Database, key: str) -> bool: raise NotImplementedError


def all(db: Database) -> dict[str, Value]:
    """Every declared setting with its value in force."""
    raise NotImplementedError


def set(db: Database, key: str, value: Value, *, actor: str, now: int) -> bool:
    """False when it had this value already. Raises InvalidInput(key)."""
    raise NotImplementedError
