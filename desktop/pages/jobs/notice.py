"""The banner of a job, made anew only when it has something else to say."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.i18n import mark, t
from desktop.presenters.job_detail import Notice
from desktop.widgets.banner import Banner
from desktop.widgets.buttons import Button, Kind
from desktop.widgets.frames import clear

ACTIONS = {
    "resume": (mark("I solved it, continue"), "check"),
    "page": (mark("See the page"), "image"),
    "retry": (mark("Try again"), "rotate-cw"),
    "devices": (mark("Open Devices"), "monitor-smartphone"),
    "child": (mark("Show it"), "panel-right"),
    "decide": (mark("Decide"), "circle-question-mark"),
    "release": (mark("Release"), "lock-open"),
    "queue": (mark("Open the queue"), "calendar-clock"),
    "post": (mark("Open post"), "send"),
}
FILLED = frozenset({"resume", "retry", "child", "decide", "release"})


class NoticeBanner(QWidget):
    """Shows a `Notice`; `acted` carries the key of what was pressed, and the button."""

    acted = Signal(str, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._notice: Notice | None = None
        self.buttons: dict[str, Button] = {}
        self._place = QVBoxLayout(self)
        self._place.setContentsMargins(18, 0, 18, 10)
        self.hide()

    def show_notice(self, notice: Notice | None) -> None:
        """Say this, or nothing."""
        if notice == self._notice:
            return
        self._notice = notice
        clear(self._place)
        self.buttons = {}
        self.setVisible(notice is not None)
        if notice is None:
            return
        for key in notice.actions:
            words, icon = ACTIONS[key]
            filled = key in FILLED and not self.buttons
            kind = Kind.PRIMARY if filled else Kind.PLAIN
            self.buttons[key] = Button(
                t(words), kind, icon=icon, bar=True, on_click=self._pressing(key)
            )
        self._place.addWidget(
            Banner(
                notice.title,
                notice.text,
                tone=notice.tone,
                icon=notice.icon,
                buttons=tuple(self.buttons.values()),
                stacked=True,
            )
        )

    def _pressing(self, key: str) -> Callable[[], None]:
        return lambda: self.acted.emit(key, self.buttons[key])
