"""One agent's connection over a socket in memory: deadlines, pushes, slow peers."""

import asyncio
import json
from collections.abc import Callable, Coroutine
from dataclasses import replace
from typing import Any

import pytest

from hub.door.connection import Connection
from hub.door.limiter import Limiter
from hub.door.outbox import Gone
from hub.errors import CloseConnection
from hub.limits import GatewayLimits
from hub.wire import messages as m
from hub.wire.channel import JsonChannel, NoiseChannel, read_chunk
from hub.wire.noise import Cipher, Transport
from hub.wire.session import Session
from tests.support.gateway import run
from tests.support.memory_desk import MemoryDesk, available
from tests.support.sockets import MemorySocket, settle
from tests.support.wire import text

LIMITS = GatewayLimits(queue_messages=4)
RESUME = m.JobResume(job_id="0b8a3a1e-1c1f-4f6e-9c5e-6a2f0f1f2a3b", epoch=1)


class Stage:
    """A connection and everything around it."""

    def __init__(self, limits: GatewayLimits = LIMITS, address: str = "127.0.0.1") -> None:
        self.desk = MemoryDesk()
        self.socket = MemorySocket()
        self.device = self.desk.add_device("json")
        self.late: list[Connection] = []
        self.limiter = Limiter(asyncio.get_running_loop().time, limits)
        self.connection = Connection(
            self.socket,
            limits,
            self.limiter,
            address=address,
            origin=None,
            on_catch_up=self.late.append,
        )

    def begin(self) -> None:
        """The peer is known and has heard the opening."""
        self.connection.session = Session(self.desk, self.device, JsonChannel())
        self.connection.release()

    def hint(self) -> bool:
        """Offer a job."""
        job = self.desk.add_job()
        return self.connection.push("job:available", available(job))

    @property
    def events(self) -> list[str]:
        return [json.loads(frame)["event"] for frame in self.socket.written]


def play(
    test: Callable[[Stage], Coroutine[Any, Any, None]], limits: GatewayLimits = LIMITS
) -> None:
    async def main() -> None:
        stage = Stage(limits)
        await test(stage)
        stage.connection.end(1001, "")

    run(main)


def test_a_silent_stranger_has_until_the_deadline() -> None:
    async def test(stage: Stage) -> None:
        with pytest.raises(CloseConnection) as caught:
            await stage.connection.receive()
        assert caught.value.code == 4401

    play(test, replace(LIMITS, auth_seconds=0.01))


def test_a_frame_in_time() -> None:
    async def test(stage: Stage) -> None:
        stage.socket.incoming.put_nowait("hello")
        assert await stage.connection.receive() == "hello"

    play(test)


def test_waiting_for_the_operator_ends_with_the_peer() -> None:
    async def test(stage: Stage) -> None:
        never = asyncio.get_running_loop().create_future()
        waiting = asyncio.create_task(stage.connection.while_open(never))
        await settle()
        stage.socket.hang_up()
        with pytest.raises(Gone):
            await waiting
        assert never.cancelled()

    play(test)


def test_the_operators_answer_gives_the_peer_new_time() -> None:
    async def test(stage: Stage) -> None:
        async def answer() -> int:
            await asyncio.sleep(0.3)
            return 7

        assert await stage.connection.while_open(answer()) == 7
        stage.socket.incoming.put_nowait("confirm")
        assert await stage.connection.receive() == "confirm"

    play(test, replace(LIMITS, auth_seconds=0.2))


def test_a_failure_of_what_was_waited_for_passes() -> None:
    async def test(stage: Stage) -> None:
        async def refuse() -> None:
            raise CloseConnection(4401, "refused")

        with pytest.raises(CloseConnection):
            await stage.connection.while_open(refuse())

    play(test)


@pytest.mark.parametrize(
    ("address", "resuming", "allowed"),
    [
        ("127.0.0.1", True, True),
        ("127.0.0.1", False, False),
        ("192.0.2.7", True, False),
        ("192.0.2.7", False, False),
    ],
)
def test_a_locked_address_may_resume_only_on_this_machine(
    address: str, resuming: bool, allowed: bool
) -> None:
    async def main() -> None:
        stage = Stage(address=address)
        assert stage.connection.guessing
        for _ in range(5):
            stage.limiter.failed(address)
        assert stage.connection.may_try(resuming=resuming) is allowed
        assert stage.connection.guessing is not allowed

    run(main)


def test_pushes_wait_for_the_end_of_the_opening() -> None:
    async def test(stage: Stage) -> None:
        stage.connection.session = Session(stage.desk, stage.device, JsonChannel())
        assert stage.hint()
        assert stage.connection.push("job:resume", RESUME)
        stage.connection.say("config", m.DeviceRevoked(reason="stands for config"))
        assert stage.events == ["config"]
        stage.connection.release()
        assert stage.events == ["config", "job:available", "job:resume"]
        assert stage.hint()
        assert len(stage.events) == 4

    play(test)


def test_replies_come_in_order() -> None:
    async def test(stage: Stage) -> None:
        stage.begin()
        job = stage.desk.add_job(holder=stage.device)
        gate = stage.desk.hold("jobs.log")
        line = {"jobId": job.id, "level": "info", "message": "x"}
        stage.socket.incoming.put_nowait(text("job:log", line, id=1))
        for number in (2, 3):
            data = {"agentId": stage.device.id}
            stage.socket.incoming.put_nowait(text("heartbeat", data, id=number))
        conversation = asyncio.create_task(stage.connection.converse())
        await settle()
        assert stage.socket.written == []
        gate.set()
        await settle()
        assert [json.loads(frame)["id"] for frame in stage.socket.written] == [1, 2, 3]
        stage.socket.hang_up()
        with pytest.raises(Gone):
            await conversation

    play(test)


