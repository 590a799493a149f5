"""Fields to write in and to choose from."""

from typing import Protocol, runtime_checkable

from PySide6.QtCore import QRect, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from desktop import icons
from desktop.i18n import t
from desktop.theme import fonts, paint
from desktop.theme.current import text_colour
from desktop.theme.fonts import Role
from desktop.theme.tones import Tone
from desktop.widgets.buttons import HEIGHT, Button, Kind
from desktop.widgets.labels import PlainLabel
from desktop.widgets.marks import KeyHint

SEARCH_PAUSE_MS = 150


class TextField(QLineEdit):
    """A field of one line."""

    def __init__(
        self,
        text: str = "",
        *,
        name: str,
        placeholder: str = "",
        mono: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, parent)
        self.setFont(fonts.font(Role.MONO if mono else Role.BODY))
        self.setFixedHeight(HEIGHT)
        self.setAccessibleName(name)
        self.setPlaceholderText(placeholder)
        if mono:
            self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)

    def set_wrong(self, on: bool) -> None:
        """Outline the field because its content cannot be taken."""
        self.setProperty("wrong", on)
        self.style().unpolish(self)
        self.style().polish(self)


class SearchField(QLineEdit):
    """A field that searches while one types: `asked` fires after a short rest."""

    asked = Signal(str)

    def __init__(
        self,
        placeholder: str,
        *,
        icon: str = "search",
        keys: str = "",
        quiet: bool = False,
        height: int = HEIGHT,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._icon = icon
        self.setFont(fonts.font())
        self.setPlaceholderText(placeholder)
        self.setAccessibleName(placeholder)
        self.setFixedHeight(height)
        self.setProperty("quiet", quiet)
        self._hint = KeyHint(keys, self) if keys else None
        self._clear = Button(
            kind=Kind.GHOST, icon="x", name=t("Clear"), bar=True, on_click=self.clear, parent=self
        )
        self._clear.setFixedSize(22, 22)
        self._clear.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(SEARCH_PAUSE_MS)
        self._rest.timeout.connect(lambda: self.asked.emit(self.text()))
        self.textChanged.connect(self._typed)
        room = (self._hint.sizeHint().width() + 8) if self._hint else 28
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            self.setTextMargins(room, 0, 22, 0)
        else:
            self.setTextMargins(22, 0, room, 0)
        self._typed(self.text())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
            return
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._rest.stop()
            self.asked.emit(self.text())
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        for widget in (self._hint, self._clear):
            if widget is not None:
                size = widget.sizeHint() if widget is self._hint else widget.size()
                left = self.width() - size.width() - 7
                if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
                    left = 7
                widget.setGeometry(
                    left, (self.height() - size.height()) // 2, size.width(), size.height()
                )

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        spot = QRect(10, (self.height() - 16) // 2, 16, 16)
        right_to_left = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        spot = paint.placed(spot, self.rect(), right_to_left)
        icons.paint(painter, self._icon, spot, text_colour(Tone.MUTED))
        painter.end()

    def _typed(self, text: str) -> None:
        self._clear.setVisible(bool(text))
        if self._hint is not None:
            self._hint.setVisible(not text)
        self._rest.start()


@runtime_checkable
class CanBeWrong(Protocol):
    """A field that can be outlined."""

    def set_wrong(self, on: bool) -> None: ...


class Labelled(QWidget):
    """A field with its name above and a hint (or what is wrong) below."""

    def __init__(
        self, text: str, field: QWidget, *, hint: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        label = PlainLabel(text, weight=500)
        label.setBuddy(field)
        column.addWidget(label)
        column.addWidget(field)
        self.field = field
        self._hint = hint
        self._message = ""
        self._below = PlainLabel(hint, Role.CAPTION, Tone.MUTED, wrap=True)
        self._below.setVisible(bool(hint))
        column.addWidget(self._below)

    def set_wrong(self, message: str) -> None:
        """Say what is wrong with the field; "" takes it back."""
        self._message = message
        self._below.set_tone(Tone.DANGER if message else Tone.MUTED)
        self._show_below()
        if isinstance(self.field, CanBeWrong):
            self.field.set_wrong(bool(message))

    def set_hint(self, hint: str) -> None:
        """Say something else below; what is wrong is said until it is taken back."""
        self._hint = hint
        self._show_below()

    def below(self) -> str:
        """What stands below the field now."""
        return self._message or self._hint

    def _show_below(self) -> None:
        self._below.setText(self._message or self._hint)
        self._below.setVisible(bool(self._message or self._hint))
