"""One account: how it is shown, who presses, its queue times and pace, where it is signed in.

What is written is saved with the button; a pause begins and ends at once.
"""

from zoneinfo import available_timezones

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCompleter, QWidget

from desktop.desk import Desk
from desktop.dialogs.account import reading
from desktop.dialogs.account.reading import Accounts
from desktop.dialogs.account.slots import SlotsEditor
from desktop.dialogs.base import Dialog
from desktop.i18n import right_to_left, t
from desktop.presenters import accounts as words
from desktop.presenters import spans
from desktop.presenters.accounts import Known
from desktop.presenters.failures import explain
from desktop.presenters.text import plain
from desktop.tasks import Tasks
from desktop.theme.fonts import Role
from desktop.theme.tones import Tone
from desktop.widgets.banner import Banner
from desktop.widgets.buttons import Button, Kind
from desktop.widgets.choices import Choice
from desktop.widgets.fields import Labelled, TextField
from desktop.widgets.frames import Headed, RowsCard, Scroll, column, row
from desktop.widgets.labels import ElidedLabel, PlainLabel
from desktop.widgets.marks import Icon, StatusDot
from desktop.widgets.platform import PlatformMark
from desktop.widgets.unit_field import UnitField
from models.accounts.accounts import AccountChange
from models.accounts.views import AccountView
from models.errors import InvalidInput

WIDTH = 856
AROUND, LEAST = 160, 240
"""What the dialog is higher than its content; the content scrolls where that is too much."""
LONGEST = 100
HIDDEN_HOLDERS = 4
"""So many browsers are listed; the rest is a number."""


