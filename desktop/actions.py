"""What the operator does: verbs of the hub as coroutines with a busy, a good and a bad end."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from concurrent.futures import Future
from typing import Any, Protocol, TypeVar

from shiboken6 import isValid

from desktop.presenters.failures import explain
from desktop.tasks import Tasks
from desktop.widgets.buttons import Button

T = TypeVar("T")
Verb = Callable[[Any], Awaitable[T]]
"""What to ask of the hub, on its thread: `lambda hub: hub.jobs.cancel(job_id, actor)`."""

log = logging.getLogger(__name__)


class HubDoor(Protocol):
    """How the window reaches the hub: a coroutine function, run on the hub's thread."""

    def call(self, function: Callable[..., Awaitable[T]], *args: Any) -> "Future[T]": ...


class Told(Protocol):
    """Where good and bad ends are told (`desktop.widgets.toasts.Toasts`)."""

    def tell(self, text: str, **look: Any) -> object: ...
    def fail(self, text: str, **look: Any) -> object: ...


class Actions:
    """Runs verbs for the pages. `hub` gives the hub's services to the verb on the hub's thread."""

    def __init__(self, door: HubDoor, hub: Callable[[], Any], told: Told, actor: str) -> None:
        self._door = door
        self._hub = hub
        self._told = told
        self.actor = actor
        self._tasks = Tasks()

    async def ask(self, verb: Verb[T]) -> T:
        """The answer of a verb; raises what the hub raises."""

        async def asked() -> T:
            return await verb(self._hub())

        return await asyncio.wrap_future(self._door.call(asked))

    def run(
        self,
        verb: Verb[T],
        *,
        busy: Button | None = None,
        done: str = "",
        success: Callable[[T], object] | None = None,
        failure: Callable[[BaseException], object] | None = None,
    ) -> "asyncio.Task[None]":
        """Do a verb: `busy` shows that it goes on, `done` is told when it went well, `success` gets
        its answer; what fails is told with what to do, or given to `failure`.
        """
        if busy is not None:
            busy.set_busy(True)
        return self._tasks.start(self._ended(verb, busy, done, success, failure))

    def close(self) -> None:
        """Let go of everything that still runs."""
        self._tasks.cancel()

    async def _ended(
        self,
        verb: Verb[T],
        busy: Button | None,
        done: str,
        success: Callable[[T], object] | None,
        failure: Callable[[BaseException], object] | None,
    ) -> None:
        try:
            answer = await self.ask(verb)
        except Exception as error:
            if failure is not None:
                failure(error)
            else:
                self.told_failure(error)
            return
        finally:
            if busy is not None:
                _end_busy(busy)
        if success is not None:
            success(answer)
        if done:
            self._told.tell(done)

    def told_failure(self, error: BaseException) -> None:
        """Tell a failure in words; one that is our fault also goes to the log."""
        words, known = explain(error)
        if not known:
            log.error("an action failed", exc_info=error)
        self._told.fail(words)

    def told_success(self, text: str) -> None:
        """Tell a good end."""
        self._told.tell(text)


def _end_busy(button: Button) -> None:
    if isValid(button):
        button.set_busy(False)
