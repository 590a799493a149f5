"""The agent wire as msgspec structs: one per event, both directions (protocol version 1).

Field names on the wire are camelCase; unknown fields are refused. `AGENT_EVENTS` and `HUB_EVENTS`
are the visible tables from event name to struct. Times are RFC 3339 texts with milliseconds.
"""

from typing import Annotated, Any, Literal

import msgspec
from msgspec import UNSET, Meta, UnsetType

from models.clock import parse_rfc3339

PROTOCOL = 1

Id = Annotated[
    str, Meta(pattern=r"^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\Z")
]
Epoch = Annotated[int, Meta(ge=0, le=2**53)]
Short = Annotated[str, Meta(min_length=1, max_length=200)]
Text = Annotated[str, Meta(max_length=4_000)]
Long = Annotated[str, Meta(max_length=65_536)]
Url = Annotated[str, Meta(max_length=8_192)]
Time = Annotated[
    str,
    Meta(
        max_length=40,
        pattern=r"^[0-9]{4}(-[0-9]{2}){2}T[0-9]{2}(:[0-9]{2}){2}(\.[0-9]{1,9})?(Z|[+-][0-9]{2}:[0-9]{2})\Z",
    ),
]
Sha256 = Annotated[str, Meta(pattern=r"^[0-9a-f]{64}\Z")]
Percent = Annotated[int, Meta(ge=0, le=100)] | Annotated[float, Meta(ge=0, le=100)]
Delay = Annotated[int, Meta(ge=0, le=7 * 86_400)] | Annotated[float, Meta(ge=0, le=7 * 86_400)]
Count = Annotated[int, Meta(ge=0, le=2**53)]
Capabilities = Annotated[
    list[Annotated[str, Meta(min_length=1, max_length=100)]], Meta(max_length=200)
]


class Message(
    msgspec.Struct,
    frozen=True,
    kw_only=True,
    forbid_unknown_fields=True,
    rename="camel",
    omit_defaults=True,
):
    """Base of all message bodies (`data` of the envelope)."""


class JobRef(Message, frozen=True):
    """A job under one lease, as an agent names it."""

    job_id: Id
    epoch: Epoch


class Account(Message, frozen=True):
    """A platform account that a browser profile is logged in to."""

    platform: Short
    handle: Short


# ---------------------------------------------------------------- opening


class Auth(Message, frozen=True):
    """agent -> hub: I am this device (token on json.1 only; on noise.1 the key has spoken)."""

    protocol: int
    agent_id: Id
    version: Short
    capabilities: Capabilities
    boot_id: Short
    running: Annotated[list[JobRef], Meta(max_length=100)]
    token: Annotated[str, Meta(max_length=200)] | UnsetType = UNSET
    name: Short | UnsetType = UNSET
    browser: Short | UnsetType = UNSET
    accounts: Annotated[list[Account], Meta(max_length=200)] | UnsetType = UNSET


class Pair(Message, frozen=True):
    """agent -> hub: pair me. On noise.1 name, browser and version came with the handshake."""

    protocol: int
    link_id: Annotated[str, Meta(min_length=1, max_length=64)]
    capabilities: Capabilities
    secret: Annotated[str, Meta(min_length=1, max_length=200)] | UnsetType = UNSET
    name: Short | UnsetType = UNSET
    browser: Short | UnsetType = UNSET
    version: Short | UnsetType = UNSET


class PairConfirm(Message, frozen=True):
    """agent -> hub (noise.1): the agentId is kept; make the device active."""

    agent_id: Id


class Hello(Message, frozen=True):
    """hub -> agent, first of all."""

    protocol: int
    nonce: str


class PairOk(Message, frozen=True):
    """hub -> agent: you are this device; `token` on json.1 only."""

    agent_id: Id
    token: str | UnsetType = UNSET


class AuthOk(Message, frozen=True):
    """hub -> agent: who you are here, and what of `running` is still yours."""

    agent_id: Id
    device_name: str
    hub_id: str
    hub_epoch: int
    time: Time
    # `continue` is a keyword in Python, not on the wire.
    continue_: list[JobRef] = msgspec.field(name="continue")
    abandon: list[JobRef]


class Platform(Message, frozen=True):
    """Settings of the work itself."""

    platform_url: str
    api_url: str
    search_method: str
    language: str


class ConnectorConfig(Message, frozen=True):
    """One connector with its recipe; `hosts` are those in force."""

    id: str
    name: dict[str, str]
    enabled: bool
    kind: str
    version: int
    hosts: list[str]
    recipe: dict[str, Any]


class Limits(Message, frozen=True):
    """What this hub bears."""

    heartbeat_seconds: int
    lease_seconds: int
    max_message_bytes: int
    chunk_bytes: int
    max_proof_bytes: int


class Config(Message, frozen=True):
    """hub -> agent: after auth_ok and whenever it changes."""

    platform: Platform
    connectors: list[ConnectorConfig]
    limits: Limits


# ---------------------------------------------------------------- agent -> hub


