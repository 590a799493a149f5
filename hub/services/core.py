"""What every service stands on: the store, the bus and the wall clock."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from msgspec import UnsetType

from hub.bus import Bus
from hub.events import JobChanged, LogWritten
from hub.storage.store import Store
from models.clock import now_ms
from models.jobs import Change

SYSTEM = "system"
"""The actor of what the hub does by itself."""

T = TypeVar("T")


def given(value: T | UnsetType) -> T | None:
    """What a message says, None where it says nothing."""
    return None if isinstance(value, UnsetType) else value


@dataclass(frozen=True, slots=True)
class Core:
    """Handed to every service; holds no rule of its own."""

    store: Store
    bus: Bus
    now: Callable[[], int] = now_ms

    def announce(self, change: Change) -> None:
        """Tell what a state change of a job did, once it is committed."""
        for job in change.jobs:
            self.bus.publish(JobChanged(job=job))
        for line in change.logs:
            self.bus.publish(LogWritten(log=line))
