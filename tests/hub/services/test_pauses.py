"""The kill switch and its smaller sisters."""

from pathlib import Path

import pytest

from hub.events import PauseChanged
from models.errors import InvalidInput
from tests.support.hubs import OPERATOR, hub_on, run


def test_what_is_held_stays_held_over_a_restart(tmp_path: Path) -> None:
    async def first() -> None:
        async with hub_on(tmp_path) as desk:
            assert await desk.hub.pauses.pause("all", None, OPERATOR)
            assert not await desk.hub.pauses.pause("all", None, OPERATOR)
            assert desk.heard.count(PauseChanged(scope="all", id=None, paused=True)) == 1

    async def second() -> None:
        async with hub_on(tmp_path) as desk:
            assert [held.scope for held in desk.hub.pauses.all()] == ["all"]
            assert desk.hub.offers.conditions.holds_device("any")
            agent, _ = await desk.json_agent()
            async with agent:
                job = await desk.job()
                assert await desk.hub.pauses.resume("all", None, OPERATOR)
                assert not await desk.hub.pauses.resume("all", None, OPERATOR)
                assert (await agent.expect("job:available"))["jobId"] == job.id

    run(first())
    run(second())


def test_a_paused_device_is_held_alone(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with hub_on(tmp_path) as desk:
            held, me = await desk.json_agent()
            free, _ = await desk.json_agent()
            async with held, free:
                await desk.hub.pauses.pause("device", me.agent_id, OPERATOR)
                assert not desk.hub.offers.conditions.holds_device("other")
                job = await desk.job()
                assert (await free.expect("job:available"))["jobId"] == job.id
                beat = {"agentId": me.agent_id}
                assert (await held.ask("heartbeat", beat, reply="heartbeat_ack"))["paused"]
                assert "job:available" not in [message["event"] for message in held.inbox]

    run(scenario())


def test_an_unknown_scope_is_refused(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with hub_on(tmp_path) as desk:
            with pytest.raises(InvalidInput, match="scope"):
                await desk.hub.pauses.pause("moon", None, OPERATOR)

    run(scenario())
