"""The devices as rows of a table."""

from collections.abc import Callable

from PySide6.QtCore import QObject

from desktop.i18n import number, t
from desktop.item_models.table import Column, StructTableModel
from desktop.presenters import devices as words
from desktop.presenters.cells import Cell, ChipCell, PlainCell, TwoLineCell
from desktop.presenters.phases import State
from desktop.presenters.text import plain
from desktop.theme.tones import Tone
from models.views import DeviceView, JobView


class DevicesModel(StructTableModel[DeviceView]):
    """Devices by name; who is connected and what it does is told from outside."""

    def __init__(self, clock: Callable[[], int], parent: QObject | None = None) -> None:
        columns = (
            Column("name", t("Device")),
            Column("state", t("State")),
            Column("doing", t("Doing")),
            Column("accounts", t("Accounts")),
            Column("version", t("Version")),
            Column("today", t("Jobs today"), at_end=True),
            Column("seen", t("Last seen"), at_end=True),
        )
        super().__init__(columns, parent)
        self._clock = clock
        self._online: set[str] = set()
        self._working: dict[str, JobView] = {}

    def know(self, online: set[str], working: dict[str, JobView]) -> None:
        """Who is connected, and the running job of each."""
        self._online, self._working = set(online), working
        self.repaint()

    def sort_key(self, view: DeviceView) -> tuple[object, ...]:
        return (view.status == "revoked", view.name.casefold())

    def cell(self, view: DeviceView, column: str) -> Cell:
        online = view.id in self._online
        job = self._working.get(view.id)
        state = words.state(view, online=online, job=job)
        match column:
            case "name":
                return TwoLineCell(words.name(view), words.where(view), words.icon(view))
            case "state":
                icon = "hand" if state.key == "needs_you" else ""
                return ChipCell(State(state.word, state.tone, icon))
            case "doing":
                return PlainCell(words.doing(view, state, job), small=True)
            case "accounts":
                names = ", ".join(binding.handle for binding in view.bindings)
                return PlainCell(plain(names), small=True)
            case "version":
                return PlainCell(plain(view.version), small=True, tone=Tone.MUTED)
            case "today":
                return PlainCell(number(view.jobs_today), small=True)
        return PlainCell(
            words.seen(view, online=online, now=self._clock()), small=True, tone=Tone.MUTED
        )
