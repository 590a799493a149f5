"""One connection of an agent to its hub: dial, frames, questions and their answers.

Speaks both channels. It knows nothing of jobs: what the hub says of its own goes to `on_event`.
"""

import asyncio
import itertools
import json
from collections.abc import Callable
from typing import Any

import msgspec
from msgspec import UNSET
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidHandshake, InvalidURI
from websockets.typing import Subprotocol

from hub import limits
from hub.wire import messages as m
from hub.wire.channel import Channel, Chunk, JsonChannel, NoiseChannel
from hub.wire.codec import Envelope
from hub.wire.noise import Transport

ANSWER_SECONDS = 30.0
OPEN_SECONDS = 10.0

OnEvent = Callable[[str, m.Message], None]


class Closed(Exception):
    """The connection ended, or never came to be (`code` None)."""

    def __init__(self, code: int | None, reason: str) -> None:
        super().__init__(reason or f"closed with {code}")
        self.code = code


class Refused(Exception):
    """The hub did not take a message."""

    def __init__(self, error: m.Error) -> None:
        super().__init__(error.message)
        self.code = error.code
        self.retryable = error.retryable
        self.error = error


class Landing:
    """A file on its way from the hub; `whole` is done when all of it is here."""

    def __init__(self, start: int) -> None:
        self.data = bytearray()
        self._start = start
        self.whole: asyncio.Future[m.Message] = asyncio.get_running_loop().create_future()
        self._size: int | None = None

    def expect(self, size: int) -> None:
        """So many bytes; some may be here already."""
        self._size = size
        self._look()

    def take(self, chunk: Chunk) -> None:
        """Bytes come in their order; what does not fit the place is not taken."""
        if chunk.offset == self._start + len(self.data):
            self.data += chunk.data
            self._look()

    def _look(self) -> None:
        if self._size is not None and len(self.data) >= self._size and not self.whole.done():
            self.whole.set_result(m.JobLogAck())


