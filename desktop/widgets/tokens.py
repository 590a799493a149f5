"""A field of several short texts: each becomes a token that can be taken away."""

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QFont,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QWidget

from desktop import icons
from desktop.presenters.text import plain
from desktop.theme import fonts, paint
from desktop.theme.current import colour, tokens
from desktop.theme.fonts import Role
from desktop.widgets.marks import Painted

LEAST_HEIGHT = 34
TOKEN = 24
GAP = 6
PAD = 5
WRITING_ROOM = 110
SEPARATORS = ",،;؛\n\t"


class Token(Painted):
    """One text with the cross that takes it away."""

    removed = Signal()

    def __init__(self, text: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.text = text
        self._shown = plain(text, longest=60)
        self.setAccessibleName(self._shown)
        self.setCursor(Qt.CursorShape.ArrowCursor)

    def sizeHint(self) -> QSize:
        return QSize(paint.text_width(self._shown, self._words_font()) + 38, TOKEN)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._cross().adjusted(-5, -5, 5, 5).contains(event.position().toPoint()):
            self.removed.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        now = tokens()
        painter = QPainter(self)
        paint.box(painter, self.rect(), 5, fill=colour(now.neutral_soft))
        words = paint.placed(self.rect().adjusted(9, 0, -26, 0), self.rect(), self.right_to_left)
        ink = colour(now.text2)
        font = self._words_font()
        paint.text(painter, words, self._shown, font, ink, right_to_left=self.right_to_left)
        icons.paint(painter, "x", self._cross(), colour(now.muted))
        painter.end()

    @staticmethod
    def _words_font() -> QFont:
        return fonts.font(Role.SMALL, 500)

    def _cross(self) -> QRect:
        cross = QRect(self.width() - 21, (self.height() - 14) // 2, 14, 14)
        return paint.placed(cross, self.rect(), self.right_to_left)


class _Writing(QLineEdit):
    """Where the next token is written."""

    finished = Signal()
    took_back = Signal()
    focused = Signal()

    def __init__(self, placeholder: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("inside", "true")
        self.setFont(fonts.font())
        self.setFixedHeight(TOKEN)
        self.setPlaceholderText(placeholder)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not control and self.text():
            self.finished.emit()
        elif event.key() == Qt.Key.Key_Backspace and not self.text():
            self.took_back.emit()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.focused.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.finished.emit()
        self.focused.emit()


class TokenField(QWidget):
    """Tokens in lines, and a place to write the next; Enter or a comma ends one."""

    changed = Signal()

    def __init__(self, *, name: str, placeholder: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tokens: list[Token] = []
        self._wrong = False
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(LEAST_HEIGHT)
        self.setCursor(Qt.CursorShape.IBeamCursor)
        self.writing = _Writing(placeholder, self)
        self.writing.setAccessibleName(name)
        self.writing.finished.connect(self._finish)
        self.writing.took_back.connect(self._take_back)
        self.writing.focused.connect(self.update)
        self.writing.textChanged.connect(self._typed)
        self.setFocusProxy(self.writing)

    def texts(self) -> list[str]:
        """Every token, and what is being written."""
        rest = " ".join(self.writing.text().split())
        return [token.text for token in self._tokens] + ([rest] if rest else [])

    def set_texts(self, texts: list[str]) -> None:
        """Show these tokens and no others."""
        for token in self._tokens:
            token.deleteLater()
        self._tokens = []
        self.writing.clear()
        for text in texts:
            self._add(text)
        self._arrange()
        self.changed.emit()

    def set_wrong(self, on: bool) -> None:
        """Outline the field because its content cannot be taken."""
        self._wrong = on
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.writing.setFocus(Qt.FocusReason.MouseFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def paintEvent(self, event: QPaintEvent) -> None:
        now = tokens()
        painter = QPainter(self)
        line = colour(now.danger if self._wrong else now.control)
        paint.box(painter, self.rect(), 6, fill=colour(now.surface), line=line)
        if self.writing.hasFocus():
            paint.focus_ring(painter, self.rect())
        painter.end()

    def _typed(self, text: str) -> None:
        if any(letter in SEPARATORS for letter in text):
            self._finish()
        else:
            self.changed.emit()

    def _finish(self) -> None:
        """What was written becomes tokens; one that is there already is not made twice."""
        text = self.writing.text()
        if not text.strip():
            return
        for separator in SEPARATORS:
            text = text.replace(separator, "\n")
        self.writing.clear()
        for part in text.split("\n"):
            self._add(part)
        self._arrange()
        self.changed.emit()

    def _add(self, text: str) -> None:
        cleaned = " ".join(text.split())
        known = {token.text.casefold() for token in self._tokens}
        if not cleaned or cleaned.casefold() in known:
            return
        token = Token(cleaned, self)
        token.removed.connect(lambda: self._remove(token))
        token.show()
        self._tokens.append(token)

    def _remove(self, token: Token) -> None:
        self._tokens.remove(token)
        token.deleteLater()
        self._arrange()
        self.changed.emit()

    def _take_back(self) -> None:
        """The last token is written again."""
        if self._tokens:
            last = self._tokens[-1]
            self._remove(last)
            self.writing.setText(last.text)

    def _arrange(self) -> None:
        flipped = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        left, top = PAD, PAD
        for widget in (*self._tokens, self.writing):
            room = self.width() - PAD - left
            wanted = WRITING_ROOM if widget is self.writing else widget.sizeHint().width()
            if wanted > room and left > PAD:
                left, top = PAD, top + TOKEN + 4
                room = self.width() - 2 * PAD
            width = room if widget is self.writing else min(wanted, room)
            place = QRect(left + (4 if widget is self.writing else 0), top, width, TOKEN)
            widget.setGeometry(paint.placed(place, self.rect(), flipped))
            left += width + GAP
        height = max(LEAST_HEIGHT, top + TOKEN + PAD)
        if height != self.height():
            self.setFixedHeight(height)
