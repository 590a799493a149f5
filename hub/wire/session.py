"""A session: one authenticated agent. Frames in, replies out; no sockets and no clock.

Messages are taken one after the other, so replies come in order and `job:done` cannot overtake
the evidence before it.
"""

from collections.abc import AsyncIterator, Sequence

from msgspec import UNSET, UnsetType

from hub import limits
from hub.errors import CloseConnection, WireError
from hub.wire import codec
from hub.wire import messages as m
from hub.wire.channel import Channel, Chunk, Frame
from hub.wire.codec import BadMessage, Envelope
from hub.wire.failures import as_wire_error
from hub.wire.handlers import HANDLERS, Handler
from hub.wire.ports import Desk, Device, Download

Frames = Sequence[bytes]


class Session:
    """What an authenticated device may say, and what it is answered."""

    __slots__ = ("_bad", "_chunk_bytes", "_desk", "_files", "channel", "device")

    def __init__(self, desk: Desk, device: Device, channel: Channel) -> None:
        self._desk = desk
        self._bad = 0
        self._files: list[AsyncIterator[Chunk]] = []
        self._chunk_bytes = limits.CHUNK_BYTES[channel.name]
        self.device = device
        self.channel = channel

    async def receive(self, frame: Frame) -> Frames:
        """The reply to a frame. Raises CloseConnection when the connection must end."""
        try:
            incoming = self.channel.receive(frame)
        except BadMessage as error:
            return self._refuse_form(error)
        if incoming is None:
            return ()
        if isinstance(incoming, Chunk):
            return await self._take_chunk(incoming)
        handler = HANDLERS.get(incoming.event)
        if handler is None:
            unknown = WireError("UNKNOWN_EVENT", f"This hub knows no event {incoming.event!r}.")
            return self._refuse(unknown, incoming.event, incoming.id)
        try:
            message = codec.decode_body(handler.decoder, incoming)
        except BadMessage as error:
            return self._refuse_form(error)
        self._bad = 0
        return await self._answer(handler, incoming, message)

    def take_files(self) -> list[AsyncIterator[Chunk]]:
        """What the last reply promised: file bytes, to be sent behind it at the peer's pace."""
        files, self._files = self._files, []
        return files

    async def _answer(self, handler: Handler, envelope: Envelope, message: m.Message) -> Frames:
        job_id: str | None = getattr(message, "job_id", None)
        try:
            if handler.names_agent and message.agent_id != self.device.id:  # type: ignore[attr-defined]
                raise _wrong_field("data.agentId", "this connection belongs to another agent")
            epoch = self._epoch_of(message) if handler.needs_epoch else 0
            body = await handler.call(self._desk, self.device, epoch, message)
            if isinstance(body, Download):
                offset: int = message.offset  # type: ignore[attr-defined]
                self._files.append(self._cut(body, offset))
                body = body.ack
            return self.channel.pack(handler.reply, body, envelope.id)
        except CloseConnection:
            raise
        except Exception as error:
            return self._refuse(as_wire_error(error), handler.event, envelope.id, job_id)

    def _epoch_of(self, message: m.Message) -> int:
        epoch: int | UnsetType = message.epoch  # type: ignore[attr-defined]
        if epoch is not UNSET:
            return epoch
        if self.channel.name != "json":
            raise _wrong_field("data.epoch", "is required on this channel")
        job_id: str = message.job_id  # type: ignore[attr-defined]
        held = self._desk.jobs.held_epoch(self.device, job_id)
        if held is None:
            raise WireError("JOB_NOT_RUNNING", "This connection holds no lease on the job.")
        return held

    async def _cut(self, download: Download, offset: int) -> AsyncIterator[Chunk]:
        """The bytes of a file in frames of this channel's size."""
        size = self._chunk_bytes
        async for block in download.content:
            for start in range(0, len(block), size):
                part = block[start : start + size]
                yield Chunk(download.ack.media_id, offset, part)
                offset += len(part)

    async def _take_chunk(self, chunk: Chunk) -> Frames:
        self._bad = 0
        try:
            if len(chunk.data) > self._chunk_bytes:
                raise WireError(
                    "TOO_LARGE", f"A binary frame may carry {self._chunk_bytes} bytes of a file."
                )
            stored = await self._desk.proofs.chunk(self.device, *chunk)
        except CloseConnection:
            raise
        except Exception as error:
            refusal = as_wire_error(error)
            refusal.details = {
                **(refusal.details or {}),
                "assetId": chunk.asset_id,
                "offset": chunk.offset,
            }
            return self._refuse(refusal, "job:proof", UNSET)
        return () if stored is None else self.channel.pack("job:proof_stored", stored)

    def _refuse_form(self, error: BadMessage) -> Frames:
        self._bad += 1
        if self._bad >= limits.BAD_MESSAGES:
            raise CloseConnection(CloseConnection.BAD_FRAMES, f"bad messages: {error}")
        return self._refuse(error, error.event, error.id)

    def _refuse(
        self,
        error: WireError,
        event: str | None,
        id: codec.OptionalId,
        job_id: str | None = None,
    ) -> Frames:
        return self.channel.pack("error", error_body(error, event, job_id), id)


def error_body(error: WireError, event: str | None, job_id: str | None = None) -> m.Error:
    """The `error` message of a refusal."""
    return m.Error(
        code=error.code,
        message=error.message,
        event=event,
        retryable=error.retryable,
        job_id=error.job_id or job_id or UNSET,
        details=UNSET if error.details is None else error.details,
    )


def _wrong_field(field: str, what: str) -> WireError:
    return WireError("INVALID", f"{field}: {what}", details={"field": field})
