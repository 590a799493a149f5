"""The mark of a platform: its letters on a rounded square, never a logo."""

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from desktop.theme import fonts, paint
from desktop.theme.current import colour, tokens
from desktop.theme.fonts import Role
from desktop.theme.tokens import PLATFORM_INK, PLATFORM_MARKS, PLATFORM_OTHER
from desktop.widgets.marks import Painted

SIDE = 15


class PlatformMark(Painted):
    """Which platform an account is on."""

    def __init__(self, platform: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        other = (platform[:1].upper(), PLATFORM_OTHER)
        self._letters, self._ground = PLATFORM_MARKS.get(platform, other)
        self.setAccessibleName(platform)

    def sizeHint(self) -> QSize:
        return QSize(SIDE, SIDE)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        area = QRectF(self.rect())
        paint.box(painter, area, 3.5, fill=colour(self._ground), line=colour(tokens().ring))
        font = fonts.font(Role.CAPTION, 600, 9)
        ink = colour(PLATFORM_INK)
        paint.text(painter, self.rect(), self._letters, font, ink, centred=True)
        painter.end()
