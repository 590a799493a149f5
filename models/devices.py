"""Devices: paired agents, what they can do, which accounts their profile holds."""

import hashlib
import hmac
from collections.abc import Collection, Sequence
from typing import Any, Final

import msgspec

from models import audit, json_text
from models.clock import now_ms
from models.device_rows import load, load_where
from models.errors import RuleRefused
from models.ids import new_id
from models.names import checked_name
from models.rows import Database, fetch, scalar
from models.tables import Binding as BindingRow
from models.tables import Device
from models.views import DeviceView

PROVISIONAL: Final = "provisional"
ACTIVE: Final = "active"
REVOKED: Final = "revoked"

_NO_DIGEST: Final = b"\0" * 32
_SEEN: Final = "UPDATE device SET last_seen_at = ? WHERE id = ?"


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
    named_by_operator: bool = False
    """The operator gave the name: what the agent calls itself later does not change it."""


class Binding(msgspec.Struct, frozen=True, kw_only=True):
    """An account the profile is logged in to."""

    platform: str
    handle: str
    display_name: str | None = None


def create(db: Database, new: NewDevice, *, actor: str, now: int) -> DeviceView:
    """Only a digest of the token is stored. An earlier device with the same key is revoked."""
    device_id = new_id()
    if new.public_key is not None:
        _replace_holder(db, new.public_key, actor=actor, now=now)
    Device.insert(
        id=device_id,
        name=checked_name(new.name),
        named_by_operator=new.named_by_operator,
        browser=new.browser,
        version=new.version,
        channel=new.channel,
        status=ACTIVE if new.public_key is None else PROVISIONAL,
        draining=False,
        online=False,
        capabilities=json_text.dump(sorted(set(new.capabilities))),
        public_key=new.public_key,
        token_digest=None if new.token is None else _digest(new.token),
        origin=new.origin,
        address=new.address,
        created_at=now,
    ).execute(db)
    _record(db, "paired", device_id, actor=actor, now=now, name=new.name, channel=new.channel)
    return load(db, device_id, now=now)


def by_key(db: Database, public_key: bytes, *, now: int | None = None) -> DeviceView | None:
    """Provisional or active, else None."""
    condition = (Device.public_key == public_key) & (Device.status != REVOKED)
    found = load_where(db, condition, now=now_ms() if now is None else now)
    return found[0] if found else None


def by_token(
    db: Database, device_id: str, token: str, *, now: int | None = None
) -> DeviceView | None:
    """Active json device with this token (compared in constant time), else None."""
    query = Device.select(Device.token_digest)
    digest = scalar(db, query.where(Device.id == device_id, Device.status == ACTIVE))
    right = hmac.compare_digest(digest or _NO_DIGEST, _digest(token))
    if digest is None or not right:
        return None
    return load(db, device_id, now=now_ms() if now is None else now)


def confirm(db: Database, device_id: str, *, now: int) -> DeviceView:
    """Provisional becomes active, an active one stays. Raises NotFound; RuleRefused if revoked."""
    device = load(db, device_id, now=now)
    if device.status == REVOKED:
        raise RuleRefused("UNAUTHENTICATED", "This device was revoked.")
    if device.status == PROVISIONAL:
        _change(db, device_id, status=ACTIVE)
        _record(db, "confirmed", device_id, actor=f"device:{device_id}", now=now)
    return load(db, device_id, now=now)


def opened(
    db: Database,
    device_id: str,
    *,
    version: str,
    capabilities: Sequence[str],
    accounts: Sequence[Binding] | None = None,
    name: str | None = None,
    browser: str | None = None,
    address: str | None = None,
    origin: str | None = None,
    now: int,
) -> DeviceView:
    """It connected and authenticated: keep what it says, promote a provisional one.

    `accounts` replaces the bindings of the platforms that it names, and empty it drops all; None
    leaves them. `name` counts only while the operator gave none.
    """
    confirm(db, device_id, now=now)
    said = {"browser": browser, "address": address, "origin": origin}
    _change(
        db,
        device_id,
        online=True,
        last_seen_at=now,
        version=version,
        capabilities=json_text.dump(sorted(set(capabilities))),
        **{column: value for column, value in said.items() if value is not None},
    )
    if name is not None:
        Device.update(name=checked_name(name)).where(
            Device.id == device_id, ~Device.named_by_operator
        ).execute(db)
    if accounts is not None:
        named = {account.platform for account in accounts} or None
        _keep_bindings(db, device_id, accounts, platforms=named, checked_at=now)
    return load(db, device_id, now=now)


