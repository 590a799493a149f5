"""How services reach connected agents without knowing sockets.

The gateway needs the services and the services need the gateway: it is plugged in when it listens
and pulled out when the hub stops. Without it nobody is connected and pushes go nowhere.
"""

from collections.abc import Mapping
from typing import Any, Protocol

from hub.wire.messages import Message


class Door(Protocol):
    """The part of the gateway that services use."""

    connected: Mapping[str, Any]

    def push(self, device_id: str, event: str, body: Message) -> bool: ...
    def revoke(self, device_id: str, reason: str) -> None: ...


class Switchboard:
    """The gateway's stand-in for the services."""

    def __init__(self) -> None:
        self._door: Door | None = None

    def plug(self, door: Door | None) -> None:
        """Connect to the gateway, or to nobody."""
        self._door = door

    @property
    def connected(self) -> frozenset[str]:
        """Ids of the devices with a live, authenticated connection."""
        return frozenset() if self._door is None else frozenset(self._door.connected)

    def push(self, device_id: str, event: str, body: Message) -> None:
        """Say something to a device; silently nothing when it is not connected."""
        if self._door is not None:
            self._door.push(device_id, event, body)

    def revoke(self, device_id: str, reason: str) -> None:
        """Tell a device that it is revoked and end its connection, if it has one."""
        if self._door is not None:
            self._door.revoke(device_id, reason)
