"""What looks like a search field in the header and opens the palette."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtGui import QEnterEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from desktop import icons
from desktop.i18n import t
from desktop.theme import fonts, paint
from desktop.theme.current import colour, tokens
from desktop.widgets.buttons import HEIGHT
from desktop.widgets.focus import Ringed
from desktop.widgets.marks import KeyHint

WIDTH = 260
KEYS = "Ctrl K"


class PaletteButton(Ringed, QPushButton):
    """ "Search everything": pages, jobs, devices, actions."""

    def __init__(self, on_click: Callable[[], object], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = t("Search everything")
        self._hint = KeyHint(KEYS, self)
        self._hint.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAccessibleName(self._words)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.clicked.connect(lambda: on_click())

    def sizeHint(self) -> QSize:
        return QSize(WIDTH, HEIGHT)

    def enterEvent(self, event: QEnterEvent) -> None:
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        now = tokens()
        painter = QPainter(self)
        area = self.rect()
        flipped = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        fill = now.hover if self.underMouse() else now.sunken
        paint.box(painter, area, 6, fill=colour(fill), line=colour(now.strong))
        if self.ring:
            paint.focus_ring(painter, area)
        spot = QRect(10, (area.height() - 16) // 2, 16, 16)
        icons.paint(painter, "search", paint.placed(spot, area, flipped), colour(now.muted))
        words = paint.placed(area.adjusted(34, 0, -60, 0), area, flipped)
        font, ink = fonts.font(), colour(now.muted)
        paint.text(painter, words, self._words, font, ink, right_to_left=flipped)
        painter.end()
        size = self._hint.sizeHint()
        hint = QRect(area.width() - size.width() - 9, 6, size.width(), size.height())
        self._hint.setGeometry(paint.placed(hint, area, flipped))
