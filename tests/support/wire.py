"""Sessions and auth phases in memory: the wire without sockets."""

import asyncio
import json
from collections.abc import Awaitable
from typing import Any, TypeVar

from hub.door.outbox import Gone
from hub.wire.channel import Channel, JsonChannel, NoiseChannel
from hub.wire.codec import Envelope
from hub.wire.noise import Handshake, KeyPair
from hub.wire.session import Session
from tests.support.memory_desk import MemoryDesk, MemoryDevice

Result = TypeVar("Result")


def noise_channels() -> tuple[NoiseChannel, NoiseChannel]:
    """The two ends of an encrypted channel: the agent's, the hub's."""
    keys = KeyPair.generate()
    agent = Handshake(KeyPair.generate(), b"", remote=keys.public)
    hub = Handshake(keys, b"")
    hub.read_first(agent.write_first(b""))
    message, hub_side = hub.write_second(b"")
    return NoiseChannel(agent.read_second(message)[1]), NoiseChannel(hub_side)


def text(event: str, data: dict[str, Any], **rest: Any) -> str:
    """A message as JSON text."""
    return json.dumps({"event": event, "data": data, **rest})


class Talk:
    """A session on the plain channel, spoken to in Python values."""

    def __init__(self, desk: MemoryDesk, device: MemoryDevice) -> None:
        self.desk = desk
        self.device = device
        self.session = Session(desk, device, JsonChannel())

    async def send(self, frame: str | bytes) -> list[dict[str, Any]]:
        """The replies to a frame."""
        return [json.loads(reply) for reply in await self.session.receive(frame)]

    async def ask(self, event: str, data: dict[str, Any], **rest: Any) -> dict[str, Any]:
        """The one reply to a message."""
        (reply,) = await self.send(text(event, data, **rest))
        return reply


class MemoryLink:
    """A peer for the auth phase: what it will send is queued, what it is told is kept."""

    address = "192.0.2.7"
    origin: str | None = None

    def __init__(self) -> None:
        self.incoming: asyncio.Queue[str | bytes | None] = asyncio.Queue()
        self.outgoing: asyncio.Queue[tuple[bytes, bool]] = asyncio.Queue()
        self.locked = False

    async def receive(self) -> str | bytes:
        frame = await self.incoming.get()
        if frame is None:
            raise Gone
        return frame

    def send(self, frame: bytes, *, text: bool) -> None:
        self.outgoing.put_nowait((frame, text))

    def may_try(self, *, resuming: bool) -> bool:
        return not self.locked

    async def while_open(self, wait: Awaitable[Result]) -> Result:
        return await wait

    # the agent's side

    def say(self, event: str, data: dict[str, Any], **rest: Any) -> None:
        """Send a message in plain JSON."""
        self.incoming.put_nowait(text(event, data, **rest))

    async def hear(self) -> dict[str, Any]:
        """The next message in plain JSON."""
        frame, is_text = await self.outgoing.get()
        assert is_text
        message: dict[str, Any] = json.loads(frame)
        return message

    @property
    def silent(self) -> bool:
        """The hub has said nothing that was not heard."""
        return self.outgoing.empty()


def read(channel: Channel, frames: list[bytes]) -> dict[str, Any]:
    """The message that frames of one channel end make at the other."""
    *first, last = frames
    for frame in first:
        assert channel.receive(frame) is None
    envelope = channel.receive(last)
    assert isinstance(envelope, Envelope)
    return {"event": envelope.event, "data": json.loads(bytes(envelope.data)), "id": envelope.id}
