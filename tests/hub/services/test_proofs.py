"""Proof files over the wire: resumed, refused, late, checked, and never acked too early."""

import asyncio
from pathlib import Path
from typing import Any

import pytest

from hub.events import DeviceOffline, ProofStored
from hub.wire.channel import Chunk
from models.errors import NotFound, StorageFull
from models.ids import new_id
from models.proof_files import ProofFiles, Upload
from tests.support.agents import Agent, Asset, Credential, JsonAgent
from tests.support.hubs import Desk, hub_on, run
from tests.support.samples import png

BIG = png(b"p" * 700_000)


async def at_work(desk: Desk) -> tuple[Agent, Credential, str]:
    """An agent with a running job."""
    agent, me = await desk.json_agent()
    job = await desk.job()
    asked = {"jobId": job.id, "agentId": me.agent_id}
    await agent.ask("job:ack", asked, reply="job:ack_success")
    return agent, me, job.id


async def refused(agent: Agent, event: str, data: dict[str, Any]) -> dict[str, Any]:
    await agent.send(event, data, id="refused")
    error: dict[str, Any] = await agent.expect("error", id="refused")
    return error


def test_an_upload_goes_on_where_it_broke_off(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with hub_on(tmp_path) as desk:
            agent, me, job_id = await at_work(desk)
            asset = Asset(BIG)
            async with agent:
                await agent.ask("job:proof", asset.declaration(job_id, 1))
                await agent.send_chunk(Chunk(asset.id, 0, BIG[:100_000]))
                await agent.ask("heartbeat", {"agentId": me.agent_id}, reply="heartbeat_ack")
            await desk.heard_one(DeviceOffline)
            back = await JsonAgent.connect(desk.url)
            async with back:
                await back.resume(me, [{"jobId": job_id, "epoch": 1}])
                told = await back.ask("job:proof", asset.declaration(job_id, 1))
                assert (told["state"], told["offset"]) == ("send", 100_000)
                assert (await back.upload(asset, job_id, 1))["sizeBytes"] == len(BIG)
                assert (await back.ask("job:proof", asset.declaration(job_id, 1)))[
                    "state"
                ] == "stored"

    run(scenario())


def test_the_same_content_is_kept_once_whoever_sent_it(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with hub_on(tmp_path) as desk:
            agent, _, job_id = await at_work(desk)
            async with agent:
                for _ in range(2):  # a hash alone proves nothing: the bytes must come each time
                    assert (await agent.upload(Asset(BIG), job_id, 1))["sizeBytes"] == len(BIG)
                page = await desk.api.get(f"/jobs/{job_id}/proofs")
                assert len(page["items"]) == 2
            kept = [file for file in (tmp_path / "proofs").rglob("*") if file.is_file()]
            assert len(kept) == 1

    run(scenario())


@pytest.mark.parametrize(
    ("asset", "code"),
    [
        (Asset(b"GIF89a", mime="image/gif"), "UNSUPPORTED_MEDIA"),
        (Asset(b"<svg/>", mime="image/png"), "UNSUPPORTED_MEDIA"),
    ],
)
def test_what_is_no_proof_is_refused(tmp_path: Path, asset: Asset, code: str) -> None:
    async def scenario() -> None:
        async with hub_on(tmp_path) as desk:
            agent, _, job_id = await at_work(desk)
            async with agent:
                await agent.send("job:proof", asset.declaration(job_id, 1))
                message = await agent.receive()
                if message["event"] == "job:proof_ack":
                    await agent.send_chunk(Chunk(asset.id, 0, asset.data))
                    message = await agent.receive()
                assert message["event"] == "error"
                assert message["data"]["code"] == code
            assert not any(isinstance(event, ProofStored) for event in desk.heard)

    run(scenario())


def test_a_wrong_hash_is_refused_and_the_right_content_can_follow(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with hub_on(tmp_path) as desk:
            agent, _, job_id = await at_work(desk)
            asset, other = Asset(png(b"a")), png(b"b")
            async with agent:
                await agent.ask("job:proof", asset.declaration(job_id, 1))
                await agent.send_chunk(Chunk(asset.id, 0, other))
                error = await agent.expect("error")
                assert (error["code"], error["details"]["assetId"]) == ("HASH_MISMATCH", asset.id)
                told = await agent.upload(asset, job_id, 1)
                assert told["sizeBytes"] == len(asset.data)

    run(scenario())


def test_done_waits_for_declared_proofs(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with hub_on(tmp_path) as desk:
            agent, me, job_id = await at_work(desk)
            about = {"jobId": job_id, "agentId": me.agent_id}
            asset = Asset(BIG)
            async with agent:
                await agent.ask("job:proof", asset.declaration(job_id, 1))
                assert (await refused(agent, "job:done", about))["code"] == "PROOF_PENDING"
                await agent.upload(asset, job_id, 1)
                assert (await agent.ask("job:done", about))["status"] == "COMPLETED"

    run(scenario())


def test_bytes_of_an_unknown_or_a_strangers_asset_are_refused(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with hub_on(tmp_path) as desk:
            agent, _, job_id = await at_work(desk)
            stranger, _ = await desk.json_agent()
            asset = Asset(png(b"mine"))
            async with agent, stranger:
                await stranger.send_chunk(Chunk(asset.id, 0, asset.data))
                assert (await stranger.expect("error"))["code"] == "INVALID"
                await agent.ask("job:proof", asset.declaration(job_id, 1))
                await stranger.send_chunk(Chunk(asset.id, 0, asset.data))
                assert (await stranger.expect("error"))["code"] == "INVALID"
                await agent.send_chunk(Chunk(asset.id, 0, asset.data))
                await agent.expect("job:proof_stored")

    run(scenario())


def test_a_late_proof_is_kept_and_the_agent_told_where_to_go_on(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with hub_on(tmp_path) as desk:
            agent, _, job_id = await at_work(desk)
            asset = Asset(png(b"late"))
            async with agent:
                await desk.hub.runs.lost(job_id, 1)
                error = await refused(agent, "job:proof", asset.declaration(job_id, 1))
                assert error["code"] == "LEASE_LOST"
                assert error["details"] == {"assetId": asset.id, "state": "send", "offset": 0}
                await agent.send_chunk(Chunk(asset.id, 0, asset.data))
                await agent.expect("job:proof_stored")
            event = await desk.heard_one(ProofStored)
            assert event.proof.late

    run(scenario())


def test_a_full_disk_is_told_and_the_upload_goes_on_later(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def scenario() -> None:
        async with hub_on(tmp_path) as desk:
            agent, me, job_id = await at_work(desk)
            asset = Asset(BIG)
            real = Upload.finish

            def full(_: Upload) -> None:
                raise StorageFull("no room")

            async with agent:
                monkeypatch.setattr(Upload, "finish", full)
                await agent.ask("job:proof", asset.declaration(job_id, 1))
                for start in range(0, len(BIG), 100_000):
                    await agent.send_chunk(Chunk(asset.id, start, BIG[start : start + 100_000]))
                error = await agent.expect("error")
                assert (error["code"], error["retryable"]) == ("RETRY_LATER", True)
                about = {"jobId": job_id, "agentId": me.agent_id}
                assert (await refused(agent, "job:done", about))["code"] == "PROOF_PENDING"
                monkeypatch.setattr(Upload, "finish", real)
                await agent.upload(asset, job_id, 1)
                assert (await agent.ask("job:done", about))["status"] == "COMPLETED"

    run(scenario())


def test_a_check_reads_the_file_and_keeps_what_it_saw(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with hub_on(tmp_path) as desk:
            agent, _, job_id = await at_work(desk)
            asset = Asset(png(b"checked"))
            async with agent:
                await agent.upload(asset, job_id, 1)
            assert (await desk.hub.proofs.check(asset.id)).integrity == "intact"
            view = await desk.hub.proofs.get(asset.id)
            file = ProofFiles(desk.hub.folder).path(view.sha256)
            file.chmod(0o600)
            file.write_bytes(b"altered")
            assert (await desk.hub.proofs.check(asset.id)).integrity == "changed"
            await asyncio.to_thread(file.unlink)
            assert (await desk.hub.proofs.check(asset.id)).integrity == "missing"
            with pytest.raises(NotFound):
                await desk.hub.proofs.check("nobody")

    run(scenario())


def test_what_nobody_waits_for_is_swept_when_the_hub_starts(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with hub_on(tmp_path) as desk:
            agent, me, job_id = await at_work(desk)
            asset = Asset(BIG)
            async with agent:
                await agent.ask("job:proof", asset.declaration(job_id, 1))
                await agent.send_chunk(Chunk(asset.id, 0, BIG[:1_000]))
                await agent.ask("heartbeat", {"agentId": me.agent_id}, reply="heartbeat_ack")
            await desk.heard_one(DeviceOffline)
        (awaited,) = (tmp_path / "proofs").rglob(f"{asset.id}*")
        forgotten = awaited.with_name(f"{new_id()}{awaited.suffix}")
        forgotten.write_bytes(b"half")
        async with hub_on(tmp_path):
            assert awaited.exists()
            assert not forgotten.exists()

    run(scenario())
