"""The calendar: one widget that paints the days and their cards, and knows what was hit.

Only what is in view is painted. Cards are carried with the mouse (or come from the tray), moved by
a quarter of an hour with Up and Down, and walked through with Left and Right.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from PySide6.QtCore import QEvent, QPoint, QRect, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QFrame, QWidget

from desktop.i18n import t, tn
from desktop.pages.publish.calendar import cards, grid, opening
from desktop.pages.publish.calendar.cards import Marks
from desktop.pages.publish.calendar.grid import HEAD, Ground
from desktop.pages.publish.calendar.places import (
    HOUR,
    Entry,
    HourPlaces,
    MonthPlaces,
    More,
    Placed,
    Places,
    Slot,
    Thing,
)
from desktop.presenters import posts, spans
from desktop.presenters.spans import Mode
from desktop.theme import fonts, paint
from desktop.theme.current import colour, tokens
from desktop.theme.fonts import Role
from models.post_views import PostView

EDGE = 28
"""So near to the upper or lower edge what is carried scrolls the calendar."""
SCROLL = 16
MOVABLE = frozenset({"draft", "scheduled", "missed"})
"""Posts that nothing of has been sent: their time is free."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A post and the moment at which it stands on the calendar."""

    post: PostView
    at: int


class _Headings(QWidget):
    """The row of days above; it does not scroll."""

    def __init__(self, view: "CalendarView") -> None:
        super().__init__(view)
        self._view = view
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        self._view.paint_headings(painter, self.width())
        painter.end()


