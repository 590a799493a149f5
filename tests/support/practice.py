"""A practice web without delays, and a plain client that asks it."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from hub.practice.server import PracticeWeb


class Answer:
    """One HTTP answer."""

    def __init__(self, status: int, headers: dict[str, str], body: bytes) -> None:
        self.status = status
        self.headers = headers
        self.body = body

    @property
    def text(self) -> str:
        return self.body.decode("utf-8")

    @property
    def json(self) -> Any:
        return json.loads(self.body)

    @property
    def data(self) -> Any:
        """The JSON that a page carries for its script."""
        start = self.text.index('id="data">') + len('id="data">')
        return json.loads(self.text[start : self.text.index("</script>", start)])


class Visitor:
    """Asks one practice web over real sockets."""

    def __init__(self, web: PracticeWeb) -> None:
        self.web = web
        self._port = int(web.url.rpartition(":")[2])

    async def get(self, path: str, **headers: str) -> Answer:
        return await self.ask("GET", path, b"", headers)

    async def post(self, path: str, body: object = None, **headers: str) -> Answer:
        sent = body.encode() if isinstance(body, str) else json.dumps(body or {}).encode()
        return await self.ask("POST", path, sent, headers)

    async def ask(self, method: str, path: str, body: bytes, headers: dict[str, str]) -> Answer:
        reader, writer = await asyncio.open_connection("127.0.0.1", self._port)
        sent = {"host": self.web.host, "content-length": str(len(body)), "connection": "close"}
        sent |= headers
        lines = "".join(f"{name}: {value}\r\n" for name, value in sent.items())
        writer.write(f"{method} {path} HTTP/1.1\r\n{lines}\r\n".encode() + body)
        raw = await reader.read()
        writer.close()
        await writer.wait_closed()
        head, _, rest = raw.partition(b"\r\n\r\n")
        first, *others = head.decode("latin-1").split("\r\n")
        pairs = (line.partition(": ") for line in others)
        return Answer(
            int(first.split()[1]), {name.lower(): value for name, _, value in pairs}, rest
        )


@asynccontextmanager
async def practice_web(delay: float = 0, pace: float = 1.0) -> AsyncIterator[Visitor]:
    """A started practice web; stopped at the end."""
    web = PracticeWeb(delay=delay, pace=pace)
    await web.start()
    try:
        yield Visitor(web)
    finally:
        await web.stop()
