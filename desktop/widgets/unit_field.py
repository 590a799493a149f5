"""A field of one line with a quiet word at its end: "200 rows a place"."""

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from desktop.theme import fonts, paint
from desktop.theme.current import text_colour
from desktop.theme.fonts import Role
from desktop.theme.tones import Tone
from desktop.widgets.fields import TextField


class UnitField(TextField):
    """Writes a number; the unit stays where it is."""

    def __init__(self, text: str, unit: str, *, name: str, parent: QWidget | None = None) -> None:
        self._unit = ""
        super().__init__(text, name=name, parent=parent)
        self.setMinimumWidth(72)  # a number is short, whatever the font's widest letter is
        self.setInputMethodHints(Qt.InputMethodHint.ImhDigitsOnly)
        self.set_unit(unit)

    def set_unit(self, unit: str) -> None:
        """Show another word."""
        self._unit = unit
        room = paint.text_width(unit, fonts.font(Role.SMALL)) + 8
        if self.isRightToLeft():
            self.setTextMargins(room, 0, 0, 0)
        else:
            self.setTextMargins(0, 0, room, 0)
        self.setAccessibleDescription(unit)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        font = fonts.font(Role.SMALL)
        width = paint.text_width(self._unit, font) + 2
        place = QRect(self.width() - width - 9, 0, width, self.height())
        flipped = self.isRightToLeft()
        place = paint.placed(place, self.rect(), flipped)
        ink = text_colour(Tone.MUTED)
        paint.text(painter, place, self._unit, font, ink, right_to_left=flipped)
        painter.end()
