"""The way to the hub that outlives connections: what was not acknowledged is said again.

A run asks here and never learns that the line was cut. Everything that it sends may be sent twice
without effect: batches and files have ids, progress and last words change nothing the second time.
"""

import asyncio
from collections.abc import Callable

from hub.agent.client import Client, Closed, Refused
from hub.wire import messages as m

LATER = ("RETRY_LATER", "INTERNAL", "RATE_LIMITED")


class Line:
    """Questions that wait for a connection, and for the answer, as long as it takes."""

    def __init__(self, pause: float = 2.0) -> None:
        self._client: Client | None = None
        self._is_open = asyncio.Event()
        self._pause = pause
        self._chunk_bytes = 0

    def connect(self, client: Client, chunk_bytes: int) -> None:
        """A connection is in."""
        self._client = client
        self._chunk_bytes = chunk_bytes
        self._is_open.set()

    def disconnect(self) -> None:
        """It ended."""
        self._client = None
        self._is_open.clear()

    @property
    def is_open(self) -> bool:
        """Whether somebody hears."""
        return self._client is not None

    @property
    def connection(self) -> object | None:
        """What tells one connection from the next."""
        return self._client

    async def ask(
        self, event: str, body: m.Message, *, before: Callable[[], None] | None = None
    ) -> m.Message:
        """The hub's answer; `before` is called before each attempt.

        Raises Refused when it refuses for good.
        """
        while True:
            client = await self._open()
            try:
                if before is not None:
                    before()
                return await client.ask(event, body)
            except Closed:
                self._drop(client)
            except Refused as refused:
                await self._later_or_raise(refused)

    async def upload(self, declared: m.JobProof, data: bytes) -> None:
        """A file, until it is durable. Raises Refused when the hub refuses it for good."""
        while True:
            client = await self._open()
            try:
                return await client.upload(declared, data, self._chunk_bytes)
            except Closed:
                self._drop(client)
            except Refused as refused:
                await self._later_or_raise(refused)

    async def download(self, body: m.JobMedia) -> tuple[m.JobMediaAck, bytes]:
        """A file that the hub holds, whole. Raises Refused."""
        while True:
            client = await self._open()
            try:
                return await client.download(body)
            except Closed:
                self._drop(client)
            except Refused as refused:
                await self._later_or_raise(refused)

    async def _open(self) -> Client:
        while self._client is None:
            await self._is_open.wait()
        return self._client

    def _drop(self, client: Client) -> None:
        if self._client is client:
            self.disconnect()

    async def _later_or_raise(self, refused: Refused) -> None:
        if refused.code not in LATER:
            raise refused
        await asyncio.sleep(self._pause)
