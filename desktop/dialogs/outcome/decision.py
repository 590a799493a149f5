"""Your decision: it is there, it is not there, look again; nothing is sent by a slip.

A new attempt is offered only where two looks found nothing or somebody said that it is not there,
and only to who typed the account's name.
"""

from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.i18n import t
from desktop.presenters import platforms, posts
from desktop.presenters.outcomes import web_address
from desktop.presenters.text import isolate
from desktop.theme.fonts import Role
from desktop.theme.tones import Tone
from desktop.widgets.choices import RadioButton
from desktop.widgets.fields import TextField
from desktop.widgets.frames import column
from desktop.widgets.labels import PlainLabel, SectionTitle
from desktop.widgets.option_card import OptionCard, Options
from models.posts.views import OutcomeView

THERE, LEAVE, ORDER, LOOK = "there", "leave", "order", "look"
"""What the operator may decide."""


@dataclass(frozen=True, slots=True)
class Decision:
    """What would happen on the button: which, its words and icon, and whether it may."""

    kind: str
    words: str
    icon: str
    ready: bool


class DecisionColumn(QWidget):
    """The answers; `changed` fires when another one is chosen or typed."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = ""
        self._may_order = False
        self.link = TextField("", name=t("Link of the post"), placeholder="https://", mono=True)
        self.link_wrong = PlainLabel("", Role.SMALL, Tone.DANGER, wrap=True)
        self.link_wrong.hide()
        with_link = QWidget()
        column(self.link, self.link_wrong, spacing=4, parent=with_link)
        self.leave = RadioButton(t("Leave it unpublished"))
        self.order = RadioButton(t("Order a new attempt"))
        self.warning = PlainLabel("", Role.SMALL, Tone.TEXT2, wrap=True)
        self.typed = TextField("", name=t("Name of the account"))
        self._to_type = QWidget()
        column(self.warning, self.typed, spacing=6, parent=self._to_type)
        self._after = QWidget()
        column(self.leave, self.order, self._to_type, spacing=0, parent=self._after)
        self.there = OptionCard(
            t("It is there"),
            t("Paste its link. It is looked at once more and kept as published."),
            with_link,
        )
        self.not_there = OptionCard(
            t("It is not there"),
            t("The post did not go out. Nothing more happens by itself."),
            self._after,
        )
        self.look = OptionCard(
            t("Look again"),
            t("A read-only look now, and one in ten minutes. Nothing is posted."),
        )
        self.options = Options(self.there, self.not_there, self.look)
        self.leave.setChecked(True)
        column(
            SectionTitle(t("Your decision")), 2, *self.options.cards, None, spacing=8, parent=self
        )
        for card in self.options.cards:
            card.button.toggled.connect(self._changed)
        self.order.toggled.connect(self._changed)
        self.link.textChanged.connect(self._link_typed)
        self.typed.textChanged.connect(self._changed)
        self._changed()

    def show_outcome(self, outcome: OutcomeView) -> None:
        """Offer what the state of the run allows; what was chosen and typed stays."""
        state = outcome.run.state
        self._name = posts.account(outcome.target)
        self._may_order = state in ("not_found", "not_published")
        undecided = outcome.group != "decided"
        self.setVisible(undecided or self._may_order)
        self.there.setVisible(undecided)
        self.look.setVisible(undecided)
        self.order.setVisible(self._may_order)
        self.leave.setVisible(self._may_order and undecided)
        if not self._may_order:
            self.leave.setChecked(True)
        elif not undecided:
            self.not_there.button.setChecked(True)
            self.order.setChecked(True)
        self.warning.setText(
            t(
                "A late post can still appear, and then it would be there twice. "
                "To order it all the same, type the account name: {name}",
                name=isolate(self._name),
            )
        )
        self._changed()

    def decision(self) -> Decision | None:
        """What is chosen; None while nothing is."""
        card = self.options.current()
        if card is self.there:
            ready = bool(web_address(self.link.text()))
            return Decision(THERE, t("It is there"), "check", ready)
        if card is self.look:
            return Decision(LOOK, t("Look again"), "scan-eye", True)
        if card is self.not_there and self._may_order and self.order.isChecked():
            ready = platforms.same_name(self.typed.text(), self._name)
            return Decision(ORDER, t("Order a new attempt"), "rotate-cw", ready)
        if card is self.not_there:
            return Decision(LEAVE, t("Leave it unpublished"), "ban", True)
        return None

    def permalink(self) -> str:
        """The link that was pasted."""
        return web_address(self.link.text())

    def set_link_wrong(self, message: str) -> None:
        """Say what is wrong with the link; "" takes it back."""
        self.link_wrong.setText(message)
        self.link_wrong.setVisible(bool(message))
        self.link.set_wrong(bool(message))

    def _link_typed(self) -> None:
        given = self.link.text().strip()
        begun = given and not "https://".startswith(given) and not "http://".startswith(given)
        wrong = begun and not web_address(given) and "." in given
        self.set_link_wrong(t("This is no link of a web page.") if wrong else "")
        self._changed()

    def _changed(self, *_: object) -> None:
        self._to_type.setVisible(self._may_order and self.order.isChecked())
        self.changed.emit()
