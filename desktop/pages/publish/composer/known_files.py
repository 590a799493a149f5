"""What the files of a post are, as far as that was read."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QObject, Signal

from models.posts.views import MediaUse, MediaView


class KnownFiles(QObject):
    """Views of files by their ids; they never change, so nothing is forgotten."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._views: dict[str, MediaView] = {}

    def learn(self, views: Sequence[MediaView]) -> None:
        """Know what these files are."""
        self._views |= {view.id: view for view in views}
        self.changed.emit()

    def get(self, use: MediaUse) -> MediaView | None:
        """What a file is; None when it was not read yet."""
        return self._views.get(use.id)

    def mimes(self) -> dict[str, str]:
        """By id, of every file that is known."""
        return {id: view.mime for id, view in self._views.items()}

    def unknown(self, uses: Iterable[MediaUse]) -> list[str]:
        """Ids of which nothing is known yet."""
        return [id for id in dict.fromkeys(use.id for use in uses) if id not in self._views]
