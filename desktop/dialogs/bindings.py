"""Which accounts a browser profile is logged in to: only such a device publishes on them."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from desktop.desk import Desk
from desktop.dialogs.base import Dialog
from desktop.i18n import t
from desktop.presenters import devices as words
from desktop.presenters import platforms
from desktop.presenters.failures import explain
from desktop.presenters.text import isolate
from desktop.tasks import Tasks
from desktop.theme.fonts import Role
from desktop.theme.tones import Tone
from desktop.widgets.banner import Banner
from desktop.widgets.buttons import HEIGHT, Button, Kind
from desktop.widgets.choices import Choice
from desktop.widgets.fields import TextField
from desktop.widgets.filter_button import below, escaped
from desktop.widgets.frames import column, row
from desktop.widgets.labels import PlainLabel
from models.accounts import accounts
from models.accounts import keys as account_keys
from models.accounts.views import AccountView
from models.devices import Binding
from models.views import BindingView, DeviceView

WIDTH = 560
PLATFORM = 150
LONGEST = 200


class BindingRow(QWidget):
    """One account: its platform, its handle, when it was last seen there."""

    removed = Signal()
    changed = Signal()

    def __init__(self, binding: BindingView, said: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = binding.display_name
        self._handle = binding.handle
        known = list(platforms.NAMES)
        if binding.platform not in known:
            known.append(binding.platform)
        self.platform = Choice([(platforms.name(key), key) for key in known], name=t("Platform"))
        self.platform.choose(binding.platform)
        self.platform.setFixedWidth(PLATFORM)
        self.handle = TextField(
            binding.handle, name=t("Handle or name of the account"), placeholder="@"
        )
        self.handle.setMaxLength(LONGEST)
        self.said = PlainLabel(said, Role.CAPTION, Tone.MUTED)
        remove = Button(kind=Kind.GHOST, icon="x", name=t("Remove"), on_click=self.removed.emit)
        line = row(self.platform, self.handle, self.said, remove, parent=self)
        line.setStretch(1, 1)
        self.setFixedHeight(HEIGHT)
        self.platform.chosen.connect(lambda _: self._edited())
        self.handle.textChanged.connect(lambda _: self._edited())

    def binding(self) -> Binding:
        """What stands here; the display name goes with the handle that it belongs to."""
        handle = self.handle.text().strip()
        name = self._name if handle == self._handle else None
        return Binding(platform=str(self.platform.currentData()), handle=handle, display_name=name)

    def key(self) -> str:
        """By which accounts are told apart; "" while there is no handle."""
        made = self.binding()
        key = account_keys.key_of(made.platform, made.handle)
        return "" if key.endswith(":") else key

    def _edited(self) -> None:
        self.said.setText("")
        self.changed.emit()


class BindingsDialog(Dialog):
    """A row for each account; saved together, or not at all."""

    def __init__(self, desk: Desk, device: DeviceView) -> None:
        title = t("Accounts of “{name}”", name=isolate(words.name(device)))
        super().__init__(title, desk.window, width=WIDTH)
        self._desk = desk
        self._device = device
        self._tasks = Tasks(desk.actions.told_failure)
        self._known: list[AccountView] = []
        self.rows: list[BindingRow] = []
        hint = t(
            "Say which accounts this browser profile is logged in to. Only it publishes on them. "
            "Before every post the device looks who is logged in; another account stops it "
            "before anything is typed."
        )
        self.problem = Banner("", " ", tone=Tone.DANGER, icon="circle-x")
        self.problem.hide()
        self._column = QVBoxLayout()
        self._column.setSpacing(8)
        self.nothing = PlainLabel(t("No accounts. Searches only."), tone=Tone.MUTED)
        self.add = Button(t("Add account"), icon="plus", on_click=self._offer)
        self.body.addWidget(PlainLabel(hint, Role.SMALL, Tone.MUTED, wrap=True))
        self.body.addWidget(self.problem)
        self.body.addLayout(column(self._column, self.nothing, spacing=8))
        self.body.addLayout(row(self.add, None))
        self.save = Button(t("Save"), Kind.PRIMARY, icon="check", on_click=self._save)
        self.foot(None, Button(t("Cancel"), on_click=self.reject), self.save)
        for binding in device.bindings:
            self._add(binding)
        self._check()
        self._tasks.start(self._read())
        self.finished.connect(lambda _: self._tasks.cancel())

    def main_button(self) -> Button:
        return self.save

    def add_account(self, platform: str = "x", handle: str = "", name: str | None = None) -> None:
        """One more row, with the keyboard in it."""
        made = self._add(
            BindingView(platform=platform, handle=handle, display_name=name, checked_at=None)
        )
        made.handle.setFocus()
        self._check()
        self.adjustSize()

    def bindings(self) -> list[Binding]:
        """What stands in the rows; empty ones do not count."""
        return [made.binding() for made in self.rows if made.key()]

    async def _read(self) -> None:
        self._known = await self._desk.reads.run(accounts.all)

    def _add(self, binding: BindingView) -> BindingRow:
        said = words.checked(binding, None, self._desk.clock())[0] if binding.handle else ""
        made = BindingRow(binding, said)
        made.removed.connect(lambda: self._remove(made))
        made.changed.connect(self._check)
        self.rows.append(made)
        self._column.addWidget(made)
        return made

    def _remove(self, made: BindingRow) -> None:
        self.rows.remove(made)
        self._column.removeWidget(made)
        made.hide()
        made.deleteLater()
        self._check()
        self.adjustSize()

    def _offer(self) -> None:
        """The accounts that are known and not here, and one that nobody named yet."""
        here = {made.key() for made in self.rows}
        rest = [one for one in self._known if one.key not in here]
        if not rest:
            self.add_account()
            return
        menu = QMenu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        for one in rest:
            name = platforms.account(one.display_name, one.handle)
            action = menu.addAction(escaped(f"{platforms.name(one.platform)}  {isolate(name)}"))
            action.triggered.connect(
                lambda _on=False, one=one: self.add_account(
                    one.platform, one.handle, one.display_name
                )
            )
        menu.addSeparator()
        menu.addAction(t("Another account")).triggered.connect(lambda: self.add_account())
        menu.popup(below(self.add, menu))

    def _check(self) -> None:
        """No account twice."""
        self.nothing.setVisible(not self.rows)
        seen: set[str] = set()
        doubled = False
        for made in self.rows:
            key = made.key()
            made.handle.set_wrong(bool(key) and key in seen)
            doubled |= bool(key) and key in seen
            seen.add(key)
        self.save.setEnabled(not doubled)

    def _save(self) -> None:
        actions, bindings = self._desk.actions, self.bindings()
        device_id = self._device.id
        actions.run(
            lambda hub: hub.agents.bind(device_id, bindings, actions.actor),
            busy=self.save,
            done=t("Saved."),
            success=lambda _: self.accept(),
            failure=self._failed,
        )

    def _failed(self, error: BaseException) -> None:
        text, known = explain(error)
        if not known:
            self._desk.actions.told_failure(error)
        self.problem.set_words(t("The accounts were not saved"), text)
        self.problem.show()
        self.adjustSize()
