"""One setting as a row: its words at the start, its control at the end; saved at once."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QIntValidator
from PySide6.QtNetwork import QAbstractSocket, QNetworkInterface
from PySide6.QtWidgets import QWidget

from desktop.i18n import t
from desktop.presenters.settings_form import Row
from desktop.theme.fonts import Role
from desktop.theme.tones import Tone
from desktop.widgets.choices import Choice, Switch
from desktop.widgets.fields import TextField
from desktop.widgets.frames import column, row
from desktop.widgets.labels import PlainLabel
from desktop.widgets.segments import Segments
from models.settings import DECLARED, Value

NUMBER_WIDTH = 84
ADDRESS = "lan_address"
Change = Callable[[str, Value], object]
SAME = {"English", "العربية", "0123", "٠١٢٣"}
"""Choices that name themselves in their own language."""


def office_addresses() -> list[str]:
    """The IPv4 addresses of this computer that others can reach."""
    protocol = QAbstractSocket.NetworkLayerProtocol.IPv4Protocol
    return [
        address.toString()
        for address in QNetworkInterface.allAddresses()
        if address.protocol() == protocol and not address.isLoopback()
    ]


class SettingRow(QWidget):
    """Words and control of one setting; `show_value` puts a value in without a change."""

    def __init__(self, form: Row, change: Change) -> None:
        super().__init__()
        self.form = form
        self._change = change
        self._declared = DECLARED[form.key]
        title = PlainLabel(t(form.title), weight=500)
        words = column(title, spacing=0)
        if form.hint:
            words.addWidget(PlainLabel(t(form.hint), Role.SMALL, Tone.MUTED, wrap=True))
        self.control = self._make(t(form.title))
        line = row(words, self.control, spacing=16, parent=self)
        line.setStretch(0, 1)
        line.setAlignment(self.control, Qt.AlignmentFlag.AlignVCenter)

    def matches(self, text: str) -> bool:
        """Whether a search for this text finds the row."""
        texts = [t(words) for words in (self.form.title, self.form.hint) if words]
        return any(text.casefold() in words.casefold() for words in (*texts, self.form.key))

    def _make(self, name: str) -> QWidget:
        key = self.form.key
        if self._declared.type is bool:
            switch = Switch(name=name)
            switch.clicked.connect(lambda on: self._change(key, on))
            return switch
        if self.form.choices:
            choices = [(w if w in SAME else t(w), value) for w, value in self.form.choices]
            segments = Segments(choices, name=name)
            segments.chosen.connect(lambda value: self._change(key, str(value)))
            return segments
        if key == ADDRESS:
            addresses = [(address, address) for address in office_addresses()]
            choice = Choice([(t("None"), ""), *addresses], name=name)
            choice.chosen.connect(lambda value: self._change(key, str(value)))
            return choice
        field = TextField(name=name, mono=True)
        field.setFixedWidth(NUMBER_WIDTH)
        low, high = self._declared.minimum or 0, self._declared.maximum or 0
        field.setValidator(QIntValidator(low, high, field))
        field.editingFinished.connect(self._typed)
        return field

    def _typed(self) -> None:
        if isinstance(self.control, TextField) and self.control.isModified():
            self.control.setModified(False)
            if self.control.hasAcceptableInput():
                self._change(self.form.key, int(self.control.text()))

    def show_value(self, value: Value) -> None:
        """Show what is in force."""
        control = self.control
        if isinstance(control, Switch):
            control.setChecked(bool(value))
        elif isinstance(control, Segments):
            control.choose(value)
        elif isinstance(control, Choice):
            if control.findData(value) < 0:
                control.addItem(str(value), value)
            control.choose(value)
        elif isinstance(control, TextField) and not control.hasFocus():
            control.setText(str(value))
