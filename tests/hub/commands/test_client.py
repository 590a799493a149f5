"""The command line finds the hub, and tells the token to nobody else."""

import asyncio
import json
import socket
from pathlib import Path

import pytest

from hub.commands.client import Client
from hub.commands.failed import CommandFailed
from models.folder import DataFolder
from tests.support.hubs import hub_on, run


def test_the_token_is_not_told_to_whoever_has_the_dead_hubs_port(tmp_path: Path) -> None:
    folder = DataFolder.open(tmp_path)
    folder.api_token()
    folder.close()
    with socket.create_server(("127.0.0.1", 0)) as stranger:
        url = f"http://127.0.0.1:{stranger.getsockname()[1]}"
        (tmp_path / "hub.json").write_text(json.dumps({"apiUrl": url, "pid": 1}))
        with pytest.raises(CommandFailed, match="No hub is running"):
            Client(tmp_path)
        stranger.settimeout(0)
        with pytest.raises(BlockingIOError):
            stranger.accept()


def test_pages_are_followed_as_far_as_wanted(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with hub_on(tmp_path) as desk:
            made = [(await desk.job(f"q{n}")).id for n in range(5)]

            def ask() -> tuple[list[str], list[str]]:
                client = Client(tmp_path)
                few = [job["id"] for job in client.items("/jobs", 2)]
                return few, [job["id"] for job in client.items("/jobs", 1_000, status="PENDING")]

            few, every = await asyncio.to_thread(ask)
            assert few == made[:2:-1]
            assert every == made[::-1]

    run(scenario())


def test_refusals_carry_the_hubs_words(tmp_path: Path) -> None:
    async def scenario() -> None:

        async with hub_on(tmp_path):
            client = Client(tmp_path)
            for path, code in (("/jobs/nobody", 1), ("/jobs?status=LOST", 2), ("/nothing", 1)):
                with pytest.raises(CommandFailed) as failed:
                    await asyncio.to_thread(client.get, path)
                assert failed.value.code == code

    run(scenario())
