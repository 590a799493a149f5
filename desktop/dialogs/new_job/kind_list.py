"""The kinds of work at the left of the dialog."""

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QSizePolicy, QVBoxLayout, QWidget

from desktop import icons
from desktop.i18n import t
from desktop.presenters.new_job import JobKind
from desktop.theme import fonts, paint
from desktop.theme.current import colour, text_colour, tokens
from desktop.theme.fonts import Role
from desktop.theme.tones import Tone
from desktop.widgets.focus import Ringed
from desktop.widgets.marks import Line

WIDTH = 224
ROW = 48


class KindButton(Ringed, QAbstractButton):
    """One kind: icon, name, what it brings."""

    def __init__(self, words: str, hint: str, icon: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words, self._hint, self._icon = words, hint, icon
        self.setText(words)
        self.setAccessibleName(words)
        self.setAccessibleDescription(hint)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def sizeHint(self) -> QSize:
        upper, lower = fonts.line_height(Role.BODY), fonts.line_height(Role.SMALL)
        return QSize(180, max(ROW, upper + lower + 10))

    def paintEvent(self, event: QPaintEvent) -> None:
        now = tokens()
        painter = QPainter(self)
        area = self.rect()
        if self.isChecked() or self.underMouse():
            fill = now.selected if self.isChecked() else now.hover
            paint.box(painter, area, 6, fill=colour(fill))
        if self.ring:
            paint.focus_ring(painter, area)
        flipped = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        ink = text_colour(Tone.ACCENT if self.isChecked() else Tone.TEXT2)
        spot = QRect(area.left() + 10, area.center().y() - 7, 16, 16)
        icons.paint(painter, self._icon, paint.placed(spot, area, flipped), ink)
        words = paint.placed(area.adjusted(36, 0, -8, 0), area, flipped)
        upper, lower = fonts.line_height(Role.BODY), fonts.line_height(Role.SMALL)
        top = area.top() + (area.height() - upper - lower + 2) // 2
        first = QRect(words.left(), top, words.width(), upper - 1)
        second = QRect(words.left(), top + upper - 1, words.width(), lower)
        font = fonts.font(Role.BODY, 500)
        paint.text(painter, first, self._words, font, text_colour(Tone.TEXT), right_to_left=flipped)
        font = fonts.font(Role.CAPTION)
        paint.text(
            painter, second, self._hint, font, text_colour(Tone.MUTED), right_to_left=flipped
        )
        painter.end()


class KindList(QWidget):
    """Of the kinds one is on; a file of searches can be opened below them."""

    chosen = Signal(object)
    file_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedWidth(WIDTH)
        self.setProperty("ground", "sunken")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(t("Kind of work"))
        self.buttons: dict[str, KindButton] = {}
        self._kinds: dict[str, JobKind] = {}
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        self.file = KindButton(
            t("From a file"), t("CSV or text, one search a line"), "file-up", self
        )
        self.file.clicked.connect(self.file_wanted)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(12, 12, 12, 12)
        self._column.setSpacing(2)
        self._column.addSpacing(8)
        self._column.addWidget(Line())
        self._column.addSpacing(8)
        self._column.addWidget(self.file)
        self._column.addStretch(1)

    def set_kinds(self, kinds: list[JobKind]) -> None:
        """Offer these; those that are offered already stay."""
        for kind in kinds:
            if kind.key in self.buttons:
                continue
            button = KindButton(kind.words, kind.hint, kind.icon, self)
            button.setCheckable(True)
            button.toggled.connect(lambda on, kind=kind: on and self.chosen.emit(kind))
            self._group.addButton(button)
            self._column.insertWidget(len(self.buttons), button)
            self.buttons[kind.key] = button
            self._kinds[kind.key] = kind
        if self._group.checkedButton() is None:
            self.choose(kinds[0])

    def choose(self, kind: JobKind) -> None:
        """Put a kind on."""
        self.buttons[kind.key].setChecked(True)

    def kind(self) -> JobKind:
        """The kind that is on."""
        for key, button in self.buttons.items():
            if button.isChecked():
                return self._kinds[key]
        return next(iter(self._kinds.values()))
