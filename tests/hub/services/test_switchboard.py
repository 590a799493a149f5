"""Pushing to agents before, while and after the gateway listens."""

from hub.services.switchboard import Switchboard
from hub.wire.messages import DeviceRevoked, Message


class Door:
    """Remembers what came."""

    def __init__(self) -> None:
        self.connected = {"laptop": object()}
        self.came: list[tuple[str, str]] = []

    def push(self, device_id: str, event: str, body: Message) -> bool:
        self.came.append((device_id, event))
        return device_id in self.connected

    def revoke(self, device_id: str, reason: str) -> None:
        self.came.append((device_id, reason))


def test_without_a_gateway_nobody_is_there() -> None:
    wire = Switchboard()
    wire.push("laptop", "config", DeviceRevoked(reason="x"))
    wire.revoke("laptop", "x")
    assert wire.connected == frozenset()


def test_with_a_gateway_it_passes_on_until_it_is_pulled_out() -> None:
    wire, door = Switchboard(), Door()
    wire.plug(door)
    assert wire.connected == {"laptop"}
    wire.push("laptop", "config", DeviceRevoked(reason="x"))
    wire.revoke("laptop", "why")
    wire.plug(None)
    wire.push("laptop", "config", DeviceRevoked(reason="x"))
    assert door.came == [("laptop", "config"), ("laptop", "why")]
