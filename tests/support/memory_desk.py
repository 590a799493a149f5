"""A desk that lives in memory: all that a session may ask for, with levers for tests."""

import asyncio
import base64
import hashlib
import secrets
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field
from uuid import uuid4

from msgspec import UNSET

from hub import limits
from hub.errors import CloseConnection, WireError
from hub.wire import messages as m
from hub.wire.noise import KeyPair
from hub.wire.ports import Download

TIME = "2026-11-24T08:00:00.000Z"


@dataclass
class MemoryDevice:
    """A paired device."""

    name: str
    channel: str
    id: str = field(default_factory=lambda: str(uuid4()))
    key: bytes | None = None
    token: str | None = None
    status: str = "active"


@dataclass
class MemoryLink:
    """A pairing link."""

    channel: str
    allow_first: bool = True
    id: str = field(
        default_factory=lambda: base64.urlsafe_b64encode(secrets.token_bytes(8)).decode().strip("=")
    )
    secret: bytes = field(default_factory=lambda: secrets.token_bytes(32))
    used: bool = False
    answered: asyncio.Event = field(default_factory=asyncio.Event)
    allowed: bool = False

    @property
    def secret_text(self) -> str:
        """The secret as it stands in a link."""
        return base64.urlsafe_b64encode(self.secret).decode().rstrip("=")


@dataclass
class MemoryJob:
    """A job, as much of it as the wire shows."""

    id: str = field(default_factory=lambda: str(uuid4()))
    type: str = "google_maps"
    input: dict[str, object] = field(default_factory=lambda: {"query": "dentists"})
    status: str = "PENDING"
    epoch: int = 0
    holder: str | None = None
    progress: float = 0
    cancel_requested: bool = False
    logs: list[str] = field(default_factory=list)
    batches: dict[str, m.JobEvidenceAck] = field(default_factory=dict)
    findings: list[bytes] = field(default_factory=list)


@dataclass
class MemoryProof:
    """A declared proof file."""

    declared: m.JobProof
    data: bytearray = field(default_factory=bytearray)
    stored: bool = False


class MemoryDesk:
    """Every port in one object; the parts below share its state."""

    def __init__(self) -> None:
        self.devices: dict[str, MemoryDevice] = {}
        self.links: dict[str, MemoryLink] = {}
        self.all_jobs: dict[str, MemoryJob] = {}
        self.all_proofs: dict[str, MemoryProof] = {}
        self.calls: list[str] = []
        self.closed_devices: list[str] = []
        self.asked: list[dict[str, object]] = []
        self.entered: list[m.Auth] = []
        self.asked_signal = asyncio.Event()
        self._failures: dict[str, Exception] = {}
        self._gates: dict[str, asyncio.Event] = {}
        self.agents = MemoryAgents(self)
        self.pairing = MemoryPairing(self)
        self.jobs = MemoryJobs(self)
        self.evidence = MemoryEvidence(self)
        self.proofs = MemoryProofs(self)
        self.media = MemoryMedia(self)
        self.publishing = MemoryPublishing(self)
        self.files: dict[str, bytes] = {}

    # levers

    def add_device(
        self, channel: str, *, key: KeyPair | None = None, name: str = "Front desk"
    ) -> MemoryDevice:
        """Pair a device out of hand."""
        device = MemoryDevice(name, channel)
        if channel == "noise":
            device.key = (key or KeyPair.generate()).public
        else:
            device.token = secrets.token_urlsafe(32)
        self.devices[device.id] = device
        return device

    def add_link(self, channel: str, *, allow_first: bool = True) -> MemoryLink:
        """Make a pairing link."""
        link = MemoryLink(channel, allow_first)
        self.links[link.id] = link
        return link

    def add_job(self, *, holder: MemoryDevice | None = None) -> MemoryJob:
        """Make a job; with a holder it runs already."""
        job = MemoryJob()
        if holder is not None:
            job.status, job.epoch, job.holder = "RUNNING", 1, holder.id
        self.all_jobs[job.id] = job
        return job

    def fail_next(self, verb: str, error: Exception) -> None:
        """The next call of a verb ("jobs.progress") raises."""
        self._failures[verb] = error

    def hold(self, verb: str) -> asyncio.Event:
        """Calls of a verb wait until the returned event is set."""
        return self._gates.setdefault(verb, asyncio.Event())

    async def reach(self, verb: str) -> None:
        """Each verb passes here first."""
        self.calls.append(verb)
        if verb in self._gates:
            await self._gates[verb].wait()
        if verb in self._failures:
            raise self._failures.pop(verb)

    def job_of(self, device: MemoryDevice, job_id: str, epoch: int) -> MemoryJob:
        """The running job of a device under a lease."""
        job = self.all_jobs.get(job_id)
        if job is None:
            raise WireError("JOB_NOT_FOUND", "There is no such job.")
        if job.epoch != epoch or job.holder != device.id:
            raise WireError("LEASE_LOST", "The lease went on to somebody else.")
        return job


