"""One connection against a real gateway: questions, files, refusals, the end."""

import asyncio

import pytest
from msgspec import UNSET

from hub.agent.client import Client, Closed, Refused
from hub.errors import CloseConnection, WireError
from hub.wire import messages as m
from tests.support.gateway import Running, gateway
from tests.support.memory_desk import MemoryDevice, MemoryJob
from tests.support.raw import until


async def entered(running: Running) -> tuple[Client, MemoryDevice]:
    """A connection on the plain channel that is in, and listens."""
    device = running.desk.add_device("json")
    client = await Client.open(running.url, "json")
    auth = m.Auth(
        protocol=1, agent_id=device.id, version="1", capabilities=["google_maps"], boot_id="b",
        running=[], token=device.token or UNSET,
    )  # fmt: skip
    await client.send("auth", auth)
    assert [(await client.next())[0] for _ in range(2)] == ["auth_ok", "config"]
    return client, device


def progress(job: MemoryJob, device: MemoryDevice) -> m.JobProgress:
    return m.JobProgress(job_id=job.id, agent_id=device.id, epoch=1, progress=5)


def test_questions_find_their_own_answers() -> None:
    async def run() -> None:
        async with gateway() as running:
            client, device = await entered(running)
            listening = asyncio.create_task(client.listen())
            jobs = [running.desk.add_job(holder=device) for _ in range(5)]
            answers = await asyncio.gather(
                *(client.ask("job:progress", progress(job, device)) for job in jobs)
            )
            assert [answer.job_id for answer in answers] == [job.id for job in jobs]  # type: ignore[attr-defined]
            await client.close()
            await listening

    asyncio.run(run())


def test_a_refusal_is_an_exception_with_its_code() -> None:
    async def run() -> None:
        async with gateway() as running:
            client, device = await entered(running)
            listening = asyncio.create_task(client.listen())
            job = running.desk.add_job()
            with pytest.raises(Refused) as refused:
                await client.ask("job:progress", progress(job, device))
            assert refused.value.code == "LEASE_LOST"
            await client.close()
            await listening

    asyncio.run(run())


def test_what_the_hub_says_of_its_own_is_heard() -> None:
    async def run() -> None:
        async with gateway() as running:
            client, device = await entered(running)
            heard: asyncio.Queue[tuple[str, m.Message]] = asyncio.Queue()
            client.on_event = lambda event, message: heard.put_nowait((event, message))
            listening = asyncio.create_task(client.listen())
            wish = m.JobCancel(job_id=running.desk.add_job().id, epoch=1, reason="no")
            running.gateway.push(device.id, "job:cancel", wish)
            assert await heard.get() == ("job:cancel", wish)
            running.gateway.disconnect(device.id, CloseConnection.STOPPING, "bye")
            closed = await listening
            assert (closed.code, closed.__str__()) == (1001, "bye")

    asyncio.run(run())


def test_a_cut_line_ends_all_questions() -> None:
    async def run() -> None:
        async with gateway() as running:
            client, device = await entered(running)
            listening = asyncio.create_task(client.listen())
            job = running.desk.add_job(holder=device)
            gate = running.desk.hold("jobs.progress")
            asking = asyncio.create_task(client.ask("job:progress", progress(job, device)))
            await until(lambda: "jobs.progress" in running.desk.calls)
            running.gateway.disconnect(device.id, CloseConnection.STOPPING, "bye")
            with pytest.raises(Closed):
                await asking
            gate.set()
            await listening

    asyncio.run(run())


def test_a_file_in_chunks_and_a_chunk_that_is_refused() -> None:
    async def run() -> None:
        async with gateway() as running:
            client, device = await entered(running)
            listening = asyncio.create_task(client.listen())
            job = running.desk.add_job(holder=device)
            data = bytes(range(256)) * 1_000
            declared = _declared(job, data)
            running.desk.fail_next("proofs.chunk", WireError("RETRY_LATER", "full", retryable=True))
            with pytest.raises(Refused) as refused:
                await client.upload(declared, data, 100_000)
            assert refused.value.code in ("RETRY_LATER", "INVALID")
            running.desk.all_proofs.clear()
            await client.upload(declared, data, 100_000)
            assert running.desk.all_proofs[declared.asset_id].data == data
            await client.upload(declared, data, 100_000)  # known already
            await client.close()
            await listening

    asyncio.run(run())


def _declared(job: MemoryJob, data: bytes) -> m.JobProof:
    import hashlib

    return m.JobProof(
        job_id=job.id, epoch=1, asset_id="00000000-0000-4000-8000-0000000000aa", kind="results",
        mime="image/png", size_bytes=len(data), sha256=hashlib.sha256(data).hexdigest(),
        captured_at="2026-11-24T08:00:00.000Z",
    )  # fmt: skip


def test_nobody_there() -> None:
    async def run() -> None:
        async with gateway() as running:
            url = running.url
        with pytest.raises(Closed, match="cannot be reached"):
            await Client.open(url, "json")

    asyncio.run(run())


def test_a_door_that_is_shut_for_script_agents() -> None:
    async def run() -> None:
        async with gateway() as running:
            running.script_agents = False
            with pytest.raises(Closed, match="403"):
                await Client.open(running.url, "json")

    asyncio.run(run())


@pytest.mark.parametrize("size", [0, 5, 350_000])
def test_a_file_of_the_hub_comes_whole(size: int) -> None:
    async def run() -> None:
        async with gateway() as running:
            client, device = await entered(running)
            listening = asyncio.create_task(client.listen())
            job = running.desk.add_job(holder=device)
            media = "00000000-0000-4000-8000-00000000000f"
            running.desk.files[media] = data = bytes(range(250)) * (size // 250) + bytes(size % 250)
            body = m.JobMedia(job_id=job.id, media_id=media, offset=0, epoch=1)
            (ack, came), _ = await asyncio.gather(
                client.download(body), client.ask("job:progress", progress(job, device))
            )
            assert (came, ack.size_bytes) == (data, size)
            later = m.JobMedia(job_id=job.id, media_id=media, offset=size // 2, epoch=1)
            assert (await client.download(later))[1] == data[size // 2 :]
            await client.close()
            await listening

    asyncio.run(run())


def test_a_file_that_the_line_cut_off_is_an_end_like_any_other() -> None:
    async def run() -> None:
        async with gateway() as running:
            client, device = await entered(running)
            listening = asyncio.create_task(client.listen())
            job = running.desk.add_job(holder=device)
            running.desk.files[job.id] = b"never seen"
            gate = running.desk.hold("media.send")
            body = m.JobMedia(job_id=job.id, media_id=job.id, offset=0, epoch=1)
            asked = asyncio.create_task(client.download(body))
            await until(lambda: "media.send" in running.desk.calls)
            running.gateway.disconnect(device.id, CloseConnection.TRY_LATER, "cut")
            with pytest.raises(Closed):
                await asked
            gate.set()
            await listening

    asyncio.run(run())
