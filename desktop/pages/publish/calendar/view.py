"""The calendar as one works with it: cards are opened, carried and walked through.

They are carried with the mouse (or come from the tray), moved by a quarter of an hour with Up and
Down, and walked through with Left and Right.
"""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QPoint, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QApplication, QWidget

from desktop.i18n import t
from desktop.pages.publish.calendar.canvas import Canvas
from desktop.pages.publish.calendar.places import More, Placed
from desktop.presenters.spans import Mode
from models.posts.views import PostView

EDGE = 28
"""So near to the upper or lower edge what is carried scrolls the calendar."""
SCROLL = 16
MOVABLE = frozenset({"draft", "scheduled", "missed"})
"""Posts that nothing of has been sent: their time is free."""


class CalendarView(Canvas):
    """What the operator wants of the posts leaves as signals."""

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
        super().__init__(colour_of, parent)
        self._pressed: tuple[QPoint, Placed] | None = None
        self._grip = 0

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
            self._scroll_at_edge(inner.y())
        self.viewport().update()

    def _scroll_at_edge(self, y: int) -> None:
        step = 0
        if y < EDGE:
            step = -SCROLL
        elif y > self.viewport().height() - EDGE:
            step = SCROLL
        if step:
            self._scrolled_by_hand()
            self.verticalScrollBar().setValue(self.verticalScrollBar().value() + step)

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

    # The mouse.

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

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Leave:
            self._set_hot(None)
        return super().viewportEvent(event)

    # The keyboard.

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

    # Inside.

    def _take(self, post: PostView | None) -> None:
        self._current = post.id if post is not None else ""
        self._describe()
        self.viewport().update()
        self.picked.emit(post)

    def _open_more(self, thing: More, place: QPoint) -> None:
        if self._ground is not None and self._ground.span.mode is Mode.DAY:
            self.more_wanted.emit([entry.post for entry in thing.entries], place)
        else:
            self.day_wanted.emit(self._date(thing.day))
