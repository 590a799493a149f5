"""Puts a theme on the application: Fusion, our palette, the one style sheet."""

import re
from dataclasses import fields

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QApplication, QStyleFactory

from desktop.theme import current, fonts, palette
from desktop.theme.tokens import DARK, LIGHT, Tokens
from hub import shipped

AUTO, LIGHT_NAME, DARK_NAME = "auto", "light", "dark"
CHOICES = (AUTO, LIGHT_NAME, DARK_NAME)


def sheet(tokens: Tokens) -> str:
    """The style sheet with this theme's colours in it."""
    values = {field.name: str(getattr(tokens, field.name)) for field in fields(tokens)}
    template = shipped.path("style.qss").read_text("utf-8")
    return re.sub(r"@(\w+)@", lambda match: values[match[1]], template)


class Theme(QObject):
    """The look of the application; `changed` fires after another theme came into force."""

    changed = Signal()

    def __init__(self, app: QApplication, choice: str = AUTO) -> None:
        super().__init__(app)
        self._app = app
        self._choice = choice
        fonts.load()
        app.setStyle(QStyleFactory.create("Fusion"))
        app.styleHints().colorSchemeChanged.connect(self._system_changed)
        self.apply()

    @property
    def choice(self) -> str:
        """auto | light | dark, as the operator chose."""
        return self._choice

    def choose(self, choice: str) -> None:
        """Take the operator's choice and show it at once."""
        if choice not in CHOICES:
            raise ValueError(f"no theme {choice!r}")
        self._choice = choice
        self.apply()

    def wanted(self) -> Tokens:
        """The theme that the choice and the system ask for."""
        if self._choice == AUTO:
            scheme = self._app.styleHints().colorScheme()
            return DARK if scheme == Qt.ColorScheme.Dark else LIGHT
        return DARK if self._choice == DARK_NAME else LIGHT

    def apply(self) -> None:
        """Put fonts, palette and sheet on the application (also after the language changed)."""
        tokens = self.wanted()
        current.use(tokens)
        self._app.setFont(fonts.font())
        self._app.setPalette(palette.make(tokens))
        self._app.setStyleSheet(sheet(tokens))
        self.changed.emit()

    def _system_changed(self) -> None:
        if self._choice == AUTO:
            self.apply()
