"""Channels: frames to messages and file bytes and back, and what breaks them."""

import json
from uuid import uuid4

import pytest

from hub import limits
from hub.errors import CloseConnection
from hub.wire import codec
from hub.wire import messages as m
from hub.wire.channel import Channel, Chunk, JsonChannel, NoiseChannel
from hub.wire.codec import BadMessage
from hub.wire.noise import Cipher
from tests.support.wire import noise_channels, read

ASSET = str(uuid4())


def log_line(size: int) -> m.JobLog:
    return m.JobLog(job_id=ASSET, level="info", message="é" * size)


def seal(channel: NoiseChannel, plaintext: bytes) -> bytes:
    """A frame of any content, sealed as the channel would."""
    cipher: Cipher = channel._sending
    return cipher.encrypt(plaintext)


def both() -> list[tuple[Channel, Channel]]:
    return [(JsonChannel(), JsonChannel()), noise_channels()]


@pytest.mark.parametrize("number", [0, 1], ids=["json", "noise"])
def test_a_message_arrives(number: int) -> None:
    agent, hub = both()[number]
    frames = list(agent.pack("job:log", log_line(3), 7))
    envelope = hub.receive(frames[0].decode() if agent.text else frames[0])
    assert isinstance(envelope, codec.Envelope)
    assert (envelope.event, envelope.id) == ("job:log", 7)
    assert json.loads(bytes(envelope.data))["message"] == "ééé"


@pytest.mark.parametrize("number", [0, 1], ids=["json", "noise"])
def test_file_bytes_arrive(number: int) -> None:
    agent, hub = both()[number]
    chunk = Chunk(ASSET, 2**40 + 1, bytes(range(256)) * 100)
    assert hub.receive(agent.pack_chunk(chunk)) == chunk


@pytest.mark.parametrize("size", [24_000, 24_500, 40_000, 100_000])
def test_a_long_message_comes_in_parts(size: int) -> None:
    agent, hub = noise_channels()
    frames = list(hub.pack("job:log", log_line(size)))
    assert len(frames) == -(-len(codec.encode("job:log", log_line(size))) // (48 * 1024 - 1))
    assert all(len(frame) <= limits.NOISE_FRAME_BYTES for frame in frames)
    assert read(agent, frames)["data"]["message"] == "é" * size


@pytest.mark.parametrize("size", range(48 * 1024 - 110, 48 * 1024 - 90))
def test_messages_around_the_size_of_a_frame(size: int) -> None:
    agent, hub = noise_channels()
    body = m.DeviceRevoked(reason="x" * size)
    assert read(agent, list(hub.pack("device:revoked", body)))["data"] == {"reason": "x" * size}


def test_the_largest_chunk_fits_one_noise_frame() -> None:
    agent, hub = noise_channels()
    chunk = Chunk(ASSET, 0, bytes(limits.CHUNK_BYTES["noise"]))
    frame = agent.pack_chunk(chunk)
    assert len(frame) == limits.NOISE_FRAME_BYTES
    assert hub.receive(frame) == chunk


def test_channels_go_on_after_a_bad_message() -> None:
    agent, hub = noise_channels()
    with pytest.raises(BadMessage):
        hub.receive(seal(agent, b"\x00[1]"))
    assert isinstance(hub.receive(agent.pack("x", m.JobLogAck())[0]), codec.Envelope)


@pytest.mark.parametrize("size", [0, 1, 16, 23])
def test_a_short_binary_frame_is_a_bad_message(size: int) -> None:
    with pytest.raises(BadMessage):
        JsonChannel().receive(bytes(size))


def test_a_text_frame_breaks_the_encrypted_channel() -> None:
    _, hub = noise_channels()
    with pytest.raises(CloseConnection) as caught:
        hub.receive('{"event":"heartbeat","data":{}}')
    assert caught.value.code == 4400


@pytest.mark.parametrize(
    "plaintexts",
    [
        [b""],
        [b"\x00"],
        [b"\x03{}"],
        [b"\xff"],
        [b"\x00{"],
        [b"\x01{", b"\x02" + bytes(30)],
        [b"\x01{", b"\x07}"],
        [b"\x01" + bytes(40_000)] * 7,
        [b"\x01" + bytes(40_000)] * 6 + [b"\x00" + bytes(40_000)],
    ],
    ids=[
        "empty",
        "empty message",
        "unknown part",
        "unknown part 2",
        "no JSON",
        "bytes between parts",
        "unknown part between parts",
        "endless parts",
        "too long in the end",
    ],
)
def test_plaintexts_that_break_the_channel(plaintexts: list[bytes]) -> None:
    agent, hub = noise_channels()
    *before, last = (seal(agent, plaintext) for plaintext in plaintexts)
    for frame in before:
        assert hub.receive(frame) is None
    with pytest.raises(CloseConnection) as caught:
        hub.receive(last)
    assert caught.value.code == 4400


@pytest.mark.parametrize("fault", ["flipped", "repeated", "skipped", "short", "plain", "too long"])
def test_frames_that_break_the_channel_for_good(fault: str) -> None:
    agent, hub = noise_channels()
    one, two, three = (agent.pack("x", m.JobLogAck())[0] for _ in range(3))
    hub.receive(one)
    bad = {
        "flipped": two[:-1] + bytes([two[-1] ^ 128]),
        "repeated": one,
        "skipped": three,
        "short": b"x",
        "plain": b'\x00{"event":"x","data":{}}',
        "too long": bytes(65_536),
    }[fault]
    with pytest.raises(CloseConnection):
        hub.receive(bad)
    if fault != "too long":
        with pytest.raises(CloseConnection):
            hub.receive(two)


def test_an_oversize_frame_is_refused_before_any_cryptography() -> None:
    agent, hub = noise_channels()
    with pytest.raises(CloseConnection, match="too long"):
        hub.receive(seal(agent, bytes(limits.NOISE_PLAINTEXT_BYTES + 1)))
    assert hub._receiving.counter == 0


def test_the_end_of_the_counter_asks_to_come_again() -> None:
    _, hub = noise_channels()
    hub._sending = Cipher(bytes(32), limit=1)
    hub.pack("x", m.JobLogAck())
    with pytest.raises(CloseConnection) as caught:
        hub.pack("x", m.JobLogAck())
    assert caught.value.code == 1013
