"""One of several answers as a card: a radio button, what it means, and what it needs."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.theme import paint
from desktop.theme.current import colour, tokens
from desktop.theme.fonts import Role
from desktop.theme.tones import Tone
from desktop.widgets.choices import RadioButton
from desktop.widgets.frames import column, row
from desktop.widgets.labels import PlainLabel

INDENT = 26


class OptionCard(QWidget):
    """An answer; `chosen` fires when it is taken. What it needs is in view only then."""

    chosen = Signal()

    def __init__(
        self, title: str, hint: str, needs: QWidget | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.button = RadioButton(title)
        self.button.setAutoExclusive(False)
        self.button.setAccessibleDescription(hint)
        self.hint = PlainLabel(hint, Role.SMALL, Tone.MUTED, wrap=True)
        self.needs = needs
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        under = column(self.hint, spacing=6)
        if needs is not None:
            under.addWidget(needs)
        below = row(INDENT, under, spacing=0)
        below.setStretch(1, 1)
        whole = column(self.button, below, spacing=0, parent=self)
        whole.setContentsMargins(12, 6, 12, 10)
        self.button.toggled.connect(self._toggled)
        self._toggled(False)

    @property
    def on(self) -> bool:
        """Whether this is the answer."""
        return self.button.isChecked()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.button.isEnabled():
            self.button.setChecked(True)

    def paintEvent(self, event: QPaintEvent) -> None:
        now = tokens()
        painter = QPainter(self)
        if self.on:
            line, width = colour(now.accent_text), 2.0
        else:
            line, width = colour(now.strong), 1.0
        paint.box(painter, self.rect(), 8, line=line, width=width)
        painter.end()

    def _toggled(self, on: bool) -> None:
        if self.needs is not None:
            self.needs.setVisible(on)
        self.updateGeometry()
        self.update()
        if on:
            self.chosen.emit()


class Options:
    """Cards of which at most one is on."""

    def __init__(self, *cards: OptionCard) -> None:
        self.cards = cards
        for card in cards:
            card.chosen.connect(lambda card=card: self._only(card))
            card.button.clicked.connect(lambda _on=False, card=card: card.button.setChecked(True))

    def current(self) -> OptionCard | None:
        """The one that is on."""
        return next((card for card in self.cards if card.on and not card.isHidden()), None)

    def clear(self) -> None:
        """None of them."""
        for card in self.cards:
            card.button.setChecked(False)

    def _only(self, card: OptionCard) -> None:
        for other in self.cards:
            if other is not card:
                other.button.setChecked(False)
