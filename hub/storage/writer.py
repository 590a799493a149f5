"""The one thread that writes: it takes all that is queued into one transaction and syncs once.

A piece of work that fails costs only itself. Most refuse before they change anything; where one
has changed something, the transaction is done again with a savepoint around each piece, so that
those which never fail need not pay for savepoints. Nothing is reported done before the COMMIT that
makes it durable; a COMMIT that fails, fails everything that was in it.
"""

import logging
import threading
from asyncio import AbstractEventLoop, Future
from collections.abc import Callable
from queue import Empty, SimpleQueue
from typing import Any, NamedTuple

from hub.storage.faults import storage_fault
from models.errors import StoreError

log = logging.getLogger(__name__)

MOST_PER_TRANSACTION = 1_000
"""About so many, so that one flood cannot hold back the acknowledgements of the first for ever."""


class Work(NamedTuple):
    """One thing to write: a function of the database, and the future that waits for it."""

    function: Callable[..., Any]
    arguments: tuple[Any, ...]
    options: dict[str, Any]
    future: "Future[Any]"


class Outcome(NamedTuple):
    """What became of one piece of work once its transaction ended."""

    future: "Future[Any]"
    value: Any
    error: Exception | None


class _TransactionLost(Exception):
    """The whole transaction is gone, not only this piece of work."""


class _HalfDone(Exception):
    """A piece of work failed after it had changed something, and no savepoint was set."""


Run = Callable[[Any, Any, Work], Outcome]


class Writer(threading.Thread):
    """Owns the write connection; `put` is the only way in."""

    def __init__(
        self,
        connect: Callable[[], Any],
        loop: AbstractEventLoop,
        on_storage: Callable[[StoreError | None], None],
    ) -> None:
        super().__init__(name="writer", daemon=True)
        self._connect = connect
        self._loop = loop
        self._on_storage = on_storage
        self._queue: SimpleQueue[list[Work] | None] = SimpleQueue()
        self._database: Any = None
        self._fault: str | None = None

    def put(self, works: list[Work]) -> None:
        """Queue some work."""
        self._queue.put(works)

    def finish(self) -> None:
        """Write what is queued, then end the thread."""
        self._queue.put(None)

    def run(self) -> None:
        """Take, write, report; until `finish`."""
        more = True
        while more:
            batch, more = self._take()
            if batch:
                self._report(self._write(batch))
        self._close()

    def _take(self) -> tuple[list[Work], bool]:
        """All that is queued (waits for the first); False when the end was asked for."""
        batch: list[Work] = []
        works = self._queue.get()
        while works is not None:
            batch += works
            if len(batch) >= MOST_PER_TRANSACTION:
                return batch, True
            try:
                works = self._queue.get_nowait()
            except Empty:
                return batch, True
        return batch, False

    def _write(self, batch: list[Work]) -> list[Outcome]:
        """One transaction around all of the batch."""
        try:
            try:
                return self._transaction(batch, _run_plain)
            except _HalfDone:
                return self._transaction(batch, _run_guarded)
        except Exception as error:
            return self._all_lost(batch, error)

    def _transaction(self, batch: list[Work], run: Run) -> list[Outcome]:
        database = self._opened()
        with database.atomic("IMMEDIATE"):
            connection = database.connection()
            before = connection.total_changes
            outcomes = [run(database, connection, work) for work in batch]
            changed = connection.total_changes != before
        if changed:  # a transaction that wrote nothing says nothing about the disk
            self._tell_storage(None)
        return outcomes

    def _all_lost(self, batch: list[Work], error: Exception) -> list[Outcome]:
        """Nothing of the batch was kept; everybody in it is told so."""
        fault = storage_fault(error)
        if fault is None and isinstance(error, StoreError):
            fault = error
        elif fault is None:
            log.exception("A transaction of %d failed.", len(batch))
            fault = StoreError(f"The write failed and nothing was kept ({error}).")
        self._tell_storage(fault)
        self._close()
        return [Outcome(work.future, None, fault) for work in batch]

    def _tell_storage(self, fault: StoreError | None) -> None:
        """Report only what changed."""
        text = None if fault is None else str(fault)
        if text != self._fault:
            self._fault = text
            self._post(self._on_storage, fault)

    def _opened(self) -> Any:
        if self._database is None:
            self._database = self._connect()
        return self._database

    def _close(self) -> None:
        """After a failure too: what a failed sync left behind is never trusted again."""
        database, self._database = self._database, None
        if database is None:
            return
        try:
            database.close()
        except Exception as error:
            log.info("Closing the write connection: %s", error)

    def _report(self, outcomes: list[Outcome]) -> None:
        self._post(_resolve, outcomes)

    def _post(self, function: Callable[[Any], None], argument: Any) -> None:
        try:
            self._loop.call_soon_threadsafe(function, argument)
        except RuntimeError:
            log.info("The loop was closed before a write was reported.")


def _run_plain(database: Any, connection: Any, work: Work) -> Outcome:
    before = connection.total_changes
    try:
        value = work.function(database, *work.arguments, **work.options)
        return Outcome(work.future, value, None)
    except Exception as error:
        _check_transaction(connection, error)
        if connection.total_changes != before:
            raise _HalfDone from error
        return Outcome(work.future, None, error)


def _run_guarded(database: Any, connection: Any, work: Work) -> Outcome:
    connection.execute("SAVEPOINT work")
    try:
        value = work.function(database, *work.arguments, **work.options)
    except Exception as error:
        _check_transaction(connection, error)
        connection.execute("ROLLBACK TO work")
        connection.execute("RELEASE work")
        return Outcome(work.future, None, error)
    connection.execute("RELEASE work")
    return Outcome(work.future, value, None)


def _check_transaction(connection: Any, error: Exception) -> None:
    """Whether there still is a transaction that the others can go on in."""
    if storage_fault(error) or not connection.in_transaction:
        raise _TransactionLost from error


def _resolve(outcomes: list[Outcome]) -> None:
    """On the loop: tell everybody who waits (one wake-up for the whole transaction)."""
    for future, value, error in outcomes:
        if future.done():
            continue
        if error is None:
            future.set_result(value)
        else:
            future.set_exception(error)
