"""Settings: a list of sections, a form that is saved at once, and who changed what."""

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.desk import Desk
from desktop.i18n import mark, t
from desktop.pages.base import Page
from desktop.pages.settings_changes import Changes, ChangesPane
from desktop.pages.settings_changes import read as read_changes
from desktop.pages.settings_extra import (
    AboutPart,
    AccountsPart,
    KeyboardPart,
    LanBanner,
    StorageFacts,
    StoragePart,
    TrayPart,
)
from desktop.pages.settings_rows import SettingRow
from desktop.presenters.settings_form import SECTIONS, Section
from desktop.sidebar import Entry, NavList
from desktop.widgets.fields import SearchField
from desktop.widgets.frames import Scroll, column
from desktop.widgets.labels import SectionTitle
from desktop.widgets.marks import Line
from models import settings
from models.queries import evidence, proofs
from models.settings import Value

LIST_WIDTH, FORM_WIDTH, CHANGES_WIDTH = 208, 580, 392
NO_CHANGES_BELOW = 1280 - 204
SEARCH_WIDTH = 260


@dataclass(frozen=True, slots=True)
class Reading:
    """What the page shows."""

    values: dict[str, Value]
    changes: Changes
    storage: StorageFacts


def read(db: Any) -> Reading:
    """Ask the store."""
    totals = proofs.totals(db)
    rows = evidence.count(db, evidence.EvidenceFilter())
    return Reading(
        values=settings.all(db),
        changes=read_changes(db),
        storage=StorageFacts(totals.files, totals.size_bytes, rows),
    )


class SettingsPage(Page):
    """The settings."""

    key = "settings"
    icon = "settings"
    words = mark("Settings")

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.fact.setText(t("saved at once"))
        self.search = SearchField(t("Search settings"), keys="Ctrl F", quiet=True)
        self.search.setFixedWidth(SEARCH_WIDTH)
        self.search.asked.connect(self._find)
        self.add_to_header(self.search)
        self._values: dict[str, Value] = {}
        self.rows: dict[str, SettingRow] = {}
        self._sections: dict[str, QWidget] = {}
        self.lan = LanBanner(lambda: self.change("lan_enabled", False))
        self.storage = StoragePart(desk, self._open_folder)
        self._build()
        desk.bridge.settings.connect(self._changed_elsewhere)

    def _build(self) -> None:
        self._list = NavList(
            [Entry(s.key, t(s.title), s.icon) for s in SECTIONS], name=t("Sections")
        )
        self._list.entered.connect(self._go_to)
        side = QWidget()
        side.setFixedWidth(LIST_WIDTH)
        side.setProperty("ground", "sunken")
        side.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column(self._list, None, parent=side).setContentsMargins(10, 12, 10, 12)
        form = QWidget()
        form.setMaximumWidth(FORM_WIDTH)
        lines = column(spacing=12, parent=form)
        for index, section in enumerate(SECTIONS):
            lines.addWidget(self._section(section, first=not index))
        lines.addStretch(1)
        holder = QWidget()
        inner = QHBoxLayout(holder)
        inner.setContentsMargins(28, 14, 28, 28)
        inner.addWidget(form, 1)
        inner.addStretch(0)
        self._scroll = Scroll(holder)
        self.changes = ChangesPane(self.desk)
        self.changes.setFixedWidth(CHANGES_WIDTH)
        self._edge = Line(upright=True)
        body = QHBoxLayout()
        body.setSpacing(0)
        for widget in (side, Line(upright=True)):
            body.addWidget(widget)
        body.addWidget(self._scroll, 1)
        for widget in (self._edge, self.changes):
            body.addWidget(widget)
        self.body.addWidget(Line())
        self.body.addLayout(body, 1)
        self._list.set_current(SECTIONS[0].key)

    def _section(self, section: Section, *, first: bool) -> QWidget:
        made = QWidget()
        lines = QVBoxLayout(made)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(12)
        if not first:
            lines.addWidget(Line())
        lines.addWidget(SectionTitle(t(section.title)))
        for form in section.rows:
            self.rows[form.key] = SettingRow(form, self.change)
            lines.addWidget(self.rows[form.key])
        extra = {
            "network": self.lan,
            "publishing": AccountsPart(self.desk),
            "storage": self.storage,
            "notifications": TrayPart(self.desk),
            "keyboard": KeyboardPart(self.desk),
            "about": AboutPart(),
        }.get(section.key)
        if extra is not None:
            lines.addWidget(extra)
        self._sections[section.key] = made
        return made

    def refresh(self) -> None:
        self.ask("settings", self._show, read)

    def focus_search(self) -> None:
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def panes(self) -> list[QWidget]:
        return [self._list, self._scroll, self.changes]

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = self.width() >= NO_CHANGES_BELOW
        self._edge.setVisible(wide)
        self.changes.setVisible(wide)

    def change(self, key: str, value: Value) -> None:
        """Save a setting; the toast offers the way back."""
        before = self._values.get(key)
        if before == value:
            return
        actor = self.desk.actions.actor
        title = t(self.rows[key].form.title)

        def saved(_: object) -> None:
            self._values[key] = value
            self.rows[key].show_value(value)
            self._show_lan()
            if before is not None:
                undo = (t("Undo"), lambda: self.change(key, before))
                self.desk.toasts.tell(t("{setting} is saved", setting=title), action=undo)

        def failed(error: BaseException) -> None:
            self.desk.actions.told_failure(error)
            if before is not None:
                self.rows[key].show_value(before)

        self.desk.actions.run(
            lambda hub: hub.settings.set(key, value, actor), success=saved, failure=failed
        )

    def _show(self, reading: Reading) -> None:
        self._values = reading.values
        for key, row in self.rows.items():
            row.show_value(reading.values[key])
        self.changes.show_changes(reading.changes)
        self.storage.show_facts(reading.storage)
        self._show_lan()

    def _show_lan(self) -> None:
        on, address = bool(self._values.get("lan_enabled")), self._values.get("lan_address")
        self.lan.show_state(on=on, address=str(address or ""))

    def _changed_elsewhere(self, _: list[str]) -> None:
        if self.isVisible():
            self.refresh()

    def _go_to(self, key: str) -> None:
        self._list.set_current(key)
        bar = self._scroll.verticalScrollBar()
        bar.setValue(self._sections[key].y())

    def _find(self, text: str) -> None:
        text = text.strip()
        for row in self.rows.values():
            row.setVisible(not text or row.matches(text))
        for section in SECTIONS:
            title = text.casefold() in t(section.title).casefold()
            some = any(self.rows[form.key].matches(text) for form in section.rows)
            self._sections[section.key].setVisible(not text or title or some)
            if text and title:
                for form in section.rows:
                    self.rows[form.key].setVisible(True)

    def _open_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self.desk.preferences.folder)))
