"""The status bar: hub and address, devices, queue, and at the end ledger and disk."""

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal
from PySide6.QtGui import QEnterEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop import icons
from desktop.i18n import t
from desktop.theme import fonts, paint
from desktop.theme.current import colour, tokens
from desktop.theme.fonts import Role
from desktop.theme.tones import Tone
from desktop.widgets.labels import directed
from desktop.widgets.marks import Painted

HEIGHT = 27


class StatusItem(Painted):
    """One fact of the status bar; a click opens the page that it speaks of."""

    clicked = Signal()

    def __init__(self, icon: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon = icon
        self._dot: Tone | None = None
        self._words = ""
        self._hot = False
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.hide()

    def say(self, words: str, dot: Tone | None = None) -> None:
        """Show this fact, with a dot instead of the icon when one is given."""
        if (words, dot) == (self._words, self._dot):
            return
        self._words, self._dot = words, dot
        self.setAccessibleName(words)
        self.setVisible(bool(words))
        self.updateGeometry()
        self.update()

    def words(self) -> str:
        """What it says."""
        return self._words

    def sizeHint(self) -> QSize:
        sign = 20 if self._icon else 14 if self._dot else 0
        return QSize(paint.text_width(self._words, fonts.font(Role.SMALL)) + sign + 4, HEIGHT - 1)

    def enterEvent(self, event: QEnterEvent) -> None:
        self._hot = True
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        self._hot = False
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.clicked.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        now = tokens()
        ink = colour(now.text if self._hot else now.text2)
        area = self.rect()
        sign = 0
        if self._dot is not None:
            spot = paint.placed(QRect(0, 0, 10, area.height()), area, self.right_to_left)
            paint.dot(painter, spot.center().toPointF(), self._dot)
            sign = 14
        elif self._icon:
            spot = paint.placed(QRect(0, (HEIGHT - 15) // 2, 14, 14), area, self.right_to_left)
            icons.paint(painter, self._icon, spot, colour(now.muted))
            sign = 20
        words = paint.placed(area.adjusted(sign, 0, 0, 0), area, self.right_to_left)
        paint.text(
            painter,
            words,
            directed(self._words),
            fonts.font(Role.SMALL),
            ink,
            right_to_left=self.right_to_left,
        )
        painter.end()


class StatusBar(QWidget):
    """What is true all the time."""

    page_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("ground", "background")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(HEIGHT)
        self.hub = StatusItem()
        self.devices = StatusItem("monitor-smartphone")
        self.queue = StatusItem("list-checks")
        self.ledger = StatusItem("shield-check")
        self.disk = StatusItem("hard-drive")
        line = QHBoxLayout(self)
        line.setContentsMargins(14, 1, 14, 0)
        line.setSpacing(18)
        for item in (self.hub, self.devices, self.queue):
            line.addWidget(item)
        line.addStretch(1)
        for item in (self.ledger, self.disk):
            line.addWidget(item)
        pages = {
            self.hub: "settings",
            self.devices: "devices",
            self.queue: "jobs",
            self.ledger: "settings",
            self.disk: "settings",
        }
        for item, page in pages.items():
            item.clicked.connect(lambda page=page: self.page_wanted.emit(page))
        self.hub.say(t("Hub is starting"), Tone.INFO)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), colour(tokens().background))
        painter.fillRect(0, 0, self.width(), 1, colour(tokens().border))
        painter.end()
