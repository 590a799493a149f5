"""The whole hub: the main job from end to end, start, stop, and refusals to start."""

import asyncio
import socket
from pathlib import Path

import pytest

from hub.errors import PortTaken
from hub.events import EvidenceStored, HubState, JobChanged, ProofStored, StorageState
from models.rows import Database
from tests.support.agents import Asset, NoiseAgent
from tests.support.hubs import OPERATOR, Desk, hub_on, run
from tests.support.samples import finding, png


def test_the_main_job_from_pairing_to_done(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with hub_on(tmp_path / "data") as desk:
            agent, me = await desk.json_agent()
            async with agent:
                job = await desk.job("dentists in Amman")
                offer = await agent.expect("job:available")
                assert offer["jobId"] == job.id
                taken = await agent.ask(
                    "job:ack",
                    {"jobId": job.id, "agentId": me.agent_id},
                    reply="job:ack_success",
                )
                assert (taken["epoch"], taken["attempt"], taken["connector"]) == (
                    1,
                    1,
                    "google_maps",
                )
                about = {"jobId": job.id, "agentId": me.agent_id, "epoch": 1}
                told = await agent.ask(
                    "job:progress", about | {"progress": 40, "message": "40 of 100"}
                )
                assert told["progress"] == 40
                batch = {"batchId": "b1", "evidence": [finding("A"), finding("B"), finding("A")]}
                stored = await agent.ask("job:evidence", about | batch)
                assert (stored["accepted"], stored["duplicates"], stored["rejected"]) == (2, 1, [])
                asset = Asset(png(b"x" * 300_000))
                durable = await agent.upload(asset, job.id, 1)
                assert durable["sizeBytes"] == len(asset.data)
                done = await agent.ask("job:done", about | {"output": {"rows": 2}})
                assert done["status"] == "COMPLETED"
            await _shown(desk, job.id, asset)

    run(scenario())


async def _shown(desk: Desk, job_id: str, asset: Asset) -> None:
    shown = await desk.api.get(f"/jobs/{job_id}")
    assert shown["status"] == "COMPLETED"
    assert shown["counts"] == {"evidence": 2, "logs": 1, "proofs": 1, "runs": 1}
    assert shown["output"] == {"rows": 2}
    content = await desk.api.ask("GET", f"/proofs/{asset.id}/content")
    assert content.raw == asset.data
    assert content.headers["content-type"] == "image/png"
    assert content.headers["x-content-type-options"] == "nosniff"
    assert content.headers["content-disposition"].startswith("attachment")
    csv = await desk.api.ask("GET", f"/export/evidence.csv?jobId={job_id}")
    assert csv.raw.startswith(b"\xef\xbb\xbfid,workspace,job_id")
    assert len(csv.raw.split(b"\r\n")) == 4
    await desk.heard_one(EvidenceStored, lambda event: len(event.rows) == 2)
    await desk.heard_one(ProofStored)
    await desk.heard_one(JobChanged, lambda event: event.job.status == "COMPLETED")


def test_the_states_of_a_hub_are_told(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with hub_on(tmp_path) as desk:
            status = desk.hub.status()
            assert status.state == "ready"
            assert status.agent_url.startswith("ws://127.0.0.1:")
            assert (tmp_path / "hub.json").exists()
        states = [event.state for event in desk.heard if isinstance(event, HubState)]
        assert states == ["starting", "ready", "stopping", "stopped"]
        assert not (tmp_path / "hub.json").exists()

    run(scenario())


@pytest.mark.parametrize("which", ["port", "api_port"])
def test_a_taken_port_is_said_and_nothing_is_left_running(tmp_path: Path, which: str) -> None:
    async def scenario() -> None:
        blocker = await asyncio.start_server(lambda *_: None, "127.0.0.1", 0)
        port = blocker.sockets[0].getsockname()[1]
        async with blocker:
            with pytest.raises(PortTaken, match=f"Port {port} is taken"):
                async with hub_on(tmp_path, **{which: port}):
                    raise AssertionError("it must not start")
        async with hub_on(tmp_path):
            pass  # the folder is free again

    run(scenario())


def test_stopping_with_work_under_way_is_quick_and_told(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with hub_on(tmp_path) as desk:
            agents = [await desk.json_agent() for _ in range(5)]
            first = None
            for agent, me in agents:
                job = await desk.job(device_id=me.agent_id)
                first = first or job
                asked = {"jobId": job.id, "agentId": me.agent_id}
                await agent.ask("job:ack", asked, reply="job:ack_success")
            asset = Asset(png(b"x" * 100_000))
            assert first is not None
            await agents[0][0].ask("job:proof", asset.declaration(first.id, 1))
            async with asyncio.timeout(5):
                await desk.hub.stop()
            assert [(await agent.closed()).code for agent, _ in agents] == [1001] * 5
        async with hub_on(tmp_path) as desk:
            running = await desk.api.get("/jobs?status=RUNNING")
            assert len(running["items"]) == 5

    run(scenario())


def test_a_full_disk_is_said_refuses_politely_and_is_survived(tmp_path: Path) -> None:
    def shrink(db: Database) -> None:
        (pages,) = db.execute_sql("pragma page_count").fetchone()
        db.execute_sql(f"pragma max_page_count={pages}")

    async def scenario() -> None:
        async with hub_on(tmp_path) as desk:
            agent, me = await desk.json_agent()
            async with agent:
                job = await desk.job()
                about = {"jobId": job.id, "agentId": me.agent_id}
                await agent.ask("job:ack", about, reply="job:ack_success")
                await desk.hub.store.write(shrink)  # until the connection is opened anew
                rows = [finding(f"{n}", snippet={"text": "x" * 400}) for n in range(400)]
                await agent.send("job:evidence", about | {"batchId": "b", "evidence": rows}, id=1)
                error = await agent.expect("error", id=1)
                assert (error["code"], error["retryable"]) == ("RETRY_LATER", True)
                full = await desk.heard_one(StorageState, lambda event: event.state == "full")
                assert "disk is full" in (full.message or "")
                health = await desk.api.get("/health")
                assert (health["status"], health["storage"]["state"]) == ("degraded", "full")
                told = await agent.ask("job:evidence", about | {"batchId": "b", "evidence": rows})
                assert told["accepted"] == 400
                await desk.heard_one(StorageState, lambda event: event.state == "ok")
                assert (await desk.api.get("/health"))["status"] == "ok"

    run(scenario())


def test_the_office_network_is_reached_at_the_chosen_address(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with hub_on(tmp_path) as desk:
            await desk.hub.settings.set_many(
                {"lan_enabled": True, "lan_address": "127.0.0.2"}, OPERATOR
            )
        port = free_port()
        async with hub_on(tmp_path, port=port) as desk:
            link = await desk.link("noise")
            assert link.url == f"ws://127.0.0.2:{port}/agent"
            for url in (link.url, desk.url):
                agent = await NoiseAgent.connect(url, hub_key=link.hub_key)
                await agent.socket.close()

    run(scenario())


def test_an_office_address_that_is_gone_stops_nobodys_work(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with hub_on(tmp_path) as desk:
            chosen = {"lan_enabled": True, "lan_address": "192.0.2.1"}
            await desk.hub.settings.set_many(chosen, OPERATOR)
        async with hub_on(tmp_path, port=free_port()) as desk:
            status = desk.hub.status()
            assert status.state == "ready"
            assert "192.0.2.1 is not this computer's now" in (status.reason or "")
            assert (await desk.link("noise")).url == desk.url

    run(scenario())


def free_port() -> int:
    """A port that nobody listened on a moment ago."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])
