"""What Settings shows beside the settings: the network warning, storage, keyboard, about."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from desktop.desk import Desk
from desktop.dialogs.base import Dialog
from desktop.i18n import t, tn
from desktop.preferences import Preference
from desktop.presenters.sizes import size
from desktop.presenters.text import isolate, plain
from desktop.theme.fonts import Role
from desktop.theme.tones import Tone
from desktop.tray import Tray
from desktop.widgets.banner import Banner
from desktop.widgets.buttons import Button
from desktop.widgets.choices import Switch
from desktop.widgets.frames import column, row
from desktop.widgets.labels import ElidedLabel, PlainLabel
from desktop.widgets.marks import BrandMark
from hub.version import VERSION


class LanBanner(Banner):
    """Stays as long as other computers can reach the hub."""

    def __init__(self, switch_off: Callable[[], object]) -> None:
        super().__init__(
            t("Other computers in this network can reach the hub"),
            " ",
            tone=Tone.WARNING,
            icon="triangle-alert",
            buttons=(Button(t("Switch off"), bar=True, on_click=switch_off),),
        )
        self.hide()

    def show_state(self, *, on: bool, address: str) -> None:
        """Show it while the switch is on."""
        self.setVisible(on)
        if not address:
            text = t("Choose the address below; until then nobody but this computer reaches it.")
        else:
            text = t(
                "They can only do something after you compared six digits and pressed Allow. "
                "Switch this off in a café or another network you do not run. Now on {address}.",
                address=isolate(address),
            )
        title = t("Other computers in this network can reach the hub")
        self.set_words(title, text)


@dataclass(frozen=True, slots=True)
class StorageFacts:
    """What is kept."""

    files: int
    size_bytes: int
    rows: int


class _Fact(QWidget):
    """A title with a quiet fact below and perhaps a control at the end."""

    def __init__(self, title: str, control: QWidget | None = None) -> None:
        super().__init__()
        self.fact = ElidedLabel("", Role.SMALL, Tone.MUTED, middle=True)
        words = column(PlainLabel(title, weight=500), self.fact, spacing=0)
        line = row(words, *([control] if control else []), spacing=16, parent=self)
        line.setStretch(0, 1)


class AccountsPart(QWidget):
    """Times and pace are an account's own; this is the way there."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.show_all = Button(t("Accounts…"), icon="users", bar=True, on_click=self.open_accounts)
        fact = _Fact(t("Queue times and pace"), self.show_all)
        fact.fact.setText(t("Set for each account, with who presses there."))
        column(fact, parent=self)

    def open_accounts(self) -> Dialog:
        """Every account in a list."""
        from desktop.dialogs.account.list import AccountsDialog

        dialog = AccountsDialog(self._desk)
        dialog.open()
        return dialog


class StoragePart(QWidget):
    """How much is kept, and where."""

    def __init__(self, desk: Desk, open_folder: Callable[[], object]) -> None:
        super().__init__()
        self._desk = desk
        show = Button(t("Open folder"), icon="folder-open", bar=True, on_click=open_folder)
        self._proofs = _Fact(t("Screenshots and pages"))
        self._rows = _Fact(t("Evidence rows"))
        self._ledger = _Fact(t("Audit and ledger"))
        self._folder = _Fact(t("Data folder"), show)
        self._ledger.fact.setText(t("cannot be shortened"))
        parts = (self._proofs, self._rows, self._ledger, self._folder)
        column(*parts, spacing=12, parent=self)

    def show_facts(self, facts: StorageFacts) -> None:
        """Show what is kept."""
        files = tn("{n} file", "{n} files", facts.files)
        self._proofs.fact.setText(t("{state}, {size}", state=files, size=size(facts.size_bytes)))
        self._rows.fact.setText(tn("{n} row", "{n} rows", facts.rows))
        self._folder.fact.setText(isolate(plain(str(self._desk.preferences.folder))))


class TrayPart(QWidget):
    """Whether closing the window ends the application; only where there is a tray."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        title = t("Keep running when the window is closed")
        on = desk.preferences.switch(Preference.CLOSE_TO_TRAY)
        self.switch = Switch(name=title, on=on)
        self.switch.clicked.connect(lambda on: desk.preferences.keep(Preference.CLOSE_TO_TRAY, on))
        fact = _Fact(title, self.switch)
        fact.fact.setText(t("Proofdesk stays in the tray; Quit ends it."))
        column(fact, parent=self)
        self.setVisible(Tray.available())


class KeyboardPart(QWidget):
    """Where the keys are listed."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        fact = _Fact(
            t("Shortcuts"),
            Button(t("Show"), icon="keyboard", bar=True, on_click=desk.navigator.open_shortcuts),
        )
        fact.fact.setText(t("Every action has a place in the palette, Ctrl K."))
        column(fact, parent=self)


class AboutPart(QWidget):
    """What this is, and whose work is in it."""

    def __init__(self) -> None:
        super().__init__()
        version = t("Version {version}", version=isolate(VERSION))
        name = column(
            PlainLabel("Proofdesk", Role.SECTION),
            PlainLabel(version, Role.SMALL, Tone.MUTED),
            spacing=0,
        )
        thanks = t(
            "Free software under the MIT licence. Fonts: Inter, Noto Sans Arabic, JetBrains Mono "
            "(OFL). Icons: Lucide (ISC). Built with Qt and PySide6 (LGPL)."
        )
        column(
            row(BrandMark(32), name, None, spacing=12),
            PlainLabel(thanks, Role.SMALL, Tone.MUTED, wrap=True),
            spacing=10,
            parent=self,
        )
