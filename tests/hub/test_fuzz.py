"""Hostile frames by the thousand through channel and session: none crashes, none harms another.

`PROOFDESK_FUZZ_FRAMES` asks for more of them; `PROOFDESK_FUZZ_SEED` for others.
"""

import asyncio
import json
import os
import random
from collections import Counter
from typing import Any
from uuid import uuid4

import pytest

from hub.errors import CloseConnection
from hub.wire.auth import AuthPhase
from hub.wire.channel import Chunk, JsonChannel, NoiseChannel, write_chunk
from hub.wire.handshake import Identity
from hub.wire.messages import AGENT_EVENTS
from hub.wire.noise import KeyPair
from hub.wire.session import Session
from tests.support.gateway import run
from tests.support.memory_desk import MemoryDesk
from tests.support.wire import MemoryLink, noise_channels

FRAMES = int(os.environ.get("PROOFDESK_FUZZ_FRAMES", "20000"))
SEED = os.environ.get("PROOFDESK_FUZZ_SEED", "proofdesk")

VALUES: list[Any] = [
    None, True, 0, -1, 1.5, 2**53, 2**63, 10**400, "", "x", "\0", "\x1b]0;", "x" * 5000,
    "\u202egnp.exe", "'; DROP TABLE jobs", "../../etc/passwd", "%s%n{0}", [], {}, [[]], {"": {}},
    {"__proto__": {}}, [None] * 600, "2026-11-24T08:00:00.000Z", "9999-99-99T99:99:99Z", "0" * 64,
]  # fmt: skip
BROKEN = [
    '{"event":"job:log","data":{"a":NaN}}',
    '{"event":"job:log","data":{"a":1e999}}',
    '{"event":"job:log","data":{"a":"\\ud800"}}',
    '{"event":"job:log","data":{"a":1,"a":2}}',
    '{"event":"job:log","data":' + "[" * 5000 + "]" * 5000 + "}",
    '{"event":"job:log","data":' + "9" * 5000 + "}",
    "[" * 100_000,
    "",
    "null",
    "\ufeff{}",
]


class Fuzzer:
    """Makes frames: good ones, nearly good ones, and noise."""

    def __init__(self, seed: str, ids: list[str]) -> None:
        self.random = random.Random(seed)
        self.ids = ids

    def frame(self) -> str | bytes:
        """The next frame of the plain channel."""
        roll = self.random.random()
        if roll < 0.55:
            return json.dumps(self.message())
        if roll < 0.75:
            return self.damaged(json.dumps(self.message()))
        if roll < 0.80:
            return self.random.choice(BROKEN)
        if roll < 0.95:
            return self.chunk()
        return self.random.randbytes(self.random.choice([0, 1, 23, 24, 100, 5000]))

    def message(self) -> dict[str, Any]:
        """A message with some of its fields wrong."""
        event = self.random.choice([*AGENT_EVENTS, "job:permit", "x" * 200])
        message: dict[str, Any] = {"event": event, "data": self.data(event)}
        if self.random.random() < 0.5:
            message["id"] = self.random.choice([1, "a", 1.5, *VALUES])
        if self.random.random() < 0.05:
            message[self.random.choice(["event", "data", "more"])] = self.value()
        return message

    def data(self, event: str) -> dict[str, Any]:
        data: dict[str, Any] = {}
        struct = AGENT_EVENTS.get(event)
        for field in struct.__struct_encode_fields__ if struct else ("jobId",):
            roll = self.random.random()
            if roll < 0.7:
                data[field] = self.fitting(field)
            elif roll < 0.85:
                data[field] = self.value()
        if self.random.random() < 0.05:
            data["more"] = self.value()
        return data

    def fitting(self, field: str) -> Any:
        """A value that may be right."""
        if field.endswith("Id"):
            return self.random.choice(self.ids)
        samples: dict[str, Any] = {
            "epoch": 1, "progress": 50, "running": [], "capabilities": [], "level": "info",
            "evidence": [{"title": "x"}, 5], "sizeBytes": 3, "sha256": "0" * 64,
            "capturedAt": "2026-11-24T08:00:00Z", "reason": "captcha", "retryable": True,
            "checkpoint": {"page": 1}, "output": {}, "data": {}, "width": 1, "height": 1,
            "accounts": [], "retryAfterSeconds": 1, "protocol": 1,
        }  # fmt: skip
        return samples.get(field, "text")

    def value(self) -> Any:
        return self.random.choice(VALUES)

    def damaged(self, text: str) -> str:
        """Some characters gone, doubled or replaced."""
        for _ in range(self.random.randint(1, 3)):
            at = self.random.randrange(len(text) + 1)
            piece = self.random.choice(
                ["", '"', "{", "}", ",", "\\", "\\u", "é", text[at : at + 9]]
            )
            text = text[:at] + piece + text[at + self.random.randint(0, 2) :]
        return text

    def chunk(self) -> bytes:
        asset = self.random.choice([*self.ids, str(uuid4())])
        offset = self.random.choice([0, 1, 2**63, 2**64 - 1])
        return write_chunk(Chunk(asset, offset, self.random.randbytes(self.random.randrange(50))))


