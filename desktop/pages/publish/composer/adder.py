"""Brings files into the store, one after the other, each for the draft that it was picked for."""

from collections.abc import Awaitable, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QMimeData, QObject, Qt, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QFileDialog

from desktop.desk import Desk
from desktop.i18n import t
from desktop.pages.publish.composer.file_reading import (
    FileContent,
    Unpostable,
    content_of,
    read_file,
)
from desktop.pages.publish.composer.saver import Saver
from desktop.pages.publish.composer.set_aside import SetAside
from desktop.presenters.destinations import Row
from desktop.presenters.failures import explain
from desktop.presenters.text import plain
from desktop.tasks import Tasks
from models.errors import StoreError
from models.posts.views import MediaView

MOST_AT_ONCE = 20
FILTER = "*.png *.jpg *.jpeg *.webp *.gif *.mp4"


@dataclass(frozen=True, slots=True, eq=False)
class Place:
    """Where files go: a draft, and one account of it or all of them."""

    saver: Saver
    aside: SetAside
    row: Row | None

    @property
    def key(self) -> str:
        """Of the account; "" for what all share."""
        return "" if self.row is None else self.row.key


class Adder(QObject):
    """Reads files and gives them to the store; what is there is `added`."""

    added = Signal(object, object)
    """MediaView, Place."""
    moved = Signal()
    """Other files are on their way."""

    def __init__(self, desk: Desk, tasks: Tasks, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._tasks = tasks
        self._waiting: list[Place] = []

    def waiting(self, saver: Saver, key: str | None = None) -> int:
        """How many files are on their way to a draft, or to one account of it."""
        return sum(place.saver is saver and key in (None, place.key) for place in self._waiting)

    def pick(self, into: Place) -> QFileDialog:
        """Ask for files."""
        title = t("Pictures and films")
        dialog = QFileDialog(self._desk.window, title)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.setNameFilter(f"{title} ({FILTER})")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.filesSelected.connect(lambda names: self.add([Path(name) for name in names], into))
        dialog.open()
        return dialog

    def take(self, source: QMimeData, into: Place) -> bool:
        """What was dropped or pasted; False when there is nothing to post in it."""
        paths = [Path(url.toLocalFile()) for url in source.urls() if url.isLocalFile()]
        if paths:
            self.add(paths, into)
            return True
        image = source.imageData() if source.hasImage() else None
        if isinstance(image, QImage) and not image.isNull():
            self._start([self._picture(image)], into)
            return True
        return False

    def add(self, paths: Sequence[Path], into: Place) -> None:
        """Read and store these."""
        self._start([self._file(path) for path in paths[:MOST_AT_ONCE]], into)

    def _start(self, works: Sequence[Awaitable[MediaView]], into: Place) -> None:
        for _ in works:
            self._waiting.append(into)
            into.saver.wait_for_file()
        self.moved.emit()
        self._tasks.start(self._in_order(works, into))

    async def _in_order(self, works: Sequence[Awaitable[MediaView]], into: Place) -> None:
        """One after the other: the files stand in the post as they were picked."""
        for work in works:
            await self._ended(work, into)

    async def _ended(self, work: Awaitable[MediaView], into: Place) -> None:
        try:
            view = await work
        except (Unpostable, OSError, StoreError) as error:
            words = str(error) if isinstance(error, Unpostable) else explain(error)[0]
            if isinstance(error, OSError):
                words = t("The file cannot be read.")
            self._desk.toasts.fail(plain(words))
        else:
            self.added.emit(view, into)
        finally:
            self._waiting.remove(into)
            self.moved.emit()
            into.saver.file_came()

    async def _file(self, path: Path) -> MediaView:
        return await self._store(await self._desk.reads.work(read_file, path))

    async def _picture(self, image: QImage) -> MediaView:
        return await self._store(await self._desk.reads.work(content_of, image))

    async def _store(self, content: FileContent) -> MediaView:
        actor = self._desk.actions.actor
        view: MediaView = await self._desk.actions.ask(
            lambda hub: hub.media.add(content.data, content.name, content.mime, actor=actor)
        )
        return view
