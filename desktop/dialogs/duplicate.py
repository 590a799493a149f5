"""Says that the same content goes out nearby on the same account, and asks whether it is meant."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QWidget

from desktop.dialogs.base import Dialog
from desktop.i18n import t
from desktop.presenters import platforms, times
from desktop.presenters.text import isolate, plain
from desktop.theme.fonts import Role
from desktop.theme.tones import Tone
from desktop.widgets.buttons import Button, Kind
from desktop.widgets.frames import RowsCard, column, row
from desktop.widgets.labels import ElidedLabel, PlainLabel
from desktop.widgets.platform import PlatformMark

WIDTH = 460
MOST = 6


class DuplicateDialog(Dialog):
    """Names each post that says the same; the safe answer has the keyboard."""

    def __init__(self, window: QWidget, duplicates: Sequence[dict[str, Any]], now: int) -> None:
        super().__init__(t("This was said already"), window, width=WIDTH)
        words = t(
            "The same text goes out on the same account near that time. Platforms may hide or "
            "refuse it, and readers see it twice."
        )
        self.text = PlainLabel(words, tone=Tone.TEXT2, wrap=True)
        card = RowsCard()
        card.set_rows([_row(one, now) for one in duplicates[:MOST]])
        self.body.addWidget(self.text)
        self.body.addWidget(card)
        kept = PlainLabel(
            t("If you mean it, your answer is written to the audit log with your name."),
            Role.SMALL, Tone.MUTED, wrap=True,
        )  # fmt: skip
        self.body.addWidget(kept)
        self.no = Button(t("Change it"), on_click=self.reject)
        self.yes = Button(t("It is meant"), Kind.DANGER, on_click=self.accept)
        self.foot(None, self.yes, self.no)
        self.no.setFocus()


def _row(one: dict[str, Any], now: int) -> QWidget:
    holder = QWidget()
    holder.setFixedHeight(44)
    title = ElidedLabel(plain(str(one.get("title", "")), longest=200), weight=500, foreign=True)
    handle = isolate(platforms.account(None, str(one.get("handle", ""))))
    at = one.get("at")
    when = times.clock(at, now) if isinstance(at, int) else ""
    below = ElidedLabel(f"{handle} · {when}" if when else handle, Role.SMALL, Tone.MUTED)
    words = column(title, below, spacing=0)
    line = row(PlatformMark(str(one.get("platform", ""))), words, spacing=10, parent=holder)
    line.setStretch(1, 1)
    line.setContentsMargins(12, 0, 12, 0)
    return holder
