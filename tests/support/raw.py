"""Bare sockets against a gateway: requests and frames made by hand, and what follows them."""

import asyncio
import json
import socket
from collections.abc import Callable
from typing import Any

import pytest

from hub.wire import messages as m
from tests.support.agents import EXTENSION_ORIGIN, Closed
from tests.support.gateway import Running
from tests.support.memory_desk import MemoryDevice

REFUSAL = b"HTTP/1.1 403 Forbidden\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"
KEY = "dGhlIHNhbXBsZSBub25jZQ=="


def request(
    port: int,
    *more: str,
    line: str = "GET /agent HTTP/1.1",
    host: str | None = "127.0.0.1:{port}",
    origin: str | None = EXTENSION_ORIGIN,
    subprotocol: str | None = "proofdesk.noise.1",
    upgrade: bool = True,
) -> bytes:
    """An opening request, right unless something is changed."""
    lines = [line.format(port=port)]
    if host is not None:
        lines.append(f"Host: {host.format(port=port)}")
    if upgrade:
        lines += ["Upgrade: websocket", "Connection: Upgrade", f"Sec-WebSocket-Key: {KEY}"]
        lines.append("Sec-WebSocket-Version: 13")
    if origin is not None:
        lines.append(f"Origin: {origin}")
    if subprotocol is not None:
        lines.append(f"Sec-WebSocket-Protocol: {subprotocol}")
    return "\r\n".join([*lines, *(text.format(port=port) for text in more), "", ""]).encode()


async def exchange(port: int, data: bytes) -> bytes:
    """Everything that the hub says to these bytes until it closes (or has upgraded)."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        writer.write(data)
        answer = b""
        while not answer.startswith(b"HTTP/1.1 101"):
            async with asyncio.timeout(5):
                part = await reader.read(65_536)
            if not part:
                break
            answer += part
        return answer
    except ConnectionError:
        return b""
    finally:
        writer.close()


MASK = b"\0\0\0\0"


def frame(head: int, payload: bytes, *, masked: bool = True, length: int | None = None) -> bytes:
    """A WebSocket frame made by hand."""
    size = len(payload) if length is None else length
    bit = 0x80 if masked else 0
    if size < 126:
        header = bytes([head, bit | size])
    elif size < 65_536:
        header = bytes([head, bit | 126]) + size.to_bytes(2, "big")
    else:
        header = bytes([head, bit | 127]) + size.to_bytes(8, "big")
    return header + (MASK if masked else b"") + payload


async def until(condition: Callable[[], bool]) -> None:
    """Let the loop run until something is so."""
    async with asyncio.timeout(10):
        while not condition():  # noqa: ASYNC110 - what is waited for is no event of the test
            await asyncio.sleep(0.005)


async def end_of(agent: Any) -> Closed:
    """How the hub closes an agent, of either channel and at any stage."""
    if agent.channel is not None:
        closed: Closed = await agent.closed()
        return closed
    with pytest.raises(Closed) as caught:
        await agent.receive_frame()
    return caught.value


async def until_end(reader: asyncio.StreamReader) -> None:
    """Read until the hub ends the connection, orderly or not."""
    try:
        while await reader.read(65_536):
            pass
    except ConnectionError:
        return


async def upgraded(
    hub: Running, subprotocol: str = "proofdesk.json.1", **options: Any
) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    """A bare connection behind the upgrade."""
    reader, writer = await asyncio.open_connection("127.0.0.1", hub.gateway.port, **options)
    writer.write(request(hub.gateway.port, origin=None, subprotocol=subprotocol))
    await reader.readuntil(b"\r\n\r\n")
    return reader, writer


async def deaf_agent(
    hub: Running,
) -> tuple[MemoryDevice, asyncio.StreamReader, asyncio.StreamWriter]:
    """An authenticated agent that reads nothing after its config."""
    device = hub.desk.add_device("json")
    reader, writer = await upgraded(hub, limit=1024)
    data = {
        "protocol": 1,
        "agentId": device.id,
        "token": device.token,
        "version": "1",
        "capabilities": [],
        "bootId": "b",
        "running": [],
    }
    writer.write(frame(0x81, json.dumps({"event": "auth", "data": data}).encode()))
    await until(lambda: device.id in hub.gateway.connected)
    await until(lambda: "agents.available" in hub.desk.calls)
    return device, reader, writer


async def flood(hub: Running, device_id: str) -> None:
    """Push hints until the gateway takes no more of them."""
    hint = m.JobAvailable(
        job_id=device_id, type="google_maps", context={"query": "x" * 50_000}, priority=0
    )
    pushing = True
    while pushing:
        pushing = hub.gateway.push(device_id, "job:available", hint)
        await asyncio.sleep(0)


def has_ipv6() -> bool:
    """Whether ::1 can be listened on."""
    try:
        with socket.socket(socket.AF_INET6) as probe:
            probe.bind(("::1", 0))
    except OSError:
        return False
    return True
