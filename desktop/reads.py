"""What the window reads: queries on read-only connections, off the GUI thread.

The threads are Python's own: a thread of QThreadPool forgets its thread-local state after each
run, and with it Peewee's connection.
"""

import asyncio
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any, Concatenate, ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")

THREADS = 4
CLOSE_S = 3.0


class Reads:
    """Answers `fn(database, …)` without holding the window; one connection for each thread."""

    def __init__(self, connect: Callable[[], Any]) -> None:
        self._connect = connect
        self._local = threading.local()
        self._closed = False
        self._pool = ThreadPoolExecutor(THREADS, thread_name_prefix="window-reads")

    async def run(
        self, fn: Callable[Concatenate[Any, P], T], /, *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """The answer of `fn(database, *args)`; cancelling the task drops a waiting question."""
        return await self.work(lambda: fn(self._database(), *args, **kwargs))

    async def work(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> T:
        """The answer of `fn(*args)`, which needs no database (a file, a digest)."""
        if self._closed:
            raise asyncio.CancelledError
        return await asyncio.wrap_future(self._pool.submit(partial(fn, *args, **kwargs)))

    def close(self) -> None:
        """Drop what waits, let end what runs, and close each connection on its own thread."""
        self._closed = True
        together = threading.Barrier(THREADS, timeout=CLOSE_S)
        for _ in range(THREADS):
            self._pool.submit(self._close_mine, together)
        self._pool.shutdown(wait=True)

    def _close_mine(self, together: threading.Barrier) -> None:
        together.wait()  # each thread takes exactly one of these
        database = getattr(self._local, "database", None)
        if database is not None:
            database.close()

    def _database(self) -> Any:
        found = getattr(self._local, "database", None)
        if found is None:
            found = self._connect()
            self._local.database = found
        return found
