"""The month that opens at a date field: Qt's calendar in the colours and words of the window."""

from PySide6.QtCore import QDate, QEvent, QLocale, QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QTableView, QToolButton, QWidget

from desktop import icons
from desktop.i18n import digits, right_to_left
from desktop.presenters import spans
from desktop.theme import fonts, paint
from desktop.theme.current import colour, tokens
from desktop.theme.fonts import Role

DISC = 28
WIDTH, HEIGHT = 276, 282


class Month(QCalendarWidget):
    """Weeks begin as on the calendar of posts; days of rest are quiet, never red."""

    def __init__(self, locale: QLocale, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        custom = spans.custom()
        self._rest = custom.rest
        self.setLocale(locale)
        self.setFirstDayOfWeek(Qt.DayOfWeek(custom.first))
        self.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        self.setGridVisible(False)
        self.setFont(fonts.font())
        flipped = right_to_left()
        names = QCalendarWidget.HorizontalHeaderFormat
        # Arabic has no short names of days, only long ones and letters.
        self.setHorizontalHeaderFormat(
            names.SingleLetterDayNames if flipped else names.ShortDayNames
        )
        self.setLayoutDirection(
            Qt.LayoutDirection.RightToLeft if flipped else Qt.LayoutDirection.LeftToRight
        )
        self.setFixedSize(WIDTH, HEIGHT)
        self.setContentsMargins(1, 1, 1, 1)
        table = self.findChild(QTableView)
        if table is not None:
            table.horizontalHeader().setMinimumSectionSize(DISC)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._dress()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._dress()

    def _dress(self) -> None:
        """Take the colours of the theme."""
        now = tokens()
        for name, drawing in (("prev", "chevron-left"), ("next", "chevron-right")):
            button = self.findChild(QToolButton, f"qt_calendar_{name}month")
            if button is not None:
                button.setIcon(icons.icon(drawing))
                button.setIconSize(QSize(16, 16))
        head = QTextCharFormat()
        head.setForeground(colour(now.muted))
        head.setBackground(colour(now.raised))
        self.setHeaderTextFormat(head)
        for day in Qt.DayOfWeek:
            self.setWeekdayTextFormat(day, head)

    def paintCell(self, painter: QPainter, rect: QRect, date: QDate) -> None:  # type: ignore[override]
        """A number, in a disc when it is today or chosen."""
        now = tokens()
        painter.fillRect(rect, colour(now.raised))
        spot = QRect(0, 0, DISC, DISC)
        spot.moveCenter(rect.center())
        chosen, today = date == self.selectedDate(), date == QDate.currentDate()
        ink: QColor = colour(now.text)
        if chosen:
            paint.box(painter, spot, DISC / 2, fill=colour(now.accent))
            ink = colour(now.on_accent)
        elif date.month() != self.monthShown():
            ink = colour(now.disabled)
        elif today:
            ink = colour(now.accent_text)
        elif date.dayOfWeek() in self._rest:
            ink = colour(now.muted)
        font = fonts.font(Role.BODY, 600 if today or chosen else 400)
        paint.text(painter, rect, digits(str(date.day())), font, ink, centred=True)
