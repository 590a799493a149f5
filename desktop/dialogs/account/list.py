"""Every account in one list: where it is signed in, at which pace, what holds it back."""

from PySide6.QtWidgets import QWidget

from desktop.desk import Desk
from desktop.dialogs.account import reading
from desktop.dialogs.account.add import AddAccountDialog
from desktop.dialogs.account.dialog import AccountDialog
from desktop.dialogs.account.reading import Accounts
from desktop.dialogs.base import Dialog
from desktop.i18n import number, t
from desktop.presenters import accounts as words
from desktop.presenters import platforms
from desktop.presenters.accounts import Known
from desktop.presenters.text import plain
from desktop.tasks import Tasks
from desktop.theme.fonts import Role
from desktop.theme.tones import Tone
from desktop.widgets.buttons import Button
from desktop.widgets.frames import ClickRow, RowsCard, Scroll, column, row
from desktop.widgets.labels import ElidedLabel, PlainLabel
from desktop.widgets.marks import Icon, Pill, Square
from desktop.widgets.platform import PlatformMark
from models.accounts.views import AccountView

WIDTH, HIGH, ROW = 740, 400, 48
SPACE = 132


class AccountsDialog(Dialog):
    """Accounts of the workspace in view (of all, when all are); a row opens one."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(t("Accounts"), desk.window, width=WIDTH)
        self._desk = desk
        self._tasks = Tasks(desk.actions.told_failure)
        self._reading = Accounts([], [], [], [])
        self.pill = Pill("", Tone.NEUTRAL)
        self.head.insertWidget(1, self.pill)
        self.lines: dict[str, AccountLine] = {}
        self.card = RowsCard()
        holder = QWidget()
        column(self.card, None, parent=holder)
        scroll = Scroll(holder)
        scroll.setFixedHeight(HIGH)
        self.body.addWidget(scroll)
        self.add = Button(t("Add an account"), icon="plus", on_click=self.ask_for_one)
        self.add.setEnabled(False)
        self.close_ = Button(t("Close"), on_click=self.reject)
        self.foot(self.add, None, self.close_)
        bridge = desk.bridge
        for signal in (bridge.pauses, bridge.devices, bridge.accounts, bridge.presence):
            signal.connect(self.read)
        self.finished.connect(lambda _: self._tasks.cancel())
        self.read()

    def read(self, *_: object) -> None:
        """Read them (again)."""
        self._tasks.latest("accounts", self._read())

    def ask_for_one(self) -> AddAccountDialog:
        """Name one by hand; then it is opened."""
        dialog = AddAccountDialog(self._desk, self._reading.connectors, then=self._added)
        dialog.open()
        return dialog

    def open_one(self, known: Known) -> AccountDialog:
        """One in full; what is saved there is seen here."""
        dialog = AccountDialog(self._desk, known)
        dialog.finished.connect(self.read)
        dialog.open()
        return dialog

    def _added(self, account: AccountView) -> None:
        self.read()
        self.open_one(words.known_of(account))

    async def _read(self) -> None:
        self._show(await self._desk.reads.run(reading.read, self._desk.clock()))

    def _show(self, found: Accounts) -> None:
        self._reading = found
        current = self._desk.workspaces.current
        shown = [
            one
            for one in words.every(found.accounts, found.devices)
            if current is None or one.view is None or one.view.workspace_id == current
        ]
        self.pill.set_words(number(len(shown)) if shown else "")
        self.lines = {one.key: AccountLine(self._desk, one, found) for one in shown}
        for line in self.lines.values():
            line.clicked.connect(lambda known=line.known: self.open_one(known))
        self.card.set_rows(list(self.lines.values()) or [_nothing()])
        self.add.setEnabled(bool(found.connectors))


class AccountLine(ClickRow):
    """One account."""

    def __init__(self, desk: Desk, known: Known, found: Accounts) -> None:
        super().__init__(known.name)
        self.known = known
        now = desk.clock()
        holders = words.holders(known.key, found.devices, desk.bridge.online, now)
        said, tone = words.where(holders)
        mark = PlatformMark(known.platform)
        mark.setAccessibleName(platforms.name(known.platform))
        self.name = ElidedLabel(known.name, weight=500, foreign=True)
        self.handle = ElidedLabel(words.handle(known), Role.SMALL, Tone.MUTED)
        self.where = ElidedLabel(said, Role.SMALL, tone)
        self.pace = ElidedLabel(words.pace(known.view), Role.SMALL, Tone.MUTED)
        self.standing = Pill(self._standing(known, found, now))
        begin = column(self.name, self.handle, spacing=0)
        middle = column(self.where, self.pace, spacing=0)
        line = row(
            mark, begin, middle, *_space(desk, known), self.standing,
            Icon("pencil", Tone.MUTED, 14), spacing=10, parent=self,
        )  # fmt: skip
        line.setStretch(1, 3)
        line.setStretch(2, 3)
        line.setContentsMargins(12, 0, 12, 0)
        self.setFixedHeight(ROW)
        parts = [known.name, words.handle(known), said, self.pace.whole(), self._standing(
            known, found, now)]  # fmt: skip
        self.setAccessibleDescription(", ".join(part for part in parts if part))

    @staticmethod
    def _standing(known: Known, found: Accounts, now: int) -> str:
        """What holds it back; "" when nothing does."""
        if found.held("account", known.key) or found.held("platform", known.platform):
            return t("Paused")
        if known.view is not None and words.is_parked(known.view, now):
            return t("Waits until {time}", time=words.parked(known.view, now))
        return ""


def _space(desk: Desk, known: Known) -> list[QWidget]:
    """Whose account it is, where those of all are shown."""
    if known.view is None or desk.workspaces.current is not None:
        return []
    workspace = desk.workspaces.get(known.view.workspace_id)
    if workspace is None:
        return []
    holder = QWidget()
    name = ElidedLabel(plain(workspace.name, longest=80), Role.SMALL, Tone.TEXT2, foreign=True)
    line = row(Square(workspace.colour), name, spacing=4, parent=holder)
    line.setStretch(1, 1)
    holder.setFixedWidth(SPACE)
    return [holder]


def _nothing() -> QWidget:
    made = QWidget()
    said = t("No account yet. Sign in to one in a paired browser, or add one here.")
    line = row(PlainLabel(said, Role.SMALL, Tone.MUTED, wrap=True), parent=made)
    line.setContentsMargins(12, 10, 12, 10)
    return made
