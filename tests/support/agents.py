"""Agents for tests and benchmarks, over the real WebSocket client: one for each channel.

async with await JsonAgent.connect(url) as agent:
    credential = await agent.pair(Link.parse(text))
    ...
async with await NoiseAgent.connect(url, hub_key=link.hub_key, keys=keys) as agent:
    await agent.resume(agent_id)
    await agent.send("job:ack", {"jobId": job, "agentId": agent_id}, id=1)
    taken = await agent.expect("job:ack_success")
"""

import asyncio
import base64
import hashlib
import itertools
import json
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Self
from urllib.parse import parse_qs, urlsplit
from uuid import uuid4

import msgspec
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

from hub import limits
from hub.wire.channel import Channel, Chunk, JsonChannel, NoiseChannel
from hub.wire.codec import Envelope
from hub.wire.handshake import PAIR, PROLOGUE, RESUME
from hub.wire.noise import Handshake, KeyPair, Transport

PATIENCE = 10.0
EXTENSION_ORIGIN = "chrome-extension://abcdefghijklmnopabcdefghijklmnop"


class Closed(Exception):
    """The hub closed the connection."""

    def __init__(self, code: int | None, reason: str | None) -> None:
        super().__init__(f"{code} {reason}")
        self.code = code
        self.reason = reason


@dataclass(frozen=True)
class Link:
    """A pairing link, taken apart."""

    url: str
    hub_key: bytes
    id: str
    secret: str

    @classmethod
    def parse(cls, text: str) -> "Link":
        """From `proofdesk://pair/1?u=…&h=…&i=…&s=…`."""
        parts = {name: values[0] for name, values in parse_qs(urlsplit(text).query).items()}
        key = from_base64url(parts["h"]) if "h" in parts else b""
        return cls(parts.get("u", ""), key, parts["i"], parts["s"])


@dataclass(frozen=True)
class Credential:
    """What a paired agent keeps."""

    agent_id: str
    token: str | None = None


@dataclass
class Asset:
    """A proof file to be sent."""

    data: bytes
    mime: str = "image/png"
    kind: str = "results"
    id: str = field(default_factory=lambda: str(uuid4()))

    def declaration(self, job_id: str, epoch: int) -> dict[str, Any]:
        """The data of `job:proof`."""
        return {
            "jobId": job_id,
            "epoch": epoch,
            "assetId": self.id,
            "kind": self.kind,
            "mime": self.mime,
            "sizeBytes": len(self.data),
            "sha256": hashlib.sha256(self.data).hexdigest(),
            "capturedAt": "2026-11-24T08:00:00.000Z",
        }


