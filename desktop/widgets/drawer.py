"""A drawer: a pane that slides over the end of its host and goes with Esc. Never modal."""

from PySide6.QtCore import QEvent, QObject, QPoint, QPropertyAnimation, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from desktop.i18n import t
from desktop.theme import motion
from desktop.theme.current import colour, tokens
from desktop.theme.fonts import Role
from desktop.widgets.buttons import Button, Kind
from desktop.widgets.frames import row
from desktop.widgets.labels import ElidedLabel
from desktop.widgets.toasts import shadow

LEFT_OVER = 48
"""At least so much of the host stays in view."""


class Drawer(QFrame):
    """Heirs and owners fill `body`; the head holds a title and the button that closes it.

    `at_start` lays it over the side where lines begin (filters) instead of where they end.
    """

    closed = Signal()

    def __init__(self, host: QWidget, title: str, *, width: int, at_start: bool = False) -> None:
        super().__init__(host)
        self._host = host
        self._room = width
        self._at_start = at_start
        self._slide: QPropertyAnimation | None = None
        self.setAccessibleName(title)
        self.title = ElidedLabel(title, Role.PANE)
        self.close_button = Button(
            kind=Kind.GHOST, icon="x", name=t("Close"), bar=True, on_click=self.leave
        )
        self.head = row(self.title, self.close_button)
        self.head.setStretch(0, 1)
        self.head.setContentsMargins(20, 12, 12, 8)
        self.body = QVBoxLayout()
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(0)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(self.head)
        whole.addLayout(self.body, 1)
        shadow(self)
        host.installEventFilter(self)
        self.hide()

    def come(self) -> None:
        """Slide in; nothing happens when it is there."""
        if self.isVisible():
            return
        self._place()
        self.show()
        self.raise_()
        length = motion.duration(motion.PANE_MS)
        if length:
            away = self.width() if self._on_right() else -self.width()
            self._slide = QPropertyAnimation(self, b"pos", self)
            self._slide.setDuration(length)
            self._slide.setStartValue(self.pos() + QPoint(away, 0))
            self._slide.setEndValue(self.pos())
            self._slide.start()

    def leave(self) -> None:
        """Go away."""
        if self.isVisible():
            self.hide()
            self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        now = tokens()
        painter = QPainter(self)
        painter.fillRect(self.rect(), colour(now.surface))
        edge = 0 if self._on_right() else self.width() - 1
        painter.fillRect(edge, 0, 1, self.height(), colour(now.strong))
        painter.end()

    def _on_right(self) -> bool:
        return self._at_start == self._host.isRightToLeft()

    def _place(self) -> None:
        if self._slide is not None:
            self._slide.stop()
        width = min(self._room, max(0, self._host.width() - LEFT_OVER))
        left = self._host.width() - width if self._on_right() else 0
        self.setGeometry(left, 0, width, self._host.height())
