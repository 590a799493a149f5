"""The phase before a session: who is this? Its only good end is an authenticated `Session`.

A stranger has no way to say anything else: the phase knows `auth`, `pair` and `pair_confirm`. It
is as silent as it can be: after `hello` nothing goes out before a credential proved right, except
a word on a message that was readable and no attempt at all (wrong event, wrong version).
"""

import base64
import os
from collections.abc import Awaitable
from dataclasses import dataclass
from typing import Annotated, Final, Protocol, TypeVar

import msgspec
from msgspec import UNSET, Meta

from hub import limits
from hub.errors import CloseConnection, WireError
from hub.wire import codec, handshake
from hub.wire import messages as m
from hub.wire.channel import Channel, Frame, JsonChannel, NoiseChannel
from hub.wire.handshake import BrowserCard, Identity, Peer, Refused
from hub.wire.ports import Desk, Device
from hub.wire.session import Session, error_body

Result = TypeVar("Result")
Body = TypeVar("Body", bound=m.Message)

NONCE_BYTES: Final = 32


class Link(Protocol):
    """The connection as the phase sees it."""

    @property
    def address(self) -> str:
        """Where the peer is."""

    @property
    def origin(self) -> str | None:
        """The Origin header of its request."""

    async def receive(self) -> Frame:
        """The next frame; the connection ends when it does not come in time."""

    def send(self, frame: bytes, *, text: bool) -> None:
        """Queue a frame."""

    def may_try(self, *, resuming: bool) -> bool:
        """Whether this address may try a credential now (`resuming`: a key, nothing to guess)."""

    async def while_open(self, wait: Awaitable[Result]) -> Result:
        """Wait for something that may take minutes, but not longer than the peer stays."""


class _Version(msgspec.Struct, frozen=True):
    """The one field that is read before all others."""

    protocol: Annotated[int, Meta(ge=0, le=2**53)]


_AUTH: Final = msgspec.json.Decoder(m.Auth)
_PAIR: Final = msgspec.json.Decoder(m.Pair)
_CONFIRM: Final = msgspec.json.Decoder(m.PairConfirm)
_VERSION: Final = msgspec.json.Decoder(_Version)


@dataclass(frozen=True, slots=True)
class Entered:
    """The end of the phase: the session, and the `auth` that the agents' service is told."""

    session: Session
    auth: m.Auth


