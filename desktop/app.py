"""The composition root: what is built in which order, what is wired to what, and how it ends.

Order of the end: pages and window, then reads and pictures, then the hub (its thread stops within
five seconds), then the lock on the data folder, then the loop.
"""

from __future__ import annotations

import argparse
import asyncio
import faulthandler
import logging
import signal
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from desktop import look, loop, startup
from desktop.instance import Seat
from desktop.seating import Seating
from desktop.start_screen import StartScreen
from desktop.theme.style import Theme
from hub import logs
from hub.commands.options import data_dir
from models.errors import DataFolderError
from models.folder import DataFolder

if TYPE_CHECKING:
    from hub.service import HubOptions

log = logging.getLogger(__name__)


def run(args: argparse.Namespace) -> int:
    """The desktop application; a second start raises the first window."""
    path = data_dir(args)
    app = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(app, QApplication)
    app.setApplicationName("Proofdesk")
    app.setDesktopFileName("proofdesk")
    app.setQuitOnLastWindowClosed(False)
    seat = Seat(path)
    if not seat.take():
        return 0
    return loop.run(app, Application(app, path, seat).live)


class Application(QObject):
    """Lives from the first window to the last."""

    def __init__(
        self, app: QApplication, path: Path, seat: Seat, options: HubOptions | None = None
    ) -> None:
        """`options` of the hub for this start; without them the settings decide."""
        super().__init__()
        self._app = app
        self._path = path
        self._seat = seat
        self._options = options
        self._theme = Theme(app)
        self._end: asyncio.Future[int] | None = None

    async def live(self) -> int:
        """Open the folder, seat the operator, wait for the end."""
        self._end = asyncio.get_running_loop().create_future()
        self._hear_signals()
        with ExitStack() as stack:
            folder = await self._opened_folder()
            if folder is None:
                return 1
            stack.callback(folder.close)
            stack.enter_context(logs.kept_in(folder.logs))
            stack.enter_context(_crash_notes(folder.logs))
            seating = Seating(self._app, self._theme, folder, self._options)
            seating.quit_wanted.connect(self.end)
            self._seat.wanted.connect(seating.raise_window)
            stack.callback(self._seat.leave)
            try:
                await seating.open()
                startup.settle()
                return await self._end
            finally:
                await seating.close()

    def end(self, code: int = 0) -> None:
        """The one way out."""
        if self._end is not None and not self._end.done():
            self._end.set_result(code)

    async def _opened_folder(self) -> DataFolder | None:
        """The data folder; while it cannot be used, a window says why."""
        while True:
            try:
                return DataFolder.open(self._path)
            except DataFolderError as error:
                if not await self._wants_again(error):
                    return None

    async def _wants_again(self, error: DataFolderError) -> bool:
        look.apply(look.Look(), self._app, self._theme)
        answer: asyncio.Future[bool] = asyncio.get_running_loop().create_future()

        def answered(again: bool) -> None:
            if not answer.done():
                answer.set_result(again)

        screen = StartScreen(error)
        screen.again.connect(lambda: answered(True))
        screen.quit.connect(lambda: answered(False))
        self._seat.wanted.connect(screen.activateWindow)
        screen.show()
        startup.settle()
        try:
            await asyncio.wait({answer, self._ending()}, return_when=asyncio.FIRST_COMPLETED)
            return answer.done() and answer.result()
        finally:
            screen.deleteLater()

    def _ending(self) -> asyncio.Future[int]:
        assert self._end is not None
        return self._end

    def _hear_signals(self) -> None:
        running = asyncio.get_running_loop()
        for number in (signal.SIGINT, signal.SIGTERM):
            try:
                running.add_signal_handler(number, self.end)
            except (NotImplementedError, RuntimeError):
                signal.signal(number, lambda *_: running.call_soon_threadsafe(self.end))


@contextmanager
def _crash_notes(folder: Path) -> Iterator[None]:
    """What nobody caught goes to the log; a crash of Qt leaves its stack beside it."""

    def caught(
        kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        log.error("nobody caught this", exc_info=(kind, error, trace))

    before = sys.excepthook
    with (folder / "crash.txt").open("a", encoding="utf-8") as file:
        faulthandler.enable(file)
        sys.excepthook = caught
        try:
            yield
        finally:
            sys.excepthook = before
            faulthandler.disable()
