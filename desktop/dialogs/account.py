"""Times and rules of an account: queue slots, how far apart, how many a day, who presses."""

from PySide6.QtWidgets import QWidget

from desktop.desk import Desk
from desktop.dialogs.base import Dialog
from desktop.i18n import t
from desktop.presenters import platforms, spans
from desktop.presenters.failures import explain
from desktop.presenters.text import isolate
from desktop.theme.fonts import Role
from desktop.theme.tones import Tone
from desktop.widgets.buttons import Button, Kind
from desktop.widgets.choices import Choice
from desktop.widgets.fields import Labelled, TextField
from desktop.widgets.frames import column, row
from desktop.widgets.labels import PlainLabel
from desktop.widgets.unit_field import UnitField
from models.account_views import AccountView
from models.accounts import AccountChange
from models.errors import InvalidInput

WIDTH = 480


class AccountDialog(Dialog):
    """Changes one account; what the store does not take is said at its field."""

    def __init__(self, desk: Desk, account: AccountView) -> None:
        name = platforms.account(account.display_name, account.handle)
        title = t("Times and rules of {account}", account=isolate(name))
        super().__init__(title, desk.window, width=WIDTH)
        self._desk = desk
        self._account = account
        self.slots = TextField(
            ", ".join(account.slots), name=t("Queue times"), placeholder="MO 09:30, TH 17:00"
        )
        self.zone = TextField(
            account.zone or spans.here(), name=t("Time zone"), placeholder="Asia/Amman"
        )
        self.spacing = UnitField(
            str(account.spacing_minutes), t("minutes"), name=t("At least so far apart")
        )
        limit = "" if account.daily_limit is None else str(account.daily_limit)
        self.daily = UnitField(limit, t("a day"), name=t("At most so many"))
        self.press = Choice(
            [
                (t("As the platform's recipe says"), None),
                (t("The desk presses"), "agent"),
                (t("A person presses, in their own browser"), "operator"),
            ],
            name=t("Who presses"),
        )
        self.press.choose(account.press)
        hint = t(
            "Days are MO TU WE TH FR SA SU. “Next free slot” takes the first one that is free."
        )
        self._fields = {
            "slots": Labelled(t("Queue times"), self.slots, hint=hint),
            "zone": Labelled(t("Time zone"), self.zone),
            "spacingMinutes": Labelled(t("At least so far apart"), self.spacing),
            "dailyLimit": Labelled(t("At most so many"), self.daily),
            "press": Labelled(t("Who presses"), self.press),
        }
        pair = QWidget()
        row(self._fields["spacingMinutes"], self._fields["dailyLimit"], spacing=12, parent=pair)
        terms = t(
            "Some platforms forbid automated posting or reading in their terms, and may lock an "
            "account for it. Whether this use is allowed is for you and your client to decide."
        )
        whole = column(
            self._fields["slots"], self._fields["zone"], pair, self._fields["press"],
            PlainLabel(terms, Role.SMALL, Tone.MUTED, wrap=True), spacing=12,
        )  # fmt: skip
        self.body.addLayout(whole)
        self.save = Button(t("Save"), Kind.PRIMARY, on_click=self._save)
        self.foot(None, Button(t("Cancel"), on_click=self.reject), self.save)
        self.slots.setFocus()

    def main_button(self) -> Button:
        return self.save

    def change(self) -> AccountChange:
        """What is asked for. Raises InvalidInput for a number that is none."""
        slots = [part.strip().upper() for part in self.slots.text().replace(";", ",").split(",")]
        return AccountChange(
            slots=[" ".join(slot.split()) for slot in slots if slot],
            zone=self.zone.text().strip() or None,
            spacing_minutes=_number(self.spacing.text(), "spacingMinutes") or 0,
            daily_limit=_number(self.daily.text(), "dailyLimit"),
            press=self.press.currentData(),
        )

    def _save(self) -> None:
        for field in self._fields.values():
            field.set_wrong("")
        try:
            change = self.change()
        except InvalidInput as error:
            self._wrong(error)
            return
        id, actor = self._account.id, self._desk.actions.actor
        self._desk.actions.run(
            lambda hub: hub.accounts.change(id, change, actor=actor),
            busy=self.save,
            done=t("Saved"),
            success=lambda _: self.accept(),
            failure=self._wrong,
        )

    def _wrong(self, error: BaseException) -> None:
        field = error.field.partition("[")[0] if isinstance(error, InvalidInput) else ""
        if field in self._fields:
            self._fields[field].set_wrong(explain(error)[0])
        else:
            self._desk.actions.told_failure(error)


def _number(text: str, field: str) -> int | None:
    text = text.strip()
    if not text:
        return None
    if not text.isdecimal():
        raise InvalidInput(field, t("This is no whole number."))
    return int(text)
