"""The switcher of workspaces at the top of the sidebar."""

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal
from PySide6.QtGui import QEnterEvent, QIcon, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QMenu, QWidget

from desktop import icons
from desktop.desk import Workspaces
from desktop.i18n import t, tn
from desktop.presenters.text import plain
from desktop.theme import fonts, paint
from desktop.theme.current import colour, tokens
from desktop.theme.fonts import Role
from desktop.widgets.focus import Ringed

HEIGHT = 42
MARK = 28


def square_icon(value: str) -> QIcon:
    """A workspace's square for a menu."""
    drawing = QPixmap(16, 16)
    drawing.fill(Qt.GlobalColor.transparent)
    painter = QPainter(drawing)
    paint.square(painter, 4, 8, value)
    painter.end()
    return QIcon(drawing)


class WorkspaceSwitcher(Ringed, QWidget):
    """Says whose work is looked at; a click offers the others and a new one."""

    new_wanted = Signal()

    def __init__(self, workspaces: Workspaces, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspaces = workspaces
        self._hot = False
        self._narrow = False
        self.setFixedHeight(HEIGHT)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        workspaces.changed.connect(self._changed)
        self._changed()

    def set_narrow(self, on: bool) -> None:
        """Show only the mark."""
        self._narrow = on
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(180, HEIGHT)

    def menu(self) -> QMenu:
        """The choices."""
        menu = QMenu(self)
        everything = menu.addAction(icons.icon("building-2"), t("All workspaces"))
        everything.triggered.connect(lambda: self._workspaces.choose(None))
        menu.addSeparator()
        for workspace in self._workspaces.all():
            action = menu.addAction(square_icon(workspace.colour), self._menu_text(workspace.name))
            action.triggered.connect(lambda _=False, id=workspace.id: self._workspaces.choose(id))
        menu.addSeparator()
        menu.addAction(icons.icon("plus"), t("New workspace")).triggered.connect(
            self.new_wanted.emit
        )
        return menu

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._open()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._open()
        else:
            super().keyPressEvent(event)

    def enterEvent(self, event: QEnterEvent) -> None:
        self._hot = True
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        self._hot = False
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        now = tokens()
        painter = QPainter(self)
        flipped = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        area = self.rect()
        if self._hot:
            paint.box(painter, area, 6, fill=colour(now.hover))
        left = (area.width() - MARK) // 2 if self._narrow else 8
        mark = QRect(left, (area.height() - MARK) // 2, MARK, MARK)
        icons.mark(painter, paint.placed(mark, area, flipped))
        if not self._narrow:
            words = paint.placed(area.adjusted(46, 2, -28, -2), area, flipped)
            upper = QRect(words.left(), words.top(), words.width(), words.height() // 2 + 1)
            lower = QRect(words.left(), words.center().y(), words.width(), words.height() // 2 + 1)
            title, remark = self._words()
            font = fonts.font(Role.SECTION)
            paint.text(painter, upper, title, font, colour(now.text), right_to_left=flipped)
            small, quiet = fonts.font(Role.SMALL), colour(now.muted)
            paint.text(painter, lower, remark, small, quiet, right_to_left=flipped)
            arrow = QRect(area.right() - 24, (area.height() - 16) // 2, 16, 16)
            spot = paint.placed(arrow, area, flipped)
            icons.paint(painter, "chevrons-up-down", spot, colour(now.text2))
        if self.ring:
            paint.focus_ring(painter, area)
        painter.end()

    def _words(self) -> tuple[str, str]:
        current = self._workspaces.current
        known = self._workspaces.get(current) if current else None
        count = len(self._workspaces.all())
        remark = tn("{n} client", "{n} clients", count)
        if known is None:
            return t("All workspaces"), remark
        return plain(known.name, longest=80), t("workspace")

    @staticmethod
    def _menu_text(name: str) -> str:
        return plain(name, longest=80).replace("&", "&&")

    def _changed(self) -> None:
        self.setAccessibleName(", ".join(self._words()))
        self.update()

    def _open(self) -> None:
        corner = self.rect().bottomLeft()
        self.menu().popup(self.mapToGlobal(corner))
