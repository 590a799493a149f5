"""When a post goes out: date, time and zone, how often, what happens when it is missed."""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from zoneinfo import available_timezones

from PySide6.QtCore import QDate, QLocale, QRect, QSignalBlocker, Qt, QTime, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QCompleter,
    QDateEdit,
    QTimeEdit,
    QWidget,
)

from desktop import icons
from desktop.i18n import digits, locale, right_to_left, t
from desktop.pages.publish.composer.month import Month
from desktop.presenters import lateness, repeats, spans, times
from desktop.presenters.text import isolate, plain
from desktop.theme import fonts
from desktop.theme.current import text_colour
from desktop.theme.fonts import Role
from desktop.theme.tones import Tone
from desktop.widgets.buttons import HEIGHT, Button, Kind
from desktop.widgets.choices import Choice
from desktop.widgets.fields import TextField
from desktop.widgets.frames import column, row
from desktop.widgets.labels import PlainLabel
from desktop.widgets.marks import Icon
from models.errors import InvalidInput
from models.posts.times import Resolved, resolve, wall_of

AHEAD = 60 * times.MINUTE
"""A new post is first offered the next full hour after that."""
OWN = "own"
ICON = 16
TIME = 96


def _field_locale() -> QLocale:
    """Names in the language of the window, digits as the operator wants them."""
    if not right_to_left():
        return locale()
    latin = digits("1") == "1"
    place = QLocale.Country.UnitedArabEmirates if latin else QLocale.Country.Egypt
    return QLocale(QLocale.Language.Arabic, place)


