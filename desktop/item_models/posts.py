"""The posts of the list, newest first."""

from collections.abc import Callable

from PySide6.QtCore import QObject

from desktop.i18n import t
from desktop.item_models.table import Column, StructTableModel
from desktop.presenters import posts
from desktop.presenters.cells import Cell, TwoLineCell
from desktop.presenters.phases import State
from models.posts.views import PostView


class PostsModel(StructTableModel[PostView]):
    """One column for a list; the delegate paints the post itself."""

    def __init__(
        self,
        clock: Callable[[], int],
        colour: Callable[[str], str],
        parent: QObject | None = None,
    ) -> None:
        super().__init__([Column("post", t("Posts"))], parent)
        self._clock = clock
        self.colour = colour

    def settle(self, views: list[PostView]) -> None:
        """Show these and no others, without a reset: rows that stay are not disturbed."""
        wanted = {view.id for view in views}
        self.remove([view.id for view in self.views() if view.id not in wanted])
        self.upsert(views)

    def sort_key(self, view: PostView) -> tuple[object, ...]:
        """What went out, newest first; what is to come, soonest first; what has no time."""
        if view.at is None:
            return (2, -view.created_at)
        return (0, -view.at) if view.at <= self._clock() else (1, view.at)

    def sentence(self, view: PostView) -> str:
        return posts.sentence(view, self._clock())

    def cell(self, view: PostView, column: str) -> Cell:
        return TwoLineCell(
            posts.title(view), self.when(view), square=self.colour(view.workspace_id)
        )

    def when(self, view: PostView) -> str:
        """The time in the second line."""
        return posts.due(view, self._clock())

    def end(self, view: PostView) -> State:
        """What stands at the end of the row: how whole the proof is, else the state."""
        if view.proof_of and view.status in ("published", "partly_published"):
            return posts.proof(view.proof_have, view.proof_of)
        return posts.of_post(view, self._clock(), timed=False)
