"""Starting, stopping, and who may ask."""

import asyncio
import socket

import pytest

from hub.practice.server import PracticeWeb
from tests.support.practice import Visitor, practice_web


def test_it_listens_on_this_machine_only_and_frees_its_port() -> None:
    async def run() -> None:
        web = PracticeWeb()
        url = await web.start()
        assert url == web.url
        assert url.startswith("http://127.0.0.1:")
        assert web.host == url.removeprefix("http://")
        await web.stop()
        await web.stop()
        with pytest.raises(OSError):
            await asyncio.open_connection("127.0.0.1", int(url.rpartition(":")[2]))

    asyncio.run(run())


def test_a_taken_port_is_an_error_and_never_another_port() -> None:
    async def run() -> None:
        with socket.create_server(("127.0.0.1", 0)) as taken, pytest.raises(OSError):
            await PracticeWeb(taken.getsockname()[1]).start()

    asyncio.run(run())


def test_stop_ends_a_visitor_who_holds_the_line() -> None:
    async def run() -> None:
        async with practice_web() as visitor:
            port = int(visitor.web.url.rpartition(":")[2])
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
            writer.write(b"GET / HTTP/1.1\r\nhost: " + visitor.web.host.encode() + b"\r\n\r\n")
            await reader.readuntil(b"\r\n\r\n")
        writer.close()

    asyncio.run(asyncio.wait_for(run(), 10))


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.nip.io", "127.1", ""])
def test_a_foreign_host_is_refused(host: str) -> None:
    async def run() -> None:
        async with practice_web() as visitor:
            assert (await visitor.get("/practice/counts", host=host)).status == 400

    asyncio.run(run())


@pytest.mark.parametrize("origin", ["https://evil.example", "null", "http://127.0.0.1:1"])
def test_other_sites_cannot_switch_anything(origin: str) -> None:
    async def run() -> None:
        async with practice_web() as visitor:
            answer = await visitor.post("/practice/variant", {"variant": "captcha"}, origin=origin)
            assert answer.status == 403
            assert visitor.web.state.variants == frozenset()
            own = await visitor.post(
                "/practice/variant", {"variant": "slow"}, origin=visitor.web.url
            )
            assert own.status == 200

    asyncio.run(run())


def test_shipped_files_are_served_and_nothing_beside_them() -> None:
    async def run() -> None:
        async with practice_web() as visitor:
            assert (await visitor.get("/practice/static/practice.css")).status == 200
            for path in ("/practice/static/../places.json", "/practice/static/%2e%2e/places.json"):
                assert (await visitor.get(path)).status == 404

    asyncio.run(run())


def test_two_at_once_do_not_know_each_other() -> None:
    async def run() -> None:
        async with practice_web() as one, practice_web() as other:
            await one.post("/practice/variant", {"variant": "slow"})
            assert (await Visitor(other.web).get("/practice/variant")).json["variants"] == []

    asyncio.run(run())
