"""Banners: what happened, what it means, what to do, on the soft colour of a tone."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from desktop.theme import paint
from desktop.theme.current import colour, tone_colours
from desktop.theme.fonts import Role
from desktop.theme.tones import Tone
from desktop.widgets.frames import column, row
from desktop.widgets.labels import PlainLabel
from desktop.widgets.marks import Icon

TEXT_WIDTH = 340
"""The words of an empty state, in lines of a comfortable length."""


class Banner(QWidget):
    """A message that stays until its cause is gone.

    `stacked` puts the buttons below the words; `in_line` the text behind the title.
    """

    def __init__(
        self,
        title: str,
        text: str = "",
        *,
        tone: Tone = Tone.INFO,
        icon: str = "info",
        buttons: tuple[QWidget, ...] = (),
        stacked: bool = False,
        in_line: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._tone = tone
        self.icon = Icon(icon, tone, 18)
        self.title = PlainLabel(title, weight=600 if text else 400, wrap=stacked)
        self.text = PlainLabel(text, Role.SMALL, Tone.TEXT2, wrap=True)
        self.text.setVisible(bool(text))
        words = column(self.title, self.text, spacing=2)
        self._words = words
        if in_line:
            self.set_in_line(True)
        if stacked:
            words.addSpacing(6)
            words.addLayout(row(*buttons, None))
            whole = row(self.icon, words, spacing=12, parent=self)
        else:
            whole = row(self.icon, words, *buttons, spacing=12, parent=self)
        whole.setStretch(1, 1)
        whole.setAlignment(self.icon, self.icon_alignment(stacked=stacked))
        whole.setContentsMargins(14, 10, 14, 10)
        self.setAccessibleName(f"{title}. {text}" if text else title)

    @staticmethod
    def icon_alignment(*, stacked: bool) -> Qt.AlignmentFlag:
        """Beside the first line when there are several, else in the middle."""
        return Qt.AlignmentFlag.AlignTop if stacked else Qt.AlignmentFlag.AlignVCenter

    def set_in_line(self, on: bool) -> None:
        """Put the text behind the title, or under it."""
        direction = QBoxLayout.Direction
        self._words.setDirection(direction.LeftToRight if on else direction.TopToBottom)
        self._words.setSpacing(10 if on else 2)
        self._words.setStretch(1, 1 if on else 0)

    def set_words(self, title: str, text: str = "", tone: Tone | None = None) -> None:
        """Say something else."""
        self.title.setText(title)
        self.text.setText(text)
        self.text.setVisible(bool(text))
        self.setAccessibleName(f"{title}. {text}" if text else title)
        if tone is not None:
            self._tone = tone
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        colours = tone_colours(self._tone)
        doubtful = self._tone is Tone.UNKNOWN
        line = colour(colours.text) if doubtful else None
        paint.box(painter, self.rect(), 6, fill=colour(colours.soft), line=line, dashed=doubtful)
        painter.end()


class EmptyState(QWidget):
    """What stands where nothing is yet: a drawing, what will come, and the one thing to do."""

    def __init__(
        self,
        title: str,
        text: str = "",
        *,
        icon: str = "scan-search",
        button: QWidget | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.icon = Icon(icon, Tone.MUTED, 26)
        self.title = PlainLabel(title, weight=600)
        self.text = PlainLabel(text, Role.BODY, Tone.MUTED, wrap=True)
        self.text.setFixedWidth(TEXT_WIDTH)
        self.text.setVisible(bool(text))
        middle = Qt.AlignmentFlag.AlignHCenter
        whole = column(None, spacing=8, parent=self)
        whole.setContentsMargins(24, 24, 24, 24)
        for label in (self.title, self.text):
            label.setAlignment(middle)
        whole.addWidget(self.icon, 0, middle)
        whole.addWidget(self.title)
        whole.addLayout(row(None, self.text, None))
        if button is not None:
            whole.addSpacing(4)
            whole.addWidget(button, 0, middle)
        whole.addStretch(1)

    def set_words(self, title: str, text: str = "", icon: str | None = None) -> None:
        """Say something else ("Nothing matches")."""
        self.title.setText(title)
        self.text.setText(text)
        self.text.setVisible(bool(text))
        if icon:
            self.icon.show_icon(icon, Tone.MUTED)
