"""Pairing a device: a link for the other browser, then six digits to compare, then Allow.

Allow is never the default button: Enter in the name field does nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget

from desktop.desk import Desk
from desktop.dialogs.base import Dialog
from desktop.dialogs.pair_parts import AskedPart, LinkPart, Step, WaitingPart
from desktop.i18n import t
from desktop.presenters.text import plain
from desktop.theme.tones import Tone
from desktop.widgets.marks import Line
from hub.events import PairingAsked, PairingEnded

if TYPE_CHECKING:
    from hub.services.pairing import PairingLink

WIDTH, HEIGHT = 768, 348
LEFT = 384
SECOND_MS = 1000


class PairDialog(Dialog):
    """Makes a link when it opens and follows what becomes of it."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(t("Pair a device"), desk.window, width=WIDTH, height=HEIGHT)
        self._desk = desk
        self._link: PairingLink | None = None
        self._asked: PairingAsked | None = None
        self.left = LinkPart(desk)
        self.left.again.connect(self.make_link)
        self.waiting = WaitingPart()
        self.asked = AskedPart()
        self.asked.allowed.connect(self._allow)
        self.asked.refused.connect(self._refuse)
        self.right = QStackedWidget()
        self.right.addWidget(self.waiting)
        self.right.addWidget(self.asked)
        self._lay_out()
        self._clock = QTimer(self)
        self._clock.setInterval(SECOND_MS)
        self._clock.timeout.connect(self._tick)
        desk.bridge.pairing_asked.connect(self._somebody_asked)
        desk.bridge.pairing_ended.connect(self._ended)
        self.make_link()

    def _lay_out(self) -> None:
        first = Step(1, t("Open the link in the other browser"), self.left)
        second = Step(2, t("Compare the digits, then allow"), self.right)
        first.setFixedWidth(LEFT - 1)
        sides = QHBoxLayout()
        sides.setContentsMargins(0, 0, 0, 0)
        sides.setSpacing(0)
        sides.addWidget(first)
        sides.addWidget(Line(upright=True))
        sides.addWidget(second, 1)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.addLayout(sides, 1)

    def make_link(self) -> None:
        """Ask the hub for a link; the one before, if any, is simply not shown any more."""
        actor = self._desk.actions.actor
        self._asked = None
        self.right.setCurrentWidget(self.waiting)
        words = t("It shows six digits when it has the link.")
        self.waiting.say(t("Waiting for the browser"), words)
        self._desk.actions.run(
            lambda hub: hub.pairing.make_link(actor=actor), success=self._show_link
        )

    def _show_link(self, link: PairingLink) -> None:
        self._link = link
        self.left.show_link(link.link)
        self._tick()
        self._clock.start()

    def _tick(self) -> None:
        if self._link is None:
            return
        left = self._link.expires_at - self._desk.clock()
        self.left.show_time(left)
        if left <= 0 and self._asked is None:
            self._clock.stop()
            self.waiting.say(t("The link is too old"), t("Make a new one."))

    def _somebody_asked(self, asked: PairingAsked) -> None:
        if self._link is None or asked.link_id != self._link.id:
            return
        self._asked = asked
        self.asked.show_asked(asked)
        self.right.setCurrentWidget(self.asked)

    def _ended(self, ended: PairingEnded) -> None:
        if self._link is None or ended.link_id != self._link.id:
            return
        if ended.outcome == "paired":
            name = plain(self.asked.name.text() or (self._asked.name if self._asked else ""))
            self._desk.toasts.tell(t("{name} is paired", name=name or t("The device")))
            self.accept()
            return
        self._asked = None
        self._clock.stop()
        self.left.show_time(0)
        self.right.setCurrentWidget(self.waiting)
        refused = ended.outcome == "refused"
        title = t("It was not let in") if refused else t("The link is too old")
        self.waiting.say(title, t("Make a new link to try again."), tone=Tone.DANGER)

    def _allow(self, name: str) -> None:
        if self._link is not None:
            id, actor = self._link.id, self._desk.actions.actor
            self._desk.actions.run(
                lambda hub: hub.pairing.allow(id, name or None, actor), busy=self.asked.match
            )

    def _refuse(self) -> None:
        if self._link is not None:
            id, actor = self._link.id, self._desk.actions.actor
            self._desk.actions.run(
                lambda hub: hub.pairing.refuse(id, actor), busy=self.asked.differ
            )