class _Part:
    """One port of the desk."""

    def __init__(self, desk: MemoryDesk) -> None:
        self.desk = desk


class MemoryAgents(_Part):
    """`AgentsPort`."""

    async def device_by_key(self, public_key: bytes) -> MemoryDevice | None:
        await self.desk.reach("agents.device_by_key")
        return self._known(lambda device: device.key == public_key)

    async def device_by_token(self, agent_id: str, token: str) -> MemoryDevice | None:
        await self.desk.reach("agents.device_by_token")
        return self._known(lambda device: device.id == agent_id and device.token == token)

    def _known(self, matches: object) -> MemoryDevice | None:
        assert callable(matches)
        for device in self.desk.devices.values():
            if device.status != "revoked" and matches(device):
                return device
        return None

    async def opened(self, device: MemoryDevice, auth: m.Auth) -> m.AuthOk:
        self.desk.entered.append(auth)
        await self.desk.reach("agents.opened")
        device.status = "active"
        mine = [ref for ref in auth.running if self._holds(device, ref)]
        return m.AuthOk(
            agent_id=device.id,
            device_name=device.name,
            hub_id="hub",
            hub_epoch=1,
            time=TIME,
            continue_=mine,
            abandon=[ref for ref in auth.running if ref not in mine],
        )

    def _holds(self, device: MemoryDevice, ref: m.JobRef) -> bool:
        job = self.desk.all_jobs.get(ref.job_id)
        return job is not None and (job.holder, job.epoch) == (device.id, ref.epoch)

    async def heartbeat(self, device: MemoryDevice, message: m.Heartbeat) -> m.HeartbeatAck:
        await self.desk.reach("agents.heartbeat")
        refs = [] if message.running is UNSET else message.running
        return m.HeartbeatAck(
            time=TIME,
            cancel=[j.id for j in self.desk.all_jobs.values() if j.cancel_requested],
            lost=[ref.job_id for ref in refs if not self._holds(device, ref)],
            paused=False,
        )

    async def config(self, device: MemoryDevice) -> m.Config:
        await self.desk.reach("agents.config")
        return m.Config(
            platform=m.Platform(platform_url="", api_url="", search_method="maps", language="en"),
            connectors=[],
            limits=m.Limits(
                heartbeat_seconds=limits.HEARTBEAT_SECONDS,
                lease_seconds=limits.LEASE_SECONDS,
                max_message_bytes=limits.MESSAGE_BYTES,
                chunk_bytes=limits.CHUNK_BYTES[device.channel],
                max_proof_bytes=limits.PROOF_BYTES,
            ),
        )

    async def available(self, device: MemoryDevice) -> Sequence[tuple[str, m.JobAvailable]]:
        await self.desk.reach("agents.available")
        return [
            ("job:available", available(job))
            for job in self.desk.all_jobs.values()
            if job.status == "PENDING"
        ]

    def closed(self, device: MemoryDevice) -> None:
        self.desk.closed_devices.append(device.id)


