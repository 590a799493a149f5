"""A filter of a list as a button, and the menu under it."""

from collections.abc import Callable

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QMenu, QWidget

from desktop.widgets.buttons import Button, Kind


class FilterButton(Button):
    """A filter: quiet while it is off; outlined, with a cross or its choice, while it is on."""

    def __init__(self, words: str, *, icon: str | None, on_click: Callable[[], object]) -> None:
        super().__init__(words, Kind.GHOST, icon=icon, bar=True, on_click=on_click)
        self._off = (words, icon)

    def show_on(self, words: str, icon: str) -> None:
        """The filter is on."""
        self._look(words, icon, Kind.PLAIN)

    def show_off(self) -> None:
        """The filter is off."""
        self._look(*self._off, Kind.GHOST)

    def _look(self, words: str, icon: str | None, kind: Kind) -> None:
        self.setText(words)
        self.set_icon(icon)
        self.set_kind(kind)


def escaped(words: str) -> str:
    """Words for a menu, in which an ampersand is an ampersand."""
    return words.replace("&", "&&")


def below(button: QWidget, menu: QMenu) -> QPoint:
    """Where a menu opens under its button, at the side where lines begin."""
    corner = button.rect().bottomLeft()
    if button.isRightToLeft():
        corner = button.rect().bottomRight() - QPoint(menu.sizeHint().width() - 1, 0)
    return button.mapToGlobal(corner + QPoint(0, 4))
