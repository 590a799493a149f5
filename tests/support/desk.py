"""A desk for tests of pages: real reads on a data folder, a hub that records what it is asked."""

import asyncio
from collections.abc import Awaitable, Callable
from concurrent.futures import Future
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QWidget

from desktop.actions import Actions
from desktop.bridge import Bridge
from desktop.desk import Desk, HubFacts, Workspaces
from desktop.preferences import Preferences
from desktop.reads import Reads
from desktop.shell import Parts, Shell
from desktop.thumbnails import Thumbnails
from desktop.widgets.toasts import Toasts
from models import workspaces
from models.clock import now_ms
from models.database import open_reader
from models.folder import DataFolder

OPERATOR = "operator-of-the-test"


class Verbs:
    """One service: every verb is recorded and answers what the test laid down for it."""

    def __init__(self, hub: "RecordingHub", service: str) -> None:
        self._hub = hub
        self._service = service

    def __getattr__(self, verb: str) -> Callable[..., Awaitable[object]]:
        name = f"{self._service}.{verb}"

        async def asked(*args: object, **kwargs: object) -> object:
            self._hub.asked.append((name, args, kwargs))
            answer = self._hub.answers.get(name)
            if isinstance(answer, Exception):
                raise answer
            return answer

        return asked


class RecordingHub:
    """A hub whose verbs only write down what they were asked.

    `answers["jobs.cancel"]` is what `hub.jobs.cancel(…)` returns, or raises when it is an error.
    """

    def __init__(self) -> None:
        self.asked: list[tuple[str, tuple[object, ...], dict[str, object]]] = []
        self.answers: dict[str, object] = {}

    def __getattr__(self, service: str) -> Verbs:
        return Verbs(self, service)

    def verbs(self) -> list[str]:
        """The names of what was asked, in order."""
        return [name for name, _, _ in self.asked]


class Door:
    """Runs verbs at once, where the real one runs them on the hub's thread."""

    def call(self, function: Callable[..., Awaitable[Any]], *args: Any) -> "Future[Any]":
        """The answer, already there."""
        answer: Future[Any] = Future()
        work = function(*args)
        try:
            work.send(None)  # type: ignore[attr-defined]
        except StopIteration as stop:
            answer.set_result(stop.value)
        except Exception as error:
            answer.set_exception(error)
        else:
            raise AssertionError("a verb of the recording hub never waits")
        return answer


class Places:
    """A navigator that writes down where the operator was sent."""

    def __init__(self) -> None:
        self.went: list[tuple[str, str | None]] = []

    def show_page(self, page: str, item: str | None = None) -> None:
        """Sent to a page."""
        self.went.append((page, item))

    def new_job(self) -> None:
        """Sent to the new job dialog."""
        self.went.append(("new_job", None))

    def new_post(self) -> None:
        """Sent to the composer."""
        self.went.append(("new_post", None))

    def pair_device(self) -> None:
        """Sent to the pair dialog."""
        self.went.append(("pair_device", None))

    def open_palette(self) -> None:
        """Sent to the palette."""
        self.went.append(("palette", None))

    def open_shortcuts(self) -> None:
        """Sent to the list of shortcuts."""
        self.went.append(("shortcuts", None))


def make_desk(
    folder: DataFolder,
    window: QWidget,
    hub: RecordingHub,
    *,
    home: Path,
    clock: Callable[[], int] = now_ms,
) -> Desk:
    """A desk over the data folder; `desk.navigator` is a `Places`. Close it with `close_desk`."""
    toasts = Toasts(window, clock)
    known = Workspaces(window)
    database = open_reader(folder)
    try:
        known.set_all(workspaces.all(database))
    finally:
        database.close()
    bridge = Bridge(window)
    bridge.open()
    return Desk(
        reads=Reads(lambda: open_reader(folder)),
        actions=Actions(Door(), lambda: hub, toasts, OPERATOR),
        bridge=bridge,
        thumbnails=Thumbnails(folder.proofs, folder.thumbnails, window),
        toasts=toasts,
        workspaces=known,
        hub=HubFacts(window),
        preferences=Preferences(home, window),
        navigator=Places(),
        clock=clock,
        window=window,
    )


def close_desk(desk: Desk) -> None:
    """End what the desk runs, so that nothing outlives the test."""
    desk.actions.close()
    desk.bridge.close()
    desk.thumbnails.close()
    desk.reads.close()


async def settled() -> None:
    """Let what was started take its next step."""
    for _ in range(3):
        await asyncio.sleep(0)


def make_shell(
    folder: DataFolder,
    hub: RecordingHub,
    *,
    home: Path,
    online: set[str],
    clock: Callable[[], int],
) -> tuple[Shell, Callable[[], None]]:
    """A whole window over the data folder with a hub that records; the second ends it."""
    known = Workspaces()
    database = open_reader(folder)
    try:
        known.set_all(workspaces.all(database))
    finally:
        database.close()
    bridge = Bridge()
    bridge.open(online)
    reads = Reads(lambda: open_reader(folder))
    thumbnails = Thumbnails(folder.proofs, folder.thumbnails)
    facts = HubFacts()
    parts = Parts(
        reads=reads,
        door=Door(),
        hub=lambda: hub,
        bridge=bridge,
        thumbnails=thumbnails,
        workspaces=known,
        facts=facts,
        preferences=Preferences(home),
        actor=OPERATOR,
        folder=folder.path,
        clock=clock,
    )
    shell = Shell(parts)

    def end() -> None:
        shell.close()
        bridge.close()
        thumbnails.close()
        reads.close()

    return shell, end
