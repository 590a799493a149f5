"""The ring of the keyboard: shown only when the focus came by the keyboard."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent

KEYBOARD = (
    Qt.FocusReason.TabFocusReason,
    Qt.FocusReason.BacktabFocusReason,
    Qt.FocusReason.ShortcutFocusReason,
)


class Ringed:
    """Mixed in before a widget class: `ring` says whether to paint the ring."""

    ring = False

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)  # type: ignore[misc]
        self.ring = event.reason() in KEYBOARD
        self.update()  # type: ignore[attr-defined]

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)  # type: ignore[misc]
        self.ring = False
        self.update()  # type: ignore[attr-defined]
