"""The two signs of pairing: the code to scan and the six digits to compare."""

import segno
from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from desktop.theme import fonts, paint
from desktop.theme.current import colour, tokens
from desktop.theme.fonts import Role
from desktop.theme.tokens import QR_INK, QR_PAPER
from desktop.widgets.marks import Painted

MARGIN = 4
"""Modules of white around the code; cameras need them."""
DIGITS_PIXELS = 34


class QrCode(Painted):
    """A link as a code; always dark on white, also in the dark theme."""

    def __init__(
        self, text: str, *, name: str, size: int = 152, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._side = size
        self._modules = segno.make(text, error="l", micro=False).matrix
        self.setAccessibleName(name)

    def sizeHint(self) -> QSize:
        return QSize(self._side, self._side)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        line = colour(tokens().border)
        paint.box(painter, self.rect(), 6, fill=colour(QR_PAPER), line=line)
        count = len(self._modules) + 2 * MARGIN
        step = self._side / count
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour(QR_INK))
        for y, modules in enumerate(self._modules):
            for x, dark in enumerate(modules):
                if dark:
                    left, top = (x + MARGIN) * step, (y + MARGIN) * step
                    painter.drawRect(QRectF(left, top, step + 0.35, step + 0.35))
        painter.end()


class Digits(Painted):
    """Six digits, large and in two groups, read out one by one."""

    def __init__(self, digits: str, *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self._digits = ""
        self._font = fonts.font(Role.MONO, pixels=DIGITS_PIXELS)
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.set_digits(digits)

    def set_digits(self, digits: str) -> None:
        """Show these digits."""
        self._digits = digits
        self.setAccessibleName(f"{self._name}: {' '.join(digits)}")
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(paint.text_width(self._shown(), self._font) + 8, 44)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        ink = colour(tokens().text)
        paint.text(painter, self.rect(), self._shown(), self._font, ink, centred=True)
        painter.end()

    def _shown(self) -> str:
        half = len(self._digits) // 2
        return f"{self._digits[:half]} {self._digits[half:]}"
