"""The event stream: what the window sees, bounded, and over when the hub stops."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from hub.api import events
from hub.events import HubState, LogWritten, SettingChanged
from models.views import LogView
from tests.support.hubs import Desk, hub_on, run


class Stream:
    """A reader of server-sent events."""

    def __init__(self, reader: asyncio.StreamReader) -> None:
        self._reader = reader

    async def next(self) -> tuple[str, Any]:
        """Name and data of the next event."""
        name = ""
        async with asyncio.timeout(10):
            while True:
                line = (await self._reader.readline()).decode().strip()
                if line.startswith("event: "):
                    name = line.removeprefix("event: ")
                elif line.startswith("data: "):
                    return name, json.loads(line.removeprefix("data: "))

    async def ends(self) -> None:
        async with asyncio.timeout(10):
            await self._reader.read()


@asynccontextmanager
async def listening(desk: Desk) -> AsyncIterator[Stream]:
    host, _, port = desk.api.address.partition(":")
    reader, writer = await asyncio.open_connection(host, int(port))
    writer.write(
        f"GET /events HTTP/1.1\r\nHost: {desk.api.address}\r\n"
        f"Authorization: Bearer {desk.api.token}\r\n\r\n".encode()
    )
    stream = Stream(reader)
    assert (await stream.next())[0] == "hello"
    yield stream
    writer.close()


def test_what_happens_is_told_as_it_happens(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with hub_on(tmp_path) as desk, listening(desk) as stream:
            job = await desk.job()
            listed = (await desk.api.get("/jobs"))["items"]
            assert await stream.next() == ("job.created", listed[0])
            await desk.api.post(f"/jobs/{job.id}/cancel")
            name, data = await stream.next()
            assert (name, data["status"]) == ("job.changed", "CANCELLED")
            await desk.api.post("/pause", {"scope": "platform", "id": "google"})
            assert await stream.next() == (
                "pause.changed",
                {"scope": "platform", "id": "google", "paused": True},
            )

    run(scenario())


def test_the_stream_ends_with_the_hub_and_does_not_hold_its_stop(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with hub_on(tmp_path) as desk, listening(desk) as stream:
            async with asyncio.timeout(5):
                await desk.hub.stop()
            await stream.ends()

    run(scenario())


def test_a_listener_that_does_not_read_is_let_go_with_a_word(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with hub_on(tmp_path) as desk:
            client = events.Client(_call(desk))
            lines = client.lines()
            assert b"hello" in await anext(lines)
            for number in range(events.QUEUED + 1):
                desk.hub.bus.publish(SettingChanged(key=str(number)))
            rest = [line async for line in lines]
            assert rest == [b"event: lost\ndata: {}\n\n"]
            desk.hub.bus.publish(SettingChanged(key="unheard"))

    run(scenario())


def _call(desk: Desk) -> Any:
    class Call:
        hub = desk.hub

    return Call()


def test_log_lines_and_inner_states() -> None:
    line = LogView(seq=1, job_id="j", run_id=None, at=0, level="info", message="m", data=None)
    told = events.described(LogWritten(log=line), online=set())
    assert told is not None
    assert told[0] == "log.written"
    assert events.described(HubState(state="ready"), online=set()) is None
