"""Coming in over both channels, and not coming in."""

import asyncio
from pathlib import Path

import pytest

from hub.agent.client import Closed
from hub.agent.credential import Keeper
from hub.agent.doorway import CAPABILITIES, Doorway
from hub.agent.link import Link, to_base64url
from hub.wire import messages as m
from hub.wire.noise import KeyPair
from tests.support.gateway import Running, gateway
from tests.support.memory_desk import MemoryLink


def link_to(running: Running, made: MemoryLink, *, hub_key: bytes | None = None) -> Link:
    key = hub_key or (running.keys.public if made.channel == "noise" else None)
    return Link(running.url, made.id, made.secret_text, key)


@pytest.mark.parametrize("channel", ["json", "noise"])
def test_pair_and_come_back(tmp_path: Path, channel: str) -> None:
    async def run() -> None:
        said: list[str] = []
        keeper = Keeper(tmp_path / "agent.json")
        doorway = Doorway(keeper, name="Tester", boot_id="b", say=said.append)
        async with gateway() as running:
            made = running.desk.add_link(channel)
            opened = await doorway.pair(link_to(running, made))
            kept = keeper.load()
            assert kept is not None
            assert kept.agent_id == opened.agent_id
            assert kept.link_id == made.id
            assert running.desk.asked[0]["capabilities"] == list(CAPABILITIES)
            assert running.desk.devices[opened.agent_id].status == "active"
            if channel == "noise":
                digits = running.desk.asked[0]["digits"]
                assert said[0].replace(" ", "").endswith(str(digits))
            await opened.client.close()
            again = await doorway.resume(kept, [])
            assert again.agent_id == opened.agent_id
            assert again.config.limits.heartbeat_seconds == 20
            await again.client.close()

    asyncio.run(run())


@pytest.mark.parametrize("channel", ["json", "noise"])
def test_a_wrong_secret_or_a_used_link_does_not_open(tmp_path: Path, channel: str) -> None:
    async def run() -> None:
        keeper = Keeper(tmp_path / "agent.json")
        doorway = Doorway(keeper, name="Tester", boot_id="b", say=lambda _: None)
        async with gateway() as running:
            made = running.desk.add_link(channel)
            good = link_to(running, made)
            wrong = Link(good.url, good.id, to_base64url(bytes(32)), good.hub_key)
            with pytest.raises(Closed) as closed:
                await doorway.pair(wrong)
            assert closed.value.code == 4401
            made.used = True
            with pytest.raises(Closed):
                await doorway.pair(good)
            assert keeper.load() is None

    asyncio.run(run())


def test_another_hub_behind_the_same_address_is_found_out(tmp_path: Path) -> None:
    async def run() -> None:
        keeper = Keeper(tmp_path / "agent.json")
        doorway = Doorway(keeper, name="Tester", boot_id="b", say=lambda _: None)
        async with gateway() as running:
            made = running.desk.add_link("noise")
            with pytest.raises(Closed):
                await doorway.pair(link_to(running, made, hub_key=KeyPair.generate().public))
            assert keeper.load() is None

    asyncio.run(run())


def test_a_revoked_agent_does_not_come_back(tmp_path: Path) -> None:
    async def run() -> None:
        keeper = Keeper(tmp_path / "agent.json")
        doorway = Doorway(keeper, name="Tester", boot_id="b", say=lambda _: None)
        async with gateway() as running:
            opened = await doorway.pair(link_to(running, running.desk.add_link("noise")))
            await opened.client.close()
            running.desk.devices[opened.agent_id].status = "revoked"
            kept = keeper.load()
            assert kept is not None
            with pytest.raises(Closed) as closed:
                await doorway.resume(kept, [])
            assert closed.value.code == 4401

    asyncio.run(run())


@pytest.mark.parametrize("channel", ["json", "noise"])
def test_its_accounts_are_told_from_the_first_connection_on(tmp_path: Path, channel: str) -> None:
    async def run() -> None:
        keeper = Keeper(tmp_path / "agent.json")
        accounts = [m.Account(platform="practice", handle="jo")]
        doorway = Doorway(keeper, name="Tester", boot_id="b", say=lambda _: None, accounts=accounts)
        async with gateway() as running:
            opened = await doorway.pair(link_to(running, running.desk.add_link(channel)))
            assert running.desk.entered[-1].accounts == accounts
            assert len(running.desk.devices) == 1
            await opened.client.close()

    asyncio.run(run())
