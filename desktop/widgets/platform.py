"""The mark of a platform: its letters on a rounded square, never a logo."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from desktop.theme import fonts, paint
from desktop.theme.current import colour, tokens
from desktop.theme.fonts import Role
from desktop.theme.tokens import PLATFORM_INK, PLATFORM_MARKS, PLATFORM_OTHER
from desktop.widgets.marks import Painted

SIDE = 15
GAP = 4


def letters_of(platform: str) -> tuple[str, str]:
    """The letters of a platform and the colour of their ground."""
    return PLATFORM_MARKS.get(platform, (platform[:1].upper(), PLATFORM_OTHER))


def paint_mark(painter: QPainter, rect: QRect, platform: str) -> None:
    """The mark of a platform, in a square."""
    letters, ground = letters_of(platform)
    paint.box(painter, QRectF(rect), 3.5, fill=colour(ground), line=colour(tokens().ring))
    font = fonts.font(Role.CAPTION, 600, 9)
    paint.text(painter, rect, letters, font, colour(PLATFORM_INK), centred=True)


def marks_width(count: int) -> int:
    """How wide so many marks in a row are."""
    return count * SIDE + max(0, count - 1) * GAP


def paint_marks(
    painter: QPainter, rect: QRect, platforms: Sequence[str], *, right_to_left: bool
) -> None:
    """Marks in a row, from where lines begin, in the middle of the height."""
    top = rect.top() + (rect.height() - SIDE) // 2
    for number, platform in enumerate(platforms):
        spot = QRect(rect.left() + number * (SIDE + GAP), top, SIDE, SIDE)
        paint_mark(painter, paint.placed(spot, rect, right_to_left), platform)


class PlatformMark(Painted):
    """Which platform an account is on."""

    def __init__(self, platform: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._platform = platform
        self.setAccessibleName(platform)

    def sizeHint(self) -> QSize:
        return QSize(SIDE, SIDE)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_mark(painter, self.rect(), self._platform)
        painter.end()
