"""Devices: paired agents, what they can do, which accounts their profile holds."""

from collections.abc import Sequence

import msgspec

from models.rows import Database
from models.views import DeviceView


class NewDevice(msgspec.Struct, frozen=True, kw_only=True):
    """Exactly one of `public_key` (noise: provisional) and `token` (json: active) is given."""

    name: str
    browser: str | None
    version: str | None
    channel: str
    capabilities: list[str]
    origin: str | None = None
    address: str | None = None
    public_key: bytes | None = None
    token: str | None = None


class Binding(msgspec.Struct, frozen=True, kw_only=True):
    """An account the profile is logged in to."""

    platform: str
    handle: str
    display_name: str | None = None


def create(db: Database, new: NewDevice, *, actor: str, now: int) -> DeviceView:
    """Only a digest of the token is stored. A revoked or provisional holder of the same key is
    replaced by this new device."""
    raise NotImplementedError


def by_key(db: Database, public_key: bytes) -> DeviceView | None:
    """Provisional or active, else None."""
    raise NotImplementedError


def by_token(db: Database, device_id: str, token: str) -> DeviceView | None:
    """Active json device with this token (compared in constant time), else None."""
    raise NotImplementedError


def confirm(db: Database, device_id: str, *, now: int) -> DeviceView:
    """Provisional becomes active; an active one stays. Raises NotFound, RuleRefused when revoked."""
    raise NotImplementedError


def opened(
    db: Database, device_id: str, *, version: str, capabilities: Sequence[str],
    accounts: Sequence[Binding] | None = None, name: str | None = None,
    browser: str | None = None, address: str | None = None, origin: str | None = None, now: int,
) -> DeviceView:
    """It connected and authenticated: keep what it says, promote a provisional one.

    `accounts` None leaves the bindings; `name` counts only while the operator gave none.
    """
    raise NotImplementedError


def seen(db: Database, device_id: str, *, now: int) -> None:
    """A heartbeat."""
    raise NotImplementedError


def closed(db: Database, device_id: str, *, now: int) -> None:
    """Its connection ended."""
    raise NotImplementedError


def all_offline(db: Database) -> None:
    """At the start of a hub nobody is connected."""
    raise NotImplementedError


def rename(db: Database, device_id: str, name: str, *, actor: str, now: int) -> DeviceView:
    raise NotImplementedError


def set_draining(
    db: Database, device_id: str, draining: bool, *, actor: str, now: int
) -> DeviceView: raise NotImplementedError


def revoke(db: Database, device_id: str, *, actor: str, now: int) -> DeviceView:
    """Its credential is worth nothing from now on; its runs are the caller's to end (lease_lost)."""
    raise NotImplementedError


def set_bindings(
    db: Database, device_id: str, bindings: Sequence[Binding], *, actor: str, now: int
) -> DeviceView: raise NotImplementedError


def drop_provisional(db: Database, *, before: int) -> list[str]:
    """Delete provisional devices created before this time that never came back; their ids."""
    raise NotImplementedError
