"""Who may speak to the operator API: who knows the token, from this machine, and no web page."""

import asyncio
from pathlib import Path

import pytest

from tests.support.hubs import Desk, hub_on, run


def _port(desk: Desk) -> str:
    return desk.api.address.rpartition(":")[2]


async def _raw(desk: Desk, *lines: str) -> int:
    """The status of a request whose headers are exactly these."""
    host, _, port = desk.api.address.partition(":")
    reader, writer = await asyncio.open_connection(host, int(port))
    writer.write("\r\n".join([*lines, "", ""]).encode())
    status = await reader.readline()
    writer.close()
    await writer.wait_closed()
    return int(status.split()[1])


@pytest.mark.parametrize(
    "credential", ["", "Bearer", "Bearer ", "Bearer wrong", "Basic {token}", "{token}"]
)
def test_without_the_token_nothing_is_told(tmp_path: Path, credential: str) -> None:
    async def scenario() -> None:
        async with hub_on(tmp_path) as desk:
            headers = {"Authorization": credential.format(token=desk.api.token)}
            for path in ("/jobs", "/openapi.json", "/no-such-path"):
                answer = await desk.api.ask("GET", path, headers=headers)
                assert answer.status == 401
                assert answer.json["error"]["code"] == "UNAUTHENTICATED"
                assert desk.api.token not in answer.raw.decode()

    run(scenario())


def test_health_needs_no_token_and_names_nobody(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with hub_on(tmp_path) as desk:
            agent, _ = await desk.json_agent(name="Layla's laptop")
            async with agent:
                answer = await desk.api.ask("GET", "/health", headers={"Authorization": ""})
            assert answer.status == 200
            health = answer.json
            assert health["status"] == "ok"
            assert health["agents"] == 1
            assert set(health) == {"status", "hubId", "version", "agents", "jobs", "storage"}
            assert "Layla" not in answer.raw.decode()

    run(scenario())


@pytest.mark.parametrize(
    "origin", ["null", "http://127.0.0.1", "https://evil.example", "chrome-extension://abc", ""]
)
def test_a_web_page_is_refused_even_with_the_token(tmp_path: Path, origin: str) -> None:
    async def scenario() -> None:
        async with hub_on(tmp_path) as desk:
            for path in ("/jobs", "/health"):
                answer = await desk.api.ask("GET", path, headers={"Origin": origin})
                assert answer.status == 403
                assert not any(name.startswith("access-control") for name in answer.headers)
            preflight = await desk.api.ask("OPTIONS", "/jobs", headers={"Origin": origin})
            assert preflight.status == 403

    run(scenario())


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "127.0.0.1",
        "127.0.0.1.evil.example:{port}",
        "localhost.:{port}",
        "127.0.0.1:1",
        "LOCALHOST:{port}x",
        "",
    ],
)
def test_a_foreign_host_is_refused(tmp_path: Path, host: str) -> None:
    async def scenario() -> None:
        async with hub_on(tmp_path) as desk:
            named = f"Host: {host.format(port=_port(desk))}"
            assert await _raw(desk, "GET /health HTTP/1.1", named) == 403

    run(scenario())


def test_the_names_of_this_machine_are_served(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with hub_on(tmp_path) as desk:
            for host in ("127.0.0.1", "localhost"):
                named = f"Host: {host}:{_port(desk)}"
                assert await _raw(desk, "GET /health HTTP/1.1", named) == 200

    run(scenario())


def test_two_hosts_or_none_are_refused(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with hub_on(tmp_path) as desk:
            named = f"Host: 127.0.0.1:{_port(desk)}"
            assert await _raw(desk, "GET /health HTTP/1.1", named, named) in (400, 403)
            assert await _raw(desk, "GET /health HTTP/1.0") in (400, 403)

    run(scenario())


def test_the_token_is_a_private_file(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with hub_on(tmp_path):
            mode = (tmp_path / "api-token").stat().st_mode & 0o777
            assert mode == 0o600
            assert ((tmp_path / "hub.json").stat().st_mode & 0o777) == 0o600

    run(scenario())