class Client:
    """A WebSocket to the hub, from its opening to its end."""

    def __init__(self, socket: ClientConnection, channel: str) -> None:
        self.channel_name = channel
        self.on_event: OnEvent = _ignore
        self.hello = m.Hello(protocol=0, nonce="")
        self._socket = socket
        self._channel: Channel = JsonChannel()
        self._numbers = itertools.count(1)
        self._answers: dict[int, asyncio.Future[m.Message]] = {}
        self._stored: dict[str, asyncio.Future[m.Message]] = {}
        self._landing: dict[str, Landing] = {}

    @classmethod
    async def open(cls, url: str, channel: str) -> "Client":
        """Dial, and take the hub's hello. Raises Closed."""
        try:
            socket = await connect(
                url,
                subprotocols=[Subprotocol(f"proofdesk.{channel}.1")],
                compression=None,
                proxy=None,
                open_timeout=OPEN_SECONDS,
                max_size=limits.MESSAGE_BYTES,
            )
        except (OSError, InvalidHandshake, InvalidURI, TimeoutError) as error:
            raise Closed(None, f"the hub at {url} cannot be reached: {error}") from error
        client = cls(socket, channel)
        try:
            frame = await client.frame()
            hello = msgspec.json.decode(frame, type=_Opening)
        except msgspec.DecodeError as error:
            await client.close()
            raise Closed(None, "what listens there is not a hub") from error
        client.hello = hello.data
        return client

    async def frame(self) -> str | bytes:
        """The next raw frame: before and during the handshake. Raises Closed."""
        try:
            return await self._socket.recv()
        except ConnectionClosed as error:
            raise _closed(error) from error

    async def send_frame(self, data: bytes) -> None:
        """A raw binary frame of the handshake."""
        await self._send(data)

    def use_noise(self, transport: Transport) -> None:
        """The handshake is done: from here on everything is encrypted."""
        self._channel = NoiseChannel(transport)

    async def next(self) -> tuple[str, m.Message]:
        """The next message, in the opening, where each has its place. Raises Refused."""
        envelope = await self._envelope()
        message = _decode(envelope)
        if isinstance(message, m.Error):
            raise Refused(message)
        return envelope.event, message

    async def send(self, event: str, body: m.Message, number: int | None = None) -> None:
        """Send a message."""
        for frame in self._channel.pack(event, body, UNSET if number is None else number):
            await self._send(frame.decode() if self._channel.text else frame)

    async def ask(self, event: str, body: m.Message) -> m.Message:
        """Send a message and wait for its answer. Raises Closed, Refused."""
        number = next(self._numbers)
        answer = self._answers[number] = asyncio.get_running_loop().create_future()
        try:
            await self.send(event, body, number)
            return await self._patiently(answer)
        finally:
            _settle(self._answers.pop(number))

    async def upload(self, declared: m.JobProof, data: bytes, chunk_bytes: int) -> None:
        """Declare a file and send what the hub does not have yet. Raises Closed, Refused."""
        answer = await self.ask("job:proof", declared)
        assert isinstance(answer, m.JobProofAck)
        if answer.state == "stored":
            return
        # Only from here on: refusals of an earlier attempt's chunks came before the answer.
        stored = self._stored[declared.asset_id] = asyncio.get_running_loop().create_future()
        try:
            for offset in range(answer.offset, len(data), chunk_bytes):
                chunk = Chunk(declared.asset_id, offset, data[offset : offset + chunk_bytes])
                await self._send(self._channel.pack_chunk(chunk))
            await self._patiently(stored)
        finally:
            _settle(self._stored.pop(declared.asset_id))

    async def download(self, body: m.JobMedia) -> tuple[m.JobMediaAck, bytes]:
        """A file that the hub holds: its declaration, then its bytes. Raises Closed, Refused."""
        landing = self._landing[body.media_id] = Landing(body.offset)
        try:
            answer = await self.ask("job:media", body)
            assert isinstance(answer, m.JobMediaAck)
            landing.expect(answer.size_bytes - body.offset)
            await self._patiently(landing.whole)
            return answer, bytes(landing.data)
        finally:
            _settle(self._landing.pop(body.media_id).whole)

    async def listen(self) -> Closed:
        """Take what comes until the connection ends; then all questions end with it."""
        ended = Closed(None, "the connection ended")
        try:
            while True:
                self._take(await self._envelope())
        except Closed as closed:
            ended = closed
            return closed
        finally:
            landing = [one.whole for one in self._landing.values()]
            for waiting in (*self._answers.values(), *self._stored.values(), *landing):
                if not waiting.done():
                    waiting.set_exception(ended)

    async def close(self) -> None:
        """Hang up."""
        await self._socket.close()

    def _take(self, envelope: Envelope) -> None:
        message = _decode(envelope)
        waiting = self._answers.get(envelope.id) if isinstance(envelope.id, int) else None
        if waiting is None:
            waiting = self._stored.get(_asset_of(message))
        if waiting is None:
            self.on_event(envelope.event, message)
        elif not waiting.done():
            if isinstance(message, m.Error):
                waiting.set_exception(Refused(message))
            else:
                waiting.set_result(message)

    async def _envelope(self) -> Envelope:
        incoming: Envelope | Chunk | None = None
        while not isinstance(incoming, Envelope):
            incoming = self._channel.receive(await self.frame())
            if isinstance(incoming, Chunk) and incoming.asset_id in self._landing:
                self._landing[incoming.asset_id].take(incoming)
        return incoming

    async def _patiently(self, answer: "asyncio.Future[m.Message]") -> m.Message:
        try:
            async with asyncio.timeout(ANSWER_SECONDS):
                return await answer
        except TimeoutError:
            await self.close()
            raise Closed(None, "the hub does not answer") from None

    async def _send(self, data: str | bytes) -> None:
        try:
            await self._socket.send(data)
        except ConnectionClosed as error:
            raise _closed(error) from error


class _Opening(msgspec.Struct):
    event: str
    data: m.Hello


def _decode(envelope: Envelope) -> m.Message:
    """The body as the struct of its event; an event of a later hub is an empty message."""
    return msgspec.json.decode(envelope.data, type=m.HUB_EVENTS.get(envelope.event, m.Message))


def _asset_of(message: m.Message) -> str:
    """The file that a word of the hub is about, beside any question."""
    if isinstance(message, m.JobProofStored):
        return message.asset_id
    if isinstance(message, m.Error) and message.details is not UNSET:
        details: dict[str, Any] = message.details
        return str(details.get("assetId", ""))
    return ""


def _closed(error: ConnectionClosed) -> Closed:
    if error.rcvd is None:
        return Closed(None, "the line was cut")
    return Closed(error.rcvd.code, error.rcvd.reason)


def _settle(waiting: "asyncio.Future[m.Message]") -> None:
    """Nobody waits for it any more; what came after all is not an unheard failure."""
    if waiting.done() and not waiting.cancelled():
        waiting.exception()
    else:
        waiting.cancel()


def _ignore(event: str, message: m.Message) -> None:
    """Nobody listens yet."""


def card(name: str, browser: str, version: str) -> bytes:
    """What an agent says of itself in the pairing handshake."""
    return json.dumps({"name": name, "browser": browser, "version": version}).encode()
