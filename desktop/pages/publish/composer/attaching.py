"""Files and the draft that is open: picked, dropped or pasted for the account that is edited."""

from collections.abc import Callable

from PySide6.QtCore import QMimeData, QObject, Signal

from desktop.desk import Desk
from desktop.pages.publish.composer import reading
from desktop.pages.publish.composer.adder import Adder, Place
from desktop.pages.publish.composer.sheet import Sheet
from desktop.pages.publish.composer.writing import Writing
from desktop.presenters import variants
from desktop.tasks import Tasks
from models.posts.views import MediaView


class Attaching(QObject):
    """Knows which files are on their way, and learns what those of a draft are."""

    learned = Signal()
    """More is known of the files of the draft."""

    def __init__(
        self, desk: Desk, tasks: Tasks, sheet: Sheet, writing: Writing, ask: Callable[..., None]
    ) -> None:
        super().__init__(sheet)
        self._sheet = sheet
        self._writing = writing
        self._ask = ask
        self.adder = Adder(desk, tasks, self)
        sheet.content.editor.files_wanted.connect(lambda: self.adder.pick(self.place()))
        sheet.content.editor.dropped.connect(self.take)
        self.adder.added.connect(self._added)
        self.adder.moved.connect(self.show_waiting)

    def place(self) -> Place:
        """Where files go that are picked now."""
        return self._writing.place(self._sheet.accounts.current())

    def take(self, source: QMimeData) -> bool:
        """What was dropped or pasted; False when there is nothing to post in it."""
        return self.adder.take(source, self.place())

    def learn(self) -> None:
        """Read what the files of the draft are."""
        unknown = self._sheet.known.unknown(variants.all_files(self._writing.draft))
        if unknown:
            self._ask("files", self._read, reading.files, unknown)

    def is_waiting(self) -> bool:
        """Whether files are on their way to the draft."""
        return self.adder.waiting(self._writing.saver) > 0

    def show_waiting(self) -> None:
        """Say how many are on their way to the account that is edited."""
        key = self._sheet.accounts.key
        self._sheet.content.files.show_waiting(self.adder.waiting(self._writing.saver, key))

    def _added(self, view: MediaView, place: Place) -> None:
        self._sheet.known.learn([view])
        self._writing.add_file(view, place)

    def _read(self, views: list[MediaView]) -> None:
        self._sheet.known.learn(views)
        self.learned.emit()
