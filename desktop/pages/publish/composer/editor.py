"""Where the text is written: the field, what goes with it, how much room is left."""

from PySide6.QtCore import QMimeData, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QFrame, QPlainTextEdit, QSizePolicy, QWidget

from desktop.i18n import t
from desktop.presenters import text_room
from desktop.presenters.text import first_strong
from desktop.theme import fonts, paint
from desktop.theme.current import colour, tokens
from desktop.theme.fonts import Role
from desktop.theme.tones import Tone
from desktop.widgets.buttons import Button, Kind
from desktop.widgets.frames import column, row
from desktop.widgets.labels import PlainLabel
from desktop.widgets.marks import ProgressBar
from models.posts.counting import Count

FEWEST, MOST = 4, 12
"""Lines in view: the field grows with its text."""
BAR = 70


class TextBox(QPlainTextEdit):
    """A field of several lines; files dropped or pasted into it are `files`, never text."""

    files = Signal(object)
    """QMimeData."""
    focused = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setFont(fonts.font())
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setTabChangesFocus(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setAutoFillBackground(False)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.document().setDocumentMargin(0)
        # Laid out from the right, a line whose last blank hangs over would be cut at its beginning.
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.document().contentsChanged.connect(self._lean)
        self._lean()

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        return source.hasImage() or source.hasUrls() or source.hasText()

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Text as it is; a picture or a file goes with the post."""
        local = any(url.isLocalFile() for url in source.urls())
        if (source.hasImage() and not source.hasText()) or local:
            self.files.emit(source)
        else:
            self.insertPlainText(source.text())

    def focusInEvent(self, event: object) -> None:
        super().focusInEvent(event)  # type: ignore[arg-type]
        self.focused.emit()

    def focusOutEvent(self, event: object) -> None:
        super().focusOutEvent(event)  # type: ignore[arg-type]
        self.focused.emit()

    def set_text(self, text: str) -> None:
        """Show another text without a signal; the same text keeps cursor and undo."""
        if text != self.toPlainText():
            self.blockSignals(True)
            self.setPlainText(text)
            self.blockSignals(False)

    def _lean(self) -> None:
        """To the side where its text begins; an empty field to where the window does."""
        begins = first_strong(self.toPlainText())
        right = begins == "R" if begins else QApplication.isRightToLeft()
        option = self.document().defaultTextOption()
        side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
        wanted = side | Qt.AlignmentFlag.AlignAbsolute
        if option.alignment() != wanted:
            option.setAlignment(wanted)
            self.document().setDefaultTextOption(option)


class Editor(QWidget):
    """The field with its row of buttons and its counter."""

    typed = Signal(str)
    files_wanted = Signal()
    link_wanted = Signal()
    dropped = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = TextBox(t("Text"))
        self.field.setPlaceholderText(t("What should they read?"))
        self.field.textChanged.connect(lambda: self.typed.emit(self.text()))
        self.field.document().documentLayout().documentSizeChanged.connect(self._fit)
        self.field.files.connect(self.dropped)
        self.field.focused.connect(self.update)
        self.picture = self._tool("image", t("Add a picture or film"), self.files_wanted.emit)
        self.link = self._tool("link", t("Add a link"), self.link_wanted.emit)
        self.hash = self._tool("hash", t("Add a hashtag"), self._add_hash)
        self.bar = ProgressBar()
        self.bar.setFixedWidth(BAR)
        self.left = PlainLabel("", weight=600)
        foot = row(self.picture, self.link, self.hash, None, self.bar, self.left, spacing=2)
        foot.setContentsMargins(0, 0, 4, 0)
        foot.insertSpacing(6, 6)
        whole = column(self.field, foot, spacing=2, parent=self)
        whole.setContentsMargins(10, 8, 6, 6)
        whole.setStretch(0, 1)
        self.hint = PlainLabel("", Role.SMALL, Tone.MUTED, wrap=True)
        self.show_count(None)
        self._fit()

    @staticmethod
    def _tool(icon: str, name: str, call: object) -> Button:
        button = Button(kind=Kind.GHOST, icon=icon, name=name, bar=True)
        button.clicked.connect(lambda: call())  # type: ignore[operator]
        return button

    def text(self) -> str:
        """What stands in the field."""
        return self.field.toPlainText()

    def show_count(self, counted: Count | None) -> None:
        """How much room is left; nothing while there is plenty."""
        tone = text_room.count_tone(counted)
        said = counted is not None and (counted.near or counted.over)
        self.left.setText(text_room.left_words(counted) if said else "")
        self.left.set_tone(tone)
        self.bar.setVisible(said)
        self.bar.set_value(text_room.percent_of(counted), tone)

    def _fit(self, *_: object) -> None:
        """As high as the text, within bounds; a QPlainTextEdit counts its height in lines."""
        lines = round(self.field.document().size().height())
        step = self.field.fontMetrics().lineSpacing()
        self.field.setFixedHeight(max(FEWEST, min(MOST, lines)) * step + 10)

    def paintEvent(self, event: QPaintEvent) -> None:
        now = tokens()
        painter = QPainter(self)
        on = self.field.hasFocus()
        line = colour(now.accent_text if on else now.control)
        paint.box(
            painter, self.rect(), 6, fill=colour(now.surface), line=line, width=2 if on else 1
        )
        painter.end()

    def _add_hash(self) -> None:
        cursor = self.field.textCursor()
        before = self.text()[: cursor.position()]
        space = " " if before and not before[-1].isspace() else ""
        self.field.insertPlainText(f"{space}#")
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)
