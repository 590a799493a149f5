"""Asks on which device a connector is tried, and with what."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from desktop.dialogs.base import Dialog
from desktop.i18n import t
from desktop.presenters import connectors as words
from desktop.presenters import devices as device_words
from desktop.theme.fonts import Role
from desktop.theme.tones import Tone
from desktop.widgets.buttons import Button, Kind
from desktop.widgets.choices import Choice
from desktop.widgets.fields import Labelled, TextField
from desktop.widgets.labels import PlainLabel
from models.views import ConnectorView, DeviceView

WIDTH = 460
LONGEST = 2000


@dataclass(frozen=True, slots=True)
class Wish:
    """What a dry run is to be."""

    device_id: str
    text: str
    handle: str = ""


class DryRunDialog(Dialog):
    """Device, text and account of a dry run."""

    def __init__(
        self,
        view: ConnectorView,
        devices: Sequence[DeviceView],
        window: QWidget,
        *,
        first: str | None,
        then: Callable[[Wish], object],
    ) -> None:
        title = t("Dry run of {name}", name=words.name(view))
        super().__init__(title, window, width=WIDTH)
        self._publishes = view.kind == "publish"
        choices = [(device_words.name(device), device.id) for device in devices]
        self.device = Choice(choices, name=t("Device"))
        self.device.choose(first)
        self.text = TextField(name=t("Test text") if self._publishes else t("Search for"))
        self.text.setMaxLength(LONGEST)
        self.handle = TextField(name=t("Account"))
        self.handle.setMaxLength(200)
        if self._publishes:
            said = t("Everything is filled in, and nothing is pressed.")
            self.text.setText(t("Test text. This is never posted."))
        else:
            said = t("A search for five rows, which are kept like others.")
        self.body.addWidget(PlainLabel(said, Role.BODY, Tone.TEXT2, wrap=True))
        self.body.addWidget(Labelled(t("Device"), self.device))
        self.body.addWidget(Labelled(self.text.accessibleName(), self.text))
        if self._publishes:
            hint = t("Where the address of the site needs it; the account is only reported.")
            self.body.addWidget(Labelled(t("Account"), self.handle, hint=hint))
        self.answer = Button(t("Dry run"), Kind.PRIMARY, icon="play", on_click=self.accept)
        self.foot(None, Button(t("Cancel"), on_click=self.reject), self.answer)
        self.text.textChanged.connect(lambda _: self._judge())
        self.accepted.connect(lambda: then(self.wish()))
        self._judge()
        self.text.setFocus()

    def main_button(self) -> Button:
        return self.answer

    def wish(self) -> Wish:
        """What was chosen."""
        return Wish(
            str(self.device.currentData()), self.text.text().strip(), self.handle.text().strip()
        )

    def _judge(self) -> None:
        ready = bool(self.text.text().strip()) and self.device.count() > 0
        self.answer.setEnabled(ready)
