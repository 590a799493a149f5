"""The next free slot of the accounts that a draft goes to, as its time."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from desktop.i18n import t
from desktop.pages.publish.composer import reading
from desktop.pages.publish.composer.sheet import Sheet
from desktop.pages.publish.composer.writing import Writing
from desktop.presenters import spans
from models.posts.times import Resolved


class FreeSlot(QObject):
    """Asked for by the link below the time; the account that is edited comes first."""

    found = Signal()
    """Another time is shown."""

    def __init__(
        self, sheet: Sheet, writing: Writing, ask: Callable[..., None], clock: Callable[[], int]
    ) -> None:
        super().__init__(sheet)
        self._sheet = sheet
        self._writing = writing
        self._ask = ask
        self._clock = clock
        sheet.when.slot_wanted.connect(self._find)

    def _find(self) -> None:
        accounts = self._sheet.accounts
        keys = [row.key for row in self._sheet.chosen_rows(self._writing.draft)]
        if accounts.key in keys:
            keys.insert(0, accounts.key)
        self._ask("slot", self._take, reading.next_slot, keys, spans.here(), self._clock())

    def _take(self, slot: Resolved | None) -> None:
        if slot is None:
            self._sheet.foot.show_problem(
                t("No chosen account has queue times yet. Set them in the menu of an account.")
            )
            return
        zone = next(
            (row.account.zone for row in self._sheet.accounts.rows()
             if row.account and row.account.slots and row.account.zone),
            None,
        )  # fmt: skip
        self._sheet.when.show_wall(slot.wall, zone or spans.here())
        self.found.emit()
