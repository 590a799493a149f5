"""What floats over a table: the bar of what is ticked, the button of what is new."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QWidget

from desktop.i18n import t
from desktop.theme import fonts, paint
from desktop.theme.current import colour, tokens
from desktop.theme.fonts import Role
from desktop.widgets.buttons import Button, Kind
from desktop.widgets.frames import row
from desktop.widgets.marks import Painted
from desktop.widgets.toasts import shadow

GAP = 14
"""Between what floats and the edge."""


class InkButton(Button):
    """A button on the dark bar."""

    def _paint_ground(self, painter: QPainter, rect: QRect) -> None:
        now = tokens()
        ink = QColor(now.on_tooltip)
        ink.setAlpha(46 if self._hot() else 0)
        line = QColor(now.on_tooltip)
        line.setAlpha(110)
        outline = line if self.kind is not Kind.GHOST else None
        paint.box(painter, rect, 6, fill=ink, line=outline)

    def _ink(self) -> QColor:
        return colour(tokens().on_tooltip)


class InkLabel(Painted):
    """Words on the dark bar."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = ""

    def set_words(self, words: str) -> None:
        """Show these."""
        self._words = words
        self.setAccessibleName(words)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        font = fonts.font(Role.BODY, 500)
        return QSize(paint.text_width(self._words, font) + 2, fonts.line_height(Role.BODY))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        font = fonts.font(Role.BODY, 500)
        ink = colour(tokens().on_tooltip)
        paint.text(painter, self.rect(), self._words, font, ink, right_to_left=self.right_to_left)
        painter.end()


class Floating(QFrame):
    """Stands over its host, in the middle of its top or of its bottom edge."""

    def __init__(self, host: QWidget, *, at_bottom: bool) -> None:
        super().__init__(host)
        self._host = host
        self._at_bottom = at_bottom
        host.installEventFilter(self)
        shadow(self)
        self.hide()

    def appear(self) -> None:
        """Show it where it belongs."""
        self.adjustSize()
        self._place()
        self.show()
        self.raise_()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return False

    def _place(self) -> None:
        left = (self._host.width() - self.width()) // 2
        top = self._host.height() - self.height() - GAP if self._at_bottom else GAP
        self.move(max(0, left), top)


class SelectionBar(Floating):
    """How many rows are ticked and what can be done with them."""

    closed = Signal()

    def __init__(self, host: QWidget, buttons: Sequence[InkButton]) -> None:
        super().__init__(host, at_bottom=True)
        self.setAccessibleName(t("What is selected"))
        self._count = InkLabel()
        self._close = InkButton(
            kind=Kind.GHOST, icon="x", name=t("Select nothing"), bar=True,
            on_click=self.closed.emit,
        )  # fmt: skip
        line = row(self._count, 4, *buttons, self._close, parent=self)
        line.setContentsMargins(14, 6, 8, 6)

    def show_count(self, words: str) -> None:
        """Say how many; "" takes the bar away."""
        if not words:
            self.hide()
            return
        self._count.set_words(words)
        self.setAccessibleDescription(words)
        self.layout().activate()
        self.appear()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint.box(painter, self.rect(), 8, fill=colour(tokens().tooltip))
        painter.end()


class NewsButton(Floating):
    """ "12 new rows": brings what came meanwhile, when the operator wants it."""

    clicked = Signal()

    def __init__(self, host: QWidget) -> None:
        super().__init__(host, at_bottom=False)
        self._button = Button("", Kind.PLAIN, icon="arrow-up", bar=True, on_click=self.clicked.emit)
        row(self._button, parent=self)

    def show_news(self, words: str) -> None:
        """Say what came; "" takes the button away."""
        if not words:
            self.hide()
            return
        self._button.setText(words)
        self.layout().activate()
        self.appear()

    def words(self) -> str:
        """What it says now."""
        return self._button.text() if self.isVisible() else ""