class Heartbeat(Message, frozen=True):
    """I live; renews the leases named (all of this device's when `running` is absent)."""

    agent_id: Id
    running: Annotated[list[JobRef], Meta(max_length=100)] | UnsetType = UNSET


class JobAck(Message, frozen=True):
    """I want this job."""

    job_id: Id
    agent_id: Id


class JobProgress(Message, frozen=True):
    """How far a run is; a message becomes a line of the job's log."""

    job_id: Id
    agent_id: Id
    progress: Percent
    epoch: Epoch | UnsetType = UNSET
    message: Text | UnsetType = UNSET
    checkpoint: dict[str, Any] | UnsetType = UNSET


class JobLog(Message, frozen=True):
    """A line for the job's log."""

    job_id: Id
    level: Literal["debug", "info", "warn", "error"]
    message: Text
    epoch: Epoch | UnsetType = UNSET
    data: dict[str, Any] | UnsetType = UNSET


class EvidenceItem(Message, frozen=True):
    """One finding. `key` names the thing itself (place id, canonical url...) when there is one."""

    type: Short
    title: Annotated[str, Meta(max_length=2_000)]
    source: Short
    snippet: dict[str, Any] | Long
    confidence: Literal["high", "medium", "low"]
    url: Url | UnsetType | None = UNSET
    key: Annotated[str, Meta(max_length=2_000)] | UnsetType | None = UNSET
    collected_at: Time | UnsetType = UNSET

    def __post_init__(self) -> None:
        if self.collected_at is not UNSET:
            _check_time("collectedAt", self.collected_at)


class JobEvidence(Message, frozen=True):
    """A batch of findings, 1 to 500; the same `batchId` again gives the same answer.

    The items are left undecoded here: a wrong item costs that item, not the batch.
    """

    job_id: Id
    agent_id: Id
    batch_id: Short
    evidence: Annotated[list[msgspec.Raw], Meta(min_length=1, max_length=500)]
    epoch: Epoch | UnsetType = UNSET


class JobProof(Message, frozen=True):
    """A proof file follows as binary frames."""

    job_id: Id
    asset_id: Id
    kind: Short
    mime: Short
    size_bytes: Count
    sha256: Sha256
    captured_at: Time
    epoch: Epoch | UnsetType = UNSET
    page_url: Url | UnsetType = UNSET
    title: Annotated[str, Meta(max_length=2_000)] | UnsetType = UNSET
    width: Annotated[int, Meta(ge=0, le=1_000_000)] | UnsetType = UNSET
    height: Annotated[int, Meta(ge=0, le=1_000_000)] | UnsetType = UNSET

    def __post_init__(self) -> None:
        _check_time("capturedAt", self.captured_at)


class JobNeedsUser(Message, frozen=True):
    """A person must act in the browser; the lease goes on."""

    job_id: Id
    reason: Literal["captcha", "consent", "login", "blocked", "wrong_account", "confirm", "other"]
    message: Text
    epoch: Epoch | UnsetType = UNSET
    asset_id: Id | UnsetType = UNSET


class JobMedia(Message, frozen=True):
    """Send me this file of the post, from `offset` on."""

    job_id: Id
    media_id: Id
    offset: Count
    epoch: Epoch | UnsetType = UNSET


class JobPermit(Message, frozen=True):
    """The composer holds this, on this account: may the button be pressed?"""

    job_id: Id
    content_digest: Sha256
    account: Account
    epoch: Epoch | UnsetType = UNSET


class JobPermitReturn(Message, frozen=True):
    """The permit lapsed, and journal and guard show that nothing was pressed."""

    job_id: Id
    permit: Short
    epoch: Epoch | UnsetType = UNSET


class JobSubmitted(Message, frozen=True):
    """The button was pressed at `at`, by the device's clock."""

    job_id: Id
    permit: Short
    at: Time
    epoch: Epoch | UnsetType = UNSET

    def __post_init__(self) -> None:
        _check_time("at", self.at)


class JobDone(Message, frozen=True):
    """The run came to its good end."""

    job_id: Id
    agent_id: Id
    epoch: Epoch | UnsetType = UNSET
    output: dict[str, Any] | UnsetType = UNSET


class JobError(Message, frozen=True):
    """The run failed."""

    job_id: Id
    agent_id: Id
    error: Text
    error_code: Annotated[str, Meta(min_length=1, max_length=100)]
    epoch: Epoch | UnsetType = UNSET
    retryable: bool | UnsetType = UNSET
    retry_after_seconds: Delay | UnsetType = UNSET


class JobCancelled(Message, frozen=True):
    """The agent stopped a job that was cancelled."""

    job_id: Id
    epoch: Epoch | UnsetType = UNSET


def _check_time(field: str, text: str) -> None:
    """The pattern lets the 30th of February through."""
    try:
        parse_rfc3339(text)
    except ValueError as error:
        raise ValueError(f"{field}: {error}") from None


# ---------------------------------------------------------------- hub -> agent


