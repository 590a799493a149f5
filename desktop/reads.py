"""What the window reads: queries on read-only connections, off the GUI thread."""

import asyncio
import threading
from collections.abc import Callable
from concurrent.futures import Future
from typing import Any, Concatenate, ParamSpec, TypeVar

from PySide6.QtCore import QRunnable, QThreadPool

P = ParamSpec("P")
T = TypeVar("T")

THREADS = 3
CLOSE_MS = 3000


class _Question(QRunnable):
    """One query on its way through the pool; a question nobody waits for any more is skipped."""

    def __init__(self, ask: Callable[[], Any]) -> None:
        super().__init__()
        self._ask = ask
        self.answer: Future[Any] = Future()

    def run(self) -> None:
        if not self.answer.set_running_or_notify_cancel():
            return
        try:
            result = self._ask()
        except BaseException as error:
            self.answer.set_exception(error)
        else:
            self.answer.set_result(result)


class Reads:
    """Answers `fn(database, …)` without holding the window; one connection for each thread."""

    def __init__(self, connect: Callable[[], Any]) -> None:
        self._connect = connect
        self._local = threading.local()
        self._pool = QThreadPool()
        self._pool.setMaxThreadCount(THREADS)
        self._pool.setExpiryTimeout(-1)

    async def run(
        self, fn: Callable[Concatenate[Any, P], T], /, *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """The answer of `fn(database, *args)`; cancelling the task drops a waiting question."""
        question = _Question(lambda: fn(self._database(), *args, **kwargs))
        self._pool.start(question)
        answer: T = await asyncio.wrap_future(question.answer)
        return answer

    async def work(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> T:
        """The answer of `fn(*args)`, which needs no database (a file, a digest)."""
        question = _Question(lambda: fn(*args, **kwargs))
        self._pool.start(question)
        answer: T = await asyncio.wrap_future(question.answer)
        return answer

    def close(self) -> None:
        """Drop what waits, let end what runs, and close each connection on its own thread."""
        self._pool.clear()
        together = threading.Barrier(THREADS, timeout=CLOSE_MS / 1000)
        for _ in range(THREADS):
            self._pool.start(_Question(lambda: self._close_mine(together)))
        self._pool.waitForDone(CLOSE_MS)

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
