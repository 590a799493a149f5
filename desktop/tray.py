"""The icon in the system tray, where there is a tray: open, pause, quit, and desktop notices."""

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QMenu, QSystemTrayIcon

from desktop import icons
from desktop.i18n import t

NOTICE_MS = 10_000


class Tray(QObject):
    """Exists only where `available`."""

    open_wanted = Signal()
    pause_wanted = Signal()
    quit_wanted = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._icon = QSystemTrayIcon(icons.application_icon(), self)
        self._icon.setToolTip("Proofdesk")
        self._menu = QMenu()
        self._menu.addAction(t("Open Proofdesk")).triggered.connect(self.open_wanted)
        self._pause = self._menu.addAction(t("Pause everything: nothing is pressed any more"))
        self._pause.triggered.connect(self.pause_wanted)
        self._menu.addSeparator()
        self._menu.addAction(t("Quit")).triggered.connect(self.quit_wanted)
        self._icon.setContextMenu(self._menu)
        self._icon.activated.connect(self._activated)
        self._icon.messageClicked.connect(self.open_wanted)
        self._icon.show()

    @staticmethod
    def available() -> bool:
        """Whether this desktop has a tray; some say they show messages although they have none."""
        return QSystemTrayIcon.isSystemTrayAvailable()

    def set_paused(self, on: bool) -> None:
        """Offer to resume while everything is paused."""
        words = t("Pause everything: nothing is pressed any more")
        self._pause.setText(t("Resume") if on else words)

    def notify(self, title: str, text: str) -> None:
        """Tell it on the desktop."""
        self._icon.showMessage(title, text, icons.application_icon(), NOTICE_MS)

    def leave(self) -> None:
        """Take the icon away."""
        self._icon.hide()

    def _activated(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        if reason == QSystemTrayIcon.ActivationReason.Trigger:
            self.open_wanted.emit()