class AuthPhase:
    """One connection on its way to be a session."""

    def __init__(self, desk: Desk, identity: Identity, link: Link) -> None:
        self._desk = desk
        self._identity = identity
        self._link = link
        self._nonce = os.urandom(NONCE_BYTES)

    async def run(self, channel_name: str) -> Entered:
        """Greet, and hear who it is. Raises CloseConnection (`Refused` for a wrong credential)."""
        self._greet()
        if channel_name == "json":
            return await self._identify(JsonChannel(), None)
        frame = await self._link.receive()
        self._check_may_try(resuming=frame[:1] == handshake.RESUME)
        answer, transport, peer = await handshake.respond(
            self._desk, self._identity, self._nonce, frame
        )
        self._link.send(answer, text=False)
        return await self._identify(NoiseChannel(transport), peer)

    def _greet(self) -> None:
        nonce = base64.urlsafe_b64encode(self._nonce).decode("ascii").rstrip("=")
        hello = m.Hello(protocol=m.PROTOCOL, nonce=nonce)
        self._link.send(codec.encode("hello", hello), text=True)

    async def _identify(self, channel: Channel, peer: Peer | None) -> Entered:
        """`auth` or `pair`, whichever the handshake (if there was one) allows."""
        envelope = await self._next(channel)
        pairing = peer is not None and peer.link_id is not None
        if envelope.event == "pair" and (peer is None or pairing):
            pair = self._body(channel, envelope, _PAIR)
            return await self._pair(channel, peer, envelope, pair)
        if envelope.event == "auth" and not pairing:
            auth = self._body(channel, envelope, _AUTH)
            return await self._resume(channel, peer, auth)
        raise self._say_and_close(channel, envelope, "UNAUTHENTICATED", "Say who you are first.")

    async def _resume(self, channel: Channel, peer: Peer | None, auth: m.Auth) -> Entered:
        if peer is None:
            self._check_may_try()
            token = "" if auth.token is UNSET else auth.token
            device = await self._desk.agents.device_by_token(auth.agent_id, token)
        else:
            device = await self._desk.agents.device_by_key(peer.public_key)
        if device is None or device.id != auth.agent_id or device.channel != channel.name:
            raise Refused("unknown device or wrong credential")
        return Entered(Session(self._desk, device, channel), auth)

    # ------------------------------------------------------------ pairing

    async def _pair(
        self, channel: Channel, peer: Peer | None, envelope: codec.Envelope, pair: m.Pair
    ) -> Entered:
        if peer is None:
            return await self._pair_with_token(channel, envelope, pair)
        assert peer.card is not None
        if pair.link_id != peer.link_id:
            raise Refused("pair names another link than the handshake")
        answer = await self._ask(pair, peer.card, peer=peer)
        self._send(channel, "pair_ok", answer)
        device = await self._confirmed(channel, answer.agent_id)
        return self._entered(channel, device, pair, peer.card)

    async def _pair_with_token(
        self, channel: Channel, envelope: codec.Envelope, pair: m.Pair
    ) -> Entered:
        name, browser, version = pair.name, pair.browser, pair.version
        if pair.secret is UNSET or name is UNSET or browser is UNSET or version is UNSET:
            text = "data: secret, name, browser and version are required on this channel"
            raise self._say_and_close(channel, envelope, "INVALID", text)
        self._check_may_try()
        card = BrowserCard(name, browser, version)
        try:
            answer = await self._ask(pair, card, secret=pair.secret)
        except CloseConnection as error:
            if error.code == CloseConnection.NOT_AUTHENTICATED:
                raise Refused(error.reason) from error
            raise
        assert answer.token is not UNSET
        device = await self._desk.agents.device_by_token(answer.agent_id, answer.token)
        if device is None:
            raise Refused("the device was revoked while it was paired")
        self._send(channel, "pair_ok", answer)
        return self._entered(channel, device, pair, card)

    async def _ask(
        self,
        pair: m.Pair,
        card: BrowserCard,
        *,
        secret: str | None = None,
        peer: Peer | None = None,
    ) -> m.PairOk:
        return await self._link.while_open(
            self._desk.pairing.ask(
                link_id=pair.link_id,
                secret=secret,
                name=card.name,
                browser=card.browser,
                version=card.version,
                capabilities=pair.capabilities,
                address=self._link.address,
                origin=self._link.origin,
                public_key=peer.public_key if peer else None,
                digits=peer.digits if peer else None,
            )
        )

    async def _confirmed(self, channel: Channel, agent_id: str) -> Device:
        """The agent says that it kept its id."""
        envelope = await self._next(channel)
        if envelope.event != "pair_confirm":
            raise self._say_and_close(channel, envelope, "UNAUTHENTICATED", "Confirm the pairing.")
        if self._body(channel, envelope, _CONFIRM).agent_id != agent_id:
            raise Refused("confirmed another agentId")
        return await self._desk.pairing.confirm(agent_id)

    def _entered(
        self, channel: Channel, device: Device, pair: m.Pair, card: BrowserCard
    ) -> Entered:
        """A device that was paired right now has said all that `auth` says."""
        auth = m.Auth(
            protocol=m.PROTOCOL,
            agent_id=device.id,
            version=card.version,
            capabilities=pair.capabilities,
            boot_id="pairing",
            running=[],
            name=card.name,
            browser=card.browser,
        )
        return Entered(Session(self._desk, device, channel), auth)

    # ------------------------------------------------------------ frames

    async def _next(self, channel: Channel) -> codec.Envelope:
        """The next message of a peer that may say but one."""
        size = 0
        while True:
            frame = await self._link.receive()
            size += len(frame)
            if size > limits.AUTH_FRAME_BYTES:
                raise Refused("too much before authentication")
            try:
                incoming = channel.receive(frame)
            except codec.BadMessage as error:
                raise self._explain_and_close(channel, error) from error
            if isinstance(incoming, codec.Envelope):
                return incoming
            if incoming is not None:
                raise Refused("file bytes before authentication")

    def _body(
        self, channel: Channel, envelope: codec.Envelope, decoder: "msgspec.json.Decoder[Body]"
    ) -> Body:
        try:
            if decoder is not _CONFIRM:
                self._check_version(channel, envelope)
            return codec.decode_body(decoder, envelope)
        except codec.BadMessage as error:
            raise self._explain_and_close(channel, error) from error

    def _check_version(self, channel: Channel, envelope: codec.Envelope) -> None:
        if codec.decode_body(_VERSION, envelope).protocol != m.PROTOCOL:
            raise self._say_and_close(
                channel,
                envelope,
                "UNSUPPORTED_PROTOCOL",
                f"This hub speaks version {m.PROTOCOL} of the protocol. Update hub or agent.",
                CloseConnection.UNSUPPORTED_PROTOCOL,
            )

    def _check_may_try(self, *, resuming: bool = False) -> None:
        if not self._link.may_try(resuming=resuming):
            raise Refused("the address is locked")

    def _say_and_close(
        self,
        channel: Channel,
        envelope: codec.Envelope,
        code: str,
        text: str,
        close: int = CloseConnection.NOT_AUTHENTICATED,
    ) -> CloseConnection:
        body = error_body(WireError(code, text), envelope.event)
        self._send(channel, "error", body, envelope.id)
        return CloseConnection(close, text)

    def _explain_and_close(self, channel: Channel, error: codec.BadMessage) -> CloseConnection:
        self._send(channel, "error", error_body(error, error.event), error.id)
        return CloseConnection(CloseConnection.NOT_AUTHENTICATED, error.message)

    def _send(
        self, channel: Channel, event: str, body: m.Message, id: codec.OptionalId = UNSET
    ) -> None:
        for frame in channel.pack(event, body, id):
            self._link.send(frame, text=channel.text)
