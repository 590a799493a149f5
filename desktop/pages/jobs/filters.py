"""The row of filters above the table: text, type, device, today, columns."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from desktop.i18n import t
from desktop.presenters import devices as device_words
from desktop.presenters.job_list import TYPE_FILTERS
from desktop.presenters.jobs import TYPES
from desktop.widgets.buttons import Button, Kind
from desktop.widgets.fields import SearchField
from desktop.widgets.filter_button import FilterButton, below, escaped
from desktop.widgets.frames import row
from models.views import DeviceView

HEIGHT = 46
SEARCH_WIDTH = 220


class FilterRow(QWidget):
    """What narrows a view; `changed` fires when any of it does."""

    changed = Signal()
    columns_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedHeight(HEIGHT)
        self.types: tuple[str, ...] = ()
        self.device_id: str | None = None
        self.today = False
        self._devices: list[tuple[str, str]] = []
        self.search = SearchField(t("Filter jobs"), icon="list-filter")
        self.search.setFixedWidth(SEARCH_WIDTH)
        self.search.asked.connect(self._asked)
        self._text = ""
        self.type_button = FilterButton(t("Type"), icon="chevron-down", on_click=self._open_types)
        self.device_button = FilterButton(
            t("Device"), icon="chevron-down", on_click=self._open_devices
        )
        self.today_button = FilterButton(t("Today"), icon="clock", on_click=self._flip_today)
        self.columns_button = Button(
            t("Columns"), Kind.GHOST, icon="columns-3", bar=True, on_click=self.columns_wanted.emit
        )
        filters = (self.type_button, self.device_button, self.today_button)
        line = row(self.search, 4, *filters, None, self.columns_button, spacing=4, parent=self)
        line.setContentsMargins(20, 0, 12, 0)

    @property
    def text(self) -> str:
        """What is looked for in the titles."""
        return self._text

    def set_devices(self, devices: Iterable[DeviceView]) -> None:
        """Offer these devices."""
        self._devices = [(device.id, device_words.name(device)) for device in devices]
        self._show_states()

    def clear(self) -> None:
        """Take all filters off."""
        self.types, self.device_id, self.today = (), None, False
        self._text = ""
        self.search.clear()
        self._tell()

    def choose_types(self, types: Sequence[str]) -> None:
        """Show only jobs of these types; none = all."""
        self.types = tuple(type for type in TYPE_FILTERS if type in types)
        self._tell()

    def choose_device(self, device_id: str | None) -> None:
        """Show only jobs of this device."""
        self.device_id = device_id
        self._tell()

    def _asked(self, text: str) -> None:
        if text != self._text:
            self._text = text
            self.changed.emit()

    def _flip_today(self) -> None:
        self.today = not self.today
        self._tell()

    def _tell(self) -> None:
        self._show_states()
        self.changed.emit()

    def _show_states(self) -> None:
        if self.types:
            first = t(TYPES[self.types[0]][0])
            more = len(self.types) - 1
            words = t("{type} and {n} more", type=first, n=more) if more else first
            self.type_button.show_on(words, "chevron-down")
        else:
            self.type_button.show_off()
        name = dict(self._devices).get(self.device_id or "")
        if name:
            self.device_button.show_on(name, "chevron-down")
        else:
            self.device_button.show_off()
        if self.today:
            self.today_button.show_on(t("Today"), "x")
        else:
            self.today_button.show_off()

    def _menu(self) -> QMenu:
        menu = QMenu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        return menu

    def _open_types(self) -> None:
        menu = self._menu()
        for type in TYPE_FILTERS:
            action = menu.addAction(t(TYPES[type][0]))
            action.setCheckable(True)
            action.setChecked(type in self.types)
            action.triggered.connect(lambda on, type=type: self._set_type(type, on=on))
        if self.types:
            menu.addSeparator()
            menu.addAction(t("All types"), lambda: self.choose_types(()))
        menu.popup(below(self.type_button, menu))

    def _set_type(self, type: str, *, on: bool) -> None:
        rest = [known for known in self.types if known != type]
        self.choose_types([*rest, type] if on else rest)

    def _open_devices(self) -> None:
        menu = self._menu()
        group = QActionGroup(menu)
        for id, name in ((None, t("All devices")), *self._devices):
            action = menu.addAction(escaped(name))
            action.setCheckable(True)
            action.setChecked(id == self.device_id)
            group.addAction(action)
            action.triggered.connect(lambda _on, id=id: self.choose_device(id))
        menu.popup(below(self.device_button, menu))
