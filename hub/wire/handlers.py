"""What each event of an authenticated agent does: one small function each, one visible table.

The decorator only declares; `HANDLERS` at the end is what counts.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, TypeVar

import msgspec

from hub.wire import messages as m
from hub.wire.ports import Desk, Device, Download

Body = TypeVar("Body", bound=m.Message)
Call = Callable[[Desk, Device, int, Body], Awaitable[m.Message | Download]]


@dataclass(frozen=True, slots=True)
class Handler:
    """One event: what its data must be, what is done, and the event of the reply."""

    event: str
    reply: str
    decoder: "msgspec.json.Decoder[Any]"
    call: Call[Any]
    needs_epoch: bool
    names_agent: bool
    """The data carries `agentId`, which must be the session's own."""


def handles(
    event: str, message: type[Body], *, reply: str | None = None, needs_epoch: bool = True
) -> Callable[[Call[Body]], Handler]:
    """Declare a function as the handler of an event."""

    def declare(call: Call[Body]) -> Handler:
        return Handler(
            event=event,
            reply=reply or f"{event}_ack",
            decoder=msgspec.json.Decoder(message),
            call=call,
            needs_epoch=needs_epoch,
            names_agent="agent_id" in message.__struct_fields__,
        )

    return declare


@handles("heartbeat", m.Heartbeat, needs_epoch=False)
def heartbeat(desk: Desk, device: Device, epoch: int, message: m.Heartbeat) -> Awaitable[m.Message]:
    return desk.agents.heartbeat(device, message)


@handles("job:ack", m.JobAck, reply="job:ack_success", needs_epoch=False)
def claim(desk: Desk, device: Device, epoch: int, message: m.JobAck) -> Awaitable[m.Message]:
    return desk.jobs.claim(device, message)


@handles("job:progress", m.JobProgress)
def progress(
    desk: Desk, device: Device, epoch: int, message: m.JobProgress
) -> Awaitable[m.Message]:
    return desk.jobs.progress(device, epoch, message)


@handles("job:log", m.JobLog)
def log_line(desk: Desk, device: Device, epoch: int, message: m.JobLog) -> Awaitable[m.Message]:
    return desk.jobs.log(device, epoch, message)


@handles("job:evidence", m.JobEvidence)
def evidence(
    desk: Desk, device: Device, epoch: int, message: m.JobEvidence
) -> Awaitable[m.Message]:
    return desk.evidence.store(device, epoch, message)


@handles("job:proof", m.JobProof)
def proof(desk: Desk, device: Device, epoch: int, message: m.JobProof) -> Awaitable[m.Message]:
    return desk.proofs.declare(device, epoch, message)


@handles("job:needs_user", m.JobNeedsUser)
def needs_user(
    desk: Desk, device: Device, epoch: int, message: m.JobNeedsUser
) -> Awaitable[m.Message]:
    return desk.jobs.needs_user(device, epoch, message)


@handles("job:media", m.JobMedia)
def media(desk: Desk, device: Device, epoch: int, message: m.JobMedia) -> Awaitable[Download]:
    return desk.media.send(device, epoch, message)


@handles("job:permit", m.JobPermit)
def permit(desk: Desk, device: Device, epoch: int, message: m.JobPermit) -> Awaitable[m.Message]:
    return desk.publishing.permit(device, epoch, message)


@handles("job:permit_return", m.JobPermitReturn)
def permit_return(
    desk: Desk, device: Device, epoch: int, message: m.JobPermitReturn
) -> Awaitable[m.Message]:
    return desk.publishing.permit_return(device, epoch, message)


@handles("job:submitted", m.JobSubmitted)
def submitted(
    desk: Desk, device: Device, epoch: int, message: m.JobSubmitted
) -> Awaitable[m.Message]:
    return desk.publishing.submitted(device, epoch, message)


@handles("job:done", m.JobDone)
def done(desk: Desk, device: Device, epoch: int, message: m.JobDone) -> Awaitable[m.Message]:
    return desk.jobs.done(device, epoch, message)


@handles("job:error", m.JobError)
def failed(desk: Desk, device: Device, epoch: int, message: m.JobError) -> Awaitable[m.Message]:
    return desk.jobs.failed(device, epoch, message)


@handles("job:cancelled", m.JobCancelled)
def cancelled(
    desk: Desk, device: Device, epoch: int, message: m.JobCancelled
) -> Awaitable[m.Message]:
    return desk.jobs.cancelled(device, epoch, message)


HANDLERS: dict[str, Handler] = {
    handler.event: handler
    for handler in (
        heartbeat,
        claim,
        progress,
        log_line,
        evidence,
        proof,
        needs_user,
        media,
        permit,
        permit_return,
        submitted,
        done,
        failed,
        cancelled,
    )
}
