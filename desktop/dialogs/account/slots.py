"""The weekly queue times of an account: each with the cross that takes it away, and a new one."""

from PySide6.QtCore import QTime, QTimer, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from desktop.i18n import t
from desktop.pages.publish.composer.when import TimeField
from desktop.presenters import accounts as words
from desktop.theme.fonts import Role
from desktop.theme.tones import Tone
from desktop.widgets.buttons import Button
from desktop.widgets.choices import Choice
from desktop.widgets.frames import RowsCard, Scroll, column, row
from desktop.widgets.labels import PlainLabel
from models.posts.slots import DAYS, MOST_SLOTS

EVERY, WORKDAYS = "every", "workdays"
SEVERAL = {EVERY: DAYS, WORKDAYS: DAYS[:5]}
HEIGHT = 168
IN_A_LINE = 3
DAY_WIDTH, TIME_WIDTH = 80, 112
FIRST = QTime(9, 30)


class SlotsEditor(QWidget):
    """`slots` as `models.posts.slots` has them; `changed` after each change by the operator."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._slots: set[str] = set()
        self.card = RowsCard()
        holder = QWidget()
        column(self.card, None, parent=holder)
        self._scroll = Scroll(holder)
        self._scroll.setFixedHeight(HEIGHT)
        days = [(name, code) for code, name in words.week()]
        several = [(t("Every day"), EVERY), (t("Monday to Friday"), WORKDAYS)]
        self.day = Choice([*days, *several], name=t("Day"))
        self.time = TimeField()
        self.time.setTime(FIRST)
        self.time.setFixedWidth(TIME_WIDTH)
        self.add = Button(t("Add"), icon="plus", on_click=self._add)
        line = row(self.day, self.time, self.add, spacing=8)
        line.setStretch(0, 1)
        column(self._scroll, line, spacing=8, parent=self)
        # The button that takes a time away is among those that go: only when its click is over.
        self._show_soon = QTimer(self)
        self._show_soon.setSingleShot(True)
        self._show_soon.setInterval(0)
        self._show_soon.timeout.connect(self._show)
        self.setFocusProxy(self.day)
        self.setAccessibleName(t("Queue times"))
        self._show()

    def slots(self) -> list[str]:
        """Each once."""
        return sorted(self._slots)

    def set_slots(self, slots: list[str]) -> None:
        """Show these."""
        self._slots = set(slots)
        self._show()

    def times(self) -> list[tuple[str, list[str]]]:
        """Days and times as they stand there."""
        return [(name, times) for _, name, times in words.slots_by_day(self._slots)]

    def buttons(self) -> list[Button]:
        """The times, each of which is taken away with a press."""
        return self.card.findChildren(Button)

    def _add(self) -> None:
        time = self.time.time().toString("HH:mm")
        chosen = str(self.day.currentData())
        self._slots |= {f"{code} {time}" for code in SEVERAL.get(chosen, (chosen,))}
        self.add.setEnabled(len(self._slots) < MOST_SLOTS)
        self._show()
        self.changed.emit()

    def _remove(self, slot: str) -> None:
        self._slots.discard(slot)
        self.add.setEnabled(True)
        self._show_soon.start()
        self.day.setFocus()
        self.changed.emit()

    def _show(self) -> None:
        lines = [self._line(*day) for day in words.slots_by_day(self._slots)]
        self.card.set_rows(lines or [_nothing()])

    def _line(self, code: str, name: str, times: list[str]) -> QWidget:
        holder = QWidget()
        label = PlainLabel(name, weight=500)
        label.setFixedWidth(DAY_WIDTH)
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(6)
        for place, time in enumerate(times):
            remove = Button(
                words.time_words(time), icon="x", bar=True,
                on_click=lambda slot=f"{code} {time}": self._remove(slot),
            )  # fmt: skip
            remove.setAccessibleName(t("Remove {slot}", slot=words.slot_words(name, time)))
            grid.addWidget(remove, place // IN_A_LINE, place % IN_A_LINE)
        grid.setColumnStretch(IN_A_LINE, 1)
        line = row(label, grid, spacing=8, parent=holder)
        line.setStretch(1, 1)
        line.setContentsMargins(12, 6, 8, 6)
        return holder


def _nothing() -> QWidget:
    holder = QWidget()
    said = t("No queue times. “Next free slot” in the composer takes the first that is free.")
    line = row(PlainLabel(said, Role.SMALL, Tone.MUTED, wrap=True), parent=holder)
    line.setContentsMargins(12, 8, 12, 8)
    return holder
