"""Asks for one line: the name of a device or workspace, what can be seen in a picture."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from desktop.dialogs.base import Dialog
from desktop.i18n import t
from desktop.widgets.buttons import Button, Kind
from desktop.widgets.fields import Labelled, TextField

WIDTH = 420
LONGEST = 100


class NameDialog(Dialog):
    """One field and the button that takes it."""

    def __init__(
        self,
        title: str,
        label: str,
        answer: str,
        window: QWidget,
        *,
        then: Callable[[str], object],
        name: str = "",
        longest: int = LONGEST,
        is_needed: bool = True,
    ) -> None:
        super().__init__(title, window, width=WIDTH)
        self._is_needed = is_needed
        self.field = TextField(name, name=label)
        self.field.setMaxLength(longest)
        self.field.selectAll()
        self.body.addWidget(Labelled(label, self.field))
        self.answer = Button(answer, Kind.PRIMARY, on_click=self.accept)
        self.foot(None, Button(t("Cancel"), on_click=self.reject), self.answer)
        self.field.textChanged.connect(self._typed)
        self.accepted.connect(lambda: then(self.field.text().strip()))
        self._typed(name)
        self.field.setFocus()

    def main_button(self) -> Button:
        return self.answer

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.answer.isEnabled():
            self.accept()
        else:
            super().keyPressEvent(event)

    def _typed(self, text: str) -> None:
        self.answer.setEnabled(bool(text.strip()) or not self._is_needed)
