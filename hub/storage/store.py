"""The async door to the data folder: one writer, a few readers.

`write` returns a future that is done only after the COMMIT that made it durable; what is queued
meanwhile shares one transaction and one sync. `read` and `stream` never see half a transaction.
"""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable, Iterator
from functools import partial
from typing import Any, Concatenate, ParamSpec, TypeVar

from hub.bus import Bus
from hub.events import StorageState
from hub.storage.readers import Readers
from hub.storage.writer import Work, Writer
from models.errors import StorageFull, StoreError

P = ParamSpec("P")
T = TypeVar("T")

log = logging.getLogger(__name__)


class Store:
    """Every change and every question of the hub goes through here."""

    def __init__(
        self, connect_writer: Callable[[], Any], connect_reader: Callable[[], Any], bus: Bus
    ) -> None:
        self._connect_writer = connect_writer
        self._readers = Readers(connect_reader)
        self._bus = bus
        self._writer: Writer | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._gathered: list[Work] = []
        self.state = StorageState(state="ok")

    async def start(self) -> None:
        """Start the writer and open the database; raises what opening raises."""
        self._loop = asyncio.get_running_loop()
        self._writer = Writer(self._connect_writer, self._loop, self._storage_changed)
        self._writer.start()
        try:
            await self.write(_nothing)
        except BaseException:
            await self.stop()
            raise

    async def stop(self) -> None:
        """Write what is queued, then close; later writes are refused."""
        writer, self._writer = self._writer, None
        if writer is not None:
            self._hand_over(writer)
            writer.finish()
            await asyncio.to_thread(writer.join)
        await self._readers.close()

    def write(
        self, fn: Callable[Concatenate[Any, P], T], /, *args: P.args, **kwargs: P.kwargs
    ) -> "asyncio.Future[T]":
        """Run `fn(database, …)` inside the writer's transaction; done when it is durable.

        It may be run a second time before that, so it must do nothing but use the database.
        """
        if self._writer is None or self._loop is None:
            raise StoreError("The hub is stopping; nothing more is written.")
        future: asyncio.Future[T] = self._loop.create_future()
        if not self._gathered:  # what one turn of the loop brings wakes the writer once
            self._loop.call_soon(self._hand_over, self._writer)
        self._gathered.append(Work(fn, args, kwargs, future))
        return future

    async def read(
        self, fn: Callable[Concatenate[Any, P], T], /, *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Ask `fn(database, …)` on a read-only connection."""
        return await self._readers.ask(partial(_called, fn, args, kwargs))

    def stream(
        self, fn: Callable[Concatenate[Any, P], Iterator[T]], /, *args: P.args, **kwargs: P.kwargs
    ) -> AsyncIterator[T]:
        """The items of `fn(database, …)`, a long answer, as they are asked for."""
        return self._readers.stream(partial(_called, fn, args, kwargs))

    def _hand_over(self, writer: Writer) -> None:
        if self._gathered:
            works, self._gathered = self._gathered, []
            writer.put(works)

    def _storage_changed(self, fault: StoreError | None) -> None:
        if fault is None:
            self.state = StorageState(state="ok")
        else:
            kind = "full" if isinstance(fault, StorageFull) else "failing"
            self.state = StorageState(state=kind, message=str(fault))
        self._bus.publish(self.state)


def _called(
    fn: Callable[..., T], args: tuple[Any, ...], kwargs: dict[str, Any], database: Any
) -> T:
    return fn(database, *args, **kwargs)


def _nothing(_: Any) -> None:
    """Opens the connection by being asked for it."""
