"""Coroutines of the window have an owner: it keeps them, hears their failures, ends them."""

import asyncio
import logging
from collections.abc import Callable, Coroutine
from typing import Any, TypeVar

T = TypeVar("T")
log = logging.getLogger(__name__)


class Tasks:
    """The running coroutines of one owner (a page, the window, the actions)."""

    def __init__(self, failed: Callable[[BaseException], None] | None = None) -> None:
        self._running: set[asyncio.Task[Any]] = set()
        self._named: dict[str, asyncio.Task[Any]] = {}
        self._failed = failed

    def start(self, work: Coroutine[Any, Any, T]) -> "asyncio.Task[T]":
        """Run a coroutine; what it raises goes to the owner's `failed`, or to the log."""
        task = asyncio.get_event_loop().create_task(work)
        self._running.add(task)
        task.add_done_callback(self._ended)
        return task

    def latest(self, name: str, work: Coroutine[Any, Any, T]) -> "asyncio.Task[T]":
        """As `start`, but the one of this name that still runs is dropped: its answer is stale."""
        before = self._named.pop(name, None)
        if before is not None:
            before.cancel()
        task = self.start(work)
        self._named[name] = task
        return task

    def cancel(self) -> None:
        """End all of them."""
        for task in list(self._running):
            task.cancel()
        self._named.clear()

    @property
    def running(self) -> int:
        """How many run."""
        return len(self._running)

    def _ended(self, task: "asyncio.Task[Any]") -> None:
        self._running.discard(task)
        if task.cancelled():
            return
        error = task.exception()
        if error is None:
            return
        if self._failed is not None:
            self._failed(error)
        else:
            log.error("a task of the window failed", exc_info=error)
