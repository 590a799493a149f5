"""Every figure of the wire in one place: what one side may send, and for how long it may wait."""

from dataclasses import dataclass

KIB = 1024

# What version 1 of the protocol fixes.
MESSAGE_BYTES = 256 * KIB
"""One JSON message, put together."""
JSON_DEPTH = 32
ENVELOPE_ID_CHARACTERS = 200
"""A message's `id` is echoed, so it is kept short."""
NOISE_PLAINTEXT_BYTES = 48 * KIB
NOISE_TAG_BYTES = 16
NOISE_FRAME_BYTES = NOISE_PLAINTEXT_BYTES + NOISE_TAG_BYTES
NOISE_MESSAGES = 2**24
NOISE_SESSION_SECONDS = 24 * 3600
HANDSHAKE_FRAME_BYTES = 4 * KIB
"""The one frame that a stranger may send on the noise channel."""
AUTH_FRAME_BYTES = 64 * KIB
"""The one frame that a stranger may send on the json channel (`auth` names accounts and leases)."""
CHUNK_HEADER_BYTES = 24
BAD_MESSAGES = 3
"""So many bad messages in a row cost the connection."""

# What this hub tells agents in `config`.
HEARTBEAT_SECONDS = 20
LEASE_SECONDS = 60
PROOF_BYTES = 64 * KIB * KIB
CHUNK_BYTES = {
    "noise": NOISE_PLAINTEXT_BYTES - 1 - CHUNK_HEADER_BYTES,
    "json": 128 * KIB,
}
"""Proof bytes in one binary frame, by channel: on noise the part byte and the header go off."""


@dataclass(frozen=True, kw_only=True)
class GatewayLimits:
    """What the gateway bears; tests and large offices choose other figures."""

    unauthenticated: int = 32
    """Connections that have not said who they are, all together."""
    unauthenticated_per_address: int = 4
    """The same for one address of the LAN (loopback shares one address between all profiles)."""
    devices: int = 512
    """Authenticated connections."""
    hello_seconds: float = 10.0
    """From the TCP connection to the end of the upgrade."""
    auth_seconds: float = 10.0
    """From the upgrade to `auth` or `pair`, and from `pair_ok` to `pair_confirm`."""
    refusal_seconds: float = 0.5
    """A wrong credential is answered this long after it came, whatever was wrong with it."""
    ping_seconds: float = 20.0
    session_seconds: float = NOISE_SESSION_SECONDS
    queue_messages: int = 256
    queue_bytes: int = 4 * KIB * KIB
    stall_seconds: float = 10.0
    """A reader that takes nothing for so long is thrown out."""
    close_seconds: float = 0.8
    """How long a close may take before the socket is cut."""
    failures_per_minute: int = 5
    lock_seconds: float = 30.0
    lock_limit_seconds: float = 3600.0
    addresses: int = 1024
    """Addresses whose failures are remembered."""
