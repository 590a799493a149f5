"""What the operator does with devices."""

from pathlib import Path

import pytest

from hub.events import DeviceChanged, EvidenceStored, JobChanged
from models.devices import Binding
from models.errors import InvalidInput, NotFound
from tests.support.agents import Closed, JsonAgent
from tests.support.hubs import OPERATOR, hub_on, run


def test_revoking_in_mid_job_closes_gives_the_job_back_and_keeps_what_came(
    tmp_path: Path,
) -> None:
    async def scenario() -> None:
        async with hub_on(tmp_path) as desk:
            agent, me = await desk.json_agent()
            job = await desk.job()
            asked = {"jobId": job.id, "agentId": me.agent_id}
            await agent.ask("job:ack", asked, reply="job:ack_success")
            row = {
                "type": "place",
                "title": "kept",
                "source": "google_maps",
                "snippet": {},
                "confidence": "low",
            }
            batch = {"batchId": "b", "epoch": 1, "evidence": [row]}
            await agent.ask("job:evidence", asked | batch)
            view = await desk.hub.agents.revoke(me.agent_id, OPERATOR)
            assert view.status == "revoked"
            closed = await agent.closed()
            assert closed.code == 4403
            assert "device:revoked" in [message["event"] for message in agent.inbox]
            event = await desk.heard_one(JobChanged, lambda event: event.job.phase == "retrying")
            assert event.job.evidence_count == 1
            await desk.heard_one(EvidenceStored)
            again = await JsonAgent.connect(desk.url)
            with pytest.raises(Closed) as refused:
                await again.resume(me)
            assert refused.value.code == 4401

    run(scenario())


def test_a_draining_device_gets_nothing_new(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with hub_on(tmp_path) as desk:
            agent, me = await desk.json_agent()
            async with agent:
                await desk.hub.agents.drain(me.agent_id, True, OPERATOR)
                job = await desk.job()
                await agent.send("job:ack", {"jobId": job.id, "agentId": me.agent_id}, id=1)
                assert (await agent.expect("error", id=1))["code"] == "NOT_ELIGIBLE"
                await desk.hub.agents.drain(me.agent_id, False, OPERATOR)
                assert (await agent.expect("job:available"))["jobId"] == job.id

    run(scenario())


def test_renaming_and_binding_are_told(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with hub_on(tmp_path) as desk:
            agent, me = await desk.json_agent()
            async with agent:
                await desk.hub.agents.rename(me.agent_id, "Front desk", OPERATOR)
                await desk.heard_one(DeviceChanged, lambda e: e.device.name == "Front desk")
                bound = await desk.hub.agents.bind(
                    me.agent_id, [Binding(platform="wall", handle="@clinic")], OPERATOR
                )
                assert [(b.platform, b.handle) for b in bound.bindings] == [("wall", "@clinic")]
                with pytest.raises(InvalidInput):
                    await desk.hub.agents.rename(me.agent_id, "", OPERATOR)

    run(scenario())


def test_an_unknown_device_is_not_found(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with hub_on(tmp_path) as desk:
            with pytest.raises(NotFound):
                await desk.hub.agents.revoke("nobody", OPERATOR)

    run(scenario())