class Agent:
    """What both channels have in common."""

    SUBPROTOCOL = ""

    def __init__(self, socket: ClientConnection) -> None:
        self.socket = socket
        self.hello: dict[str, Any] = {}
        self.inbox: deque[dict[str, Any]] = deque()
        self.channel: Channel | None = None
        self.boot_id = "boot"
        self.capabilities: Sequence[str] = ("google_maps",)
        self.numbers = itertools.count(1)

    @classmethod
    async def dial(cls, url: str, origin: str | None = None, **options: Any) -> ClientConnection:
        """Open the WebSocket as this kind of agent does."""
        headers = {"Origin": origin} if origin else {}
        return await connect(
            url,
            subprotocols=[cls.SUBPROTOCOL],  # type: ignore[list-item]
            additional_headers=headers,
            compression=None,
            proxy=None,
            max_size=2**22,
            **options,
        )

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.socket.close()

    async def send(self, event: str, data: dict[str, Any], id: int | str | None = None) -> None:
        """Send a message."""
        envelope = {"event": event, "data": data} | ({} if id is None else {"id": id})
        await self.send_text(json.dumps(envelope, ensure_ascii=False))

    async def send_text(self, text: str) -> None:
        """Send a message that is already JSON text, or should be. Raises Closed."""
        await self.send_frame(text)

    async def send_frame(self, frame: str | bytes) -> None:
        """Send one frame as it is. Raises Closed."""
        try:
            await self.socket.send(frame)
        except ConnectionClosed:
            raise Closed(self.socket.close_code, self.socket.close_reason) from None

    async def send_chunk(self, chunk: Chunk) -> None:
        """Send file bytes."""
        assert self.channel is not None
        await self.send_frame(self.channel.pack_chunk(chunk))

    async def ask(self, event: str, data: dict[str, Any], reply: str | None = None) -> Any:
        """Send a message and wait for its reply (`<event>_ack`, or `error`)."""
        number = next(self.numbers)
        await self.send(event, data, number)
        return await self.expect(reply or f"{event}_ack", id=number)

    async def receive(self) -> dict[str, Any]:
        """The next message of the hub, whatever it is. Raises Closed."""
        assert self.channel is not None
        incoming: Envelope | Chunk | None = None
        while incoming is None:
            incoming = self.channel.receive(await self.receive_frame())
        assert isinstance(incoming, Envelope)
        data = json.loads(bytes(incoming.data))
        id = None if incoming.id is msgspec.UNSET else incoming.id
        return {"event": incoming.event, "data": data, "id": id}

    async def receive_frame(self) -> str | bytes:
        """The next frame. Raises Closed."""
        try:
            async with asyncio.timeout(PATIENCE):
                return await self.socket.recv()
        except ConnectionClosed:
            raise Closed(self.socket.close_code, self.socket.close_reason) from None

    async def expect(self, event: str, id: int | str | None = None) -> Any:
        """The data of the next message of an event; others wait for their own `expect`."""
        skipped: deque[dict[str, Any]] = deque()
        try:
            while True:
                message = self.inbox.popleft() if self.inbox else await self.receive()
                if message["event"] == event and id in (None, message["id"]):
                    return message["data"]
                skipped.append(message)
                if message["event"] == "error" and id is not None and message["id"] == id:
                    raise AssertionError(f"error instead of {event}: {message['data']}")
        finally:
            self.inbox.extendleft(reversed(skipped))

    async def closed(self) -> Closed:
        """Wait until the hub closes; what it still says goes to the inbox."""
        try:
            while True:
                self.inbox.append(await self.receive())
        except Closed as closed:
            return closed

    async def upload(self, asset: Asset, job_id: str, epoch: int, chunk_bytes: int = 0) -> Any:
        """Declare a proof and send its bytes from where the hub wants them."""
        assert self.channel is not None
        size = chunk_bytes or limits.CHUNK_BYTES[self.channel.name]
        answer = await self.ask("job:proof", asset.declaration(job_id, epoch))
        if answer["state"] == "stored":
            return answer
        for offset in range(answer["offset"], len(asset.data), size):
            await self.send_chunk(Chunk(asset.id, offset, asset.data[offset : offset + size]))
        return await self.expect("job:proof_stored")

    def auth_data(self, agent_id: str, running: Sequence[dict[str, Any]] = ()) -> dict[str, Any]:
        """The data of `auth`."""
        return {
            "protocol": 1,
            "agentId": agent_id,
            "version": "1.0",
            "capabilities": list(self.capabilities),
            "bootId": self.boot_id,
            "running": list(running),
        }

    async def _enter(self) -> dict[str, Any]:
        auth_ok: dict[str, Any] = await self.expect("auth_ok")
        await self.expect("config")
        return auth_ok


