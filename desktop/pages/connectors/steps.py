"""The steps of a recording, with the marks that the person gives them."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QPainter, QPaintEvent
from PySide6.QtWidgets import QMenu, QWidget

from desktop.i18n import digits, t
from desktop.presenters import connectors as words
from desktop.presenters.phases import State
from desktop.theme.current import colour, tokens
from desktop.theme.fonts import Role
from desktop.theme.tones import Tone
from desktop.widgets.buttons import Button, Kind
from desktop.widgets.frames import Card, clear, column, row
from desktop.widgets.labels import ElidedLabel, PlainLabel
from desktop.widgets.marks import Chip
from hub.recorder.check import IGNORED, Marks
from hub.recorder.recording import Step

ROW = 27
SLOTS = {
    "text": ("text slot", Tone.ACCENT, "pencil"),
    "media": ("media slot", Tone.ACCENT, "image-plus"),
    "commit": ("commit step", Tone.WARNING, "hand"),
}
TYPES = {
    "text": ("change", "click"),
    "media": ("change", "click"),
    "commit": ("click", "doubleClick"),
}
"""Which recorded steps can be which slot."""


def slot_words(slot: str) -> str:
    """What a slot is called."""
    return {
        "text": t("text slot"),
        "media": t("media slot"),
        "commit": t("commit step"),
    }[slot]


class StepsList(Card):
    """`marked` carries a slot and the step that is it now (None = none)."""

    marked = Signal(str, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._column = column(spacing=0, parent=self)
        self._column.setContentsMargins(1, 4, 1, 4)

    def show_steps(self, steps: list[Step], marks: Marks) -> None:
        """These steps; the dry run stops before the commit step."""
        clear(self._column)
        for index, step in enumerate(steps):
            if index == marks.commit:
                self._column.addWidget(_Stop())
            self._column.addWidget(self._row(index, step, marks))

    def _row(self, index: int, step: Step, marks: Marks) -> QWidget:
        slot = words.marked(marks, index)
        holder = _Row(on=slot == "text")
        number = PlainLabel(digits(str(index + 1)), Role.SMALL, Tone.MUTED)
        number.setFixedWidth(18)
        kind = PlainLabel(step["type"], Role.MONO, Tone.MUTED if _ignored(step) else Tone.TEXT)
        kind.setFixedWidth(112)
        said = ElidedLabel(words.step_words(step), tone=Tone.TEXT2, foreign=True)
        line = row(number, kind, said, spacing=8, parent=holder)
        line.setStretch(2, 1)
        line.setContentsMargins(10, 0, 8, 0)
        if _ignored(step):
            line.addWidget(PlainLabel(t("ignored"), Role.SMALL, Tone.MUTED))
            return holder
        if slot:
            _, tone, drawing = SLOTS[slot]
            line.addWidget(Chip(State(slot_words(slot), tone, drawing), small=True))
        possible = [one for one in SLOTS if step["type"] in TYPES[one]]
        if possible:
            line.addWidget(self._menu_button(index, slot, possible))
        return holder

    def _menu_button(self, index: int, slot: str, possible: list[str]) -> Button:
        button = Button(
            kind=Kind.GHOST,
            icon="ellipsis",
            name=t("What step {n} is", n=index + 1),
            bar=True,
        )
        menu = QMenu(button)
        for one in possible:
            action = QAction(slot_words(one), menu)
            action.setCheckable(True)
            action.setChecked(one == slot)
            action.triggered.connect(
                lambda _=False, one=one: self.marked.emit(one, None if one == slot else index)
            )
            menu.addAction(action)
        button.clicked.connect(lambda: menu.popup(button.mapToGlobal(button.rect().bottomLeft())))
        return button


def _ignored(step: Step) -> bool:
    return step["type"] in IGNORED


class _Row(QWidget):
    """One step; the one that holds the text stands out."""

    def __init__(self, *, on: bool) -> None:
        super().__init__()
        self._on = on
        self.setFixedHeight(ROW)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._on:
            painter = QPainter(self)
            painter.fillRect(self.rect(), colour(tokens().selected))
            painter.end()


class _Stop(QWidget):
    """The line that a dry run does not pass."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedHeight(20)
        label = PlainLabel(t("the dry run stops here"), Role.SMALL, Tone.WARNING)
        self._label = label
        row(None, label, None, parent=self).setContentsMargins(10, 0, 10, 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
        ink = colour(tokens().warning_bar)
        middle, words_at = self.height() // 2, self._label.geometry()
        for left, right in ((10, words_at.left() - 8), (words_at.right() + 8, self.width() - 10)):
            if right > left:
                painter.fillRect(left, middle, right - left, 1, ink)
        painter.end()
