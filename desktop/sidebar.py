"""The sidebar: whose work is looked at, the pages with their counts, Settings, Pause everything."""

from dataclasses import dataclass

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from desktop import icons
from desktop.i18n import t
from desktop.switcher import WorkspaceSwitcher
from desktop.theme import fonts, paint
from desktop.theme.current import colour, tokens
from desktop.theme.fonts import Role
from desktop.theme.tones import Tone
from desktop.widgets.labels import set_tooltip

WIDE, NARROW = 204, 52
ROW = 31
Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()


@dataclass(slots=True)
class Entry:
    """A page (or, without a key, the line between groups) and what is counted beside it."""

    key: str
    words: str = ""
    icon: str = ""
    count: str = ""
    loud: bool = False
    """The count is of things that need the operator."""
    tip: str = ""
    """What it does, where the words alone do not say it."""


class _Entries(QAbstractListModel):
    """The rows of one group of entries."""

    def __init__(self, entries: list[Entry], parent: QWidget) -> None:
        super().__init__(parent)
        self.entries = entries

    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self.entries)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        entry = self.entries[index.row()]
        if role == Qt.ItemDataRole.UserRole:
            return entry
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{entry.words} {entry.count}".strip()
        if role == Qt.ItemDataRole.DisplayRole:
            return entry.words
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        usable = index.isValid() and self.entries[index.row()].key
        return super().flags(index) if usable else Qt.ItemFlag.NoItemFlags

    def set_count(self, key: str, count: str, *, loud: bool) -> None:
        """Show a count beside an entry."""
        for row, entry in enumerate(self.entries):
            if entry.key == key and (entry.count, entry.loud) != (count, loud):
                entry.count, entry.loud = count, loud
                self.dataChanged.emit(self.index(row, 0), self.index(row, 0))

    def set_words(self, key: str, words: str, icon: str) -> None:
        """Show an entry differently (Pause everything, Resume)."""
        for row, entry in enumerate(self.entries):
            if entry.key == key and (entry.words, entry.icon) != (words, icon):
                entry.words, entry.icon = words, icon
                self.dataChanged.emit(self.index(row, 0), self.index(row, 0))


