"""What was not acknowledged is said again on the next connection."""

import asyncio

import pytest

from hub.agent.client import Client, Closed, Refused
from hub.agent.line import Line
from hub.errors import CloseConnection, WireError
from hub.wire import messages as m
from tests.support.gateway import gateway
from tests.support.memory_desk import MemoryDevice, MemoryJob
from tests.support.raw import until


async def connected(line: Line, url: str, device: MemoryDevice) -> "asyncio.Task[Closed]":
    """A connection of the device on the line; the task is its listening."""
    client = await Client.open(url, "json")
    assert device.token is not None
    auth = m.Auth(
        protocol=1, agent_id=device.id, version="1", capabilities=["google_maps"], boot_id="b",
        running=[], token=device.token,
    )  # fmt: skip
    await client.send("auth", auth)
    for _ in range(2):
        await client.next()
    line.connect(client, 50_000)
    return asyncio.create_task(client.listen())


def batch(job: MemoryJob, device: MemoryDevice) -> m.JobEvidence:
    return m.JobEvidence(
        job_id=job.id, agent_id=device.id, epoch=1, batch_id="b", evidence=[b'{"a":1}']
    )  # type: ignore[list-item]


def test_a_question_survives_a_cut_line() -> None:
    async def run() -> None:
        async with gateway() as running:
            device = running.desk.add_device("json")
            job = running.desk.add_job(holder=device)
            line = Line(pause=0)
            asking = asyncio.create_task(line.ask("job:evidence", batch(job, device)))
            gate = running.desk.hold("evidence.store")
            listening = await connected(line, running.url, device)
            await until(lambda: "evidence.store" in running.desk.calls)
            running.gateway.disconnect(device.id, CloseConnection.STOPPING, "bye")
            await listening
            line.disconnect()
            gate.set()
            listening = await connected(line, running.url, device)
            answer = await asking
            assert isinstance(answer, m.JobEvidenceAck)
            assert answer.accepted == 1
            assert len(job.findings) == 1
            running.gateway.disconnect(device.id, CloseConnection.STOPPING, "bye")
            await listening

    asyncio.run(run())


def test_later_is_later_and_no_is_no() -> None:
    async def run() -> None:
        async with gateway() as running:
            device = running.desk.add_device("json")
            job = running.desk.add_job(holder=device)
            line = Line(pause=0)
            listening = await connected(line, running.url, device)
            full = WireError("RETRY_LATER", "The disk is full.", retryable=True)
            running.desk.fail_next("evidence.store", full)
            await line.ask("job:evidence", batch(job, device))
            assert running.desk.calls.count("evidence.store") == 2
            running.desk.fail_next("evidence.store", WireError("LEASE_LOST", "gone"))
            with pytest.raises(Refused, match="gone"):
                await line.ask("job:evidence", batch(job, device))
            running.gateway.disconnect(device.id, CloseConnection.STOPPING, "bye")
            await listening

    asyncio.run(run())


def test_a_file_that_a_cut_interrupted_comes_on_the_next_connection() -> None:
    async def run() -> None:
        async with gateway() as running:
            device = running.desk.add_device("json")
            job = running.desk.add_job(holder=device)
            running.desk.files[job.id] = b"picture"
            line = Line(pause=0)
            gate = running.desk.hold("media.send")
            body = m.JobMedia(job_id=job.id, media_id=job.id, offset=0, epoch=1)
            asking = asyncio.create_task(line.download(body))
            listening = await connected(line, running.url, device)
            await until(lambda: "media.send" in running.desk.calls)
            running.gateway.disconnect(device.id, CloseConnection.STOPPING, "bye")
            await listening
            line.disconnect()
            gate.set()
            listening = await connected(line, running.url, device)
            assert (await asking)[1] == b"picture"
            assert line.connection is not None
            running.gateway.disconnect(device.id, CloseConnection.STOPPING, "bye")
            await listening

    asyncio.run(run())
