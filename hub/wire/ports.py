"""What a session needs from the hub: small protocols that the services fulfil.

The session knows messages and these verbs; it imports neither models nor sockets. Every verb
returns the body of the reply once the write it speaks of is durable, or raises `WireError`.
A refusal of the models layer (`RuleRefused`, `NotFound`, `InvalidInput`...) may pass through;
`hub.wire.failures` maps it to its wire code.
"""

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from hub.wire import messages as m


class Device(Protocol):
    """The authenticated device of a session (a `models.views.DeviceView` fits)."""

    @property
    def id(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def channel(self) -> str: ...


class AgentsPort(Protocol):
    """Who may come in, and that it lives."""

    async def device_by_key(self, public_key: bytes) -> Device | None:
        """The device (provisional or active) with this X25519 key; None for unknown or revoked."""

    async def device_by_token(self, agent_id: str, token: str) -> Device | None:
        """The json.1 device of this id and token; None for unknown, revoked or wrong."""

    async def opened(self, device: Device, auth: m.Auth) -> m.AuthOk:
        """The device is in: keep what `auth` says, promote a provisional one, sort `running`."""

    async def heartbeat(self, device: Device, message: m.Heartbeat) -> m.HeartbeatAck: ...
    async def config(self, device: Device) -> m.Config: ...
    async def available(self, device: Device) -> Sequence[tuple[str, m.JobAvailable]]:
        """(event, body) for every waiting job this device may do now."""

    def closed(self, device: Device) -> None:
        """The device's connection ended (not called when a newer one replaced it)."""


class PairingPort(Protocol):
    """Links, the operator's Allow, new devices."""

    def link_secret(self, link_id: str) -> bytes | None:
        """The 32 secret bytes of a live noise link (a pure lookup); None for any other."""

    def burn(self, link_id: str) -> None:
        """A handshake with this link's secret succeeded: nobody else may use it from now on."""

    async def ask(
        self,
        *,
        link_id: str,
        secret: str | None,
        name: str,
        browser: str,
        version: str,
        capabilities: Sequence[str],
        address: str,
        origin: str | None,
        public_key: bytes | None,
        digits: str | None,
    ) -> m.PairOk:
        """Wait for Allow (or the link's "allow the first device") and commit the device.

        json.1 gives `secret` and gets a token, its device is active at once; noise.1 gives
        `public_key` and `digits`, its device is provisional until `confirm`.
        Raises CloseConnection 4401 when refused, expired, used or wrong.
        """

    async def confirm(self, agent_id: str) -> Device:
        """The agent stored its id: the device is active."""


class JobsPort(Protocol):
    """Claims and what a run reports. `epoch` is resolved by the session before it calls."""

    def held_epoch(self, device: Device, job_id: str) -> int | None:
        """The epoch of the lease this device holds on the job (json.1 may leave the epoch out)."""

    async def claim(self, device: Device, message: m.JobAck) -> m.JobAckSuccess: ...
    async def progress(
        self, device: Device, epoch: int, message: m.JobProgress
    ) -> m.JobProgressAck: ...
    async def log(self, device: Device, epoch: int, message: m.JobLog) -> m.JobLogAck: ...
    async def needs_user(
        self, device: Device, epoch: int, message: m.JobNeedsUser
    ) -> m.JobNeedsUserAck: ...
    async def done(self, device: Device, epoch: int, message: m.JobDone) -> m.JobDoneAck: ...
    async def failed(self, device: Device, epoch: int, message: m.JobError) -> m.JobErrorAck: ...
    async def cancelled(
        self, device: Device, epoch: int, message: m.JobCancelled
    ) -> m.JobCancelledAck: ...


class EvidencePort(Protocol):
    """Findings."""

    async def store(
        self, device: Device, epoch: int, message: m.JobEvidence
    ) -> m.JobEvidenceAck: ...


class ProofsPort(Protocol):
    """Proof files."""

    async def declare(self, device: Device, epoch: int, message: m.JobProof) -> m.JobProofAck: ...
    async def chunk(
        self, device: Device, asset_id: str, offset: int, data: bytes
    ) -> m.JobProofStored | None:
        """Bytes of a declared asset; the last one returns `JobProofStored` after it is durable."""


@dataclass(frozen=True, slots=True)
class Download:
    """A file that goes to the agent: the reply first, then its bytes from the offset asked for."""

    ack: m.JobMediaAck
    content: AsyncIterator[bytes]
    """Blocks of any length; the session cuts them for its channel."""


class MediaPort(Protocol):
    """Files of posts."""

    async def send(self, device: Device, epoch: int, message: m.JobMedia) -> Download: ...


class PublishingPort(Protocol):
    """Permits, and what is said of the press."""

    async def permit(self, device: Device, epoch: int, message: m.JobPermit) -> m.JobPermitAck: ...
    async def permit_return(
        self, device: Device, epoch: int, message: m.JobPermitReturn
    ) -> m.JobPermitReturnAck: ...
    async def submitted(
        self, device: Device, epoch: int, message: m.JobSubmitted
    ) -> m.JobSubmittedAck: ...


class Desk(Protocol):
    """Everything a session needs, in one hand."""

    @property
    def agents(self) -> AgentsPort: ...
    @property
    def pairing(self) -> PairingPort: ...
    @property
    def jobs(self) -> JobsPort: ...
    @property
    def evidence(self) -> EvidencePort: ...
    @property
    def proofs(self) -> ProofsPort: ...
    @property
    def media(self) -> MediaPort: ...
    @property
    def publishing(self) -> PublishingPort: ...