class AccountDialog(Dialog):
    """Shows one account and takes changes; an account that nobody set up is made when saved."""

    def __init__(self, desk: Desk, known: Known) -> None:
        super().__init__(known.name, desk.window, width=WIDTH)
        self._desk = desk
        self._known = known
        self._tasks = Tasks(desk.actions.told_failure)
        self._reading = Accounts([], [], [], [])
        self._filled = False
        self.title.hide()
        title = ElidedLabel(known.name, Role.PANE, foreign=True)
        self.about = ElidedLabel(words.handle(known), Role.SMALL, Tone.MUTED)
        mark = PlatformMark(known.platform)
        self.head.insertWidget(0, mark)
        self.head.insertWidget(1, title)
        self.head.insertWidget(2, self.about)
        self.go_on = Button(t("Go on now"), bar=True, on_click=self._go_on)
        self.parked = Banner(
            t("The site asked for a pause"), " ", tone=Tone.WARNING, icon="clock-alert",
            buttons=(self.go_on,),
        )  # fmt: skip
        self.resume = Button(t("Resume"), bar=True, on_click=lambda: self._pause(on=False))
        self.paused = Banner(
            t("Paused: nothing is pressed on it."), " ", tone=Tone.WARNING, icon="circle-pause",
            buttons=(self.resume,),
        )  # fmt: skip
        self._build_fields()
        self._lay_out()
        bridge = desk.bridge
        for signal in (bridge.pauses, bridge.devices, bridge.accounts, bridge.presence):
            signal.connect(self.read)
        self.finished.connect(lambda _: self._tasks.cancel())
        self.save.setEnabled(False)
        self.read()

    def main_button(self) -> Button:
        return self.save

    def read(self, *_: object) -> None:
        """Read what is true now; what was typed stays."""
        self._tasks.latest("account", self._read())

    # Building.

    def _build_fields(self) -> None:
        known = self._known
        self.name = TextField(name=t("Shown as"), placeholder=plain(known.handle, longest=120))
        self.name.setMaxLength(LONGEST)
        spaces = [(plain(one.name, longest=80), one.id) for one in self._desk.workspaces.all()]
        self.workspace = Choice(spaces, name=t("Workspace"))
        self.press = Choice(words.press_choices(None), name=t("Who presses"))
        self.terms = PlainLabel("", Role.SMALL, Tone.TEXT2, wrap=True)
        self.slots = SlotsEditor()
        self.zone = TextField(spans.here(), name=t("Time zone"), placeholder="Asia/Amman")
        completer = QCompleter(sorted(available_timezones()), self.zone)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self.zone.setCompleter(completer)
        self.spacing = UnitField("", t("minutes"), name=t("At least so far apart"))
        self.daily = UnitField("", t("a day"), name=t("At most so many"))
        self._fields = {
            "displayName": Labelled(t("Shown as"), self.name),
            "workspaceId": Labelled(t("Workspace"), self.workspace),
            "press": Labelled(t("Who presses the last button"), self.press),
            "slots": Labelled(t("Queue times"), self.slots),
            "zone": Labelled(
                t("Time zone"), self.zone, hint=t("Of the queue times, and of what a day is.")
            ),
            "spacingMinutes": Labelled(t("At least so far apart"), self.spacing),
            "dailyLimit": Labelled(
                t("At most so many"), self.daily, hint=t("Empty: as many as there are.")
            ),
        }
        self.devices = RowsCard()

    def _lay_out(self) -> None:
        fields = self._fields
        honest = row(Icon("scroll-text", Tone.MUTED), self.terms, spacing=10)
        honest.setAlignment(honest.itemAt(0).widget(), Qt.AlignmentFlag.AlignTop)
        honest.setStretch(1, 1)
        names = row(fields["displayName"], fields["workspaceId"], spacing=12)
        pair = row(fields["spacingMinutes"], fields["dailyLimit"], spacing=12)
        for line in (names, pair):
            for place in (0, 1):
                line.setStretch(place, 1)
                line.itemAt(place).setAlignment(Qt.AlignmentFlag.AlignTop)
        signed = Headed(t("Signed in on"), self.devices)
        first = column(names, fields["press"], honest, signed, None, spacing=14)
        second = column(fields["slots"], fields["zone"], pair, None, spacing=14)
        halves = row(first, second, spacing=28)
        halves.setStretch(0, 1)
        halves.setStretch(1, 1)
        self._inner = QWidget()
        column(self.parked, self.paused, halves, spacing=12, parent=self._inner)
        for banner in (self.parked, self.paused):
            banner.hide()
        self._scroll = Scroll(self._inner)
        self.body.addWidget(self._scroll)
        self.pause = Button(
            t("Pause this account"), Kind.GHOST, icon="circle-pause",
            on_click=lambda: self._pause(on=True),
        )  # fmt: skip
        self.save = Button(t("Save"), Kind.PRIMARY, on_click=self._save)
        self.foot(self.pause, None, Button(t("Cancel"), on_click=self.reject), self.save)

    # Showing.

    async def _read(self) -> None:
        self._show(await self._desk.reads.run(reading.read, self._desk.clock()))

    def _show(self, found: Accounts) -> None:
        self._reading = found
        view = found.account(self._known.key)
        if not self._filled:
            self._filled = True
            self._fill(view)
            self.save.setEnabled(True)
        self._show_standing(view)
        self._show_devices()
        self._fit()

    def _fit(self) -> None:
        """As high as the content, or as the window allows."""
        layout = self._inner.layout()
        layout.invalidate()
        width = WIDTH - 40
        content = (
            layout.totalHeightForWidth(width)
            if layout.hasHeightForWidth()
            else layout.totalSizeHint().height()
        )
        room = max(LEAST, self._desk.window.height() - AROUND)
        self._scroll.setFixedHeight(min(content, room))
        for one in (self.panel.layout(), self.layout()):
            one.activate()
        self.centre()

    def _fill(self, view: AccountView | None) -> None:
        """Put what is stored into the fields, once: typing is never overwritten."""
        connector = self._reading.connector(self._known.platform)
        for place, (said, _) in enumerate(words.press_choices(connector)):
            self.press.setItemText(place, said)
        self.terms.setText(words.terms(connector))
        self.name.setText(plain((view or self._known).display_name, longest=LONGEST))
        if view is None:
            self.workspace.choose(self._desk.workspaces.current)
            return
        self.workspace.choose(view.workspace_id)
        self.press.choose(view.press)
        self.slots.set_slots(view.slots)
        self.zone.setText(view.zone or spans.here())
        self.spacing.setText(str(view.spacing_minutes or ""))
        self.daily.setText("" if view.daily_limit is None else str(view.daily_limit))

    def _show_standing(self, view: AccountView | None) -> None:
        now, found = self._desk.clock(), self._reading
        parked = view is not None and words.is_parked(view, now)
        self.parked.setVisible(parked)
        if view is not None and parked:
            said = t("Nothing is pressed until {time}; then it goes on by itself.",
                     time=words.parked(view, now))  # fmt: skip
            self.parked.set_words(t("The site asked for a pause"), said)
        own = found.held("account", self._known.key)
        others = found.held("platform", self._known.platform) or found.held("all", None)
        self.paused.setVisible(own or others)
        self.resume.setVisible(own)
        self.pause.setVisible(not own)
        if own or others:
            more = t("All of its platform is paused too.") if own and others else ""
            why = more if own else t("All of its platform is paused, or everything.")
            self.paused.set_words(t("Paused: nothing is pressed on it."), why)

    def _show_devices(self) -> None:
        online, now = self._desk.bridge.online, self._desk.clock()
        found = words.holders(self._known.key, self._reading.devices, online, now)
        lines = [_device(one) for one in found[:HIDDEN_HOLDERS]]
        if len(found) > HIDDEN_HOLDERS:
            lines.append(_said(t("and {n} more", n=len(found) - HIDDEN_HOLDERS)))
        if not found:
            lines.append(_said(t("No browser is signed in to it. What is due waits until one is.")))
        self.devices.set_rows(lines)

    # Changing.

    def change(self) -> AccountChange:
        """What is asked for. Raises InvalidInput for a number that is none."""
        return AccountChange(
            display_name=self.name.text().strip() or None,
            press=self.press.currentData(),
            slots=self.slots.slots(),
            zone=self.zone.text().strip() or None,
            spacing_minutes=_number(self.spacing.text(), "spacingMinutes") or 0,
            daily_limit=_number(self.daily.text(), "dailyLimit"),
            workspace_id=str(self.workspace.currentData()),
        )

    def _save(self) -> None:
        for field in self._fields.values():
            field.set_wrong("")
        try:
            change = self.change()
        except InvalidInput as error:
            self._wrong(error)
            return
        known, actor = self._known, self._desk.actions.actor
        view = self._reading.account(known.key)

        async def saved(hub: object) -> AccountView:
            accounts = hub.accounts  # type: ignore[attr-defined]
            there = view
            if there is None:
                there = await accounts.add(known.platform, known.handle, actor)
            changed: AccountView = await accounts.change(there.id, change, actor)
            return changed

        self._desk.actions.run(
            saved,
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

    def _pause(self, *, on: bool) -> None:
        key, actor = self._known.key, self._desk.actions.actor
        if on:
            self._desk.actions.run(
                lambda hub: hub.pauses.pause("account", key, actor),
                busy=self.pause, success=self.read,
            )  # fmt: skip
        else:
            self._desk.actions.run(
                lambda hub: hub.pauses.resume("account", key, actor),
                busy=self.resume, success=self.read,
            )  # fmt: skip

    def _go_on(self) -> None:
        view, actor = self._reading.account(self._known.key), self._desk.actions.actor
        if view is not None:
            id = view.id
            self._desk.actions.run(
                lambda hub: hub.accounts.go_on(id, actor), busy=self.go_on, success=self.read
            )


def _device(holder: words.Holder) -> QWidget:
    made = QWidget()
    made.setFixedHeight(40 if right_to_left() else 34)
    dot = StatusDot(Tone.SUCCESS if holder.online else Tone.MUTED, ring=not holder.online)
    dot.setAccessibleName(t("online") if holder.online else t("offline"))
    name = ElidedLabel(holder.name, foreign=True)
    checked = PlainLabel(holder.checked, Role.SMALL, holder.tone)
    line = row(dot, name, checked, spacing=8, parent=made)
    line.setStretch(1, 1)
    line.setContentsMargins(12, 0, 12, 0)
    return made


def _said(text: str) -> QWidget:
    made = QWidget()
    line = row(PlainLabel(text, Role.SMALL, Tone.MUTED, wrap=True), parent=made)
    line.setContentsMargins(12, 8, 12, 8)
    return made


def _number(text: str, field: str) -> int | None:
    text = text.strip()
    if not text:
        return None
    if not text.isdecimal():
        raise InvalidInput(field, t("This is no whole number."))
    return int(text)
