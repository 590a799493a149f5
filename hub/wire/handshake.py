"""The hub's side of the Noise handshake: which mode, which link, whose key.

Whatever is wrong, the answer is the same `Refused`, and nothing was said to the peer.
"""

import base64
from dataclasses import dataclass
from typing import Final

import msgspec

from hub import limits
from hub.errors import CloseConnection
from hub.wire.channel import Frame
from hub.wire.messages import Short
from hub.wire.noise import Handshake, KeyPair, NoiseError, Transport
from hub.wire.ports import Desk

PROLOGUE: Final = b"proofdesk/noise/1"
PAIR: Final = b"\x01"
RESUME: Final = b"\x02"
LINK_ID_BYTES: Final = 8


class Refused(CloseConnection):
    """A credential was wrong. The peer sees a bare 4401, always after the same time."""

    def __init__(self, reason: str) -> None:
        super().__init__(CloseConnection.NOT_AUTHENTICATED, reason)


@dataclass(frozen=True, slots=True)
class Identity:
    """Who the hub is, towards agents."""

    hub_id: str
    hub_name: str
    keys: KeyPair


class BrowserCard(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What an agent says of itself when it asks to be paired."""

    name: Short
    browser: Short
    version: Short


class HubCard(msgspec.Struct, frozen=True, rename="camel"):
    """What the hub says of itself in the handshake."""

    hub_id: str
    hub_name: str


@dataclass(frozen=True, slots=True)
class Peer:
    """What a handshake proved."""

    public_key: bytes
    digits: str
    link_id: str | None
    """The link that it pairs with; None when it resumes."""
    card: BrowserCard | None
    """Given when it pairs."""


@dataclass(frozen=True, slots=True)
class _Opening:
    """The first frame, taken apart."""

    mode: bytes
    link_id: bytes
    secret: bytes | None
    message: bytes


_CARD: Final = msgspec.json.Decoder(BrowserCard)


async def respond(
    desk: Desk, identity: Identity, nonce: bytes, frame: Frame
) -> tuple[bytes, Transport, Peer]:
    """The answer to the first frame of a peer, the transport, and who the peer is."""
    opening = _take_apart(desk, frame)
    handshake = Handshake(
        identity.keys,
        PROLOGUE + opening.mode + nonce + opening.link_id,
        psk=opening.secret,
    )
    try:
        payload = handshake.read_first(opening.message)
    except NoiseError as error:
        raise Refused(f"handshake: {error}") from error
    if opening.secret is None:
        link_id, card = None, None
        await _check_known(desk, handshake.remote_static, payload)
    else:
        link_id, card = encode_link_id(opening.link_id), _read_card(payload)
        desk.pairing.burn(link_id)
    mine = msgspec.json.encode(HubCard(identity.hub_id, identity.hub_name))
    answer, transport = handshake.write_second(mine)
    return answer, transport, Peer(handshake.remote_static, transport.digits(), link_id, card)


def encode_link_id(link_id: bytes) -> str:
    """The eight bytes as they stand in a link: base64url without padding."""
    return base64.urlsafe_b64encode(link_id).decode("ascii").rstrip("=")


def _take_apart(desk: Desk, frame: Frame) -> _Opening:
    # The size is looked at before any cryptography.
    if isinstance(frame, str) or len(frame) > limits.HANDSHAKE_FRAME_BYTES:
        raise Refused("no handshake frame")
    mode, rest = frame[:1], frame[1:]
    if mode == RESUME:
        return _Opening(mode, b"", None, rest)
    if mode != PAIR or len(rest) < LINK_ID_BYTES:
        raise Refused("no known mode of handshake")
    link_id, message = rest[:LINK_ID_BYTES], rest[LINK_ID_BYTES:]
    secret = desk.pairing.link_secret(encode_link_id(link_id))
    if secret is None:
        raise Refused("no such live link")
    return _Opening(mode, link_id, secret, message)


async def _check_known(desk: Desk, public_key: bytes, payload: bytes) -> None:
    if payload:
        raise Refused("a payload in a resuming handshake")
    if await desk.agents.device_by_key(public_key) is None:
        raise Refused("unknown key")


def _read_card(payload: bytes) -> BrowserCard:
    try:
        return _CARD.decode(payload)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise Refused(f"handshake payload: {error}") from error
