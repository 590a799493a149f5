"""The calendar as one sees it: the days and their cards, painted as far as they are in view."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta

from PySide6.QtCore import QEvent, QPoint, QRect, Qt
from PySide6.QtGui import QFocusEvent, QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

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
    Places,
    Slot,
    Thing,
)
from desktop.pages.publish.calendar.reading import Shown
from desktop.presenters import posts, spans
from desktop.presenters.spans import Mode
from desktop.theme import paint
from models.posts.views import PostView


class Headings(QWidget):
    """The row of days above; it does not scroll."""

    def __init__(self, canvas: "Canvas") -> None:
        super().__init__(canvas)
        self._canvas = canvas
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        self._canvas.paint_headings(painter, self.width())
        painter.end()


class Canvas(QAbstractScrollArea):
    """Shows posts in a span; what is done to them is not its business."""

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
        self._carried: PostView | None = None
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
        self._headings = Headings(self)
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

    # Painting.

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
            self._paint_ghost(painter, self._ghost, self._carried, flipped=flipped)
        painter.end()

    def paint_headings(self, painter: QPainter, width: int) -> None:
        """The row of days above."""
        if self._ground is not None:
            grid.headings(painter, self._ground, self._places, width, flipped=self.isRightToLeft())

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

    def _paint_ghost(self, painter: QPainter, slot: Slot, post: PostView, *, flipped: bool) -> None:
        whole = QRect(0, 0, self.viewport().width(), self._places.height)
        rect = paint.placed(self._places.slot_rect(slot), whole, flipped)
        cards.ghost(painter, rect, slot, post, past=self._is_past(slot), flipped=flipped)

    # Where things are.

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

    def wheelEvent(self, event: QWheelEvent) -> None:
        self._scrolled_by_hand()
        super().wheelEvent(event)
