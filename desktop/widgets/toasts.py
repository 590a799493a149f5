"""Toasts: short news at the corner of the window, kept in a list after they are gone."""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QPoint, QPropertyAnimation, QTimer, Signal
from PySide6.QtGui import QColor, QEnterEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QGraphicsDropShadowEffect, QWidget

from desktop.i18n import t
from desktop.theme import motion, paint
from desktop.theme.current import colour, tokens
from desktop.theme.tones import Tone
from desktop.widgets.buttons import Button, Kind
from desktop.widgets.frames import row
from desktop.widgets.labels import PlainLabel
from desktop.widgets.marks import Icon

STAY_MS = 10_000
WIDTH = 360
MOST_SHOWN = 3
KEPT = 100


@dataclass(frozen=True, slots=True)
class News:
    """One piece of news; `action` (its word and what it does) is offered beside it."""

    text: str
    tone: Tone = Tone.SUCCESS
    icon: str = "circle-check"
    action: tuple[str, Callable[[], object]] | None = None
    at: int = 0


def shadow(widget: QWidget, *, offset: int = 4, blur: int = 14) -> None:
    """The shadow that only floating things have."""
    effect = QGraphicsDropShadowEffect(widget)
    effect.setOffset(0, offset)
    effect.setBlurRadius(blur)
    effect.setColor(QColor(tokens().shadow))
    widget.setGraphicsEffect(effect)


class Toast(QFrame):
    """One piece of news on the window; it waits while the pointer or the keyboard is on it."""

    gone = Signal()

    def __init__(self, news: News, parent: QWidget) -> None:
        super().__init__(parent)
        self.news = news
        self.setAccessibleName(news.text)
        self.setFixedWidth(WIDTH)
        words = PlainLabel(news.text, wrap=True)
        line = row(Icon(news.icon, news.tone), words, parent=self, spacing=10)
        line.setStretch(1, 1)
        line.setContentsMargins(12, 6, 8, 6)
        if news.action is not None:
            words, call = news.action
            line.addWidget(Button(words, Kind.LINK, on_click=lambda: self._act(call)))
        line.addWidget(
            Button(kind=Kind.GHOST, icon="x", name=t("Close"), bar=True, on_click=self.leave)
        )
        shadow(self)
        self._stay = QTimer(self)
        self._stay.setSingleShot(True)
        self._stay.setInterval(STAY_MS)
        self._stay.timeout.connect(self.leave)
        self._stay.start()

    def leave(self) -> None:
        """Go away."""
        self._stay.stop()
        self.gone.emit()

    def enterEvent(self, event: QEnterEvent) -> None:
        self._stay.stop()

    def leaveEvent(self, event: QEvent) -> None:
        self._stay.start()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        now = tokens()
        paint.box(painter, self.rect(), 8, fill=colour(now.raised), line=colour(now.strong))
        painter.end()

    def _act(self, call: Callable[[], object]) -> None:
        self.leave()
        call()


class Toasts(QObject):
    """Places toasts at the lower end corner of a window and keeps the list of all news."""

    told = Signal(object)

    def __init__(
        self, window: QWidget, clock: Callable[[], int] = lambda: 0, *, bottom: int = 40
    ) -> None:
        super().__init__(window)
        self._clock = clock
        self._window = window
        self._bottom = bottom
        self._shown: list[Toast] = []
        self.kept: deque[News] = deque(maxlen=KEPT)
        window.installEventFilter(self)

    def tell(
        self,
        text: str,
        *,
        tone: Tone = Tone.SUCCESS,
        icon: str = "circle-check",
        action: tuple[str, Callable[[], object]] | None = None,
        at: int = 0,
    ) -> Toast:
        """Show a piece of news."""
        news = News(text, tone, icon, action, at or self._clock())
        self.kept.appendleft(news)
        toast = Toast(news, self._window)
        toast.gone.connect(lambda: self._remove(toast))
        self._shown.append(toast)
        while len(self._shown) > MOST_SHOWN:
            self._shown[0].leave()
        toast.show()
        self._place()
        self._slide(toast)
        self.told.emit(news)
        return toast

    def fail(
        self, text: str, action: tuple[str, Callable[[], object]] | None = None, at: int = 0
    ) -> Toast:
        """Say what did not work and what to do."""
        return self.tell(text, tone=Tone.DANGER, icon="circle-x", action=action, at=at)

    def shown(self) -> list[Toast]:
        """The toasts on the window now."""
        return list(self._shown)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._place()
        return False

    def _remove(self, toast: Toast) -> None:
        if toast in self._shown:
            self._shown.remove(toast)
            toast.hide()
            toast.deleteLater()
            self._place()

    def _place(self) -> None:
        bottom = self._window.height() - self._bottom
        flipped = self._window.isRightToLeft()
        for toast in reversed(self._shown):
            toast.adjustSize()
            left = 20 if flipped else self._window.width() - toast.width() - 20
            toast.move(left, bottom - toast.height())
            toast.raise_()
            bottom -= toast.height() + 8

    def _slide(self, toast: Toast) -> None:
        length = motion.duration(motion.TOAST_IN_MS)
        if not length:
            return
        slide = QPropertyAnimation(toast, b"pos", toast)
        slide.setDuration(length)
        slide.setStartValue(toast.pos() + QPoint(0, 12))
        slide.setEndValue(toast.pos())
        slide.start()
