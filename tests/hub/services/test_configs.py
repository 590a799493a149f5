"""The config reaches every agent whenever it changes, on each channel with its own limits."""

from pathlib import Path

import pytest

from hub import limits
from hub.recipes import shipped_recipes
from tests.support.hubs import OPERATOR, hub_on, run


@pytest.mark.parametrize("channel", ["noise", "json"])
def test_what_agents_are_told(tmp_path: Path, channel: str) -> None:
    async def scenario() -> None:
        async with hub_on(tmp_path) as desk:
            coming = desk.noise_agent() if channel == "noise" else desk.json_agent()
            agent, _ = await coming
            async with agent:
                await desk.hub.settings.set("platform.url", "https://platform", OPERATOR)
                config = await agent.expect("config")
                assert config["platform"]["platformUrl"] == "https://platform"
                assert config["limits"]["chunkBytes"] == limits.CHUNK_BYTES[channel]
                assert config["limits"]["leaseSeconds"] == limits.LEASE_SECONDS
                recipes = {one["id"]: one["recipe"] for one in config["connectors"]}
                assert recipes == shipped_recipes()

    run(scenario())


def test_a_changed_connector_is_pushed_to_all(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with hub_on(tmp_path) as desk:
            agents = [(await desk.json_agent())[0] for _ in range(3)]
            await desk.hub.connectors.set_hosts("google_maps", ["127.0.0.1:9"], OPERATOR)
            for agent in agents:
                config = await agent.expect("config")
                hosts = {one["id"]: one["hosts"] for one in config["connectors"]}
                assert hosts["google_maps"] == ["127.0.0.1:9"]
            await agents[0].socket.close()
            await desk.hub.connectors.set_enabled("google_maps", False, OPERATOR)
            for agent in agents[1:]:
                config = await agent.expect("config")
                enabled = {one["id"]: one["enabled"] for one in config["connectors"]}
                assert enabled["google_maps"] is False
                await agent.socket.close()

    run(scenario())


def test_other_settings_are_nobodys_business(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with hub_on(tmp_path) as desk:
            agent, me = await desk.json_agent()
            async with agent:
                await desk.hub.settings.set("theme", "dark", OPERATOR)
                await agent.ask("heartbeat", {"agentId": me.agent_id}, reply="heartbeat_ack")
                assert "config" not in [message["event"] for message in agent.inbox]

    run(scenario())
