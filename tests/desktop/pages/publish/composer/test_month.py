"""The month that opens at a date field."""

from PySide6.QtCore import QDate, QLocale, Qt
from PySide6.QtWidgets import QTableView
from pytestqt.qtbot import QtBot

from desktop import i18n
from desktop.pages.publish.composer.month import Month
from desktop.pages.publish.composer.when import DateField
from desktop.presenters import spans
from desktop.theme.current import colour, tokens


def test_it_begins_its_weeks_as_the_calendar_of_posts(qtbot: QtBot) -> None:
    month = Month(QLocale(QLocale.Language.English))
    qtbot.addWidget(month)
    assert month.firstDayOfWeek().value == spans.custom().first


def test_days_of_rest_are_not_red(qtbot: QtBot) -> None:
    month = Month(QLocale(QLocale.Language.English))
    qtbot.addWidget(month)
    inks = {month.weekdayTextFormat(day).foreground().color().name() for day in Qt.DayOfWeek}
    assert inks == {colour(tokens().muted).name()}


def test_a_chosen_day_is_a_disc_in_the_accent(qtbot: QtBot) -> None:
    month = Month(QLocale(QLocale.Language.English))
    qtbot.addWidget(month)
    month.setSelectedDate(QDate(2026, 11, 18))
    month.resize(320, 280)
    month.show()
    view = month.findChild(QTableView)
    picture = view.viewport().grab().toImage()
    accent = colour(tokens().accent).rgb()
    found = sum(
        picture.pixel(x, y) == accent
        for x in range(picture.width())
        for y in range(picture.height())
    )
    assert found > 200


def test_it_is_what_a_date_field_opens(qtbot: QtBot) -> None:
    i18n.use("ar", "latin")
    try:
        field = DateField()
        qtbot.addWidget(field)
        assert field.calendarWidget() is field.month
        assert field.month.layoutDirection() is Qt.LayoutDirection.RightToLeft
    finally:
        i18n.use("en", "latin")