class JsonAgent(Agent):
    """A script agent on the plain channel."""

    SUBPROTOCOL = "proofdesk.json.1"

    @classmethod
    async def connect(cls, url: str, **options: Any) -> "JsonAgent":
        """Open the connection and take the hub's hello."""
        agent = cls(await cls.dial(url, **options))
        agent.channel = JsonChannel()
        agent.hello = await agent.expect("hello")
        return agent

    async def pair(self, link: Link, name: str = "Script") -> Credential:
        """Pair, and be in."""
        await self.send("pair", self.pair_data(link, name))
        told = await self.expect("pair_ok")
        await self._enter()
        return Credential(told["agentId"], told["token"])

    def pair_data(self, link: Link, name: str = "Script") -> dict[str, Any]:
        """The data of `pair`."""
        return {
            "protocol": 1,
            "linkId": link.id,
            "secret": link.secret,
            "name": name,
            "browser": "none",
            "version": "1.0",
            "capabilities": list(self.capabilities),
        }

    async def resume(
        self, credential: Credential, running: Sequence[dict[str, Any]] = ()
    ) -> dict[str, Any]:
        """Come back."""
        data = self.auth_data(credential.agent_id, running) | {"token": credential.token}
        await self.send("auth", data)
        return await self._enter()


class NoiseAgent(Agent):
    """An agent on the encrypted channel, as the extension is one."""

    SUBPROTOCOL = "proofdesk.noise.1"

    def __init__(self, socket: ClientConnection, hub_key: bytes, keys: KeyPair) -> None:
        super().__init__(socket)
        self.hub_key = hub_key
        self.keys = keys
        self.transport: Transport | None = None
        self.hub_card: dict[str, Any] = {}

    @classmethod
    async def connect(
        cls,
        url: str,
        *,
        hub_key: bytes,
        keys: KeyPair | None = None,
        origin: str | None = EXTENSION_ORIGIN,
        **options: Any,
    ) -> "NoiseAgent":
        """Open the connection and take the hub's hello; the handshake comes with pair or resume."""
        agent = cls(await cls.dial(url, origin, **options), hub_key, keys or KeyPair.generate())
        frame = await agent.receive_frame()
        assert isinstance(frame, str)
        agent.hello = json.loads(frame)["data"]
        return agent

    async def send_text(self, text: str) -> None:
        assert self.transport is not None
        size = limits.NOISE_PLAINTEXT_BYTES - 1
        content = text.encode()
        for start in range(0, max(1, len(content)), size):
            last = start + size >= len(content)
            part = (b"\x00" if last else b"\x01") + content[start : start + size]
            await self.send_frame(self.transport.sending.encrypt(part))

    async def shake_hands(self, link: Link | None = None, name: str = "Browser") -> None:
        """The Noise handshake: IKpsk1 with a link, IK without."""
        nonce = from_base64url(self.hello["nonce"])
        mode = RESUME if link is None else PAIR
        link_id = b"" if link is None else from_base64url(link.id)
        handshake = Handshake(
            self.keys,
            PROLOGUE + mode + nonce + link_id,
            psk=None if link is None else from_base64url(link.secret),
            remote=self.hub_key,
        )
        card = {"name": name, "browser": "Chromium", "version": "1.0"}
        payload = b"" if link is None else json.dumps(card).encode()
        await self.socket.send(mode + link_id + handshake.write_first(payload))
        frame = await self.receive_frame()
        assert isinstance(frame, bytes)
        answer, self.transport = handshake.read_second(frame)
        self.hub_card = json.loads(answer)
        self.channel = NoiseChannel(self.transport)

    async def pair(self, link: Link, name: str = "Browser") -> Credential:
        """Pair, confirm, and be in."""
        await self.shake_hands(link, name)
        await self.send(
            "pair", {"protocol": 1, "linkId": link.id, "capabilities": list(self.capabilities)}
        )
        told = await self.expect("pair_ok")
        await self.send("pair_confirm", {"agentId": told["agentId"]})
        await self._enter()
        return Credential(told["agentId"])

    async def resume(
        self, credential: Credential, running: Sequence[dict[str, Any]] = ()
    ) -> dict[str, Any]:
        """Come back with the key."""
        await self.shake_hands()
        await self.send("auth", self.auth_data(credential.agent_id, running))
        return await self._enter()

    @property
    def digits(self) -> str:
        """The six digits that this side shows while it pairs."""
        assert self.transport is not None
        return self.transport.digits()


def from_base64url(text: str) -> bytes:
    """Without padding, as links and nonces are written."""
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
