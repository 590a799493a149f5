"""The hub in a thread of its own with a loop of its own, as the desktop runs it."""

import asyncio
import contextlib
import threading
from collections.abc import Callable, Coroutine
from concurrent.futures import Future
from typing import Any, ParamSpec, TypeVar

from hub.service import HubService, HubStatus
from models.errors import StoreError

P = ParamSpec("P")
T = TypeVar("T")

STOP_SECONDS = 5.0


class HubThread:
    """Start, call, stop from any other thread; nothing here blocks but `stop`."""

    def __init__(self, make_service: Callable[[], HubService]) -> None:
        self._make_service = make_service
        self._loop: asyncio.AbstractEventLoop | None = None
        self._thread: threading.Thread | None = None
        self._ends: asyncio.Event | None = None
        self._stop_wanted = False
        self.service: HubService | None = None
        """The hub of the last start; its bus may be subscribed to from any thread."""

    def start(self) -> "Future[HubStatus]":
        """Build and start the hub; the future holds its status or why it did not start."""
        self.service = self._make_service()
        self._stop_wanted = False
        started: Future[HubStatus] = Future()
        self._thread = threading.Thread(
            target=self._run, args=(self.service, started), name="hub", daemon=True
        )
        self._thread.start()
        return started

    def call(
        self,
        function: Callable[P, Coroutine[Any, Any, T]],
        /,
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> "Future[T]":
        """Run a coroutine function of the hub on its loop."""
        if self._loop is None:
            refused: Future[T] = Future()
            refused.set_exception(StoreError("The hub is not running."))
            return refused
        return asyncio.run_coroutine_threadsafe(function(*args, **kwargs), self._loop)

    def stop(self, timeout: float = STOP_SECONDS) -> bool:
        """Stop the hub and wait for its thread; False when it did not end in time."""
        self._stop_wanted = True
        loop, ends, thread = self._loop, self._ends, self._thread
        if thread is None:
            return True
        if loop is not None and ends is not None:
            with contextlib.suppress(RuntimeError):  # it ended by itself meanwhile
                loop.call_soon_threadsafe(ends.set)
        thread.join(timeout)
        return not thread.is_alive()

    def _run(self, service: HubService, started: "Future[HubStatus]") -> None:
        try:
            asyncio.run(self._live(service, started))
        except BaseException as error:
            if not started.done():
                started.set_exception(error)
        finally:
            self._loop = self._ends = None

    async def _live(self, service: HubService, started: "Future[HubStatus]") -> None:
        self._loop = asyncio.get_running_loop()
        self._ends = asyncio.Event()
        started.set_result(await service.start())
        try:
            if not self._stop_wanted:
                await self._ends.wait()
        finally:
            await service.stop()
