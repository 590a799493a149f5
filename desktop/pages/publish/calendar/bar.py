"""The row above the calendar: where in time one is, how much is shown, filters, the zone."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QWidget

from desktop.i18n import mark, mark_in, t, tc, tn
from desktop.presenters import platforms
from desktop.presenters.spans import Mode
from desktop.theme.fonts import Role
from desktop.theme.tones import Tone
from desktop.widgets.buttons import Button
from desktop.widgets.filter_button import FilterButton, below, escaped
from desktop.widgets.frames import row
from desktop.widgets.labels import ElidedLabel, PlainLabel
from desktop.widgets.segments import Segments
from models.accounts.views import AccountView

HEIGHT = 46
MARGIN = 20
MODES = {
    Mode.MONTH: mark_in("calendar", "Month"),
    Mode.WEEK: mark_in("calendar", "Week"),
    Mode.DAY: mark_in("calendar", "Day"),
}
STATUSES = {
    "draft": mark("Draft"),
    "scheduled": mark("Scheduled"),
    "publishing": mark("Publishing"),
    "needs_user": mark("Needs you"),
    "unknown": mark("Outcome unknown"),
    "held": mark("Held"),
    "missed": mark("Missed"),
    "published": mark("Published"),
    "partly_published": mark("Partly published"),
    "failed": mark("Failed"),
    "cancelled": mark("Cancelled"),
}
"""What the status filter offers, in the order of a post's life."""


class CalendarBar(QWidget):
    """Shows and changes what the calendar shows; `changed` when a filter did."""

    stepped = Signal(int)
    today_wanted = Signal()
    mode_chosen = Signal(object)
    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.account_id: str | None = None
        self.statuses: frozenset[str] = frozenset()
        self._accounts: Sequence[AccountView] = ()
        self.setFixedHeight(HEIGHT)
        self.before = Button(
            icon="chevron-left", name=t("Earlier"), bar=True, on_click=lambda: self.stepped.emit(-1)
        )
        self.today = Button(t("Today"), bar=True, on_click=self.today_wanted.emit)
        self.after = Button(
            icon="chevron-right", name=t("Later"), bar=True, on_click=lambda: self.stepped.emit(1)
        )
        self.title = ElidedLabel("", Role.PANE)
        self.filter = FilterButton(t("Filter"), icon="list-filter", on_click=self._open_filters)
        self.zone = PlainLabel("", Role.SMALL, Tone.MUTED)
        self.modes = Segments(
            [(tc("calendar", words), mode) for mode, words in MODES.items()],
            name=t("How much"),
            bar=True,
        )
        self.modes.choose(Mode.WEEK)
        self.modes.chosen.connect(self.mode_chosen)
        line = row(
            self.before, self.today, self.after, 4, self.title, self.filter, 4, self.zone,
            self.modes, parent=self,
        )  # fmt: skip
        line.setStretch(4, 1)
        line.setContentsMargins(MARGIN, 0, MARGIN, 0)

    def show_span(self, words: str, zone: str) -> None:
        """Say what is in view and by which clock."""
        self.title.setText(words)
        self.zone.setText(zone)

    def set_accounts(self, accounts: Sequence[AccountView]) -> None:
        """Know which accounts one may filter by; one that is gone is no filter."""
        self._accounts = accounts
        if self.account_id not in {account.id for account in accounts}:
            self.account_id = None
        self._show_filters()

    def clear(self) -> None:
        """Take all filters away."""
        if self.filters:
            self.account_id, self.statuses = None, frozenset()
            self._changed()

    @property
    def filters(self) -> int:
        """How many filters are on."""
        return (self.account_id is not None) + bool(self.statuses)

    def set_account(self, account_id: str | None) -> None:
        """Only posts of this account."""
        self.account_id = account_id
        self._changed()

    def set_status(self, status: str, on: bool) -> None:
        """Posts in this state too; none chosen is all."""
        self.statuses = self.statuses | {status} if on else self.statuses - {status}
        self._changed()

    def filter_menu(self) -> QMenu:
        """Accounts, then states; shown by the caller with `popup`."""
        menu = QMenu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.addSection(t("Account"))
        self._choice(menu, t("All accounts"), self.account_id is None,
                     lambda _on: self.set_account(None))  # fmt: skip
        for account in self._accounts:
            words = f"{platforms.name(account.platform)}: " + platforms.account(
                account.display_name, account.handle
            )
            self._choice(menu, words, account.id == self.account_id,
                         lambda _on, id=account.id: self.set_account(id))  # fmt: skip
        menu.addSection(t("State"))
        for status, words in STATUSES.items():
            self._choice(menu, t(words), status in self.statuses,
                         lambda on, status=status: self.set_status(status, on))  # fmt: skip
        if self.filters:
            menu.addSeparator()
            menu.addAction(t("Clear filters")).triggered.connect(self.clear)
        return menu

    def _open_filters(self) -> None:
        menu = self.filter_menu()
        menu.popup(below(self.filter, menu))

    @staticmethod
    def _choice(menu: QMenu, words: str, on: bool, call: Callable[[bool], object]) -> None:
        action = menu.addAction(escaped(words))
        action.setCheckable(True)
        action.setChecked(on)
        action.triggered.connect(call)

    def _changed(self) -> None:
        self._show_filters()
        self.changed.emit()

    def _show_filters(self) -> None:
        if self.filters:
            self.filter.show_on(tn("{n} filter", "{n} filters", self.filters), "list-filter")
        else:
            self.filter.show_off()
