"""Below the calendar: posts without a time, to be carried to one."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
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

from desktop import icons
from desktop.i18n import t, tn
from desktop.presenters import posts as words_of
from desktop.theme import fonts, paint
from desktop.theme.current import colour, tokens
from desktop.theme.fonts import Role
from desktop.theme.tones import Tone
from desktop.widgets.buttons import Button, Kind
from desktop.widgets.frames import column, row
from desktop.widgets.labels import PlainLabel, SectionTitle
from desktop.widgets.marks import Line
from desktop.widgets.platform import SIDE, marks_width, paint_mark, paint_marks
from models.posts.views import PostView

__all__ = ["Tray"]

CARD = QSize(178, 48)
GAP = 8
MARGIN = 20
HEAD = 34
LOW = 6
MOST_MARKS = 4


class _Cards(QAbstractScrollArea):
    """The cards in a row that scrolls sideways."""

    carry_wanted = Signal(object, QPoint)
    carried = Signal(QPoint)
    let_go = Signal(object)
    """QPoint of the screen, or None: carried back."""
    opened = Signal(object)
    menu_wanted = Signal(object, QPoint)

    def __init__(self, colour_of: Callable[[str], str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._colour_of = colour_of
        self._posts: list[PostView] = []
        self._current = ""
        self._hot = -1
        self._pressed: QPoint | None = None
        self._carries = False
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFixedHeight(CARD.height() + LOW)
        self.setAccessibleName(t("Unscheduled"))
        self.viewport().setMouseTracking(True)
        self.viewport().setAutoFillBackground(False)

    def show_posts(self, posts: Sequence[PostView]) -> None:
        """Show these."""
        self._posts = list(posts)
        self._hot = -1
        self._take_range()
        self.setAccessibleDescription(tn("{n} post", "{n} posts", len(posts)))
        self.viewport().update()

    def choose(self, post_id: str) -> None:
        """Mark the one that is open beside."""
        self._current = post_id
        self.viewport().update()

    def rect_of(self, number: int) -> QRect:
        """Where a card is, in the viewport."""
        left = MARGIN + number * (CARD.width() + GAP) - self.horizontalScrollBar().value()
        rect = QRect(left, 1, CARD.width(), CARD.height() - 2)
        return paint.placed(rect, self.viewport().rect(), self.isRightToLeft())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._take_range()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self._number() < 0 and self._posts:
            self._current = self._posts[0].id
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    def wheelEvent(self, event: QWheelEvent) -> None:
        turned = event.angleDelta().y() or event.angleDelta().x()
        self.horizontalScrollBar().setValue(self.horizontalScrollBar().value() - turned // 2)
        self.viewport().update()
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        number = self._at(event.position().toPoint())
        if number >= 0 and event.button() == Qt.MouseButton.LeftButton:
            self._pressed = event.position().toPoint()
            self._current = self._posts[number].id
            self.viewport().update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        place = event.position().toPoint()
        if self._carries:
            self.carried.emit(event.globalPosition().toPoint())
        elif self._pressed is not None:
            far = (place - self._pressed).manhattanLength() >= QApplication.startDragDistance()
            number = self._number()
            if far and number >= 0:
                self._carries = True
                self.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)
                self.carry_wanted.emit(self._posts[number], event.globalPosition().toPoint())
        else:
            hot = self._at(place)
            if hot != self._hot:
                self._hot = hot
                hand = Qt.CursorShape.OpenHandCursor
                self.viewport().setCursor(hand if hot >= 0 else Qt.CursorShape.ArrowCursor)
                self.viewport().update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        pressed, self._pressed = self._pressed, None
        if self._carries:
            self._end(event.globalPosition().toPoint())
        elif pressed is not None and self._at(event.position().toPoint()) == self._number() >= 0:
            self.opened.emit(self._posts[self._number()])

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        number = self._at(self.viewport().mapFromGlobal(event.globalPos()))
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            number = self._number()
        if number >= 0:
            self._current = self._posts[number].id
            place = self.viewport().mapToGlobal(self.rect_of(number).center())
            self.menu_wanted.emit(self._posts[number], place)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, number = Qt.Key(event.key()), self._number()
        if key == Qt.Key.Key_Escape and self._carries:
            self._end(None)
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            ahead = (key == Qt.Key.Key_Right) != self.isRightToLeft()
            self._go_to(number + (1 if ahead else -1))
        elif key == Qt.Key.Key_Home:
            self._go_to(0)
        elif key == Qt.Key.Key_End:
            self._go_to(len(self._posts) - 1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and number >= 0:
            self.opened.emit(self._posts[number])
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        for number, post in enumerate(self._posts):
            rect = self.rect_of(number)
            if rect.intersects(self.viewport().rect()):
                self._paint_card(painter, rect, post, hot=number == self._hot)
        painter.end()

    def _paint_card(self, painter: QPainter, rect: QRect, post: PostView, *, hot: bool) -> None:
        now = tokens()
        flipped = self.isRightToLeft()
        fill = colour(now.hover if hot else now.surface)
        paint.box(painter, rect, 6, fill=fill, line=colour(now.strong))
        if post.id == self._current and (self.hasFocus() or self._pressed is not None):
            paint.focus_ring(painter, rect)
        grip = QRect(rect.left() + 6, rect.top() + 8, 14, 14)
        icons.paint(painter, "grip-vertical", paint.placed(grip, rect, flipped), colour(now.muted))
        words = QRect(rect.left() + 27, rect.top() + 6, rect.width() - 35, 18)
        font = fonts.font(Role.SMALL, 500)
        paint.text(painter, paint.placed(words, rect, flipped), words_of.title(post), font,
                   colour(now.text), right_to_left=flipped)  # fmt: skip
        foot = QRect(rect.left() + 27, rect.top() + 26, rect.width() - 35, 16)
        line = paint.placed(foot, rect, flipped)
        square = QRect(foot.left(), foot.top() + 4, 8, 8)
        paint.box(painter, paint.placed(square, rect, flipped), 2,
                  fill=colour(self._colour_of(post.workspace_id)))  # fmt: skip
        shown = words_of.marks(post)[:MOST_MARKS]
        marks = QRect(foot.left() + 13, foot.top(), marks_width(len(shown)), 16)
        marks = paint.placed(marks, rect, flipped)
        if len(shown) == 1:
            spot = QRect(marks.left(), marks.top(), SIDE, SIDE)
            paint_mark(painter, spot, shown[0])
        else:
            paint_marks(painter, marks, shown, right_to_left=flipped)
        state = t("no time") if post.targets and post.text.strip() else t("draft")
        paint.text(painter, line, state, fonts.font(Role.SMALL), colour(now.muted),
                   right_to_left=flipped, at_end=True)  # fmt: skip

    def _end(self, place: QPoint | None) -> None:
        self._carries, self._pressed = False, None
        self.viewport().unsetCursor()
        self.let_go.emit(place)
        self.viewport().update()

    def _number(self) -> int:
        return next((n for n, post in enumerate(self._posts) if post.id == self._current), -1)

    def _at(self, place: QPoint) -> int:
        for number in range(len(self._posts)):
            if self.rect_of(number).contains(place):
                return number
        return -1

    def _go_to(self, number: int) -> None:
        if not 0 <= number < len(self._posts):
            return
        self._current = self._posts[number].id
        bar, left = self.horizontalScrollBar(), number * (CARD.width() + GAP)
        right = left + CARD.width() + 2 * MARGIN
        if left < bar.value():
            bar.setValue(left)
        elif right > bar.value() + self.viewport().width():
            bar.setValue(right - self.viewport().width())
        self.viewport().update()

    def _take_range(self) -> None:
        whole = len(self._posts) * (CARD.width() + GAP) - GAP + 2 * MARGIN
        self.horizontalScrollBar().setRange(0, max(0, whole - self.viewport().width()))


class Tray(QWidget):
    """Heading, how many there are, and the cards; it can be folded to its heading."""

    carry_wanted = Signal(object, QPoint)
    carried = Signal(QPoint)
    let_go = Signal(object)
    opened = Signal(object)
    menu_wanted = Signal(object, QPoint)

    def __init__(self, colour_of: Callable[[str], str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("ground", "background")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._folded = False
        self.cards = _Cards(colour_of)
        self.title = SectionTitle(t("Unscheduled"))
        self.fact = PlainLabel("", tone=Tone.MUTED)
        self.fold = Button(
            kind=Kind.GHOST, icon="chevron-down", name=t("Fold"), bar=True,
            on_click=lambda: self.set_folded(not self._folded),
        )  # fmt: skip
        head = QWidget()
        head.setFixedHeight(HEAD)
        line = row(self.title, self.fact, None, self.fold, parent=head)
        line.setContentsMargins(MARGIN, 0, MARGIN - 6, 0)
        column(Line(), head, self.cards, spacing=0, parent=self)
        for name in ("carry_wanted", "carried", "let_go", "opened", "menu_wanted"):
            getattr(self.cards, name).connect(getattr(self, name))
        self.show_posts([])

    def show_posts(self, posts: Sequence[PostView]) -> None:
        """Show these."""
        self.cards.show_posts(posts)
        words = tn("{n}, drag it to a time", "{n}, drag one to a time", len(posts))
        self.fact.setText(words if posts else t("none"))
        self.fold.setVisible(bool(posts))
        self.cards.setVisible(bool(posts) and not self._folded)

    @property
    def is_folded(self) -> bool:
        """Whether only the heading is in view."""
        return self._folded

    def set_folded(self, on: bool) -> None:
        """Fold it to its heading, or open it."""
        self._folded = on
        self.cards.setVisible(not on and self.fold.isVisibleTo(self))
        self.fold.set_icon("chevron-up" if on else "chevron-down")