class NavDelegate(QStyledItemDelegate):
    """Paints an entry: a rounded row with icon, word and count."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(40, ROW if index.data(Qt.ItemDataRole.UserRole).key else 17)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        entry: Entry = index.data(Qt.ItemDataRole.UserRole)
        now = tokens()
        painter.save()
        if not entry.key:
            middle = option.rect.center().y()
            painter.fillRect(
                option.rect.left() + 8, middle, option.rect.width() - 16, 1, colour(now.border)
            )
        else:
            self._paint_entry(painter, option, index, entry)
        painter.restore()

    def _paint_entry(
        self, painter: QPainter, option: QStyleOptionViewItem, index: Index, entry: Entry
    ) -> None:
        now = tokens()
        view = option.widget
        current = isinstance(view, NavList) and view.current == entry.key
        area = option.rect.adjusted(0, 0, 0, -1)
        flipped = option.direction == Qt.LayoutDirection.RightToLeft
        hovered = isinstance(view, NavList) and view.hovered == index.row()
        if current or hovered:
            paint.box(painter, area, 6, fill=colour(now.selected if current else now.hover))
        ink = colour(now.accent_text if current else now.text2)
        spot = QRect(area.left() + 8, area.top() + (area.height() - 16) // 2, 16, 16)
        icons.paint(painter, entry.icon, paint.placed(spot, area, flipped), ink)
        if area.width() > NARROW:
            words = paint.placed(area.adjusted(34, 0, -44 if entry.count else -6, 0), area, flipped)
            font = fonts.font(Role.BODY, 500)
            strong = colour(now.text if current else now.text2)
            paint.text(painter, words, entry.words, font, strong, right_to_left=flipped)
            self._paint_count(painter, area, entry, flipped=flipped)
        elif entry.count and entry.loud:
            dot = paint.placed(QRect(area.left() + 24, area.top() + 4, 7, 7), area, flipped)
            paint.box(painter, dot, 4, fill=colour(now.warning_bar))
        if option.state & option.state.State_HasFocus and isinstance(view, NavList) and view.ring:
            paint.focus_ring(painter, area)

    @staticmethod
    def _paint_count(painter: QPainter, area: QRect, entry: Entry, *, flipped: bool) -> None:
        if not entry.count:
            return
        if entry.loud:
            width = paint.pill_width(entry.count)
            pill = QRect(area.right() - width - 6, area.top() + 6, width, paint.CHIP_SMALL)
            paint.pill(painter, paint.placed(pill, area, flipped), entry.count, Tone.WARNING)
        else:
            font = fonts.font(Role.SMALL)
            ink = colour(tokens().muted)
            place = area.adjusted(8, 0, -8, 0)
            paint.text(painter, place, entry.count, font, ink, right_to_left=flipped, at_end=True)


class NavList(QListView):
    """One group of entries; `entered` carries the key of the one that was chosen."""

    entered = Signal(str)

    def __init__(self, entries: list[Entry], *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.current = ""
        self.hovered = -1
        self.ring = False
        self.rows = _Entries(entries, self)
        self.setModel(self.rows)
        self.setItemDelegate(NavDelegate(self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setProperty("ground", "clear")
        self.setAccessibleName(name)
        self.setMouseTracking(True)
        self.setSelectionMode(QListView.SelectionMode.NoSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFixedHeight(sum(ROW if entry.key else 17 for entry in entries) + 1)

    def set_current(self, key: str) -> None:
        """Mark the page that is shown."""
        self.current = key
        self.viewport().update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        on_entry = index.isValid() and bool(self.rows.entries[index.row()].key)
        self.hovered = index.row() if on_entry else -1
        self.setCursor(
            Qt.CursorShape.PointingHandCursor if on_entry else Qt.CursorShape.ArrowCursor
        )
        narrow = on_entry and self.width() <= NARROW
        entry = self.rows.entries[index.row()] if on_entry else None
        set_tooltip(self, (entry.tip or (entry.words if narrow else "")) if entry else "")
        self.viewport().update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._enter(self.indexAt(event.position().toPoint()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self.ring = True
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._enter(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Leave:
            self.hovered = -1
            self.viewport().update()
        return super().viewportEvent(event)

    def _enter(self, index: QModelIndex) -> None:
        if index.isValid() and self.rows.entries[index.row()].key:
            self.entered.emit(self.rows.entries[index.row()].key)


class Sidebar(QWidget):
    """Workspace switcher, pages, and what stands at the foot."""

    page_wanted = Signal(str)
    pause_wanted = Signal()

    def __init__(
        self, switcher: WorkspaceSwitcher, pages: list[Entry], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setProperty("ground", "background")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedWidth(WIDE)
        self.switcher = switcher
        self.pages = NavList(pages, name=t("Pages"))
        self.foot = NavList(
            [
                Entry("settings", t("Settings"), "settings"),
                Entry(
                    "pause",
                    t("Pause everything"),
                    "circle-pause",
                    tip=t(
                        "Stop before the button, everywhere: nothing is pressed until you resume"
                    ),
                ),
            ],
            name=t("Settings and pause"),
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 12, 10, 10)
        column.setSpacing(0)
        column.addWidget(switcher)
        column.addSpacing(14)
        column.addWidget(self.pages)
        column.addStretch(1)
        column.addWidget(self.foot)
        self.pages.entered.connect(self.page_wanted)
        self.foot.entered.connect(self._foot_entered)

    def set_current(self, key: str) -> None:
        """Mark the page that is shown."""
        self.pages.set_current(key)
        self.foot.set_current(key)

    def set_count(self, key: str, count: str, *, loud: bool = False) -> None:
        """Show a count beside a page."""
        self.pages.rows.set_count(key, count, loud=loud)

    def set_paused(self, on: bool) -> None:
        """Offer to resume while everything is paused."""
        words, icon = (
            (t("Resume"), "circle-play") if on else (t("Pause everything"), "circle-pause")
        )
        self.foot.rows.set_words("pause", words, icon)

    def set_narrow(self, on: bool) -> None:
        """Only icons, when the window is narrow."""
        self.setFixedWidth(NARROW if on else WIDE)
        self.switcher.set_narrow(on)
        self.layout().setContentsMargins(6 if on else 10, 12, 6 if on else 10, 10)

    def _foot_entered(self, key: str) -> None:
        if key == "pause":
            self.pause_wanted.emit()
        else:
            self.page_wanted.emit(key)
