"""A pane at the end of a page: beside its main part, or over it when there is no room."""

from PySide6.QtCore import QEvent, QPoint, QPropertyAnimation, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QSplitter, QVBoxLayout, QWidget

from desktop.theme import motion
from desktop.widgets.frames import row
from desktop.widgets.marks import Line

WIDTH = 432
LEFT_OVER = 48
"""So much of the main part stays in view when the pane lies over it."""


class _Holder(QFrame):
    """The pane with the line at its edge, which it needs only over the main part."""

    def __init__(self, pane: QWidget) -> None:
        super().__init__()
        self.setProperty("ground", "surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.line = Line(upright=True)
        self.line.hide()
        row(self.line, pane, spacing=0, parent=self)


class SidePane(QWidget):
    """Main part and pane; the pane opens and closes, and knows whether it lies over the main."""

    opened = Signal(bool)

    def __init__(
        self, main: QWidget, pane: QWidget, *, width: int = WIDTH, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._room = width
        self._over = False
        self._open = False
        self._slide: QPropertyAnimation | None = None
        self._holder = _Holder(pane)
        self._splitter = QSplitter(Qt.Orientation.Horizontal)
        self._splitter.setChildrenCollapsible(False)
        self._splitter.setHandleWidth(1)
        self._splitter.addWidget(main)
        self._splitter.addWidget(self._holder)
        self._splitter.setStretchFactor(0, 1)
        self._splitter.setStretchFactor(1, 0)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._splitter)
        self._holder.hide()

    @property
    def is_open(self) -> bool:
        """Whether the pane is in view."""
        return self._open

    @property
    def is_over(self) -> bool:
        """Whether the pane lies over the main part."""
        return self._over

    def set_open(self, on: bool) -> None:
        """Bring the pane, or take it away."""
        if on == self._open:
            return
        self._open = on
        self._holder.setVisible(on)
        if on:
            self._arrange()
            self._come()
        self.opened.emit(on)

    def set_over(self, on: bool) -> None:
        """Lay the pane over the main part, or put it beside."""
        if on == self._over:
            return
        self._over = on
        self._holder.line.setVisible(on)
        if on:
            self._holder.setParent(self)
        else:
            self._holder.setMinimumWidth(0)
            self._splitter.addWidget(self._holder)
        self._holder.setVisible(self._open)
        if self._open:
            self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._over and self._open:
            self._place()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LayoutDirectionChange and self._over and self._open:
            self._place()

    def _arrange(self) -> None:
        if self._over:
            self._place()
            self._holder.raise_()
        else:
            self._splitter.setSizes([max(1, self.width() - self._room), self._room])

    def _place(self) -> None:
        if self._slide is not None:
            self._slide.stop()
        width = min(self._room, max(0, self.width() - LEFT_OVER))
        left = 0 if self.isRightToLeft() else self.width() - width
        self._holder.setGeometry(left, 0, width, self.height())

    def _come(self) -> None:
        length = motion.duration(motion.PANE_MS)
        if not length or not self._over:
            return
        away = -self._holder.width() if self.isRightToLeft() else self._holder.width()
        self._slide = QPropertyAnimation(self._holder, b"pos", self)
        self._slide.setDuration(length)
        self._slide.setStartValue(self._holder.pos() + QPoint(away, 0))
        self._slide.setEndValue(self._holder.pos())
        self._slide.start()