class HeartbeatAck(Message, frozen=True):
    """Alive; what of the named jobs is to be cancelled or no longer the agent's."""

    time: Time
    cancel: list[str]
    lost: list[str]
    paused: bool


class JobAckSuccess(Message, frozen=True):
    """The job is yours under `epoch`. `connector` is a connector id (None for none)."""

    job_id: Id
    epoch: Epoch
    type: str
    input: dict[str, Any]
    connector: str | None
    attempt: int
    checkpoint: dict[str, Any] | None
    lease_seconds: int


class JobProgressAck(Message, frozen=True):
    """Kept; `progress` is what the hub holds now (it never runs backwards within a run)."""

    job_id: Id
    progress: int | float
    cancel_requested: bool


class JobLogAck(Message, frozen=True):
    """The line is kept."""


class RejectedItem(Message, frozen=True):
    """One finding of a batch that was not taken, by its index."""

    index: int
    code: str
    message: str


class JobEvidenceAck(Message, frozen=True):
    """What became of the batch."""

    job_id: Id
    batch_id: str
    accepted: int
    duplicates: int
    rejected: list[RejectedItem]


class JobProofAck(Message, frozen=True):
    """`send` from `offset`, or `stored` already."""

    asset_id: Id
    state: Literal["send", "stored"]
    offset: int


class JobProofStored(Message, frozen=True):
    """The proof is synced, renamed, its row committed."""

    asset_id: Id
    sha256: Sha256
    size_bytes: int


class JobNeedsUserAck(Message, frozen=True):
    """The flag is up."""


class JobMediaAck(Message, frozen=True):
    """What the file is; its bytes from `offset` follow as binary frames."""

    media_id: Id
    mime: str
    name: str
    size_bytes: int
    sha256: Sha256


class JobPermitAck(Message, frozen=True):
    """Press once, within `ttl_seconds`."""

    permit: str
    ttl_seconds: int


class JobPermitReturnAck(Message, frozen=True):
    """The permit is void; the run stands before it again."""


class JobSubmittedAck(Message, frozen=True):
    """The press is on record."""


class JobDoneAck(Message, frozen=True):
    """The job's status now."""

    job_id: Id
    status: str


class JobErrorAck(Message, frozen=True):
    """The job's status now, and when it is tried again."""

    job_id: Id
    status: str
    retry_at: Time | UnsetType = UNSET


class JobCancelledAck(Message, frozen=True):
    """Heard."""


class JobAvailable(Message, frozen=True):
    """hub -> agent (`job:available`, or `job:new` to the one it is directed to)."""

    job_id: Id
    type: str
    context: dict[str, Any]
    priority: int


class JobCancel(Message, frozen=True):
    """hub -> agent: the operator cancelled this running job."""

    job_id: Id
    epoch: Epoch
    reason: str


class JobResume(Message, frozen=True):
    """hub -> agent: the operator dealt with what needed a person."""

    job_id: Id
    epoch: Epoch


class DeviceRevoked(Message, frozen=True):
    """hub -> agent: forget your credential and do not come back."""

    reason: str


class Error(Message, frozen=True):
    """hub -> agent: this message was not taken."""

    code: str
    message: str
    event: str | None
    retryable: bool
    job_id: str | UnsetType = UNSET
    details: dict[str, Any] | UnsetType = UNSET


AGENT_EVENTS: dict[str, type[Message]] = {
    "auth": Auth,
    "pair": Pair,
    "pair_confirm": PairConfirm,
    "heartbeat": Heartbeat,
    "job:ack": JobAck,
    "job:progress": JobProgress,
    "job:log": JobLog,
    "job:evidence": JobEvidence,
    "job:proof": JobProof,
    "job:needs_user": JobNeedsUser,
    "job:media": JobMedia,
    "job:permit": JobPermit,
    "job:permit_return": JobPermitReturn,
    "job:submitted": JobSubmitted,
    "job:done": JobDone,
    "job:error": JobError,
    "job:cancelled": JobCancelled,
}

HUB_EVENTS: dict[str, type[Message]] = {
    "hello": Hello,
    "pair_ok": PairOk,
    "auth_ok": AuthOk,
    "config": Config,
    "heartbeat_ack": HeartbeatAck,
    "job:available": JobAvailable,
    "job:new": JobAvailable,
    "job:ack_success": JobAckSuccess,
    "job:progress_ack": JobProgressAck,
    "job:log_ack": JobLogAck,
    "job:evidence_ack": JobEvidenceAck,
    "job:proof_ack": JobProofAck,
    "job:proof_stored": JobProofStored,
    "job:needs_user_ack": JobNeedsUserAck,
    "job:media_ack": JobMediaAck,
    "job:permit_ack": JobPermitAck,
    "job:permit_return_ack": JobPermitReturnAck,
    "job:submitted_ack": JobSubmittedAck,
    "job:done_ack": JobDoneAck,
    "job:error_ack": JobErrorAck,
    "job:cancelled_ack": JobCancelledAck,
    "job:cancel": JobCancel,
    "job:resume": JobResume,
    "device:revoked": DeviceRevoked,
    "error": Error,
}
