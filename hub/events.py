"""What happened in the hub, as frozen structs: published on the bus after COMMIT, never before.

The window, the operator API's event stream and the scheduler listen. An event carries the view
after the change, so that a listener needs no second read.
"""

import msgspec

from models.accounts.views import AccountView
from models.posts.views import PostView, PublishingRunView
from models.views import (
    ConnectorView,
    DeviceView,
    EvidenceView,
    JobView,
    LogView,
    ProofView,
)


class Event(msgspec.Struct, frozen=True, kw_only=True):
    """Base of all events."""


class JobCreated(Event, frozen=True):
    """A job was stored."""

    job: JobView


class JobChanged(Event, frozen=True):
    """Status, phase, progress, counts or flags of a job changed."""

    job: JobView


class LogWritten(Event, frozen=True):
    """A line was added to a job's log."""

    log: LogView


class EvidenceStored(Event, frozen=True):
    """A batch was stored; `rows` are the new ones only."""

    job_id: str
    rows: list[EvidenceView]
    duplicates: int


class ProofStored(Event, frozen=True):
    """A proof file is complete, checked and synced."""

    proof: ProofView


class DeviceChanged(Event, frozen=True):
    """A device was paired, renamed, seen with other facts, set draining or revoked."""

    device: DeviceView


class DeviceOnline(Event, frozen=True):
    """An agent of this device is connected and authenticated."""

    device: DeviceView


class DeviceOffline(Event, frozen=True):
    """The device's connection ended."""

    device_id: str


class PostChanged(Event, frozen=True):
    """A post was made, changed, moved or removed from the calendar, or a target went on."""

    post: PostView


class RunChanged(Event, frozen=True):
    """A publishing run took a step: permit, press, doubt, look, outcome."""

    run: PublishingRunView
    post_id: str


class AccountChanged(Event, frozen=True):
    """A platform account was named for the first time, or set up in another way."""

    account: AccountView


class PairingAsked(Event, frozen=True):
    """A browser holds a live link and waits for the operator's Allow."""

    link_id: str
    name: str
    browser: str
    address: str
    channel: str
    digits: str | None
    """Six digits to compare (noise channel), None on the json channel."""


class PairingEnded(Event, frozen=True):
    """A pairing came to its end: outcome is paired | refused | expired."""

    link_id: str
    outcome: str
    device_id: str | None = None


class ConnectorChanged(Event, frozen=True):
    """A connector was added, changed, enabled or disabled."""

    connector: ConnectorView


class ConnectorChecked(Event, frozen=True):
    """A dry run of a connector on a device ended; what it said is stored."""

    connector_id: str
    device_id: str


class SettingChanged(Event, frozen=True):
    """A setting has a new value."""

    key: str


class PauseChanged(Event, frozen=True):
    """Work was paused or resumed for a scope."""

    scope: str
    id: str | None
    paused: bool


class HubState(Event, frozen=True):
    """starting | ready | stopping | stopped | failed, with the reason when failed."""

    state: str
    reason: str | None = None


class StorageState(Event, frozen=True):
    """ok | full | failing: what the last write to the data folder showed."""

    state: str
    message: str | None = None