def seen(db: Database, device_id: str, *, now: int) -> None:
    """A heartbeat."""
    db.execute_sql(_SEEN, (now, device_id))


def closed(db: Database, device_id: str, *, now: int) -> None:
    """Its connection ended."""
    _change(db, device_id, online=False, last_seen_at=now)


def all_offline(db: Database) -> None:
    """At the start of a hub nobody is connected."""
    Device.update(online=False).where(Device.online).execute(db)


def rename(db: Database, device_id: str, name: str, *, actor: str, now: int) -> DeviceView:
    """The operator's name for it. Raises NotFound, InvalidInput("name")."""
    before = load(db, device_id, now=now).name
    name = checked_name(name)
    _change(db, device_id, name=name, named_by_operator=True)
    _record(db, "renamed", device_id, actor=actor, now=now, before=before, after=name)
    return load(db, device_id, now=now)


def set_draining(
    db: Database, device_id: str, draining: bool, *, actor: str, now: int
) -> DeviceView:
    """A draining device finishes what it does and gets nothing new. Raises NotFound."""
    if load(db, device_id, now=now).draining != draining:
        _change(db, device_id, draining=draining)
        _record(db, "draining", device_id, actor=actor, now=now, on=draining)
    return load(db, device_id, now=now)


def revoke(db: Database, device_id: str, *, actor: str, now: int) -> DeviceView:
    """Its credential is void from now on; the caller ends its runs (`jobs.lease_lost`)."""
    if load(db, device_id, now=now).status != REVOKED:
        _void(db, device_id)
        _record(db, "revoked", device_id, actor=actor, now=now)
    return load(db, device_id, now=now)


def set_bindings(
    db: Database, device_id: str, bindings: Sequence[Binding], *, actor: str, now: int
) -> DeviceView:
    """The accounts the operator says this profile holds. Raises NotFound."""
    load(db, device_id, now=now)
    _keep_bindings(db, device_id, bindings, checked_at=None)
    accounts = [f"{binding.platform}:{binding.handle}" for binding in bindings]
    _record(db, "bindings", device_id, actor=actor, now=now, accounts=accounts)
    return load(db, device_id, now=now)


def drop_provisional(db: Database, *, before: int) -> list[str]:
    """Delete provisional devices created before this time that never came back; their ids."""
    stale = (Device.status == PROVISIONAL) & (Device.created_at < before)
    ids = [id for (id,) in fetch(db, Device.select(Device.id).where(stale))]
    if ids:
        Device.delete().where(Device.id.in_(ids)).execute(db)
    return ids


def _replace_holder(db: Database, public_key: bytes, *, actor: str, now: int) -> None:
    for device in load_where(db, Device.public_key == public_key, now=now):
        revoke(db, device.id, actor=actor, now=now)


def _void(db: Database, device_id: str) -> None:
    """A revoked device cannot be told from an unknown one by its credential."""
    _change(db, device_id, status=REVOKED, public_key=None, token_digest=None, online=False)


def _keep_bindings(
    db: Database,
    device_id: str,
    bindings: Sequence[Binding],
    *,
    platforms: Collection[str] | None = None,
    checked_at: int | None,
) -> None:
    """These instead of those it had, of all platforms or of some."""
    former = BindingRow.device_id == device_id
    if platforms is not None:
        former &= BindingRow.platform.in_(list(platforms))
    BindingRow.delete().where(former).execute(db)
    for binding in {(one.platform, one.handle): one for one in bindings}.values():
        BindingRow.insert(
            device_id=device_id,
            platform=binding.platform,
            handle=binding.handle,
            display_name=binding.display_name,
            checked_at=checked_at,
        ).execute(db)


def _change(db: Database, device_id: str, **columns: Any) -> None:
    Device.update(**columns).where(Device.id == device_id).execute(db)


def _digest(token: str) -> bytes:
    return hashlib.sha256(token.encode(errors="surrogatepass")).digest()


def _record(
    db: Database, action: str, device_id: str, *, actor: str, now: int, **detail: Any
) -> None:
    audit.append(
        db,
        actor=actor,
        action=f"device.{action}",
        subject_type="device",
        subject_id=device_id,
        detail=detail,
        now=now,
    )
