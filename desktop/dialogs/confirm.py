"""A question before something is ended that cannot be taken back."""

from PySide6.QtWidgets import QWidget

from desktop.dialogs.base import Dialog
from desktop.i18n import t
from desktop.theme.tones import Tone
from desktop.widgets.buttons import Button, Kind
from desktop.widgets.labels import PlainLabel

WIDTH = 420


class ConfirmDialog(Dialog):
    """What will happen, and two buttons; the safe one has the keyboard.

    Ctrl+Enter says yes only where that is allowed `by_keys`: revoking needs a click.
    """

    def __init__(
        self,
        window: QWidget,
        title: str,
        text: str,
        *,
        yes: str,
        no: str = "",
        icon: str = "",
        by_keys: bool = True,
    ) -> None:
        super().__init__(title, window, width=WIDTH)
        self._by_keys = by_keys
        self.text = PlainLabel(text, tone=Tone.TEXT2, wrap=True)
        self.body.addWidget(self.text)
        self.no = Button(no or t("Cancel"), Kind.GHOST, on_click=self.reject)
        self.yes = Button(yes, Kind.DANGER_SOLID, icon=icon or None, on_click=self.accept)
        self.foot(None, self.no, self.yes)
        self.no.setFocus()

    def main_button(self) -> Button | None:
        return self.yes if self._by_keys else None
