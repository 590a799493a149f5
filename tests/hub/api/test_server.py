"""The server listens on loopback, says when its port is taken, and stops for good."""

import asyncio
import socket

import pytest
from starlette.applications import Starlette

from hub.api.guard import Guard
from hub.api.server import ApiServer
from hub.errors import PortTaken


def _server() -> ApiServer:
    return ApiServer(Guard(Starlette(), token="token"))


def test_it_listens_on_loopback_alone_and_stops() -> None:
    async def scenario() -> None:
        server = _server()
        await server.start(0)
        reader, writer = await asyncio.open_connection("127.0.0.1", server.port)
        writer.close()
        await writer.wait_closed()
        await reader.read()
        await server.stop()
        await server.stop()
        with pytest.raises(ConnectionRefusedError):
            await asyncio.open_connection("127.0.0.1", server.port)

    asyncio.run(scenario())


def test_a_taken_port_is_said() -> None:
    async def scenario() -> None:
        with socket.create_server(("127.0.0.1", 0)) as taken:
            with pytest.raises(PortTaken) as refused:
                await _server().start(taken.getsockname()[1])
            assert refused.value.port == taken.getsockname()[1]

    asyncio.run(scenario())


def test_garbage_does_not_disturb_it() -> None:
    async def scenario() -> None:
        server = _server()
        await server.start(0)
        for garbage in (b"\x16\x03\x01", b"GET\r\n\r\n", b"\r\n" * 100, b"x" * 100_000):
            reader, writer = await asyncio.open_connection("127.0.0.1", server.port)
            writer.write(garbage)
            writer.write_eof()
            await reader.read()
            writer.close()
        reader, writer = await asyncio.open_connection("127.0.0.1", server.port)
        writer.write(f"GET / HTTP/1.1\r\nHost: 127.0.0.1:{server.port}\r\n\r\n".encode())
        assert b"401" in await reader.readline()
        writer.close()
        await server.stop()

    asyncio.run(scenario())