class MemoryPairing(_Part):
    """`PairingPort`."""

    waiting = 0

    def link_secret(self, link_id: str) -> bytes | None:
        link = self.desk.links.get(link_id)
        return None if link is None or link.used or link.channel != "noise" else link.secret

    def burn(self, link_id: str) -> None:
        self.desk.links[link_id].used = True

    def answer(self, link_id: str, *, allowed: bool) -> None:
        """The operator presses Allow or Refuse."""
        link = self.desk.links[link_id]
        link.allowed = allowed
        link.answered.set()

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
        await self.desk.reach("pairing.ask")
        link = self.desk.links.get(link_id)
        channel = "json" if public_key is None else "noise"
        if link is None or link.channel != channel or (channel == "json" and link.used):
            raise CloseConnection(CloseConnection.NOT_AUTHENTICATED, "no such live link")
        if channel == "json" and secret != link.secret_text:
            raise CloseConnection(CloseConnection.NOT_AUTHENTICATED, "wrong secret")
        link.used = True
        self.desk.asked.append(
            {"name": name, "browser": browser, "version": version, "digits": digits,
             "address": address, "origin": origin, "capabilities": list(capabilities)}
        )  # fmt: skip
        self.desk.asked_signal.set()
        if not link.allow_first:
            self.waiting += 1
            try:
                await link.answered.wait()
            finally:
                self.waiting -= 1
            if not link.allowed:
                raise CloseConnection(CloseConnection.NOT_AUTHENTICATED, "refused")
        device = MemoryDevice(name, channel, key=public_key)
        self.desk.devices[device.id] = device
        if channel == "noise":
            device.status = "provisional"
            return m.PairOk(agent_id=device.id)
        device.token = secrets.token_urlsafe(32)
        return m.PairOk(agent_id=device.id, token=device.token)

    async def confirm(self, agent_id: str) -> MemoryDevice:
        await self.desk.reach("pairing.confirm")
        device = self.desk.devices[agent_id]
        device.status = "active"
        return device


class MemoryJobs(_Part):
    """`JobsPort`."""

    def held_epoch(self, device: MemoryDevice, job_id: str) -> int | None:
        job = self.desk.all_jobs.get(job_id)
        return job.epoch if job is not None and job.holder == device.id else None

    async def claim(self, device: MemoryDevice, message: m.JobAck) -> m.JobAckSuccess:
        await self.desk.reach("jobs.claim")
        job = self.desk.all_jobs.get(message.job_id)
        if job is None:
            raise WireError("JOB_NOT_FOUND", "There is no such job.")
        if job.status != "PENDING":
            raise WireError("JOB_TAKEN", "Another agent was quicker.")
        job.status, job.holder = "RUNNING", device.id
        job.epoch += 1
        return m.JobAckSuccess(
            job_id=job.id,
            epoch=job.epoch,
            type=job.type,
            input=job.input,
            connector="google_maps",
            attempt=1,
            checkpoint=None,
            lease_seconds=limits.LEASE_SECONDS,
        )

    async def progress(
        self, device: MemoryDevice, epoch: int, message: m.JobProgress
    ) -> m.JobProgressAck:
        await self.desk.reach("jobs.progress")
        job = self.desk.job_of(device, message.job_id, epoch)
        job.progress = max(job.progress, message.progress)
        if message.message is not UNSET:
            job.logs.append(message.message)
        return m.JobProgressAck(
            job_id=job.id, progress=job.progress, cancel_requested=job.cancel_requested
        )

    async def log(self, device: MemoryDevice, epoch: int, message: m.JobLog) -> m.JobLogAck:
        await self.desk.reach("jobs.log")
        self.desk.job_of(device, message.job_id, epoch).logs.append(message.message)
        return m.JobLogAck()

    async def needs_user(
        self, device: MemoryDevice, epoch: int, message: m.JobNeedsUser
    ) -> m.JobNeedsUserAck:
        await self.desk.reach("jobs.needs_user")
        self.desk.job_of(device, message.job_id, epoch)
        return m.JobNeedsUserAck()

    async def done(self, device: MemoryDevice, epoch: int, message: m.JobDone) -> m.JobDoneAck:
        await self.desk.reach("jobs.done")
        job = self.desk.job_of(device, message.job_id, epoch)
        job.status = "COMPLETED"
        return m.JobDoneAck(job_id=job.id, status=job.status)

    async def failed(self, device: MemoryDevice, epoch: int, message: m.JobError) -> m.JobErrorAck:
        await self.desk.reach("jobs.failed")
        job = self.desk.job_of(device, message.job_id, epoch)
        job.status = "PENDING" if message.retryable is True else "FAILED"
        return m.JobErrorAck(
            job_id=job.id, status=job.status, retry_at=TIME if message.retryable is True else UNSET
        )

    async def cancelled(
        self, device: MemoryDevice, epoch: int, message: m.JobCancelled
    ) -> m.JobCancelledAck:
        await self.desk.reach("jobs.cancelled")
        self.desk.job_of(device, message.job_id, epoch).status = "CANCELLED"
        return m.JobCancelledAck()


