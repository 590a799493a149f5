"""Whether the post that is open comes again: read beside it, shown below its time."""

from collections.abc import Callable

from PySide6.QtCore import QObject

from desktop.pages.publish.composer import reading
from desktop.pages.publish.composer.sheet import Sheet
from models.posts.series import SeriesStanding
from models.posts.views import PostView


class Standing(QObject):
    """A post whose series goes on cannot begin another; until the series was read it does."""

    def __init__(self, sheet: Sheet, ask: Callable[..., None]) -> None:
        super().__init__(sheet)
        self._sheet = sheet
        self._ask = ask
        self._post: PostView | None = None
        self._known: SeriesStanding | None = None

    def show_post(self, post: PostView | None) -> None:
        """Another post is open, or the same after a change."""
        self._post, self._known = post, None
        self._sheet.series.show_standing(post, None)
        self._show()
        if post is not None and post.series_id is not None:
            self._ask("series", self.take, reading.standing, post)

    def take(self, known: SeriesStanding | None) -> None:
        """It was read; perhaps another post was opened meanwhile."""
        if self._post is None or self._post.series_id is None:
            return
        self._known = known
        self._sheet.series.show_standing(self._post, known)
        self._show()

    def _show(self) -> None:
        in_series = self._post is not None and self._post.series_id is not None
        ended = self._known is not None and self._known.series.ended
        self._sheet.when.allow_repeat(not in_series or ended)
