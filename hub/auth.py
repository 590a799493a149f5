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

from hub import codec, limits
from hub import messages as m
from hub.channel import Channel, Frame, JsonChannel, NoiseChannel
from hub.errors import CloseConnection, WireError
from hub.noise import Handshake, KeyPair, NoiseError, Transport
from hub.ports import Desk, Device
from hub.session import Session, error_body

Result = TypeVar("Result")
Body = TypeVar("Body", bound=m.Message)

PROLOGUE: Final = b"proofdesk/noise/1"
PAIR: Final = b"\x01"
RESUME: Final = b"\x02"
LINK_ID_BYTES: Final = 8
NONCE_BYTES: Final = 32


class Refused(CloseConnection):
    """A credential was wrong. The peer sees a bare 4401, always after the same time."""

    def __init__(self, reason: str) -> None:
        super().__init__(CloseConnection.NOT_AUTHENTICATED, reason)


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

    def may_try(self) -> bool:
        """Whether this address may try a credential now."""

    async def while_open(self, wait: Awaitable[Result]) -> Result:
        """Wait for something that may take minutes, but not longer than the peer stays."""


@dataclass(frozen=True, slots=True)
class Identity:
    """Who the hub is, towards agents."""

    hub_id: str
    hub_name: str
    keys: KeyPair