class _Drawn:
    """Mixed in before a field of Qt: an icon stands where it begins."""

    drawing = ""
    room = 22

    def _dress(self: Any, name: str) -> None:
        # Qt would turn the order of the parts round, and writing from the right turns it again.
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.setFont(fonts.font())
        self.setFixedHeight(HEIGHT)
        self.setAccessibleName(name)
        self.setLocale(_field_locale())
        self._make_room()

    def _make_room(self: Any) -> None:
        self.lineEdit().setTextMargins(self.room, 0, 0, 0)

    def resizeEvent(self: Any, event: QResizeEvent) -> None:
        super().resizeEvent(event)  # type: ignore[misc]
        self._make_room()

    def paintEvent(self: Any, event: QPaintEvent) -> None:
        super().paintEvent(event)  # type: ignore[misc]
        painter = QPainter(self)
        spot = QRect(10, (self.height() - ICON) // 2, ICON, ICON)
        icons.paint(painter, self.drawing, spot, text_colour(Tone.MUTED))
        painter.end()


class DateField(_Drawn, QDateEdit):
    """A day; Alt+Down opens a month."""

    drawing = "calendar"

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._dress(t("Date"))
        self.setDisplayFormat("ddd d MMM yyyy")
        self.setCalendarPopup(True)
        self.month = Month(self.locale())
        self.setCalendarWidget(self.month)


class TimeField(_Drawn, QTimeEdit):
    """A minute of the day."""

    drawing = "clock"
    room = 31  # the style leaves no padding beside buttons of no width

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._dress(t("Time"))
        self.setDisplayFormat("HH:mm")
        self.setFixedWidth(TIME)


class When(QWidget):
    """Everything about the time of a post; `changed` after each change by the operator."""

    changed = Signal()
    slot_wanted = Signal()

    def __init__(self, clock: Callable[[], int], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._clock = clock
        self._zone = spans.here()
        self._late: tuple[str, int] = ("publish", 20)
        self._can_repeat = True
        self.date = DateField()
        self.time = TimeField()
        self.zone = TextField(self._zone, name=t("Time zone"), placeholder="Asia/Amman")
        self.zone.hide()
        self.zone_button = Button("", Kind.LINK, on_click=self._open_zone)
        self.slot = Button(t("Next free slot"), Kind.LINK, icon="list-end")
        self.slot.clicked.connect(lambda: self.slot_wanted.emit())
        self.repeat = Choice([], name=t("How often"))
        self.rule = TextField(name=t("Rule"), placeholder="FREQ=WEEKLY;BYDAY=MO,TH", mono=True)
        self.dates = PlainLabel("", Role.SMALL, Tone.MUTED, wrap=True)
        self.late = Choice([], name=t("When it is missed"))
        self.late_said = PlainLabel("", Role.SMALL, Tone.MUTED, wrap=True)
        self.said = PlainLabel("", Role.SMALL, Tone.MUTED, wrap=True)
        self._lay_out()
        self._connect()
        self.start(None, None)

    def _lay_out(self) -> None:
        moment = row(self.date, self.time)
        moment.setStretch(0, 1)
        links = row(self.zone_button, None, self.slot)
        late = row(Icon("shield-check", Tone.MUTED, 14), self.late_said, spacing=6)
        late.setStretch(1, 1)
        column(
            moment, self.said, links, self.zone, self.repeat, self.rule, self.dates,
            self.late, late, spacing=6, parent=self,
        )  # fmt: skip
        self.rule.hide()
        self.dates.hide()
        self.said.hide()

    def _connect(self) -> None:
        self.date.dateChanged.connect(self._date_changed)
        self.time.timeChanged.connect(self._moment_changed)
        self.zone.editingFinished.connect(self._zone_typed)
        self.repeat.chosen.connect(self._repeat_chosen)
        self.rule.textEdited.connect(self._moment_changed)
        self.late.chosen.connect(self._late_chosen)

    # What it says.

    @property
    def wall(self) -> str:
        """As the store keeps it: "2026-11-27T14:30"."""
        day, minute = self.date.date(), self.time.time()
        return f"{day.toString('yyyy-MM-dd')}T{minute.toString('HH:mm')}"

    @property
    def zone_name(self) -> str:
        """The zone by its IANA name."""
        return self._zone

    @property
    def policy(self) -> tuple[str, int]:
        """What happens when it is missed: policy and minutes."""
        return self._late

    @property
    def repeat_rule(self) -> str | None:
        """How often, as a rule; None for once."""
        if not self._can_repeat:
            return None
        chosen = self.repeat.currentData()
        return (self.rule.text().strip() if chosen == OWN else str(chosen or "")) or None

    def moment(self) -> Resolved | None:
        """The moment that it is; None when the zone is unknown."""
        try:
            return resolve(self.wall, self._zone)
        except InvalidInput:
            return None

    def problem(self) -> str:
        """What is wrong with the time; "" when nothing is."""
        found = self.moment()
        if found is None:
            return t("No time zone has this name.")
        if found.at <= self._clock():
            return t("That time is over. Choose a later one.")
        rule = self.repeat_rule
        if rule is not None:
            try:
                repeats.next_dates(rule, self.wall, self._zone)
            except InvalidInput as error:
                return plain(error.message)
        return ""

    # What it is told.

    def start(
        self, wall: str | None, zone: str | None, *, policy: str = "publish", grace: int = 20
    ) -> None:
        """Show this time, or the next full hour."""
        self._zone = zone or spans.here()
        if wall is None:
            hour = 60 * times.MINUTE
            wall = wall_of((self._clock() + AHEAD) // hour * hour + hour, self._zone)
        self._late = (policy, grace)
        self.show_wall(wall)
        self.zone.setText(self._zone)
        self.zone.hide()
        self._fill_repeat("")
        self._fill_late()
        self.rule.hide()
        self.say()

    def show_wall(self, wall: str, zone: str | None = None) -> None:
        """Show another time."""
        if zone is not None:
            self._zone = zone
            self.zone.setText(zone)
        found = datetime.fromisoformat(wall)
        with QSignalBlocker(self.date), QSignalBlocker(self.time):
            self.date.setDate(QDate(found.year, found.month, found.day))
            self.time.setTime(QTime(found.hour, found.minute))
        self._fill_repeat(self.repeat.currentData() or "")
        self.say()

    def allow_repeat(self, on: bool) -> None:
        """A post whose series goes on cannot begin another."""
        self._can_repeat = on
        self.repeat.setVisible(on)
        self.say()

    def say(self) -> None:
        """Zone, gap and fold, next dates."""
        found = self.moment()
        at = found.at if found is not None else self._clock()
        self.zone_button.setText(spans.zone_words(self._zone, at))
        words, tone = self.problem(), Tone.DANGER
        if not words and found is not None and found.adjusted == "gap":
            time = isolate(found.wall[-5:])
            words, tone = (
                t("The clocks go forward then: it goes out at {time}.", time=time),
                Tone.INFO,
            )
        elif not words and found is not None and found.adjusted == "fold":
            words, tone = t("The clocks go back then: the first of the two counts."), Tone.INFO
        self.said.setText(words)
        self.said.set_tone(tone)
        self.said.setVisible(bool(words))
        self._say_dates()

    def _say_dates(self) -> None:
        rule = self.repeat_rule
        words = ""
        if rule is not None:
            try:
                words = repeats.next_dates(rule, self.wall, self._zone)
            except InvalidInput:
                words = ""
        self.dates.setText(words)
        self.dates.setVisible(bool(words))

    def _fill_repeat(self, chosen: object) -> None:
        day = self.date.date().toPython()
        offered = [*repeats.choices(day), (t("By a rule of my own"), OWN)]  # type: ignore[arg-type]
        before = self.repeat.currentIndex() if chosen else 0
        with QSignalBlocker(self.repeat):
            self.repeat.clear()
            for words, rule in offered:
                self.repeat.addItem(words, rule)
            self.repeat.setCurrentIndex(max(0, before))

    def _fill_late(self) -> None:
        offered = list(lateness.LATE)
        if self._late not in offered:
            offered.insert(0, self._late)
        with QSignalBlocker(self.late):
            self.late.clear()
            for policy, grace in offered:
                self.late.addItem(lateness.late_choice(policy, grace), (policy, grace))
            self.late.setCurrentIndex(offered.index(self._late))
        self.late_said.setText(lateness.late_words(*self._late))

    def _open_zone(self) -> None:
        if self.zone.completer() is None:
            completer = QCompleter(sorted(available_timezones()), self.zone)
            completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
            completer.setFilterMode(Qt.MatchFlag.MatchContains)
            completer.activated.connect(lambda _name: self._zone_typed())
            self.zone.setCompleter(completer)
        self.zone.setVisible(not self.zone.isVisible())
        if self.zone.isVisible():
            self.zone.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.zone.selectAll()

    def _zone_typed(self) -> None:
        name = self.zone.text().strip()
        known = spans.zone_of(name) if name else None
        self.zone.set_wrong(known is None)
        if known is not None and name != self._zone:
            self._zone = name
            self._moment_changed()

    def _date_changed(self) -> None:
        self._fill_repeat(self.repeat.currentData())
        self._moment_changed()

    def _moment_changed(self, *_: object) -> None:
        self.say()
        self.changed.emit()

    def _repeat_chosen(self, rule: object) -> None:
        self.rule.setVisible(rule == OWN)
        if rule == OWN:
            self.rule.setFocus(Qt.FocusReason.OtherFocusReason)
        self._moment_changed()

    def _late_chosen(self, late: object) -> None:
        policy, grace = late  # type: ignore[misc]
        self._late = (str(policy), int(grace))
        self.late_said.setText(lateness.late_words(*self._late))
        self.changed.emit()
