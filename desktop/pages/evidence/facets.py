"""The filters beside the table: ticks with counts, which say what one would see."""

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QEnterEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QCheckBox, QSizePolicy, QVBoxLayout, QWidget

from desktop.i18n import t, tn
from desktop.presenters.facets import SHOWN_AT_FIRST, Option, Section
from desktop.theme import fonts, paint
from desktop.theme.current import colour, tokens
from desktop.theme.fonts import Role
from desktop.theme.tones import Tone
from desktop.widgets.buttons import Button, Kind
from desktop.widgets.choices import paint_check
from desktop.widgets.focus import Ringed
from desktop.widgets.frames import Scroll, clear, column, row
from desktop.widgets.labels import PlainLabel, SectionTitle, set_tooltip

WIDTH = 206
MARGIN = 20
ROW = 26
HEAD = 24
SIGN = 16


class FacetRow(Ringed, QCheckBox):
    """One choice with its count at the end of the line."""

    def __init__(self, option: Option, parent: QWidget | None = None) -> None:
        super().__init__(option.words, parent)
        self.value = option.value
        self._count = ""
        self.setFont(fonts.font())
        self.setFixedHeight(ROW)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.show_option(option)

    def show_option(self, option: Option) -> None:
        """The same choice with another count."""
        self._count = option.count
        self.setChecked(option.on)
        self.setAccessibleName(f"{option.words}, {option.count}")
        set_tooltip(self, option.words if self._is_cut(option.words) else "")
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(WIDTH - 2 * MARGIN, ROW)

    def minimumSizeHint(self) -> QSize:
        return QSize(60, ROW)

    def hitButton(self, position: QPoint) -> bool:
        return True

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        set_tooltip(self, self.text() if self._is_cut(self.text()) else "")

    def paintEvent(self, event: QPaintEvent) -> None:
        now = tokens()
        painter = QPainter(self)
        flipped = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        area = self.rect()
        sign = QRect(0, (area.height() - SIGN) // 2, SIGN, SIGN)
        sign = paint.placed(sign, area, flipped)
        state = Qt.CheckState.Checked if self.isChecked() else Qt.CheckState.Unchecked
        paint_check(painter, sign, state)
        if self.ring:
            paint.focus_ring(painter, sign.adjusted(-2, -2, 2, 2), 6)
        ink = colour(now.text if self.isChecked() else now.text2)
        words = paint.placed(self._words_place(), area, flipped)
        font = fonts.font(Role.BODY, 500 if self.isChecked() else None)
        paint.text(painter, words, self.text(), font, ink, right_to_left=flipped)
        small, muted = fonts.font(Role.SMALL), colour(now.muted)
        paint.text(painter, area, self._count, small, muted, right_to_left=flipped, at_end=True)
        painter.end()

    def _words_place(self) -> QRect:
        count = paint.text_width(self._count, fonts.font(Role.SMALL)) + 8
        return self.rect().adjusted(SIGN + 8, 0, -count, 0)

    def _is_cut(self, words: str) -> bool:
        return paint.text_width(words, self.font()) > self._words_place().width()


class FacetSection(QWidget):
    """One field: its choices, the rarer ones behind "11 more"."""

    chosen = Signal(str, str, bool)
    """Field, value, on."""

    def __init__(self, section: Section, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = section.field
        self._open = False
        self._values: tuple[str, ...] = ()
        self._rows: dict[str, FacetRow] = {}
        self._list = QVBoxLayout()
        self._list.setSpacing(0)
        self._more = Button("", Kind.LINK, on_click=self._toggle)
        column(SectionTitle(section.title), self._list, row(24, self._more, None), spacing=4,
               parent=self)  # fmt: skip
        self.show_section(section)

    def show_section(self, section: Section) -> None:
        """The same field with other counts; rows stay where they are while one looks at them."""
        values = tuple(option.value for option in section.options)
        if values != self._values:
            self._values = values
            self._build(section)
        for option in section.options:
            self._rows[option.value].show_option(option)
        self._fold()

    def _build(self, section: Section) -> None:
        clear(self._list)
        self._rows = {}
        for option in section.options:
            line = FacetRow(option)
            line.clicked.connect(
                lambda on, value=option.value: self.chosen.emit(self.field, value, on)
            )
            self._rows[option.value] = line
            self._list.addWidget(line)

    def _fold(self) -> None:
        hidden = 0
        for place, line in enumerate(self._rows.values()):
            shown = self._open or place < SHOWN_AT_FIRST or line.isChecked()
            line.setVisible(shown)
            hidden += not shown
        self._more.setVisible(bool(hidden) or (self._open and len(self._rows) > SHOWN_AT_FIRST))
        self._more.setText(tn("{n} more", "{n} more", hidden) if hidden else t("Fewer"))

    def _toggle(self) -> None:
        self._open = not self._open
        self._fold()


class FacetsPane(QWidget):
    """All filters, how many are on, and the way to take them off."""

    chosen = Signal(str, str, bool)
    cleared = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(t("Filters"))
        self.setProperty("ground", "sunken")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._sections: dict[str, FacetSection] = {}
        self._on = PlainLabel("", tone=Tone.MUTED)
        self._clear = Button(t("Clear"), Kind.LINK, on_click=self.cleared.emit)
        head = QWidget()
        head.setFixedHeight(HEAD)
        row(self._on, None, self._clear, parent=head)
        inner = QWidget()
        self._column = column(head, spacing=12, parent=inner)
        self._column.setContentsMargins(MARGIN, 10, MARGIN, 16)
        self._column.addStretch(1)
        column(Scroll(inner), spacing=0, parent=self)

    def sizeHint(self) -> QSize:
        return QSize(WIDTH, 400)

    def show_filters(self, words: str, *, any_on: bool) -> None:
        """Say how many are on."""
        self._on.setText(words)
        self._clear.setVisible(any_on)

    def show_sections(self, sections: tuple[Section, ...]) -> None:
        """Show these choices and counts."""
        wanted = [section.field for section in sections]
        for field in [field for field in self._sections if field not in wanted]:
            self._sections.pop(field).deleteLater()
        for place, section in enumerate(sections):
            known = self._sections.get(section.field)
            if known is None:
                known = FacetSection(section)
                known.chosen.connect(self.chosen)
                self._sections[section.field] = known
                self._column.insertWidget(place + 1, known)
            known.show_section(section)
