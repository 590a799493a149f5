"""The base of dialogs: a raised panel over a dimmed window; opened, awaited, never executed."""

import asyncio

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QCloseEvent, QHideEvent, QKeyEvent, QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from desktop.i18n import right_to_left, t
from desktop.theme import paint
from desktop.theme.current import colour, tokens
from desktop.theme.fonts import Role
from desktop.widgets.buttons import Button, Kind
from desktop.widgets.frames import row
from desktop.widgets.labels import PlainLabel
from desktop.widgets.marks import Line
from desktop.widgets.toasts import shadow

ROOM = 32
"""Around the panel, for its shadow."""


class Scrim(QWidget):
    """Dims the window while a dialog is over it."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        window.installEventFilter(self)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents, False)
        self.hide()

    def cover(self) -> None:
        """Lie over the whole window."""
        window = self.parentWidget()
        self.setGeometry(window.rect())
        self.raise_()
        self.show()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self.setGeometry(self.parentWidget().rect())
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), colour(tokens().scrim))
        painter.end()


class _Panel(QWidget):
    """The visible part of a dialog."""

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        now = tokens()
        paint.box(painter, self.rect(), 10, fill=colour(now.raised), line=colour(now.border))
        painter.end()


class Dialog(QDialog):
    """A dialog of the design. Heirs fill `body` and, with `foot`, a row of buttons below."""

    def __init__(
        self, title: str, window: QWidget, *, width: int, height: int = 0, lined: bool = False
    ) -> None:
        super().__init__(window, Qt.WindowType.Dialog | Qt.WindowType.FramelessWindowHint)
        self.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self._scrim = Scrim(window.window())
        self.panel = _Panel(self)
        self.panel.setFixedWidth(width)
        if height:
            self.panel.setFixedHeight(height)
        shadow(self.panel, offset=10, blur=ROOM)
        around = QVBoxLayout(self)
        around.setContentsMargins(ROOM, ROOM, ROOM, ROOM)
        around.addWidget(self.panel)
        whole = QVBoxLayout(self.panel)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        self.title = PlainLabel(title, Role.PANE)
        self.close_button = Button(
            kind=Kind.GHOST, icon="x", name=t("Close"), bar=True, on_click=self.reject
        )
        head = row(self.title, None, self.close_button)
        self.head = head
        lead, trail = (16, 20) if right_to_left() else (20, 16)
        head.setContentsMargins(lead, 14, trail, 10 if not lined else 13)
        whole.addLayout(head)
        if lined:
            whole.addWidget(Line())
        self.body = QVBoxLayout()
        if not lined:
            self.body.setContentsMargins(20, 0, 20, 20)
        self.body.setSpacing(12)
        whole.addLayout(self.body, 1)
        self._whole = whole

    def foot(self, *items: QWidget | int | None) -> None:
        """A line and a row of buttons at the end of the panel."""
        self._whole.addWidget(Line())
        line = row(*items)
        line.setContentsMargins(20, 10, 20, 10)
        self._whole.addLayout(line)

    def ask(self) -> "asyncio.Future[bool]":
        """Open, and be done with True when it was accepted."""
        answer: asyncio.Future[bool] = asyncio.get_event_loop().create_future()

        def finished(result: int) -> None:
            if not answer.done():
                answer.set_result(result == QDialog.DialogCode.Accepted)

        self.finished.connect(finished)
        self.open()
        return answer

    def main_button(self) -> Button | None:
        """The button that Ctrl+Enter presses; Allow and Revoke are never it."""
        return None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            button = self.main_button()
            if control and button is not None and button.isEnabled():
                button.click()
            return
        super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        self._scrim.cover()
        super().showEvent(event)
        self.centre()

    def centre(self) -> None:
        """Lie in the middle of the window."""
        window = self.parentWidget().window()
        self.adjustSize()
        centre = window.mapToGlobal(window.rect().center())
        self.move(centre.x() - self.width() // 2, centre.y() - self.height() // 2)

    def hideEvent(self, event: QHideEvent) -> None:
        self._scrim.hide()
        super().hideEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        self._scrim.deleteLater()
        super().closeEvent(event)
