"""Every setting, declared in one table: key, type, default, what it may be, what it does."""

from typing import Any, Final

import msgspec

from models import audit, json_text
from models.errors import InvalidInput
from models.names import checked_text
from models.rows import Database, fetch
from models.tables import Setting as SettingRow

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


_PORT: Final[dict[str, Any]] = {"type": int, "minimum": 0, "maximum": 65_535}
_TABLE: Final = (
    Setting(
        key="language",
        type=str,
        default="system",
        choices=("system", "en", "ar"),
        help="Language of the application.",
    ),
    Setting(
        key="digits",
        type=str,
        default="system",
        choices=("system", "latin", "arabic"),
        help="Digits on the screen; exports always use 0123.",
    ),
    Setting(
        key="theme",
        type=str,
        default="auto",
        choices=("auto", "light", "dark"),
        help="Colours of the application.",
    ),
    Setting(key="reduce_motion", type=bool, default=False, help="Show changes without motion."),
    Setting(
        key="notifications",
        type=bool,
        default=True,
        help="Tell me on the desktop when something needs me.",
    ),
    Setting(key="hub_port", default=47_150, help="Port on which agents connect.", **_PORT),
    Setting(key="api_port", default=47_151, help="Port of the operator API.", **_PORT),
    Setting(
        key="lan_enabled",
        type=bool,
        default=False,
        help="Let devices in the office network reach the hub.",
    ),
    Setting(
        key="lan_address",
        type=str,
        default="",
        help="The one address of this computer on which the hub is reachable then.",
    ),
    Setting(
        key="allow_script_agents",
        type=bool,
        default=False,
        help="Let programs on this computer be agents. They must be paired too.",
    ),
    Setting(
        key="platform.language",
        type=str,
        default="en",
        help="Language in which sites are searched when a job names none.",
    ),
    Setting(key="platform.url", type=str, default="", help="Address of the platform."),
    Setting(key="api.url", type=str, default="", help="Address of its API."),
    Setting(
        key="search.method",
        type=str,
        default="browser",
        choices=("browser",),
        help="How agents search.",
    ),
    Setting(
        key="publishing.duplicate_hours",
        type=int,
        default=24,
        minimum=0,
        maximum=8_760,
        help="Warn when the same content goes to the same account within so many hours; 0 = never.",
    ),
    Setting(
        key="window.geometry",
        type=str,
        default="",
        private=True,
        help="Where the window was last; opaque.",
    ),
    Setting(
        key="window.state",
        type=str,
        default="",
        private=True,
        help="Columns and splitters of the window; opaque.",
    ),
)
DECLARED: Final = {setting.key: setting for setting in _TABLE}
_LONGEST: Final = 65_536
_VALUE: Final = "SELECT value FROM setting WHERE key = ?"


def get(db: Database, key: str) -> Value:
    """The value in force. Raises InvalidInput for an unknown key."""
    declared = _declared(key)
    row = db.execute_sql(_VALUE, (key,)).fetchone()
    return declared.default if row is None else _stored(declared, row[0])


def text(db: Database, key: str) -> str:
    """The value of a text setting."""
    value = get(db, key)
    assert isinstance(value, str), f"{key} is no text"
    return value


def number(db: Database, key: str) -> int:
    """The value of a number setting."""
    value = get(db, key)
    assert type(value) is int, f"{key} is no number"
    return value


def switch(db: Database, key: str) -> bool:
    """The value of a switch."""
    value = get(db, key)
    assert isinstance(value, bool), f"{key} is no switch"
    return value


def all(db: Database) -> dict[str, Value]:
    """Every declared setting with its value in force."""
    stored: dict[str, str] = dict(fetch(db, SettingRow.select(SettingRow.key, SettingRow.value)))
    return {
        key: _stored(declared, stored[key]) if key in stored else declared.default
        for key, declared in DECLARED.items()
    }


def set(db: Database, key: str, value: Value, *, actor: str, now: int) -> bool:
    """False when it had this value already. Raises InvalidInput(key)."""
    declared = _declared(key)
    problem = _problem(declared, value)
    if problem is not None:
        raise InvalidInput(key, problem)
    before = get(db, key)
    if before == value:
        return False
    columns = {"value": json_text.dump(value), "updated_at": now}
    SettingRow.insert(key=key, **columns).on_conflict(
        conflict_target=[SettingRow.key], update=columns
    ).execute(db)
    if not declared.private:
        audit.append(
            db,
            actor=actor,
            action="setting.changed",
            subject_type="setting",
            subject_id=key,
            detail={"before": before, "after": value},
            now=now,
        )
    return True


def _declared(key: str) -> Setting:
    if key not in DECLARED:
        raise InvalidInput(key, "is not a setting")
    return DECLARED[key]


def _stored(declared: Setting, text: str) -> Value:
    """What was stored, unless a later version tightened what it may be."""
    value: Value = json_text.load(text)
    return declared.default if _problem(declared, value) else value


def _problem(declared: Setting, value: Value) -> str | None:
    """Why the setting cannot have this value, None when it can."""
    if type(value) is not declared.type:
        names = {str: "a text", int: "a whole number", bool: "true or false"}
        return f"must be {names[declared.type]}"
    if declared.choices and value not in declared.choices:
        return f"must be one of {', '.join(declared.choices)}"
    if isinstance(value, str):
        return _text_problem(declared.key, value)
    low, high = declared.minimum, declared.maximum
    if (low is not None and value < low) or (high is not None and value > high):
        return f"must be a whole number from {low} to {high}"
    return None


def _text_problem(key: str, value: str) -> str | None:
    if len(value) > _LONGEST:
        return f"must have at most {_LONGEST} characters"
    try:
        checked_text(value, field=key)
    except InvalidInput as error:
        return error.message
    return None
