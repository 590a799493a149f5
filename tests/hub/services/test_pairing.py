"""Letting devices in: links of one use, the operator's word, nobody else."""

import asyncio
import sqlite3
from pathlib import Path

import pytest

from hub.events import DeviceChanged, PairingAsked, PairingEnded
from hub.services.pairing import PROVISIONAL_MS
from models.errors import InvalidInput, NotFound
from models.queries import devices as device_queries
from tests.support.agents import Closed, Credential, JsonAgent, Link, NoiseAgent
from tests.support.hubs import OPERATOR, Clock, Desk, hub_on, run


async def asking(desk: Desk) -> tuple[NoiseAgent, Link, "asyncio.Task[Credential]"]:
    """A browser that holds a link and waits for Allow."""
    link = await desk.link("noise", allow_first=False)
    agent = await NoiseAgent.connect(desk.url, hub_key=link.hub_key)
    return agent, link, asyncio.create_task(agent.pair(link, "Chrome at the desk"))


def test_the_operator_compares_the_digits_and_allows(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with hub_on(tmp_path) as desk:
            agent, link, paired = await asking(desk)
            asked = await desk.heard_one(PairingAsked)
            assert asked.digits == agent.digits
            assert (asked.name, asked.channel, asked.link_id) == (
                "Chrome at the desk",
                "noise",
                link.id,
            )
            assert await desk.hub.pairing.waiting() == [asked]
            await desk.hub.pairing.allow(link.id, "Front desk", OPERATOR)
            me = await paired
            ended = await desk.heard_one(PairingEnded)
            assert (ended.outcome, ended.device_id) == ("paired", me.agent_id)
            changed = await desk.heard_one(DeviceChanged, lambda e: e.device.status == "active")
            assert changed.device.name == "Front desk"
            assert await desk.hub.pairing.waiting() == []
            await agent.socket.close()
            back = await NoiseAgent.connect(desk.url, hub_key=link.hub_key, keys=agent.keys)
            assert (await back.resume(me))["deviceName"] == "Front desk"
            await back.socket.close()

    run(scenario())


def test_a_refused_browser_is_closed_and_the_link_is_used_up(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with hub_on(tmp_path) as desk:
            _, link, paired = await asking(desk)
            await desk.heard_one(PairingAsked)
            await desk.hub.pairing.refuse(link.id, OPERATOR)
            with pytest.raises(Closed) as closed:
                await paired
            assert closed.value.code == 4401
            assert (await desk.heard_one(PairingEnded)).outcome == "refused"
            with pytest.raises(NotFound):
                await desk.hub.pairing.allow(link.id, None, OPERATOR)
            again = await NoiseAgent.connect(desk.url, hub_key=link.hub_key)
            with pytest.raises(Closed):
                await again.pair(link)

    run(scenario())


def test_a_browser_that_goes_while_it_waits_ends_the_pairing(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with hub_on(tmp_path) as desk:
            agent, _, paired = await asking(desk)
            await desk.heard_one(PairingAsked)
            await agent.socket.close()
            with pytest.raises(Closed):
                await paired
            assert (await desk.heard_one(PairingEnded)).outcome == "expired"
            assert await desk.hub.pairing.waiting() == []

    run(scenario())


def test_a_link_lets_in_only_the_first(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with hub_on(tmp_path) as desk:
            link = await desk.link("json")
            first = await JsonAgent.connect(desk.url)
            second = await JsonAgent.connect(desk.url)
            results = await asyncio.gather(
                first.pair(link), second.pair(link), return_exceptions=True
            )
            assert sorted(type(result).__name__ for result in results) == ["Closed", "Credential"]
            await first.socket.close()

    run(scenario())


@pytest.mark.parametrize("channel", ["noise", "json"])
def test_a_link_of_one_channel_is_worth_nothing_on_the_other(tmp_path: Path, channel: str) -> None:
    async def scenario() -> None:
        async with hub_on(tmp_path) as desk:
            link = await desk.link(channel)
            agent: JsonAgent | NoiseAgent
            if channel == "noise":
                agent = await JsonAgent.connect(desk.url)
            else:
                noise = await desk.link("noise")
                agent = await NoiseAgent.connect(desk.url, hub_key=noise.hub_key)
            with pytest.raises(Closed) as closed:
                await agent.pair(link)
            assert closed.value.code == 4401

    run(scenario())


def test_three_wrong_secrets_burn_a_link(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with hub_on(tmp_path) as desk:
            link = await desk.link("json")
            wrong = Link(link.url, link.hub_key, link.id, "wrong")
            for tried in (wrong, wrong, wrong, link):
                agent = await JsonAgent.connect(desk.url)
                with pytest.raises(Closed):
                    await agent.pair(tried)

    run(scenario())


def test_an_expired_link_is_worth_nothing(tmp_path: Path) -> None:
    async def scenario() -> None:
        clock = Clock()
        async with hub_on(tmp_path, clock) as desk:
            link = await desk.link("noise")
            pairing = desk.hub.pairing
            assert pairing.link_secret(link.id) is not None
            clock.pass_seconds(301)
            assert pairing.link_secret(link.id) is None
            await pairing.tidy()
            agent = await NoiseAgent.connect(desk.url, hub_key=link.hub_key)
            with pytest.raises(Closed):
                await agent.pair(link)

    run(scenario())


def test_a_link_outlives_a_restart_of_the_hub(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with hub_on(tmp_path) as desk:
            link = await desk.link("json")
        async with hub_on(tmp_path) as desk:
            agent = await JsonAgent.connect(desk.url)
            async with agent:
                assert (await agent.pair(link)).token

    run(scenario())


def test_only_a_digest_of_the_token_is_kept(tmp_path: Path) -> None:
    async def scenario() -> str:
        async with hub_on(tmp_path) as desk:
            agent, me = await desk.json_agent()
            await agent.socket.close()
            assert me.token is not None
            return me.token

    token = asyncio.run(scenario())
    connection = sqlite3.connect(tmp_path / "proofdesk.sqlite3")
    dump = "\n".join(connection.iterdump())
    connection.close()
    assert token not in dump


def test_a_browser_that_never_confirms_is_dropped_after_a_while(tmp_path: Path) -> None:
    async def scenario() -> None:
        clock = Clock()
        async with hub_on(tmp_path, clock) as desk:
            link = await desk.link("noise")
            agent = await NoiseAgent.connect(desk.url, hub_key=link.hub_key)
            await agent.shake_hands(link)
            await agent.send(
                "pair", {"protocol": 1, "linkId": link.id, "capabilities": ["google_maps"]}
            )
            told = await agent.expect("pair_ok")
            await agent.socket.close()
            await desk.hub.pairing.tidy()
            await desk.hub.store.read(device_queries.get, told["agentId"])
            clock.pass_seconds(PROVISIONAL_MS / 1_000 + 1)
            await desk.hub.pairing.tidy()
            with pytest.raises(NotFound):
                await desk.hub.store.read(device_queries.get, told["agentId"])

    run(scenario())


def test_an_unknown_channel_is_refused(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with hub_on(tmp_path) as desk:
            with pytest.raises(InvalidInput, match="channel"):
                await desk.hub.pairing.make_link("smoke", False, OPERATOR)

    run(scenario())
