"""Things that hold other things: rows, columns, cards, scrolling columns, headed sections."""

from typing import TypeVar

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QEnterEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from desktop.theme import paint
from desktop.theme.current import colour, tokens
from desktop.theme.tones import Tone
from desktop.widgets.focus import Ringed
from desktop.widgets.labels import PlainLabel, SectionTitle
from desktop.widgets.marks import Line, Pill

Item = QWidget | QLayout | int | None
"""What stands in a row or column: a number is so much space, None is all that is left."""
BoxT = TypeVar("BoxT", bound=QBoxLayout)
HEAD_HEIGHT = 24


def _filled(layout: BoxT, items: tuple[Item, ...], spacing: int) -> BoxT:
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(spacing)
    for item in items:
        if item is None:
            layout.addStretch(1)
        elif isinstance(item, int):
            layout.addSpacing(item)
        elif isinstance(item, QLayout):
            layout.addLayout(item)
        else:
            layout.addWidget(item)
    return layout


def row(*items: Item, spacing: int = 8, parent: QWidget | None = None) -> QHBoxLayout:
    """A row of things."""
    return _filled(QHBoxLayout(parent), items, spacing)


def column(*items: Item, spacing: int = 8, parent: QWidget | None = None) -> QVBoxLayout:
    """A column of things."""
    return _filled(QVBoxLayout(parent), items, spacing)


def clear(layout: QLayout) -> None:
    """Take everything out of a layout and delete it."""
    while (item := layout.takeAt(0)) is not None:
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            widget.setParent(None)
            widget.deleteLater()
        elif inner is not None:
            clear(inner)


class Card(QWidget):
    """A surface with a fine outline and round corners."""

    def __init__(
        self, *, sunken: bool = False, radius: int = 8, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._sunken = sunken
        self._radius = radius

    def paintEvent(self, event: QPaintEvent) -> None:
        now = tokens()
        painter = QPainter(self)
        fill = colour(now.sunken if self._sunken else now.surface)
        paint.box(painter, self.rect(), self._radius, fill=fill, line=colour(now.border))
        painter.end()


class RowsCard(Card):
    """A card of rows with lines between them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(1, 1, 1, 1)
        self._column.setSpacing(0)

    def set_rows(self, rows: list[QWidget]) -> None:
        """Show these rows instead of the ones before."""
        clear(self._column)
        for index, widget in enumerate(rows):
            if index:
                self._column.addWidget(Line())
            self._column.addWidget(widget)


class ClickRow(Ringed, QWidget):
    """A row that can be clicked or entered as a whole."""

    clicked = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._hot = False
        self.setAccessibleName(name)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def enterEvent(self, event: QEnterEvent) -> None:
        self._hot = True
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        self._hot = False
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(
            event.position().toPoint()
        ):
            self.clicked.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.clicked.emit()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self._hot:
            paint.box(painter, self.rect().adjusted(1, 0, -1, 0), 6, fill=colour(tokens().hover))
        if self.ring:
            paint.focus_ring(painter, self.rect().adjusted(2, 2, -2, -2))
        painter.end()


class Headed(QWidget):
    """A section of a page: heading, count, one quiet fact, links at the end; content below."""

    def __init__(
        self,
        title: str,
        content: QWidget | QLayout,
        *,
        fact: str = "",
        links: tuple[QWidget, ...] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.title = SectionTitle(title)
        self.pill = Pill()
        self.fact = PlainLabel(fact, tone=Tone.MUTED)
        head = QWidget()
        head.setFixedHeight(HEAD_HEIGHT)
        row(self.title, self.pill, self.fact, None, *links, parent=head)
        whole = column(head, content, spacing=8, parent=self)
        whole.setStretch(1, 1)


class Scroll(QScrollArea):
    """A column that scrolls up and down, never sideways."""

    def __init__(self, content: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.viewport().setProperty("ground", "clear")
        content.setProperty("ground", "clear")
        self.setWidget(content)