def test_a_peer_that_does_not_read_is_not_read_either() -> None:
    async def test(stage: Stage) -> None:
        stage.begin()
        stage.socket.stop_reading()
        for number in range(100):
            data = {"agentId": stage.device.id}
            stage.socket.incoming.put_nowait(text("heartbeat", data, id=number))
        conversation = asyncio.create_task(stage.connection.converse())
        await settle()
        assert stage.desk.calls == ["agents.heartbeat"]
        stage.socket.read_again()
        while len(stage.socket.written) < 100:
            await settle()
        conversation.cancel()

    play(test)


def test_hints_are_left_out_for_a_slow_peer_and_made_good_later() -> None:
    async def test(stage: Stage) -> None:
        stage.begin()
        stage.socket.stop_reading()
        assert [stage.hint() for _ in range(6)] == [True] * 4 + [False] * 2
        assert stage.late == []
        stage.socket.read_again()
        await settle()
        assert stage.late == [stage.connection]
        assert stage.hint()
        assert stage.socket.closed_with is None

    play(test)


def test_hints_beyond_the_bound_during_the_opening_are_made_good() -> None:
    async def test(stage: Stage) -> None:
        assert [stage.hint() for _ in range(6)] == [True] * 4 + [False] * 2
        stage.begin()
        assert stage.late == [stage.connection]

    play(test)


def test_what_must_arrive_throws_a_slow_peer_out() -> None:
    async def test(stage: Stage) -> None:
        stage.begin()
        stage.socket.stop_reading()
        while stage.hint():
            pass
        assert not stage.connection.push("job:resume", RESUME)
        assert stage.socket.closed_with == (4408, "too slow to read")
        assert not stage.hint()

    play(test)


def test_a_stalled_peer_is_thrown_out() -> None:
    async def test(stage: Stage) -> None:
        stage.begin()
        stage.socket.stop_reading()
        stage.hint()
        await asyncio.wait_for(stage.socket.wait_closed(), 5)
        assert stage.socket.closed_with == (4408, "too slow to read")

    play(test, replace(LIMITS, stall_seconds=0.01))


def test_a_spent_counter_ends_the_connection_and_not_the_service() -> None:
    async def test(stage: Stage) -> None:
        stage.device.channel = "noise"
        ciphers = Transport(Cipher(bytes(32), limit=1), Cipher(bytes(32)), b"")
        stage.connection.session = Session(stage.desk, stage.device, NoiseChannel(ciphers))
        stage.connection.release()
        assert stage.hint()
        assert not stage.hint()
        assert stage.socket.closed_with is not None
        assert stage.socket.closed_with[0] == 1013

    play(test)


def test_after_the_end_nothing_is_said_or_heard() -> None:
    async def test(stage: Stage) -> None:
        stage.begin()
        stage.connection.end(4403, "revoked")
        stage.connection.end(4408, "later")
        assert stage.socket.closed_with == (4403, "revoked")
        assert not stage.hint()
        await stage.connection.converse()
        assert stage.socket.written == []

    play(test)


MEDIA = "0b8a3a1e-1c1f-4f6e-9c5e-6a2f0f1f2a3c"


async def _fetch(stage: Stage, data: bytes, offset: int) -> "asyncio.Task[None]":
    """The peer holds a job with a file and asks for it from an offset on."""
    job = stage.desk.add_job(holder=stage.device)
    stage.desk.files[MEDIA] = data
    stage.begin()
    asked = {"jobId": job.id, "epoch": 1, "mediaId": MEDIA, "offset": offset}
    stage.socket.incoming.put_nowait(json.dumps({"event": "job:media", "data": asked, "id": 1}))
    talk = asyncio.ensure_future(stage.connection.converse())
    for _ in range(20):
        await settle()
    return talk


def test_a_files_bytes_follow_their_reply_from_the_offset_on() -> None:
    async def test(stage: Stage) -> None:
        data = bytes(range(256)) * 2_000
        talk = await _fetch(stage, data, 500)
        reply, *frames = stage.socket.written
        assert json.loads(reply)["event"] == "job:media_ack"
        chunks = [read_chunk(frame) for frame in frames]
        assert {chunk.asset_id for chunk in chunks} == {MEDIA}
        ends = [chunk.offset + len(chunk.data) for chunk in chunks]
        assert [chunk.offset for chunk in chunks] == [500, *ends[:-1]]
        assert b"".join(chunk.data for chunk in chunks) == data[500:]
        talk.cancel()

    play(test)


def test_a_file_goes_at_the_peers_pace_and_its_messages_are_answered_meanwhile() -> None:
    async def test(stage: Stage) -> None:
        stage.socket.stop_reading()
        talk = await _fetch(stage, bytes(2_000_000), 0)
        assert len(stage.socket.written) == 1
        beat = {"event": "heartbeat", "data": {"agentId": stage.device.id}}
        stage.socket.incoming.put_nowait(json.dumps(beat))
        await settle()
        stage.socket.read_again()
        for _ in range(20):
            await settle()
        events = [json.loads(one)["event"] for one in stage.socket.written if one[:1] == b"{"]
        assert events == ["job:media_ack", "heartbeat_ack"]
        sizes = [len(read_chunk(one).data) for one in stage.socket.written if one[:1] != b"{"]
        assert sum(sizes) == 2_000_000
        talk.cancel()

    play(test)


def test_the_end_of_the_connection_ends_its_files() -> None:
    async def test(stage: Stage) -> None:
        stage.socket.stop_reading()
        talk = await _fetch(stage, bytes(2_000_000), 0)
        stage.connection.end(4409, "replaced")
        stage.socket.read_again()
        await settle()
        assert len(stage.socket.written) <= 2
        talk.cancel()

    play(test)
