"""The endpoints of devices and pairing."""

from pathlib import Path

import pytest

from tests.support.agents import JsonAgent, Link, NoiseAgent
from tests.support.hubs import hub_on, run

DEVICE = {
    "id",
    "name",
    "browser",
    "version",
    "channel",
    "status",
    "online",
    "draining",
    "capabilities",
    "bindings",
    "createdAt",
    "lastSeenAt",
}


@pytest.mark.parametrize("channel", ["noise", "json"])
def test_a_link_from_the_api_lets_a_device_in(tmp_path: Path, channel: str) -> None:
    async def scenario() -> None:
        async with hub_on(tmp_path) as desk:
            made = await desk.api.post(
                "/devices/pairing", {"channel": channel, "allowFirst": True}, status=201
            )
            assert made["link"].startswith("proofdesk://pair/1?u=ws%3A%2F%2F127.0.0.1")
            assert made["expiresAt"].endswith("Z")
            link = Link.parse(made["link"])
            assert (link.url, link.id) == (desk.url, made["id"])
            agent: JsonAgent | NoiseAgent
            if channel == "json":
                agent = await JsonAgent.connect(link.url)
            else:
                agent = await NoiseAgent.connect(link.url, hub_key=link.hub_key)
            async with agent:
                me = await agent.pair(link)
                devices = (await desk.api.get("/devices"))["items"]
                assert [device["id"] for device in devices] == [me.agent_id]
                assert set(devices[0]) == DEVICE
                assert (devices[0]["online"], devices[0]["channel"]) == (True, channel)

    run(scenario())


def test_the_default_link_is_for_browsers_and_asks_the_operator(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with hub_on(tmp_path) as desk:
            made = await desk.api.post("/devices/pairing", {}, status=201)
            assert desk.hub.pairing.link_secret(made["id"]) is not None
            error = await desk.api.post("/devices/pairing", {"channel": "smoke"}, status=422)
            assert error["error"]["details"]["field"] == "channel"

    run(scenario())


def test_rename_bind_and_revoke(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with hub_on(tmp_path) as desk:
            agent, me = await desk.json_agent()
            named = await desk.api.post(f"/devices/{me.agent_id}/rename", {"name": "Front desk"})
            assert named["name"] == "Front desk"
            account = {"platform": "wall", "handle": "@clinic"}
            bound = await desk.api.put(f"/devices/{me.agent_id}/bindings", {"bindings": [account]})
            assert [account.items() <= binding.items() for binding in bound["bindings"]] == [True]
            revoked = await desk.api.post(f"/devices/{me.agent_id}/revoke")
            assert (revoked["status"], (await agent.closed()).code) == ("revoked", 4403)
            for path in ("rename", "revoke"):
                answer = await desk.api.ask("POST", f"/devices/nobody/{path}", {"name": "x"})
                assert answer.status == 404
            wrong = {"bindings": [{"platform": "wall"}]}
            error = await desk.api.put(f"/devices/{me.agent_id}/bindings", wrong, status=422)
            assert error["error"]["details"]["field"] == "bindings[0].handle"

    run(scenario())
