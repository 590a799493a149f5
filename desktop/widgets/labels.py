"""Text on the window: one label class that never guesses HTML, in the roles of the type scale."""

import html

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from desktop.i18n import right_to_left
from desktop.presenters.text import FIRST_STRONG, first_strong
from desktop.theme import fonts
from desktop.theme.fonts import Role
from desktop.theme.tones import Tone

MINIMUM_LINE = 16
RIGHT_TO_LEFT_MARK = "\N{RIGHT-TO-LEFT MARK}"
LEADING = Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter


def leading() -> Qt.AlignmentFlag:
    """The side where lines begin (QLabel alone would ask the text, not the window)."""
    side = Qt.AlignmentFlag.AlignRight if right_to_left() else Qt.AlignmentFlag.AlignLeft
    return LEADING | side


def trailing() -> Qt.AlignmentFlag:
    """The side where lines end."""
    side = Qt.AlignmentFlag.AlignLeft if right_to_left() else Qt.AlignmentFlag.AlignRight
    return LEADING | side


def directed(text: str) -> str:
    """A sentence of ours, in the direction of the window although it begins with a foreign name."""
    if not right_to_left():
        return text
    strong = first_strong(text)
    if strong == "L" or (not strong and FIRST_STRONG in text):
        return RIGHT_TO_LEFT_MARK + text
    return text


def set_tooltip(widget: QWidget, text: str) -> None:
    """A tooltip that is text, whatever stands in it.

    Qt's tooltips guess, so this one is HTML for certain, with everything in it escaped.
    """
    widget.setToolTip(f"<qt>{html.escape(text)}</qt>" if text else "")


class PlainLabel(QLabel):
    """A label that shows its text as it is: no HTML, no links, no pictures.

    A `foreign` text (a name, a message of an agent) reads in its own direction, ours in the
    window's.
    """

    def __init__(
        self,
        text: str = "",
        role: Role = Role.BODY,
        tone: Tone = Tone.TEXT,
        *,
        weight: int | None = None,
        wrap: bool = False,
        foreign: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._foreign = foreign
        self.setAlignment(leading())
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setFont(fonts.font(role, weight))
        self.setWordWrap(wrap)
        self.setProperty("tone", tone.value)
        if role is Role.MONO:
            self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
            self.setAlignment(leading())
        if not wrap:
            self.setMaximumHeight(max(fonts.line_height(role), MINIMUM_LINE))
        self.setText(text)

    def setText(self, text: str) -> None:
        """Show this text."""
        own = self._foreign or self.layoutDirection() == Qt.LayoutDirection.LeftToRight
        super().setText(text if own else directed(text))

    def set_tone(self, tone: Tone) -> None:
        """Show the text in another colour."""
        if self.property("tone") != tone.value:
            self.setProperty("tone", tone.value)
            self.style().unpolish(self)
            self.style().polish(self)


class ElidedLabel(PlainLabel):
    """A label of one line that is cut at its end when there is no room; the tooltip has it all."""

    def __init__(
        self,
        text: str = "",
        role: Role = Role.BODY,
        tone: Tone = Tone.TEXT,
        *,
        weight: int | None = None,
        middle: bool = False,
        foreign: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        self._whole = ""
        self._mode = Qt.TextElideMode.ElideMiddle if middle else Qt.TextElideMode.ElideRight
        super().__init__(text, role, tone, weight=weight, foreign=foreign, parent=parent)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def setText(self, text: str) -> None:
        """Show this text, as much of it as fits."""
        if text == self._whole:
            return
        self._whole = text
        self.setAccessibleName(text)
        self._fit()
        self.updateGeometry()

    def whole(self) -> str:
        """The text before it was cut."""
        return self._whole

    def sizeHint(self) -> QSize:
        metrics = QFontMetrics(self.font())
        return QSize(metrics.horizontalAdvance(self._whole) + 2, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(24, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()

    def _fit(self) -> None:
        shown = QFontMetrics(self.font()).elidedText(self._whole, self._mode, self.width())
        super().setText(shown)
        set_tooltip(self, self._whole if shown != self._whole else "")


class SectionTitle(PlainLabel):
    """A heading inside a page."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(text, Role.SECTION, parent=parent)
