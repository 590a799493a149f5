"""The parts of the pair dialog: the link, the waiting, the digits and the answer."""

import shutil
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from desktop.desk import Desk
from desktop.i18n import number, t
from desktop.presenters import times
from desktop.presenters.phases import State
from desktop.presenters.text import isolate, plain
from desktop.tasks import Tasks
from desktop.theme.fonts import Role
from desktop.theme.tones import Tone
from desktop.widgets.buttons import Button, Kind
from desktop.widgets.fields import Labelled, TextField
from desktop.widgets.frames import Card, clear, column, row
from desktop.widgets.labels import ElidedLabel, PlainLabel
from desktop.widgets.marks import Chip, Icon
from desktop.widgets.pairing_signs import Digits, QrCode
from hub import shipped
from hub.events import PairingAsked

QR_SIDE = 152
EXTENSION = "proofdesk-extension"


class Step(QWidget):
    """A numbered step with its content."""

    def __init__(self, step: int, title: str, content: QWidget) -> None:
        super().__init__()
        count = Chip(State(number(step), Tone.ACCENT, ""), small=True)
        head = row(count, PlainLabel(title, weight=500), None)
        whole = column(head, content, spacing=12, parent=self)
        whole.setStretch(1, 1)
        whole.setContentsMargins(20, 6, 20, 16)


class LinkPart(QWidget):
    """The link as a code and as text, and how long it is good."""

    again = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._tasks = Tasks(desk.actions.told_failure)
        self._link = ""
        self._code = QVBoxLayout()
        how = PlainLabel(
            t("Scan with the Proofdesk extension, or paste the link into it."),
            Role.SMALL,
            Tone.MUTED,
            wrap=True,
        )
        self.time = PlainLabel("", Role.SMALL, Tone.MUTED)
        once = PlainLabel(t("one use only"), Role.SMALL, Tone.MUTED)
        self.renew = Button(t("New link"), icon="refresh-cw", bar=True, on_click=self.again.emit)
        self.renew.hide()
        facts = column(
            how,
            4,
            row(Icon("clock", Tone.MUTED, 14), self.time, None),
            row(Icon("key-round", Tone.MUTED, 14), once, None),
            self.renew,
            None,
            spacing=8,
        )
        upper = row(self._code, facts, spacing=16)
        upper.setStretch(1, 1)
        self.field = TextField(name=t("Pairing link"), mono=True)
        self.field.setReadOnly(True)
        self.copy = Button(t("Copy"), icon="copy", on_click=self._copy)
        line = row(self.field, self.copy)
        line.setStretch(0, 1)
        save = Button(t("Save it to a folder"), Kind.LINK, on_click=self._save)
        hint = PlainLabel(t("No extension there yet?"), Role.SMALL, Tone.MUTED)
        below = row(Icon("info", Tone.MUTED, 14), hint, save, None, spacing=6)
        column(upper, line, below, None, spacing=10, parent=self)
        self._show_code(None)

    def show_link(self, link: str) -> None:
        """Show a fresh link."""
        self._link = link
        self._show_code(link)
        self.field.setText(link)
        self.field.setCursorPosition(0)
        self.renew.hide()

    def show_time(self, left: int) -> None:
        """Show how long it is good, or offer a new one."""
        alive = left > 0
        self.time.setText(
            t("good for {time}", time=times.countdown(left)) if alive else t("not good any more")
        )
        self.renew.setVisible(not alive)
        self.copy.setEnabled(alive)

    def _show_code(self, link: str | None) -> None:
        clear(self._code)
        if link is None:
            blank = QWidget()
            blank.setFixedSize(QR_SIDE, QR_SIDE)
            self._code.addWidget(blank)
        else:
            self._code.addWidget(QrCode(link, name=t("Pairing link as a code"), size=QR_SIDE))

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._link)
        self._desk.toasts.tell(t("The link is copied. It is good once."))

    def _save(self) -> None:
        chooser = QFileDialog(self, t("Save the extension"))
        chooser.setFileMode(QFileDialog.FileMode.Directory)
        chooser.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        chooser.fileSelected.connect(self._save_into)
        chooser.open()

    def _save_into(self, folder: str) -> None:
        async def save() -> None:
            target = Path(folder) / EXTENSION
            await self._desk.reads.work(_copy_extension, target)
            where = isolate(plain(str(target)))
            self._desk.toasts.tell(t("The extension is in {folder}", folder=where))

        self._tasks.start(save())


def _copy_extension(target: Path) -> None:
    shutil.copytree(shipped.path("extension"), target, dirs_exist_ok=True)


class WaitingPart(QWidget):
    """Nobody has asked yet."""

    def __init__(self) -> None:
        super().__init__()
        self._icon = Icon("loader-circle", Tone.INFO, 18)
        self._title = PlainLabel(weight=500)
        self._text = PlainLabel(role=Role.SMALL, tone=Tone.MUTED, wrap=True)
        words = column(self._title, self._text, spacing=2)
        line = row(self._icon, words, spacing=10)
        line.setStretch(1, 1)
        line.setAlignment(self._icon, Qt.AlignmentFlag.AlignTop)
        column(12, line, None, parent=self)

    def say(self, title: str, text: str, *, tone: Tone = Tone.INFO) -> None:
        """Say what is waited for, or why it is over."""
        self._title.setText(title)
        self._text.setText(text)
        self._icon.show_icon("loader-circle" if tone is Tone.INFO else "circle-x", tone)


class AskedPart(QWidget):
    """Somebody asked: who, the digits, a name, the answer."""

    allowed = Signal(str)
    refused = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._who = ElidedLabel(weight=500)
        self._where = ElidedLabel(role=Role.SMALL, tone=Tone.MUTED)
        self.digits = Digits("000000", name=t("Six digits"))
        self._hint = PlainLabel("", Role.SMALL, Tone.MUTED)
        self.box = Card(sunken=True)
        middle = column(
            row(None, self.digits, None), row(None, self._hint, None), spacing=2, parent=self.box
        )
        middle.setContentsMargins(12, 10, 12, 10)
        self.name = TextField(name=t("Name"))
        self.differ = Button(
            t("They differ"), Kind.DANGER, icon="circle-x", on_click=self.refused.emit
        )
        self.match = Button(
            t("They match, allow"),
            Kind.PRIMARY,
            icon="check",
            on_click=lambda: self.allowed.emit(self.name.text().strip()),
        )
        words = column(self._who, self._where, spacing=0)
        line = row(Icon("laptop", Tone.MUTED), words, spacing=11)
        line.setStretch(1, 1)
        column(
            line,
            self.box,
            Labelled(t("Name"), self.name),
            row(self.differ, None, self.match),
            None,
            spacing=11,
            parent=self,
        )

    def show_asked(self, asked: PairingAsked) -> None:
        """Show who asks."""
        browser = plain(asked.browser, longest=80)
        self._who.setText(browser or plain(asked.name, longest=80))
        address = isolate(plain(asked.address, longest=60))
        self._where.setText(t("{address}, asks to connect", address=address))
        self.digits.setVisible(asked.digits is not None)
        if asked.digits is not None:
            self.digits.set_digits(asked.digits)
            self._hint.setText(t("The extension must show the same six digits."))
            self.match.setText(t("They match, allow"))
        else:
            self._hint.setText(t("A program on this computer. It shows no digits."))
            self.match.setText(t("Allow"))
        self.name.setText(plain(asked.name, longest=100))
        self.name.setFocus()
