"""Which device may do which job: one rule for claims, queues and phases."""

from collections.abc import Iterable, Iterator
from typing import Final

import msgspec

from models import json_text
from models.accounts.keys import key_of
from models.errors import RuleRefused
from models.rows import Database

NOT_ELIGIBLE: Final = "NOT_ELIGIBLE"
PAUSED: Final = "PAUSED"

_DEVICES: Final = "SELECT id, status, draining, online, capabilities FROM device"


class DeviceFacts(msgspec.Struct, frozen=True, kw_only=True):
    """What counts about a device."""

    id: str
    active: bool
    draining: bool
    online: bool
    capabilities: frozenset[str]


class AccountFacts(msgspec.Struct, frozen=True, kw_only=True):
    """What counts about a platform account."""

    key: str
    holders: frozenset[str]
    """Devices whose profile is logged in to it."""
    parked_until: int | None


class Desk(msgspec.Struct, frozen=True, kw_only=True):
    """What is on and what is held, read once and asked often."""

    platforms: dict[str, str]
    """Platform by connector id, of the enabled connectors."""
    paused: frozenset[tuple[str, str]]
    """(scope, target)"""

    @classmethod
    def read(cls, db: Database) -> "Desk":
        """As it is in this transaction."""
        enabled = db.execute_sql("SELECT id, platform FROM connector WHERE enabled").fetchall()
        paused = db.execute_sql("SELECT scope, target FROM pause").fetchall()
        return cls(platforms=dict(enabled), paused=frozenset(paused))

    def holds_all(self) -> bool:
        """The kill switch."""
        return ("all", "") in self.paused

    def holds_device(self, device_id: str) -> bool:
        """This device gets no new work."""
        return self.holds_all() or ("device", device_id) in self.paused

    def holds_job(
        self, needs: Iterable[str], directed: str | None, account: str | None = None
    ) -> bool:
        """A pause holds the job whatever device would take it. `account` is a key."""
        if not self.paused:
            return False
        return (
            self.holds_all()
            or (account is not None and self._holds_account(account))
            or (directed is not None and ("device", directed) in self.paused)
            or any(("platform", self.platforms.get(need, "")) in self.paused for need in needs)
        )

    def _holds_account(self, key: str) -> bool:
        """It, or its platform; also while no connector of the platform is on."""
        return ("account", key) in self.paused or (
            ("platform", key.partition(":")[0]) in self.paused
        )

    def refusal(
        self,
        device: DeviceFacts,
        needs: Iterable[str],
        directed: str | None,
        account: AccountFacts | None = None,
    ) -> RuleRefused | None:
        """Why this device may not do a job (of this account), None when it may."""
        needs = list(needs)
        if not device.active:
            return RuleRefused(NOT_ELIGIBLE, "This device is not active.")
        if directed is not None and directed != device.id:
            return RuleRefused(NOT_ELIGIBLE, "This job is for another device.")
        if device.draining:
            return RuleRefused(NOT_ELIGIBLE, "This device finishes its work and takes no more.")
        missing = [need for need in needs if need not in device.capabilities]
        if missing:
            return RuleRefused(NOT_ELIGIBLE, f"This device has no connector {missing[0]}.")
        disabled = [need for need in needs if need not in self.platforms]
        if disabled:
            return RuleRefused(NOT_ELIGIBLE, f"The connector {disabled[0]} is not switched on.")
        if account is not None and device.id not in account.holders:
            return RuleRefused(NOT_ELIGIBLE, "This profile is not bound to the account.")
        key = None if account is None else account.key
        if self.holds_job(needs, directed, key) or self.holds_device(device.id):
            return RuleRefused(PAUSED, "Work is paused by the operator.", retryable=True)
        return None


def device_facts(db: Database, device_id: str) -> DeviceFacts | None:
    """Of one device."""
    row = db.execute_sql(f"{_DEVICES} WHERE id = ?", (device_id,)).fetchone()
    return None if row is None else _facts(row)


def account_facts(db: Database, key: str) -> AccountFacts:
    """Of the account of this key; bindings name it as an operator or an agent wrote it."""
    platform = key.partition(":")[0]
    bound = db.execute_sql("SELECT device_id, handle FROM binding WHERE platform = ?", (platform,))
    row = db.execute_sql("SELECT parked_until FROM account WHERE key = ?", (key,)).fetchone()
    return AccountFacts(
        key=key,
        holders=frozenset(id for id, handle in bound if key_of(platform, handle) == key),
        parked_until=None if row is None else row[0],
    )


def active_devices(db: Database) -> Iterator[DeviceFacts]:
    """Of all that are not provisional or revoked, read as far as they are looked at."""
    return map(_facts, db.execute_sql(f"{_DEVICES} WHERE status = 'active'"))


def needs_of(key: str | None) -> list[str]:
    """The connector ids of a job's `needs` column."""
    return key.split(",") if key else []


def needs_key(needs: Iterable[str]) -> str | None:
    """The `needs` column: None for a parent, which nobody can take."""
    return ",".join(needs) or None


def _facts(row: tuple[str, str, int, int, str]) -> DeviceFacts:
    id, status, draining, online, capabilities = row
    return DeviceFacts(
        id=id,
        active=status == "active",
        draining=bool(draining),
        online=bool(online),
        capabilities=frozenset(json_text.load(capabilities)),
    )