class Victims:
    """Sessions of an attacker on both channels, and somebody else's job beside them."""

    def __init__(self) -> None:
        self.desk = MemoryDesk()
        other = self.desk.add_device("json")
        self.others_job = self.desk.add_job(holder=other)
        self.device = self.desk.add_device("json")
        self.noise_device = self.desk.add_device("noise")
        jobs = [self.desk.add_job(holder=self.device), self.desk.add_job(holder=self.noise_device)]
        jobs.append(self.desk.add_job())
        names = [self.device.id, self.noise_device.id, other.id]
        self.ids = names + [job.id for job in jobs] + [self.others_job.id, str(uuid4())]

    def json_session(self) -> Session:
        return Session(self.desk, self.device, JsonChannel())

    def noise_session(self) -> tuple[NoiseChannel, Session]:
        agent, hub = noise_channels()
        return agent, Session(self.desk, self.noise_device, hub)


def test_frames_through_sessions() -> None:
    async def main() -> None:
        victims = Victims()
        fuzzer = Fuzzer(SEED, victims.ids)
        plain, (agent, sealed) = victims.json_session(), victims.noise_session()
        outcomes: Counter[str] = Counter()
        for number in range(FRAMES):
            frame = fuzzer.frame()
            try:
                if number % 2:
                    replies = await plain.receive(frame)
                else:
                    replies = await sealed.receive(seal(fuzzer, agent, frame))
                outcomes["answered" if replies else "taken"] += 1
            except CloseConnection as end:
                outcomes["closed" if end.code == 4400 else f"closed with {end.code}"] += 1
                plain, (agent, sealed) = victims.json_session(), victims.noise_session()
        assert set(outcomes) == {"answered", "taken", "closed"}
        assert min(outcomes.values()) > FRAMES // 100
        job = victims.others_job
        assert (job.status, job.progress, job.logs, job.findings) == ("RUNNING", 0, [], [])

    run(main)


def seal(fuzzer: Fuzzer, agent: NoiseChannel, frame: str | bytes) -> bytes:
    """The frame on the encrypted channel: mostly sealed well, at times with a wrong part byte."""
    if isinstance(frame, bytes):
        content = b"\x02" + frame
    else:
        content = fuzzer.random.choice([b"\x00"] * 20 + [b"\x01", b"\x07"]) + frame.encode()
    sealed = agent._sending.encrypt(content[: 48 * 1024])
    if fuzzer.random.random() < 0.02:
        at = fuzzer.random.randrange(len(sealed))
        sealed = sealed[:at] + bytes([sealed[at] ^ 1]) + sealed[at + 1 :]
    return sealed


@pytest.mark.parametrize("channel", ["json", "noise"])
def test_frames_of_strangers(channel: str) -> None:
    """Nobody gets in by chance, and the phase ends with a close code, whatever comes."""

    async def main() -> None:
        victims = Victims()
        fuzzer = Fuzzer(SEED + channel, victims.ids)
        identity = Identity("hub", "Office", KeyPair.generate())
        codes: Counter[int] = Counter()
        for _ in range(FRAMES // 40):
            link = MemoryLink()
            for _ in range(3):
                frame = fuzzer.frame()
                if channel == "noise" and isinstance(frame, str):
                    frame = fuzzer.random.choice([b"\x01", b"\x02"]) + frame.encode()[:4095]
                link.incoming.put_nowait(frame)
            phase = AuthPhase(victims.desk, identity, link)
            with pytest.raises(CloseConnection) as caught:
                await asyncio.wait_for(phase.run(channel), 5)
            codes[caught.value.code] += 1
        assert set(codes) <= {4400, 4401, 4426}

    run(main)
