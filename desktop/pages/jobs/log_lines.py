"""The last lines of a log, cut at their end, on a sunken ground; always left to right."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.i18n import t
from desktop.presenters import times
from desktop.presenters.text import plain
from desktop.theme import fonts, paint
from desktop.theme.current import colour, text_colour, tokens
from desktop.theme.fonts import Role
from desktop.theme.tones import Tone
from desktop.widgets.logs import LEVELS
from models.views import LogView

LINE = 18
PAD = 8
GAP = 14


class LogLines(QWidget):
    """Paints a few lines: time, level, message."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines: list[LogView] = []
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_lines(self, lines: Sequence[LogView]) -> None:
        """Show these."""
        self._lines = list(lines)
        said = (f"{times.seconds(line.at)} {plain(line.message)}" for line in self._lines)
        self.setAccessibleName(t("Log"))
        self.setAccessibleDescription(". ".join(said))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(200, len(self._lines) * LINE + 2 * PAD)

    def paintEvent(self, event: QPaintEvent) -> None:
        now = tokens()
        painter = QPainter(self)
        paint.box(painter, self.rect(), 6, fill=colour(now.sunken), line=colour(now.border))
        font = fonts.font(Role.MONO)
        time_width = paint.text_width("00:00:00", font)
        level_width = paint.text_width("error", font)
        for number, line in enumerate(self._lines):
            left, top = PAD + 2, PAD + number * LINE
            muted = text_colour(Tone.MUTED)
            place = QRect(left, top, time_width + 2, LINE)
            paint.text(painter, place, times.seconds(line.at), font, muted)
            left += time_width + GAP
            level = text_colour(LEVELS.get(line.level, Tone.MUTED))
            paint.text(painter, QRect(left, top, level_width + 2, LINE), line.level, font, level)
            left += level_width + GAP
            rest = QRect(left, top, self.width() - left - PAD, LINE)
            ink = text_colour(Tone.TEXT)
            paint.text(painter, rest, plain(line.message, longest=300), font, ink)
        painter.end()
