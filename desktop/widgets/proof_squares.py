"""Six squares, one for each part of a publication's proof; a missing one is empty."""

from collections.abc import Collection

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from desktop.theme import paint
from desktop.theme.current import colour, tokens, tone_colours
from desktop.theme.tones import Tone
from desktop.widgets.marks import Painted
from models.posts.views import PROOF_PARTS

SIDE, GAP = 9, 2


class ProofSquares(Painted):
    """Which parts are there; what is missing also stands beside it in words."""

    def __init__(self, parts: Collection[str] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._parts = frozenset(parts)

    def set_parts(self, parts: Collection[str], words: str) -> None:
        """Show these parts; `words` say it to those who listen."""
        self._parts = frozenset(parts)
        self.setAccessibleName(words)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(len(PROOF_PARTS) * (SIDE + GAP) - GAP, 16)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        top = (self.height() - SIDE) // 2
        for number, part in enumerate(PROOF_PARTS):
            square = QRect(number * (SIDE + GAP), top, SIDE, SIDE)
            square = paint.placed(square, self.rect(), self.right_to_left)
            if part in self._parts:
                paint.box(painter, square, 2, fill=colour(tone_colours(Tone.SUCCESS).dot))
            else:
                paint.box(painter, square, 2, line=colour(tokens().warning_bar), width=1.4)
        painter.end()
