"""Buttons: one filled per screen, the rest quiet; each can be busy."""

from collections.abc import Callable
from enum import StrEnum

from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtGui import QColor, QEnterEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from desktop import icons
from desktop.theme import fonts, motion, paint
from desktop.theme.current import colour, tokens
from desktop.theme.fonts import Role
from desktop.widgets.focus import Ringed
from desktop.widgets.labels import set_tooltip
from desktop.widgets.spinner import spinner

HEIGHT = 30
BAR_HEIGHT = 26
ICON = 16
GAP = 7
PAD = 12
RADIUS = 6


class Kind(StrEnum):
    """How loud a button is."""

    PRIMARY = "primary"
    PLAIN = "plain"
    GHOST = "ghost"
    DANGER = "danger"
    DANGER_SOLID = "danger_solid"
    LINK = "link"


FILLED = (Kind.PRIMARY, Kind.DANGER_SOLID)


class Button(Ringed, QPushButton):
    """A button of the design; without text it is as wide as high and needs a `name`."""

    def __init__(
        self,
        text: str = "",
        kind: Kind = Kind.PLAIN,
        *,
        icon: str | None = None,
        name: str = "",
        bar: bool = False,
        on_click: Callable[[], object] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, parent)
        self._kind = kind
        self._icon_name = icon
        self._height = BAR_HEIGHT if bar else HEIGHT
        self._busy = False
        self._words = text
        self.setProperty("kind", kind.value)
        self.setFont(fonts.font(Role.BODY, 400 if kind is Kind.LINK else 500))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(name or text)
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        set_tooltip(self, name if not text else "")
        if on_click is not None:
            self.clicked.connect(lambda: on_click())

    @property
    def kind(self) -> Kind:
        """How loud it is."""
        return self._kind

    def set_kind(self, kind: Kind) -> None:
        """Be louder or quieter (a filter that is on)."""
        self._kind = kind
        self.setProperty("kind", kind.value)
        self.update()

    @property
    def busy(self) -> bool:
        """Whether its work is going on."""
        return self._busy

    def set_busy(self, on: bool) -> None:
        """Show that its work is going on; it cannot be pressed meanwhile."""
        self._busy = on
        self.setEnabled(not on)
        self.update()

    def set_icon(self, name: str | None) -> None:
        """Show another drawing."""
        self._icon_name = name
        self.updateGeometry()
        self.update()

    def setText(self, text: str) -> None:
        """Show other words."""
        self._words = text
        super().setText(text)
        self.setAccessibleName(text)
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        words = paint.text_width(self._shown_words(), self.font())
        drawn = ICON if self._icon_name else 0
        if not self._words:
            return QSize(self._height, self._height)
        if self._kind is Kind.LINK:
            return QSize(words + drawn + (GAP if drawn else 0) + 2, self._height - 6)
        pad = PAD - 2 if self._height == BAR_HEIGHT else PAD
        return QSize(words + drawn + (GAP if drawn else 0) + 2 * pad, self._height)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        rect = self.rect()
        if self.ring and self._kind in FILLED:
            paint.focus_ring(painter, rect, RADIUS + 2)
            rect = rect.adjusted(3, 3, -3, -3)
        self._paint_ground(painter, rect)
        if self.ring and self._kind not in FILLED:
            paint.focus_ring(painter, rect, RADIUS)
        self._paint_content(painter)
        painter.end()

    def _shown_words(self) -> str:
        return self._words.replace("&", "")

    def _hot(self) -> bool:
        return self.isEnabled() and (self.underMouse() or self.isDown() or self.isChecked())

    def _paint_ground(self, painter: QPainter, rect: QRect) -> None:
        now = tokens()
        if self._kind is Kind.LINK:
            return
        if not self.isEnabled() and self._kind is not Kind.GHOST:
            paint.box(painter, rect, RADIUS, fill=colour(now.sunken), line=colour(now.border))
        elif self._kind is Kind.PRIMARY:
            fill = now.accent_hover if self._hot() else now.accent
            paint.box(painter, rect, RADIUS, fill=colour(fill))
        elif self._kind is Kind.DANGER_SOLID:
            paint.box(painter, rect, RADIUS, fill=colour(now.danger_solid))
        elif self._kind is Kind.GHOST:
            if self._hot():
                paint.box(painter, rect, RADIUS, fill=colour(now.hover))
        else:
            fill = now.hover if self._hot() else now.raised
            paint.box(painter, rect, RADIUS, fill=colour(fill), line=colour(now.strong))

    def _ink(self) -> QColor:
        now = tokens()
        if not self.isEnabled():
            return colour(now.disabled)
        inks = {
            Kind.PRIMARY: now.on_accent,
            Kind.DANGER_SOLID: now.on_accent,
            Kind.DANGER: now.danger,
            Kind.LINK: now.accent_text,
            Kind.GHOST: now.text2,
        }
        return colour(inks.get(self._kind, now.text))

    def _paint_content(self, painter: QPainter) -> None:
        ink = self._ink()
        words = self._shown_words()
        drawing = "loader-circle" if self._busy else self._icon_name
        width = paint.text_width(words, self.font())
        drawn = ICON if drawing else 0
        total = width + drawn + (GAP if drawn and words else 0)
        area = self.rect()
        left = area.left() + max(0, (area.width() - total) // 2)
        right_to_left = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        if drawing:
            top = area.top() + (area.height() - ICON) // 2
            spot = paint.placed(QRect(left, top, ICON, ICON), area, right_to_left)
            turn = motion.turn() if self._busy else 0.0
            icons.paint(painter, drawing, spot, ink, turn=turn)
            left += ICON + GAP
            if self._busy:
                spinner().keep(self)
        if words:
            line = QRect(left, area.top(), width + 2, area.height())
            place = paint.placed(line, area, right_to_left)
            paint.text(painter, place, words, self.font(), ink, right_to_left=right_to_left)
            if self._kind is Kind.LINK and self.underMouse():
                base = place.center().y() + 7
                painter.drawLine(place.left(), base, place.left() + width, base)