class CalendarView(QAbstractScrollArea):
    """Shows posts in a span; what the operator wants of them leaves as signals."""

    picked = Signal(object)
    """PostView, or None."""
    opened = Signal(object)
    moved = Signal(object, object, object)
    """PostView, date, minute of the day (None: the day alone was pointed at)."""
    nudged = Signal(object, int)
    """PostView, minutes."""
    refused = Signal(str)
    slot_opened = Signal(object, object)
    """date, minute (or None): a free place was opened."""
    day_wanted = Signal(object)
    more_wanted = Signal(list, QPoint)
    """list[PostView] that found no room on their day, and a place of the screen."""
    stepped = Signal(int)
    """The walk left the span: -1 before it, 1 after it."""
    menu_wanted = Signal(object, QPoint)
    carried_out = Signal(object, QPoint)
    """A card was let go outside, at this place of the screen."""

    def __init__(self, colour_of: Callable[[str], str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._colour_of = colour_of
        self._ground: Ground | None = None
        self._shown: list[Shown] = []
        self._entries: list[Entry] = []
        self._places: Places = HourPlaces((), 1, 100)
        self._now = 0
        self._current = ""
        self._hot: Thing | None = None
        self._pressed: tuple[QPoint, Placed] | None = None
        self._carried: PostView | None = None
        self._grip = 0
        self._ghost: Slot | None = None
        self._opening = True
        self._by_hand = False
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setAccessibleName(t("Calendar"))
        self.viewport().setMouseTracking(True)
        self.setViewportMargins(0, HEAD, 0, 0)
        self._headings = _Headings(self)
        self.verticalScrollBar().valueChanged.connect(lambda _: self.viewport().update())
        self.verticalScrollBar().actionTriggered.connect(lambda _: self._scrolled_by_hand())

    # What is shown.

    def show_span(self, ground: Ground, now: int) -> None:
        """Show other days, or the same at a later minute."""
        before = self._ground
        self._ground, self._now = ground, now
        if before is None or before.span != ground.span:
            if before is None or before.span.mode is not ground.span.mode:
                self._open_anew()
            self._take_entries()
        self.viewport().update()
        self._headings.update()

    def show_posts(self, shown: Sequence[Shown]) -> None:
        """Show these posts."""
        self._shown = list(shown)
        self._take_entries()
        self._opening = False

    def show_now(self) -> None:
        """Scroll to where now is."""
        self._open_anew()
        self._lay_out()

    def post(self, post_id: str) -> PostView | None:
        """A post that is on the calendar."""
        return next((s.post for s in self._shown if s.post.id == post_id), None)

    def current(self) -> PostView | None:
        """The post where the keyboard is."""
        return self.post(self._current)

    def choose(self, post_id: str) -> None:
        """Make a post the current one, without a signal, and bring it into view."""
        self._current = post_id
        self._describe()
        self.bring_into_view(post_id)
        self.viewport().update()

    def bring_into_view(self, post_id: str) -> None:
        """Scroll as far as needed."""
        rect = self._places.rect_of(post_id)
        if rect is not None:
            self._scrolled_by_hand()
            bar, height = self.verticalScrollBar(), self.viewport().height()
            if rect.top() < bar.value():
                bar.setValue(rect.top() - 8)
            elif rect.bottom() > bar.value() + height:
                bar.setValue(rect.bottom() + 8 - height)

    def rect_of(self, post_id: str) -> QRect | None:
        """Where the card of a post is, in the viewport."""
        rect = self._places.rect_of(post_id)
        return self._on_screen(rect) if rect is not None else None

    # Carrying.

    @property
    def carried(self) -> PostView | None:
        """What is carried over the calendar now."""
        return self._carried

    def carry(self, post: PostView, grip: int = 0) -> None:
        """Begin to carry a post; `grip` px below the top of its card."""
        self._carried, self._grip, self._ghost = post, grip, None

    def carry_to(self, place: QPoint) -> None:
        """What is carried is at this place of the screen."""
        inner = self.viewport().mapFromGlobal(place)
        inside = self.viewport().rect().contains(inner)
        self._ghost = self._places.slot(self._inner(inner), self._grip) if inside else None
        if inside and self._places.height > self.viewport().height():
            bar = self.verticalScrollBar()
            if inner.y() < EDGE:
                bar.setValue(bar.value() - SCROLL)
            elif inner.y() > self.viewport().height() - EDGE:
                bar.setValue(bar.value() + SCROLL)
        self.viewport().update()

    def let_go(self, place: QPoint | None = None) -> None:
        """Put down what is carried where it is; None carries it back."""
        post, ghost = self._carried, self._ghost
        self._carried, self._ghost, self._pressed = None, None, None
        self.viewport().update()
        if post is None or place is None:
            return
        if ghost is None:
            self.carried_out.emit(post, place)
        elif self._is_past(ghost):
            self.refused.emit(t("That time is over. Choose a later one."))
        else:
            self.moved.emit(post, self._date(ghost.day), ghost.minute)

    # Events.

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        place = self.viewport().geometry()
        self._headings.setGeometry(place.left(), 0, place.width(), HEAD)
        if event.size().height() != event.oldSize().height() and not self._by_hand:
            self._opening = True
        self._lay_out()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LayoutDirectionChange:
            self.viewport().update()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            return
        place = event.position().toPoint()
        thing = self._places.at(self._inner(place))
        if isinstance(thing, Placed):
            self._pressed = (place, thing)
            self._take(thing.entry.post)
        elif thing is None:
            self._take(None)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        place = event.position().toPoint()
        if self._carried is not None:
            self.carry_to(event.globalPosition().toPoint())
            return
        if self._pressed is not None:
            start, thing = self._pressed
            far = (place - start).manhattanLength() >= QApplication.startDragDistance()
            if far and thing.entry.post.status in MOVABLE:
                self.carry(thing.entry.post, self._inner(start).y() - thing.rect.top())
                self.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)
                self.carry_to(event.globalPosition().toPoint())
            return
        self._set_hot(self._places.at(self._inner(place)))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._pressed = None
        if self._carried is not None:
            self.viewport().unsetCursor()
            self.let_go(event.globalPosition().toPoint())
            return
        thing = self._places.at(self._inner(event.position().toPoint()))
        if event.button() != Qt.MouseButton.LeftButton:
            return
        if isinstance(thing, More):
            self._open_more(thing, event.globalPosition().toPoint())
        elif isinstance(thing, Placed):
            self.opened.emit(thing.entry.post)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        inner = self._inner(event.position().toPoint())
        slot = self._places.slot(inner)
        if slot is None or self._places.at(inner) is not None:
            return
        if self._is_past(slot):
            self.refused.emit(t("That time is over. Choose a later one."))
        else:
            self.slot_opened.emit(self._date(slot.day), slot.minute)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        thing = self._places.at(self._inner(self.viewport().mapFromGlobal(event.globalPos())))
        if isinstance(thing, Placed):
            self._take(thing.entry.post)
            self.menu_wanted.emit(thing.entry.post, event.globalPos())
        elif event.reason() == QContextMenuEvent.Reason.Keyboard:
            post, rect = self.current(), self.rect_of(self._current)
            if post is not None and rect is not None:
                self.menu_wanted.emit(post, self.viewport().mapToGlobal(rect.center()))

    def wheelEvent(self, event: QWheelEvent) -> None:
        self._scrolled_by_hand()
        super().wheelEvent(event)

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Leave:
            self._set_hot(None)
        return super().viewportEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key == Qt.Key.Key_Escape and self._carried is not None:
            self.viewport().unsetCursor()
            self.let_go()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and self.current():
            self.opened.emit(self.current())
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            ahead = (key == Qt.Key.Key_Right) != self.isRightToLeft()
            self._walk(1 if ahead else -1)
        elif key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            self.stepped.emit(1 if key == Qt.Key.Key_PageDown else -1)
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self._walk_to(0 if key == Qt.Key.Key_Home else len(self._entries) - 1)
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down) and self.current() is not None:
            step = 60 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 15
            self._nudge(step if key == Qt.Key.Key_Down else -step)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._ground is None:
            return
        painter = QPainter(self.viewport())
        top = self.verticalScrollBar().value()
        painter.translate(0, -top)
        seen = event.rect().translated(0, top)
        area = QRect(0, seen.top(), self.viewport().width(), seen.height())
        flipped = self.isRightToLeft()
        is_month = self._ground.span.mode is Mode.MONTH
        draw = grid.month if is_month else grid.hours
        draw(painter, self._ground, self._places, area, flipped=flipped)
        if not is_month:
            grid.now_line(painter, self._ground, self._places, area.width(), flipped=flipped)
        whole = QRect(0, 0, area.width(), self._places.height)
        for thing in self._places.things_in(area.top(), area.bottom()):
            if paint.placed(thing.rect, whole, flipped).intersects(seen):
                self._paint_thing(painter, thing, flipped=flipped)
        if self._ghost is not None and self._carried is not None:
            self._paint_ghost(painter, self._ghost, flipped=flipped)
        painter.end()

    def paint_headings(self, painter: QPainter, width: int) -> None:
        """The row of days above."""
        if self._ground is not None:
            grid.headings(painter, self._ground, self._places, width, flipped=self.isRightToLeft())

    # Inside.

    def _paint_thing(self, painter: QPainter, thing: Thing, *, flipped: bool) -> None:
        whole = QRect(0, 0, self.viewport().width(), self._places.height)
        rect = paint.placed(thing.rect, whole, flipped)
        hot = self._hot is not None and self._hot.rect == thing.rect
        if isinstance(thing, More):
            cards.more(painter, rect, thing, hot=hot, flipped=flipped)
            return
        post = thing.entry.post
        chosen = post.id == self._current
        carried = self._carried is not None and self._carried.id == post.id
        marks = Marks(chosen=chosen, focused=chosen and self.hasFocus(), hot=hot, faded=carried)
        draw = cards.day_line if rect.height() <= 24 else cards.card
        stripe = self._colour_of(post.workspace_id)
        draw(painter, rect, thing.entry, stripe, marks, flipped=flipped)

    def _paint_ghost(self, painter: QPainter, slot: Slot, *, flipped: bool) -> None:
        """Where what is carried would come to stand."""
        now = tokens()
        past = self._is_past(slot)
        whole = QRect(0, 0, self.viewport().width(), self._places.height)
        rect = paint.placed(self._places.slot_rect(slot), whole, flipped)
        line = colour(now.danger if past else now.accent_text)
        fill = QColor(now.danger_soft if past else now.selected)
        fill.setAlphaF(0.8)
        paint.box(painter, rect, cards.RADIUS, fill=fill, line=line, width=2)
        if slot.minute is None:
            return
        words = t("over") if past else ""
        clock = spans.clock(slot.minute)
        shown = f"{clock}  {words}" if words else clock
        place = rect.adjusted(10, 3, -6, 0)
        place.setHeight(16)
        paint.text(painter, place, shown, fonts.font(Role.SMALL, 600), line, right_to_left=flipped)
        if self._carried is not None and not past:
            place.translate(0, 16)
            font, ink = fonts.font(Role.SMALL, 500), colour(now.text)
            paint.text(painter, place, posts.title(self._carried), font, ink,
                       right_to_left=flipped)  # fmt: skip

    def _take_entries(self) -> None:
        if self._ground is None:
            return
        first = self._ground.span.first
        made = (
            Entry(s.post, (spans.today(s.at) - first).days, spans.minute_of(s.at))
            for s in self._shown
        )
        inside = [entry for entry in made if 0 <= entry.day < self._ground.span.days]
        self._entries = sorted(inside, key=lambda entry: (entry.day, entry.minute))
        self._lay_out()
        self._describe()

    def _lay_out(self) -> None:
        if self._ground is None:
            return
        span, view = self._ground.span, self.viewport()
        if span.mode is Mode.MONTH:
            weeks = span.days // 7
            self._places = MonthPlaces(self._entries, weeks, view.width(), view.height())
        else:
            self._places = HourPlaces(self._entries, span.days, view.width())
        bar = self.verticalScrollBar()
        bar.setSingleStep(HOUR // 2)
        bar.setPageStep(view.height())
        bar.setRange(0, max(0, self._places.height - view.height()))
        self._hot = None
        if self._opening:
            is_month = span.mode is Mode.MONTH
            bar.setValue(0 if is_month else opening.top(self._ground, self._entries, view.height()))
        view.update()
        self._headings.update()

    def _open_anew(self) -> None:
        self._opening, self._by_hand = True, False

    def _scrolled_by_hand(self) -> None:
        """From here on the operator says what is in sight."""
        self._opening, self._by_hand = False, True

    def _inner(self, place: QPoint) -> QPoint:
        """From the viewport to the calendar, as if written from the left."""
        x = self.viewport().width() - 1 - place.x() if self.isRightToLeft() else place.x()
        return QPoint(x, place.y() + self.verticalScrollBar().value())

    def _on_screen(self, rect: QRect) -> QRect:
        shown = rect.translated(0, -self.verticalScrollBar().value())
        return paint.placed(shown, self.viewport().rect(), self.isRightToLeft())

    def _date(self, day: int) -> date:
        first = self._ground.span.first if self._ground is not None else date.min
        return first + timedelta(days=day)

    def _is_past(self, slot: Slot) -> bool:
        day = self._date(slot.day)
        if slot.minute is None:
            return day < spans.today(self._now)
        return spans.moment(day, slot.minute) <= self._now

    def _take(self, post: PostView | None) -> None:
        self._current = post.id if post is not None else ""
        self._describe()
        self.viewport().update()
        self.picked.emit(post)

    def _walk(self, step: int) -> None:
        ids = [entry.post.id for entry in self._entries]
        if self._current in ids:
            self._walk_to(ids.index(self._current) + step)
        elif ids:
            self._walk_to(0 if step > 0 else len(ids) - 1)
        else:
            self.stepped.emit(step)

    def _walk_to(self, number: int) -> None:
        if 0 <= number < len(self._entries):
            self._take(self._entries[number].post)
            self.bring_into_view(self._current)
        elif self._entries:
            self.stepped.emit(1 if number > 0 else -1)

    def _nudge(self, minutes: int) -> None:
        post = self.current()
        if post is None:
            return
        if post.status in MOVABLE:
            self.nudged.emit(post, minutes)
        else:
            self.refused.emit(t("This post cannot be moved any more."))

    def _open_more(self, thing: More, place: QPoint) -> None:
        if self._ground is not None and self._ground.span.mode is Mode.DAY:
            self.more_wanted.emit([entry.post for entry in thing.entries], place)
        else:
            self.day_wanted.emit(self._date(thing.day))

    def _set_hot(self, thing: Thing | None) -> None:
        if thing != self._hot:
            for one in (self._hot, thing):
                if one is not None:
                    self.viewport().update(self._on_screen(one.rect).adjusted(-2, -2, 2, 2))
            self._hot = thing
            cursor = Qt.CursorShape.PointingHandCursor if thing else Qt.CursorShape.ArrowCursor
            self.viewport().setCursor(cursor)

    def _describe(self) -> None:
        """What a screen reader hears: how much there is, and what is chosen."""
        if self._ground is None:
            return
        words = [spans.title(self._ground.span), tn("{n} post", "{n} posts", len(self._entries))]
        chosen = next((e for e in self._entries if e.post.id == self._current), None)
        if chosen is not None:
            words.append(f"{posts.title(chosen.post)}, {spans.clock(chosen.minute)}")
        self.setAccessibleDescription(". ".join(words))
