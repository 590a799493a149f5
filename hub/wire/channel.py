"""Frames to messages and proof bytes, and back. Nothing but this module knows of encryption.

A channel belongs to one connection and is used in the order of its frames. It raises
`codec.BadMessage` for a message that may be forgiven, `CloseConnection` for a frame that may not.
"""

from collections.abc import Sequence
from typing import Final, NamedTuple, Protocol
from uuid import UUID

from msgspec import UNSET

from hub import limits
from hub.errors import CloseConnection
from hub.wire import codec
from hub.wire.messages import Message
from hub.wire.noise import NoiseError, Transport

_LAST: Final = 0
_MORE: Final = 1
_BINARY: Final = 2
_PART_BYTES: Final = limits.NOISE_PLAINTEXT_BYTES - 1

Frame = str | bytes


class Chunk(NamedTuple):
    """Bytes of a declared file, from `offset` on."""

    asset_id: str
    offset: int
    data: bytes


class Channel(Protocol):
    """What a session needs of the way to its agent."""

    @property
    def name(self) -> str:
        """`json` or `noise`, as in the record of a device."""

    @property
    def text(self) -> bool:
        """Whether the frames of messages are text frames."""

    def receive(self, frame: Frame) -> codec.Envelope | Chunk | None:
        """What a frame brings; None when more frames belong to it."""

    def pack(self, event: str, body: Message, id: codec.OptionalId = UNSET) -> Sequence[bytes]:
        """The frames of a message, to be sent in this order and before anything packed later."""

    def pack_chunk(self, chunk: Chunk) -> bytes:
        """The binary frame of file bytes."""


class JsonChannel:
    """Plain JSON in text frames, file bytes in binary frames."""

    name = "json"
    text = True

    def receive(self, frame: Frame) -> codec.Envelope | Chunk | None:
        if isinstance(frame, str):
            return codec.decode(frame.encode())
        return read_chunk(frame)

    def pack(self, event: str, body: Message, id: codec.OptionalId = UNSET) -> Sequence[bytes]:
        return (codec.encode(event, body, id),)

    def pack_chunk(self, chunk: Chunk) -> bytes:
        return write_chunk(chunk)


class NoiseChannel:
    """One Noise transport message in each binary frame; long messages come in parts."""

    name = "noise"
    text = False

    def __init__(self, transport: Transport) -> None:
        self._sending = transport.sending
        self._receiving = transport.receiving
        self._parts: list[bytes] = []
        self._size = 0

    def receive(self, frame: Frame) -> codec.Envelope | Chunk | None:
        plaintext = self._open(frame)
        kind, content = plaintext[0], plaintext[1:]
        if kind == _BINARY and not self._parts:
            return read_chunk(content)
        if kind not in (_LAST, _MORE):
            raise _broken(f"part {kind:#04x} where it does not belong")
        self._size += len(content)
        if self._size > limits.MESSAGE_BYTES:
            raise _broken("a message that is too long")
        self._parts.append(content)
        if kind == _MORE:
            return None
        text = b"".join(self._parts)
        self._parts.clear()
        self._size = 0
        return codec.decode(text)

    def pack(self, event: str, body: Message, id: codec.OptionalId = UNSET) -> Sequence[bytes]:
        text = codec.encode(event, body, id)
        if len(text) <= _PART_BYTES:
            return (self._seal(_LAST, text),)
        parts = [text[start : start + _PART_BYTES] for start in range(0, len(text), _PART_BYTES)]
        last = parts.pop()
        return (*(self._seal(_MORE, part) for part in parts), self._seal(_LAST, last))

    def pack_chunk(self, chunk: Chunk) -> bytes:
        return self._seal(_BINARY, write_chunk(chunk))

    def _open(self, frame: Frame) -> bytes:
        if isinstance(frame, str):
            raise _broken("a text frame on the encrypted channel")
        if len(frame) > limits.NOISE_FRAME_BYTES:
            raise _broken("a frame that is too long")
        try:
            plaintext = self._receiving.decrypt(frame)
        except NoiseError as error:
            raise _broken(str(error)) from error
        if not plaintext:
            raise _broken("an empty frame")
        return plaintext

    def _seal(self, kind: int, content: bytes) -> bytes:
        try:
            return self._sending.encrypt(bytes([kind]) + content)
        except NoiseError as error:
            raise CloseConnection(CloseConnection.TRY_LATER, str(error)) from error


def read_chunk(frame: bytes) -> Chunk:
    """A binary frame: 16 bytes id, 8 bytes offset, the rest is the file's."""
    if len(frame) < limits.CHUNK_HEADER_BYTES:
        raise codec.BadMessage("a binary frame begins with 16 bytes assetId and 8 bytes offset")
    asset_id = str(UUID(bytes=frame[:16]))
    return Chunk(asset_id, int.from_bytes(frame[16:24], "big"), frame[24:])


def write_chunk(chunk: Chunk) -> bytes:
    """The binary frame of a chunk, before any encryption."""
    return UUID(chunk.asset_id).bytes + chunk.offset.to_bytes(8, "big") + chunk.data


def _broken(reason: str) -> CloseConnection:
    return CloseConnection(CloseConnection.BAD_FRAMES, reason)
