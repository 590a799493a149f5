"""Outcomes that were in doubt, as rows of a table."""

from collections.abc import Callable

from PySide6.QtCore import QObject

from desktop.i18n import t
from desktop.item_models.grouped import Group, GroupedModel
from desktop.item_models.table import Column
from desktop.presenters import outcomes, posts
from desktop.presenters.cells import EMPTY, AccountCell, Cell, ChipCell, PlainCell, TitleCell
from desktop.theme.tones import Tone
from models.posts.views import OutcomeView


class OutcomesModel(GroupedModel[OutcomeView]):
    """What the table of outcomes shows."""

    def __init__(
        self,
        clock: Callable[[], int],
        colour: Callable[[str], str],
        online: Callable[[], set[str]],
        parent: QObject | None = None,
    ) -> None:
        columns = (
            Column("post", t("Post")),
            Column("account", t("Account")),
            Column("state", t("State")),
            Column("pressed", t("Button pressed")),
            Column("journal", t("Device journal")),
            Column("looks", t("Looks")),
            Column("next", t("Next"), at_end=True),
        )
        super().__init__(columns, parent)
        self._clock = clock
        self._colour = colour
        self._online = online
        self.names: dict[str, str] = {}
        """Operators by id."""

    def groups_of(self, all: list[OutcomeView]) -> list[tuple[Group, list[OutcomeView]]]:
        """The outcomes under their headings."""
        return [
            (Group(key, t(title)), [one for one in all if one.group == key])
            for key, title in outcomes.GROUPS.items()
        ]

    def key_of(self, view: OutcomeView) -> str:
        return view.run.id

    def sentence(self, view: OutcomeView) -> str:
        return outcomes.sentence(view, self._clock(), online=self._is_online(view))

    def cell(self, view: OutcomeView, column: str) -> Cell:
        online = self._is_online(view)
        match column:
            case "post":
                return TitleCell(self._colour(view.workspace_id), outcomes.title(view))
            case "account":
                target = view.target
                return AccountCell((target.platform,), posts.account(target), Tone.TEXT)
            case "state":
                return ChipCell(outcomes.of_outcome(view))
            case "pressed":
                known = view.run.pressed_at or view.run.submitted_at
                tone = Tone.TEXT if known else Tone.MUTED
                return PlainCell(outcomes.pressed(view.run), tone, small=True)
            case "journal":
                words = outcomes.journal(view, online=online)
                return PlainCell(words, Tone.MUTED, small=True)
            case "looks":
                return PlainCell(outcomes.looks(view), Tone.MUTED, small=True)
            case "next":
                return self._next(view, online=online)
        return EMPTY

    def _next(self, view: OutcomeView, *, online: bool) -> PlainCell:
        if view.group == "decided":
            name = self.names.get(view.run.resolved_by or "", "")
            return PlainCell(outcomes.decided(view.run, name), Tone.TEXT2, small=True)
        words, tone = outcomes.next_step(view, self._clock(), online=online)
        return PlainCell(words, tone, small=True, strong=tone is Tone.UNKNOWN)

    def _is_online(self, view: OutcomeView) -> bool:
        return view.run.device_id in self._online()