class HandshakeCard(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a browser says of itself in the pairing handshake."""

    name: m.Short
    browser: m.Short
    version: m.Short


class HubCard(msgspec.Struct, frozen=True, rename="camel"):
    """What the hub says of itself in the handshake."""

    hub_id: str
    hub_name: str


class _Version(msgspec.Struct, frozen=True):
    """The one field that is read before all others."""

    protocol: Annotated[int, Meta(ge=0, le=2**53)]


@dataclass(frozen=True, slots=True)
class _Peer:
    """What the handshake proved (noise only)."""

    public_key: bytes
    digits: str
    link_id: str | None
    card: HandshakeCard | None


_AUTH: Final = msgspec.json.Decoder(m.Auth)
_PAIR: Final = msgspec.json.Decoder(m.Pair)
_CONFIRM: Final = msgspec.json.Decoder(m.PairConfirm)
_VERSION: Final = msgspec.json.Decoder(_Version)
_CARD: Final = msgspec.json.Decoder(HandshakeCard)


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
            channel: Channel = JsonChannel()
            return await self._identify(channel, None)
        transport, peer = await self._shake_hands()
        channel = NoiseChannel(transport)
        return await self._identify(channel, peer)

    def _greet(self) -> None:
        nonce = base64.urlsafe_b64encode(self._nonce).decode("ascii").rstrip("=")
        hello = m.Hello(protocol=m.PROTOCOL, nonce=nonce)
        self._link.send(codec.encode("hello", hello), text=True)

    # ------------------------------------------------------------ noise

    async def _shake_hands(self) -> tuple[Transport, _Peer]:
        frame = await self._link.receive()
        self._check_may_try()
        if isinstance(frame, str) or not 0 < len(frame) <= limits.HANDSHAKE_FRAME_BYTES:
            raise Refused("no handshake frame")
        link_id, secret, message = self._read_mode(frame)
        handshake = Handshake(
            self._identity.keys, PROLOGUE + frame[:1] + self._nonce + (link_id or b""), psk=secret
        )
        try:
            payload = handshake.read_first(message)
        except NoiseError as error:
            raise Refused(f"handshake: {error}") from error
        card = _read_card(payload, pairing=secret is not None)
        link_name = None
        if link_id is None:
            await self._check_known(handshake.remote_static)
        else:
            link_name = encode_link_id(link_id)
            self._desk.pairing.burn(link_name)
        mine = HubCard(self._identity.hub_id, self._identity.hub_name)
        reply, transport = handshake.write_second(msgspec.json.encode(mine))
        self._link.send(reply, text=False)
        return transport, _Peer(handshake.remote_static, transport.digits(), link_name, card)

    def _read_mode(self, frame: bytes) -> tuple[bytes | None, bytes | None, bytes]:
        """Link id and secret (pairing only), and Noise message 1."""
        mode, rest = frame[:1], frame[1:]
        if mode == RESUME:
            return None, None, rest
        if mode != PAIR or len(rest) < LINK_ID_BYTES:
            raise Refused("no known mode of handshake")
        link_id, message = rest[:LINK_ID_BYTES], rest[LINK_ID_BYTES:]
        secret = self._desk.pairing.link_secret(encode_link_id(link_id))
        if secret is None:
            raise Refused("no such live link")
        return link_id, secret, message

    async def _check_known(self, public_key: bytes) -> None:
        """A stranger's handshake is not answered."""
        if await self._desk.agents.device_by_key(public_key) is None:
            raise Refused("unknown key")

    # ------------------------------------------------------------ auth or pair

    async def _identify(self, channel: Channel, peer: _Peer | None) -> Entered:
        envelope = await self._next(channel)
        pairing = peer is not None and peer.link_id is not None
        if envelope.event == "pair" and (peer is None or pairing):
            return await self._pair(channel, peer, self._body(channel, envelope, _PAIR))
        if envelope.event == "auth" and not pairing:
            return await self._resume(channel, peer, self._body(channel, envelope, _AUTH))
        raise self._say_and_close(channel, envelope, "UNAUTHENTICATED", "Say who you are first.")

    async def _resume(self, channel: Channel, peer: _Peer | None, auth: m.Auth) -> Entered:
        if peer is None:
            self._check_may_try()
            token = "" if auth.token is UNSET else auth.token
            device = await self._desk.agents.device_by_token(auth.agent_id, token)
        else:
            device = await self._desk.agents.device_by_key(peer.public_key)
        if device is None or device.id != auth.agent_id or device.channel != channel.name:
            raise Refused("unknown device or wrong credential")
        return Entered(Session(self._desk, device, channel), auth)

    async def _pair(self, channel: Channel, peer: _Peer | None, pair: m.Pair) -> Entered:
        if peer is None:
            return await self._pair_with_token(channel, pair)
        return await self._pair_with_key(channel, peer, pair)

    async def _pair_with_token(self, channel: Channel, pair: m.Pair) -> Entered:
        name, browser, version = pair.name, pair.browser, pair.version
        if pair.secret is UNSET or name is UNSET or browser is UNSET or version is UNSET:
            raise Refused("pair without secret, name, browser or version")
        self._check_may_try()
        card = HandshakeCard(name, browser, version)
        try:
            answer = await self._ask(pair, card, secret=pair.secret, peer=None)
        except CloseConnection as error:
            raise Refused(error.reason) from error
        token = answer.token
        assert token is not UNSET
        device = await self._desk.agents.device_by_token(answer.agent_id, token)
        if device is None:
            raise Refused("the device was revoked while it was paired")
        self._send(channel, "pair_ok", answer)
        return self._entered(channel, device, pair, card)

    async def _pair_with_key(self, channel: Channel, peer: _Peer, pair: m.Pair) -> Entered:
        assert peer.card is not None
        if pair.link_id != peer.link_id:
            raise Refused("pair names another link than the handshake")
        answer = await self._ask(pair, peer.card, secret=None, peer=peer)
        self._send(channel, "pair_ok", answer)
        envelope = await self._next(channel)
        if envelope.event != "pair_confirm":
            raise self._say_and_close(channel, envelope, "UNAUTHENTICATED", "Confirm the pairing.")
        if self._body(channel, envelope, _CONFIRM).agent_id != answer.agent_id:
            raise Refused("confirmed another agentId")
        device = await self._desk.pairing.confirm(answer.agent_id)
        return self._entered(channel, device, pair, peer.card)

    async def _ask(
        self, pair: m.Pair, card: HandshakeCard, *, secret: str | None, peer: _Peer | None
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

    def _entered(
        self, channel: Channel, device: Device, pair: m.Pair, card: HandshakeCard
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

    def _check_may_try(self) -> None:
        if not self._link.may_try():
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


def encode_link_id(link_id: bytes) -> str:
    """The eight bytes as they stand in a link: base64url without padding."""
    return base64.urlsafe_b64encode(link_id).decode("ascii").rstrip("=")


def _read_card(payload: bytes, *, pairing: bool) -> HandshakeCard | None:
    if not pairing:
        if payload:
            raise Refused("a payload in a resuming handshake")
        return None
    try:
        return _CARD.decode(payload)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise Refused(f"handshake payload: {error}") from error
