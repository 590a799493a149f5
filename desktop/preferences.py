"""What only the window remembers: its size, columns, the last page. A file in the data folder."""

from enum import StrEnum
from pathlib import Path

from PySide6.QtCore import QByteArray, QObject, QSettings, Signal

FILE = "window.ini"


class Preference(StrEnum):
    """Every preference by its key."""

    CLOSE_TO_TRAY = "window/close_to_tray"
    PAGE = "window/page"
    WORKSPACE = "window/workspace"


DEFAULTS: dict[Preference, str | bool] = {
    Preference.CLOSE_TO_TRAY: False,
    Preference.PAGE: "overview",
    Preference.WORKSPACE: "",
}


class Preferences(QObject):
    """Reads and keeps preferences; `changed` carries the key of one that has a new value."""

    changed = Signal(str)

    def __init__(self, folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.folder = folder
        self._kept = QSettings(str(folder / FILE), QSettings.Format.IniFormat, self)

    def text(self, key: Preference) -> str:
        """A preference that is a word."""
        return str(self._kept.value(key.value, DEFAULTS.get(key, "")))

    def switch(self, key: Preference) -> bool:
        """A preference that is on or off."""
        return str(self._kept.value(key.value, DEFAULTS.get(key, False))).lower() == "true"

    def keep(self, key: Preference, value: str | bool) -> None:
        """Remember a preference."""
        text = str(value).lower() if isinstance(value, bool) else value
        if self._kept.value(key.value) != text:
            self._kept.setValue(key.value, text)
            self.changed.emit(key.value)

    def state(self, name: str) -> QByteArray:
        """What a view saved of itself (columns of a table, a splitter, the window)."""
        kept = self._kept.value(f"state/{name}")
        return kept if isinstance(kept, QByteArray) else QByteArray()

    def keep_state(self, name: str, state: QByteArray) -> None:
        """Remember what a view says of itself."""
        self._kept.setValue(f"state/{name}", state)

    def save(self) -> None:
        """Write the file now."""
        self._kept.sync()
