"""Frozen structs of how connectors fare, as queries return them."""

import msgspec


class DeviceCheckView(msgspec.Struct, frozen=True, kw_only=True):
    """What is known of a connector on one device that has it."""

    device_id: str
    device_name: str
    online: bool
    state: str
    """verified | older (another version of the recipe was) | failed | never"""
    at: int | None
    version: int | None
    account_seen: str | None
    """Whose account the page showed in the dry run."""
    message: str | None
    """Why it failed."""
    job_id: str | None


class FieldHealth(msgspec.Struct, frozen=True, kw_only=True):
    """How often a field was filled."""

    name: str
    filled: int
    """In the last run."""
    of: int
    usual: float
    """0..1 of the runs before; 1 when there were none."""
    line: tuple[float | None, ...]
    """0..1 by day, the oldest first; None on days without a run."""


class StepHealth(msgspec.Struct, frozen=True, kw_only=True):
    """By which alternative a step of the last run found its element."""

    index: int
    type: str
    alternative: int
    """1 = the first."""
    of: int


class ConnectorHealth(msgspec.Struct, frozen=True, kw_only=True):
    """The last fourteen days of one connector."""

    runs: int
    last_at: int | None
    line: tuple[float | None, ...]
    """0..1 by day: of what publishes the posts seen; else the weak field, or all fields."""
    fields: tuple[FieldHealth, ...]
    weak: FieldHealth | None
    """The field that is found much more rarely than usual."""
    steps: tuple[StepHealth, ...]
    """Those of the last run that did not find by their first alternative."""
    pressed: int
    """Publications that were sent, whatever became of them."""
    seen: int
    """Those whose post was seen on the site."""


class PressChoice(msgspec.Struct, frozen=True, kw_only=True):
    """Who decided who presses."""

    by: str
    at: int
