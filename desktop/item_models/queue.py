"""The posts that go out next, as rows of a table."""

from collections.abc import Callable

from PySide6.QtCore import QObject

from desktop.i18n import t
from desktop.item_models.grouped import Group, GroupedModel
from desktop.item_models.table import Column
from desktop.presenters import posts, queue
from desktop.presenters.cells import (
    EMPTY,
    AccountCell,
    ButtonsCell,
    Cell,
    ChipCell,
    PlainCell,
    TwoLineCell,
)
from desktop.theme.tones import Tone
from models.posts.views import PostView


class QueueModel(GroupedModel[PostView]):
    """What the table of the queue shows."""

    def __init__(
        self,
        clock: Callable[[], int],
        colour: Callable[[str], str],
        parent: QObject | None = None,
    ) -> None:
        columns = (
            Column("when", t("When")),
            Column("post", t("Post")),
            Column("platforms", t("Platforms")),
            Column("state", t("State")),
            Column("device", t("Device")),
            Column("do", "", at_end=True),
        )
        super().__init__(columns, parent)
        self._clock = clock
        self._colour = colour

    def groups_of(self, waiting: list[PostView]) -> list[tuple[Group, list[PostView]]]:
        """The posts under their headings."""
        found = queue.groups(waiting, self._clock())
        return [(Group(key, title), members) for key, title, members in found]

    def sentence(self, view: PostView) -> str:
        return posts.sentence(view, self._clock())

    def cell(self, view: PostView, column: str) -> Cell:
        now = self._clock()
        match column:
            case "when":
                ahead = view.status in ("scheduled", "held") and view.at is not None
                left = posts.left(view.at, now) if ahead and view.at is not None else ""
                return TwoLineCell(posts.due(view, now), left)
            case "post":
                square = self._colour(view.workspace_id)
                return TwoLineCell(posts.title(view), posts.accounts(view), square=square)
            case "platforms":
                return AccountCell(posts.marks(view), "")
            case "state":
                return ChipCell(posts.of_post(view, now))
            case "device":
                tone = Tone.TEXT2 if any(one.device_name for one in view.targets) else Tone.MUTED
                return PlainCell(posts.devices(view), tone, small=True)
            case "do":
                main = queue.MAIN.get(view.status)
                return ButtonsCell(t(main[1]) if main else "", main[2] if main else "", t("More"))
        return EMPTY
