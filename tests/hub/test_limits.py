"""The figures of the wire fit each other and the protocol."""

from hub import limits
from hub.limits import GatewayLimits


def test_what_the_protocol_fixes() -> None:
    assert limits.MESSAGE_BYTES == 256 * 1024
    assert limits.JSON_DEPTH == 32
    assert limits.NOISE_PLAINTEXT_BYTES == 48 * 1024
    assert limits.NOISE_MESSAGES == 2**24
    assert limits.NOISE_SESSION_SECONDS == 24 * 3600
    assert (limits.HEARTBEAT_SECONDS, limits.LEASE_SECONDS) == (20, 60)


def test_chunks_fit_the_frames_of_their_channel() -> None:
    header = limits.CHUNK_HEADER_BYTES
    assert limits.CHUNK_BYTES["noise"] + header + 1 == limits.NOISE_PLAINTEXT_BYTES
    assert limits.CHUNK_BYTES["json"] + header <= limits.MESSAGE_BYTES


def test_a_noise_frame_fits_noise() -> None:
    assert limits.NOISE_FRAME_BYTES < 65_536


def test_the_gateway_bears_what_was_promised() -> None:
    bears = GatewayLimits()
    assert bears.unauthenticated <= 32
    assert bears.unauthenticated_per_address <= 4
    assert bears.devices >= 500
    assert (bears.hello_seconds, bears.auth_seconds) == (10, 10)
    assert (bears.queue_messages, bears.queue_bytes) == (256, 4 * 1024 * 1024)
    assert bears.stall_seconds + bears.close_seconds <= 15
    assert 2 * bears.ping_seconds <= 40
    assert bears.close_seconds < 1
