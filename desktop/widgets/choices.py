"""Fields to choose in: one of several, ticks, switches."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QRadioButton,
    QSizePolicy,
    QStyleOptionComboBox,
    QWidget,
)

from desktop import icons
from desktop.theme import fonts, paint
from desktop.theme.current import colour, tokens
from desktop.widgets.buttons import HEIGHT
from desktop.widgets.focus import Ringed


class Choice(Ringed, QComboBox):
    """A field to choose one of several; each choice carries its data."""

    chosen = Signal(object)

    def __init__(
        self,
        choices: Sequence[tuple[str, object]],
        *,
        name: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setFont(fonts.font())
        self.setFixedHeight(HEIGHT)
        self.setAccessibleName(name)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        for text, data in choices:
            self.addItem(text, data)
        self.activated.connect(lambda index: self.chosen.emit(self.itemData(index)))

    def choose(self, data: object) -> None:
        """Select the choice with this data, without a signal."""
        for index in range(self.count()):
            if self.itemData(index) == data:
                self.setCurrentIndex(index)

    def sizeHint(self) -> QSize:
        words = (self.itemText(index) for index in range(self.count()))
        widest = max((paint.text_width(text, self.font()) for text in words), default=0)
        return QSize(max(120, widest + 52), HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return QSize(80, HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        now = tokens()
        painter = QPainter(self)
        fill = now.surface if self.isEnabled() else now.sunken
        line = now.control if self.isEnabled() else now.border
        paint.box(painter, self.rect(), 6, fill=colour(fill), line=colour(line))
        if self.ring:
            paint.focus_ring(painter, self.rect())
        right_to_left = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        arrow = QRect(self.width() - 26, (self.height() - 16) // 2, 16, 16)
        ink = colour(now.text2 if self.isEnabled() else now.disabled)
        arrow = paint.placed(arrow, self.rect(), right_to_left)
        icons.paint(painter, "chevrons-up-down", arrow, ink)
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        words = paint.placed(self.rect().adjusted(10, 0, -30, 0), self.rect(), right_to_left)
        drawn = option.currentIcon
        if not drawn.isNull():
            side = QRect(words.left(), (self.height() - 16) // 2, 16, 16)
            drawn.paint(painter, paint.placed(side, words, right_to_left))
            words.adjust(0 if right_to_left else 22, 0, -22 if right_to_left else 0, 0)
        text_ink = colour(now.text if self.isEnabled() else now.disabled)
        paint.text(
            painter, words, self.currentText(), self.font(), text_ink, right_to_left=right_to_left
        )
        painter.end()


def _size_of(widget: QCheckBox | QRadioButton) -> QSize:
    """The room for the sign and the words."""
    words = paint.text_width(widget.text(), widget.font())
    return QSize(16 + (8 + words + 2 if widget.text() else 0) + 4, 26)


def _paint_words(painter: QPainter, widget: "CheckBox | RadioButton") -> QRect:
    """Paint the words and return the place of the sign."""
    right_to_left = widget.layoutDirection() == Qt.LayoutDirection.RightToLeft
    area = widget.rect()
    sign = QRect(2, (area.height() - 16) // 2, 16, 16)
    words = area.adjusted(26, 0, 0, 0)
    ink = colour(tokens().text if widget.isEnabled() else tokens().disabled)
    place = paint.placed(words, area, right_to_left)
    font = widget.font()
    paint.text(painter, place, widget.text(), font, ink, right_to_left=right_to_left)
    sign = paint.placed(sign, area, right_to_left)
    if widget.ring:
        paint.focus_ring(painter, sign.adjusted(-2, -2, 2, 2), 6)
    return sign


class CheckBox(Ringed, QCheckBox):
    """A box to tick; a partly ticked one shows a line."""

    def __init__(self, text: str, *, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setFont(fonts.font())
        self.setAccessibleName(name or text)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def sizeHint(self) -> QSize:
        return _size_of(self)

    def hitButton(self, position: QPoint) -> bool:
        return True

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        sign = _paint_words(painter, self)
        paint_check(painter, sign, self.checkState(), enabled=self.isEnabled())
        painter.end()


class RadioButton(Ringed, QRadioButton):
    """One of several, of which one is on."""

    def __init__(self, text: str, *, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setFont(fonts.font())
        self.setAccessibleName(name or text)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def sizeHint(self) -> QSize:
        return _size_of(self)

    def hitButton(self, position: QPoint) -> bool:
        return True

    def paintEvent(self, event: QPaintEvent) -> None:
        now = tokens()
        painter = QPainter(self)
        sign = _paint_words(painter, self)
        if self.isChecked():
            fill = now.accent if self.isEnabled() else now.disabled
            paint.box(painter, sign, 8, fill=colour(fill))
            paint.box(painter, sign.adjusted(5, 5, -5, -5), 3, fill=colour(now.on_accent))
        else:
            line = now.control if self.isEnabled() else now.border
            paint.box(painter, sign, 8, fill=colour(now.surface), line=colour(line))
        painter.end()


def paint_check(
    painter: QPainter, sign: QRect, state: Qt.CheckState, *, enabled: bool = True
) -> None:
    """The sign of a check box (also in cells of tables)."""
    now = tokens()
    if state == Qt.CheckState.Unchecked:
        line = now.control if enabled else now.border
        paint.box(painter, sign, 4, fill=colour(now.surface), line=colour(line))
        return
    paint.box(painter, sign, 4, fill=colour(now.accent if enabled else now.disabled))
    drawing = "check" if state == Qt.CheckState.Checked else "minus"
    icons.paint(painter, drawing, sign.adjusted(2, 2, -2, -2), colour(now.on_accent))


class Switch(Ringed, QCheckBox):
    """A switch that takes effect at once."""

    def __init__(self, *, name: str, on: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setChecked(on)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(36, 26)

    def hitButton(self, position: QPoint) -> bool:
        return True

    def paintEvent(self, event: QPaintEvent) -> None:
        now = tokens()
        painter = QPainter(self)
        groove = QRect(2, (self.height() - 18) // 2, 32, 18)
        if not self.isEnabled():
            fill = now.strong
        else:
            fill = now.accent if self.isChecked() else now.control
        paint.box(painter, groove, 9, fill=colour(fill))
        right_to_left = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        at_end = self.isChecked() != right_to_left
        knob = QRect(groove.left() + (16 if at_end else 2), groove.top() + 2, 14, 14)
        paint.box(painter, knob, 7, fill=colour(now.on_accent))
        if self.ring:
            paint.focus_ring(painter, groove.adjusted(-2, -2, 2, 2), 11)
        painter.end()
