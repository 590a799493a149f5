"""Small painted signs: chip, dot, square, count, key, progress bar, line."""

from PySide6.QtCore import QPointF, QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QSizePolicy, QWidget

from desktop import icons
from desktop.i18n import percent
from desktop.presenters.phases import State
from desktop.theme import fonts, motion, paint
from desktop.theme.current import colour, text_colour, tokens
from desktop.theme.fonts import Role
from desktop.theme.tones import Tone
from desktop.widgets.spinner import spinner


class Painted(QWidget):
    """A small widget of fixed size that paints itself."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    @property
    def right_to_left(self) -> bool:
        """Whether it is laid out from the right."""
        return self.layoutDirection() == Qt.LayoutDirection.RightToLeft

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()


class Chip(Painted):
    """A state: icon and word on the soft colour of its tone."""

    def __init__(self, state: State, *, small: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._small = small
        self._state = state
        self.set_state(state)

    def state(self) -> State:
        """What it shows."""
        return self._state

    def set_state(self, state: State) -> None:
        """Show another state."""
        self._state = state
        self.setAccessibleName(state.word)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        width = paint.chip_width(self._state.word, icon=bool(self._state.icon), small=self._small)
        return QSize(width, paint.CHIP_SMALL if self._small else paint.CHIP_HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        spins = self._state.icon == "loader-circle"
        paint.chip(
            painter,
            self.rect(),
            self._state.word,
            self._state.tone,
            self._state.icon,
            right_to_left=self.right_to_left,
            small=self._small,
            turn=motion.turn() if spins else 0.0,
        )
        painter.end()
        if spins:
            spinner().keep(self)


class Pill(Painted):
    """A count on a soft round ground; hidden when there is nothing to count."""

    def __init__(
        self, words: str = "", tone: Tone = Tone.WARNING, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._tone = tone
        self._words = ""
        self.set_words(words)

    def set_words(self, words: str) -> None:
        """Show this count."""
        self._words = words
        self.setAccessibleName(words)
        self.setVisible(bool(words))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(paint.pill_width(self._words), paint.CHIP_SMALL)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint.pill(painter, self.rect(), self._words, self._tone)
        painter.end()


class StatusDot(Painted):
    """The 8 px dot of a device or of the hub; a ring says offline."""

    def __init__(
        self, tone: Tone = Tone.SUCCESS, *, ring: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._tone = tone
        self._ring = ring

    def set_state(self, tone: Tone, *, ring: bool = False) -> None:
        """Show another state (the word beside it says it too)."""
        self._tone, self._ring = tone, ring
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(10, 16)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        centre = QPointF(self.width() / 2, self.height() / 2)
        paint.dot(painter, centre, self._tone, ring=self._ring)
        painter.end()


class Square(Painted):
    """The coloured square of a workspace, always beside its name."""

    def __init__(self, value: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._value = value

    def set_value(self, value: str) -> None:
        """Show another workspace's colour."""
        self._value = value
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(10, 16)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint.square(painter, 1, self.height() // 2, self._value)
        painter.end()


class Icon(Painted):
    """A drawing of the icon set in the colour of a tone."""

    def __init__(
        self, name: str, tone: Tone = Tone.TEXT2, size: int = 16, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._name, self._tone, self._side = name, tone, size

    def show_icon(self, name: str, tone: Tone) -> None:
        """Show another drawing."""
        self._name, self._tone = name, tone
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._side, self._side)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        spins = self._name == "loader-circle"
        turn = motion.turn() if spins else 0.0
        icons.paint(painter, self._name, self.rect(), text_colour(self._tone), turn=turn)
        painter.end()
        if spins:
            spinner().keep(self)


class BrandMark(Painted):
    """The mark of Proofdesk on its accent square."""

    def __init__(
        self, size: int = 28, name: str = "building-2", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._side, self._name = size, name

    def sizeHint(self) -> QSize:
        return QSize(self._side, self._side)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        icons.mark(painter, self.rect(), self._name)
        painter.end()


class KeyHint(Painted):
    """A key, drawn as one: "Ctrl K". Always left to right."""

    def __init__(self, keys: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._keys = keys
        self.setAccessibleName(keys)
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)

    def sizeHint(self) -> QSize:
        return QSize(paint.text_width(self._keys, fonts.font(Role.CAPTION)) + 12, 18)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        now = tokens()
        paint.box(painter, self.rect(), 4, fill=colour(now.surface), line=colour(now.strong))
        font = fonts.font(Role.CAPTION)
        paint.text(painter, self.rect(), self._keys, font, colour(now.muted), centred=True)
        painter.end()


class ProgressBar(QWidget):
    """A thin bar; its number always stands beside it in words."""

    def __init__(
        self, value: int = 0, tone: Tone = Tone.ACCENT, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._value = value
        self._tone = tone
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(percent(value))

    def set_value(self, value: int, tone: Tone | None = None) -> None:
        """Show this percentage."""
        self._value = value
        self._tone = tone or self._tone
        self.setAccessibleName(percent(value))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(120, 8)

    def minimumSizeHint(self) -> QSize:
        return QSize(24, 8)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        right_to_left = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        rect = QRect(0, 0, self.width(), self.height())
        paint.bar(painter, rect, self._value / 100, self._tone, right_to_left=right_to_left)
        painter.end()


class Line(QFrame):
    """A line between rows or panes."""

    def __init__(self, *, upright: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("line", "true")
        if upright:
            self.setFixedWidth(1)
        else:
            self.setFixedHeight(1)
