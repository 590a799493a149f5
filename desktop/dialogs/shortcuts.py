"""The list of shortcuts, made from the actions themselves."""

from collections.abc import Iterable

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QGridLayout, QWidget

from desktop.dialogs.base import Dialog
from desktop.i18n import t
from desktop.widgets.frames import Scroll
from desktop.widgets.labels import PlainLabel
from desktop.widgets.marks import KeyHint

WIDTH, HEIGHT = 460, 520


def shown_keys(action: QAction) -> str:
    """The keys of an action as they are written on the keyboard: "Ctrl N"."""
    return action.shortcut().toString(QKeySequence.SequenceFormat.NativeText).replace("+", " ")


class ShortcutsDialog(Dialog):
    """What each key does."""

    def __init__(self, window: QWidget, actions: Iterable[QAction]) -> None:
        super().__init__(t("Shortcuts"), window, width=WIDTH, height=HEIGHT)
        content = QWidget()
        grid = QGridLayout(content)
        grid.setContentsMargins(0, 0, 8, 0)
        grid.setVerticalSpacing(9)
        grid.setColumnStretch(0, 1)
        for line, action in enumerate(a for a in actions if not a.shortcut().isEmpty()):
            grid.addWidget(PlainLabel(action.text()), line, 0)
            grid.addWidget(KeyHint(shown_keys(action)), line, 1)
        self.body.addWidget(Scroll(content))