class MemoryEvidence(_Part):
    """`EvidencePort`."""

    async def store(
        self, device: MemoryDevice, epoch: int, message: m.JobEvidence
    ) -> m.JobEvidenceAck:
        await self.desk.reach("evidence.store")
        job = self.desk.job_of(device, message.job_id, epoch)
        if message.batch_id not in job.batches:
            job.findings.extend(bytes(item) for item in message.evidence)
            job.batches[message.batch_id] = m.JobEvidenceAck(
                job_id=job.id,
                batch_id=message.batch_id,
                accepted=len(message.evidence),
                duplicates=0,
                rejected=[],
            )
        return job.batches[message.batch_id]


class MemoryProofs(_Part):
    """`ProofsPort`."""

    async def declare(self, device: MemoryDevice, epoch: int, message: m.JobProof) -> m.JobProofAck:
        await self.desk.reach("proofs.declare")
        self.desk.job_of(device, message.job_id, epoch)
        proof = self.desk.all_proofs.setdefault(message.asset_id, MemoryProof(message))
        return m.JobProofAck(
            asset_id=message.asset_id,
            state="stored" if proof.stored else "send",
            offset=len(proof.data),
        )

    async def chunk(
        self, device: MemoryDevice, asset_id: str, offset: int, data: bytes
    ) -> m.JobProofStored | None:
        await self.desk.reach("proofs.chunk")
        proof = self.desk.all_proofs.get(asset_id)
        if proof is None or offset != len(proof.data):
            raise WireError("INVALID", "These bytes belong to no declared proof.")
        proof.data += data
        if len(proof.data) < proof.declared.size_bytes:
            return None
        if hashlib.sha256(proof.data).hexdigest() != proof.declared.sha256:
            del self.desk.all_proofs[asset_id]
            raise WireError("HASH_MISMATCH", "The bytes are not the declared ones.")
        proof.stored = True
        return m.JobProofStored(
            asset_id=asset_id, sha256=proof.declared.sha256, size_bytes=len(proof.data)
        )


class MemoryMedia(_Part):
    """`MediaPort`: `desk.files` by media id, read in blocks of 100 kB."""

    async def send(self, device: MemoryDevice, epoch: int, message: m.JobMedia) -> Download:
        await self.desk.reach("media.send")
        self.desk.job_of(device, message.job_id, epoch)
        data = self.desk.files[message.media_id]
        ack = m.JobMediaAck(
            media_id=message.media_id,
            mime="image/png",
            name="picture.png",
            size_bytes=len(data),
            sha256=hashlib.sha256(data).hexdigest(),
        )
        return Download(ack, self._blocks(data[message.offset :]))

    async def _blocks(self, data: bytes) -> AsyncIterator[bytes]:
        for start in range(0, len(data), 100_000):
            await asyncio.sleep(0)
            yield data[start : start + 100_000]


class MemoryPublishing(_Part):
    """`PublishingPort`: every job gets the permit that is named like it."""

    async def permit(
        self, device: MemoryDevice, epoch: int, message: m.JobPermit
    ) -> m.JobPermitAck:
        await self.desk.reach("publishing.permit")
        job = self.desk.job_of(device, message.job_id, epoch)
        return m.JobPermitAck(permit=f"permit of {job.id}", ttl_seconds=15)

    async def permit_return(
        self, device: MemoryDevice, epoch: int, message: m.JobPermitReturn
    ) -> m.JobPermitReturnAck:
        await self.desk.reach("publishing.permit_return")
        self.desk.job_of(device, message.job_id, epoch)
        return m.JobPermitReturnAck()

    async def submitted(
        self, device: MemoryDevice, epoch: int, message: m.JobSubmitted
    ) -> m.JobSubmittedAck:
        await self.desk.reach("publishing.submitted")
        self.desk.job_of(device, message.job_id, epoch)
        return m.JobSubmittedAck()


def available(job: MemoryJob) -> m.JobAvailable:
    """A job as it is offered."""
    return m.JobAvailable(job_id=job.id, type=job.type, context=job.input, priority=0)
