"""A few threads with read-only connections: a slow question never holds the hub's loop."""

import asyncio
import threading
from collections.abc import AsyncIterator, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

T = TypeVar("T")

THREADS = 3


class Readers:
    """Runs questions on threads that each keep one read-only connection open."""

    def __init__(self, connect: Callable[[], Any]) -> None:
        self._connect = connect
        self._closed = False
        self._local = threading.local()
        self._pool = ThreadPoolExecutor(THREADS, thread_name_prefix="reader")

    async def ask(self, question: Callable[[Any], T]) -> T:
        """The answer of `question(database)`."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._pool, self._answer, question)

    async def stream(self, question: Callable[[Any], Iterator[T]]) -> AsyncIterator[T]:
        """The items of a long answer, pulled one by one from a thread of its own."""
        loop = asyncio.get_running_loop()
        with ThreadPoolExecutor(1, thread_name_prefix="stream") as own:
            items = _Pulled(self._connect, question)
            try:
                while (item := await loop.run_in_executor(own, items.next)) is not None:
                    yield item
            finally:
                await asyncio.shield(loop.run_in_executor(own, items.close))

    def _answer(self, question: Callable[[Any], T]) -> T:
        if getattr(self._local, "database", None) is None:
            self._local.database = self._connect()
        return question(self._local.database)

    async def close(self) -> None:
        """Close every connection on the thread that opened it; a second call does nothing."""
        if self._closed:
            return
        self._closed = True
        loop = asyncio.get_running_loop()
        together = threading.Barrier(THREADS)
        await asyncio.gather(
            *(loop.run_in_executor(self._pool, self._close_mine, together) for _ in range(THREADS))
        )
        self._pool.shutdown(wait=False)

    def _close_mine(self, together: threading.Barrier) -> None:
        together.wait()  # each of the threads takes exactly one of these
        database = getattr(self._local, "database", None)
        if database is not None:
            database.close()


class _Pulled:
    """One long answer with its own connection, read step by step on one thread."""

    def __init__(
        self, connect: Callable[[], Any], question: Callable[[Any], Iterator[Any]]
    ) -> None:
        self._connect = connect
        self._question = question
        self._database: Any = None
        self._items: Iterator[Any] | None = None

    def next(self) -> Any:
        """The next item, None at the end."""
        if self._items is None:
            self._database = self._connect()
            self._items = iter(self._question(self._database))
        return next(self._items, None)

    def close(self) -> None:
        """Give the connection back, also in the middle of the answer."""
        close_items = getattr(self._items, "close", None)
        if close_items is not None:
            close_items()
        if self._database is not None:
            self._database.close()
