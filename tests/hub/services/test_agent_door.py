"""Coming in, coming back, going: what an agent may go on with and what it lost."""

from pathlib import Path
from typing import Any

from hub.events import DeviceOffline, DeviceOnline, JobChanged
from models.clock import parse_rfc3339
from models.queries import devices as device_queries
from models.states import PENDING, RUNNING
from tests.support.agents import Agent, Credential, JsonAgent
from tests.support.hubs import Desk, hub_on, run


async def claimed(desk: Desk, agent: Agent, me: Credential) -> dict[str, Any]:
    job = await desk.job()
    asked = {"jobId": job.id, "agentId": me.agent_id}
    taken = await agent.ask("job:ack", asked, reply="job:ack_success")
    return {"jobId": job.id, "epoch": taken["epoch"]}


async def back(desk: Desk, me: Credential, boot: str, *running: dict[str, Any]) -> Any:
    """Connect again and say what is running; the agent and its auth_ok."""
    agent = await JsonAgent.connect(desk.url)
    agent.boot_id = boot
    data = agent.auth_data(me.agent_id, running) | {"token": me.token}
    await agent.send("auth", data)
    return agent, await agent.expect("auth_ok")


def test_a_reconnecting_agent_goes_on_with_its_run(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with hub_on(tmp_path) as desk:
            agent, me = await desk.json_agent()
            async with agent:
                run_ = await claimed(desk, agent, me)
            await desk.heard_one(DeviceOffline)
            agent, told = await back(desk, me, "boot", run_)
            async with agent:
                assert told["continue"] == [run_]
                assert told["abandon"] == []
                progress = run_ | {"agentId": me.agent_id, "progress": 10}
                assert (await agent.ask("job:progress", progress))["progress"] == 10

    run(scenario())


def test_a_run_survives_a_restart_of_the_hub(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with hub_on(tmp_path) as desk:
            agent, me = await desk.json_agent()
            async with agent:
                run_ = await claimed(desk, agent, me)
                row = {"agentId": me.agent_id, "progress": 30, "checkpoint": {"page": 3}}
                await agent.ask("job:progress", run_ | row)
        async with hub_on(tmp_path) as desk:
            view = await desk.api.get(f"/jobs/{run_['jobId']}")
            assert (view["status"], view["progress"]) == (RUNNING, 30)
            agent, told = await back(desk, me, "boot", run_)
            async with agent:
                assert told["continue"] == [run_]
                done = await agent.ask("job:done", run_ | {"agentId": me.agent_id})
                assert done["status"] == "COMPLETED"

    run(scenario())


def test_what_was_lost_meanwhile_is_to_be_abandoned(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with hub_on(tmp_path) as desk:
            agent, me = await desk.json_agent()
            async with agent:
                run_ = await claimed(desk, agent, me)
            await desk.hub.runs.lost(run_["jobId"], run_["epoch"])
            agent, told = await back(desk, me, "boot", run_)
            async with agent:
                assert (told["continue"], told["abandon"]) == ([], [run_])

    run(scenario())


def test_an_agent_that_started_anew_and_forgot_its_run_gives_it_back_at_once(
    tmp_path: Path,
) -> None:
    async def scenario() -> None:
        async with hub_on(tmp_path) as desk:
            agent, me = await desk.json_agent()
            async with agent:
                pass
            agent, _ = await back(desk, me, "first boot")
            async with agent:
                run_ = await claimed(desk, agent, me)
            agent, _ = await back(desk, me, "first boot")
            async with agent:
                assert desk.hub.leases.of_job(run_["jobId"]) is not None
            agent, _ = await back(desk, me, "second boot")
            async with agent:
                event = await desk.heard_one(
                    JobChanged,
                    lambda event: event.job.id == run_["jobId"] and event.job.phase == "retrying",
                )
                assert event.job.status == PENDING
                assert desk.hub.leases.of_job(run_["jobId"]) is None

    run(scenario())


def test_a_heartbeat_says_what_is_lost_and_whether_work_is_paused(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with hub_on(tmp_path) as desk:
            agent, me = await desk.json_agent()
            async with agent:
                run_ = await claimed(desk, agent, me)
                beat = {"agentId": me.agent_id, "running": [run_, run_ | {"epoch": 7}]}
                told = await agent.ask("heartbeat", beat, reply="heartbeat_ack")
                assert (told["lost"], told["paused"]) == ([run_["jobId"]], False)
                assert parse_rfc3339(told["time"]) > 0
                await desk.hub.pauses.pause("device", me.agent_id, "operator")
                told = await agent.ask("heartbeat", beat, reply="heartbeat_ack")
                assert told["paused"] is True

    run(scenario())


def test_coming_and_going_is_told_and_noted(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with hub_on(tmp_path) as desk:
            agent, me = await desk.json_agent()
            async with agent:
                online = await desk.heard_one(DeviceOnline)
                assert online.device.id == me.agent_id
                assert desk.hub.agents.online() == {me.agent_id}
            await desk.heard_one(DeviceOffline)
            assert desk.hub.agents.online() == set()

    run(scenario())


def test_heartbeats_are_written_down_later_all_together(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with hub_on(tmp_path) as desk:
            agent, me = await desk.json_agent()
            async with agent:
                before = await desk.hub.store.read(device_queries.get, me.agent_id)
                await agent.ask("heartbeat", {"agentId": me.agent_id}, reply="heartbeat_ack")
                between = await desk.hub.store.read(device_queries.get, me.agent_id)
                assert between.last_seen_at == before.last_seen_at
                await desk.hub.agents.write_seen()
                after = await desk.hub.store.read(device_queries.get, me.agent_id)
                assert after.last_seen_at is not None
                assert after.last_seen_at >= (before.last_seen_at or 0)

    run(scenario())


def test_a_newer_connection_of_the_same_device_wins(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with hub_on(tmp_path) as desk:
            older, me = await desk.json_agent()
            newer, _ = await back(desk, me, "boot")
            async with newer:
                assert (await older.closed()).code == 4409
                assert desk.hub.agents.online() == {me.agent_id}
                job = await desk.job()
                assert (await newer.expect("job:available"))["jobId"] == job.id

    run(scenario())
