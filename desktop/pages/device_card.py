"""One device as a card: what it is, how it is, what it does, whose accounts it holds."""

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop import icons
from desktop.desk import Desk
from desktop.i18n import percent, right_to_left, t, tn
from desktop.pages.device_actions import device_menu, open_account
from desktop.presenters import devices as words
from desktop.presenters import jobs as job_words
from desktop.presenters import phases, times
from desktop.presenters.accounts import Known
from desktop.presenters.text import isolate
from desktop.theme import paint
from desktop.theme.current import colour, text_colour, tokens
from desktop.theme.fonts import Role
from desktop.theme.tones import Tone
from desktop.widgets.buttons import Button, Kind
from desktop.widgets.focus import Ringed
from desktop.widgets.frames import Card, ClickRow, clear, column, row
from desktop.widgets.labels import ElidedLabel, PlainLabel, set_tooltip
from desktop.widgets.marks import Icon, Line, Painted, ProgressBar, StatusDot
from desktop.widgets.platform import PlatformMark
from models.views import BindingView, DeviceView, JobView

WIDTH, HEIGHT, HEIGHT_ARABIC = 300, 226, 262
ACCOUNTS_SHOWN = 3


class MachineIcon(Painted):
    """What kind of machine it is, on a soft square."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._name = name

    def sizeHint(self) -> QSize:
        return QSize(32, 32)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint.box(painter, self.rect(), 6, fill=colour(tokens().neutral_soft))
        icons.paint(painter, self._name, QRect(8, 8, 16, 16), text_colour(Tone.TEXT2))
        painter.end()


class AccountRow(ClickRow):
    """An account that the device holds; it opens."""

    def __init__(self, binding: BindingView, checked: str, tone: Tone) -> None:
        self.known = Known(binding.platform, binding.handle, binding.display_name, None)
        super().__init__(self.known.name)
        self.setAccessibleDescription(checked)
        name = ElidedLabel(words.account(binding), Role.SMALL, foreign=True)
        when = PlainLabel(checked, Role.CAPTION, tone)
        line = row(PlatformMark(binding.platform), name, when, spacing=7, parent=self)
        line.setStretch(1, 1)
        set_tooltip(self, t("Times and rules of this account"))


class DeviceCard(Ringed, Card):
    """A card that follows its device."""

    def __init__(self, desk: Desk, device: DeviceView) -> None:
        super().__init__()
        self._desk = desk
        self._device = device
        self._paused = False
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setMinimumSize(self.sizeHint())
        self.setMaximumHeight(self.sizeHint().height())
        self._name = ElidedLabel(role=Role.SECTION, foreign=True)
        self._where = ElidedLabel(role=Role.SMALL, tone=Tone.MUTED)
        self._more = Button(
            kind=Kind.GHOST, icon="ellipsis", name=t("More"), bar=True, on_click=self._menu
        )
        self._dot = StatusDot()
        self._state = PlainLabel(role=Role.SMALL)
        self._doing_icon = Icon("loader-circle", Tone.ACCENT, 14)
        self._doing = ElidedLabel(role=Role.SMALL, tone=Tone.ACCENT)
        self._bar = ProgressBar()
        self._accounts = QVBoxLayout()
        self._accounts.setSpacing(6)
        self._today = PlainLabel(role=Role.CAPTION, tone=Tone.MUTED)
        self._lay_out()

    @property
    def device_id(self) -> str:
        """Whose card it is."""
        return self._device.id

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.ring:
            painter = QPainter(self)
            paint.focus_ring(painter, self.rect(), 8)
            painter.end()

    def _lay_out(self) -> None:
        head = row(
            MachineIcon(words.icon(self._device)),
            column(self._name, self._where, spacing=0),
            self._more,
            spacing=10,
        )
        head.setStretch(1, 1)
        head.setAlignment(self._more, Qt.AlignmentFlag.AlignTop)
        doing = row(self._doing_icon, self._doing, spacing=6)
        doing.setStretch(1, 1)
        whole = column(
            head,
            6,
            row(self._dot, self._state, None, spacing=6),
            doing,
            self._bar,
            8,
            Line(),
            8,
            self._accounts,
            None,
            self._today,
            spacing=5,
            parent=self,
        )
        whole.setContentsMargins(16, 16, 16, 12)

    def show_view(self, device: DeviceView, job: JobView | None, *, paused: bool) -> None:
        """Show what is true of the device now."""
        self._device, self._paused = device, paused
        now = self._desk.clock()
        online = device.id in self._desk.bridge.online
        state = words.state(device, online=online, job=job)
        self._name.setText(words.name(device))
        where = words.where(device)
        if not online and device.last_seen_at:
            where = f"{where} · {times.clock(device.last_seen_at, now)}"
        self._where.setText(where)
        self._dot.set_state(state.tone, ring=state.ring)
        paused_word = t("paused")
        self._state.setText(f"{state.word}, {paused_word}" if paused else state.word)
        self._show_work(state, job)
        self._show_accounts(device, job)
        self._today.setText(words.jobs_today(device))
        self.setAccessibleName(f"{words.name(device)}, {state.word}")

    def _show_work(self, state: words.DeviceState, job: JobView | None) -> None:
        for widget in (self._doing_icon, self._bar):
            widget.setVisible(job is not None)
        if job is None:
            quiet = {
                "offline": t("Not connected. Jobs for it wait."),
                "draining": t("Takes no new job."),
                "revoked": t("Its key is void."),
            }
            self._doing.set_tone(Tone.MUTED)
            self._doing.setText(quiet.get(state.key, t("Nothing to do.")))
            return
        tone = Tone.WARNING if job.needs_user_action else Tone.ACCENT
        title = isolate(job_words.title(job))
        if job.needs_user_action:
            said = f"{title}: {phases.reason(job.needs_user_reason)}"
        else:
            said = t("{job}, {percent}", job=title, percent=percent(job.progress))
        self._doing_icon.show_icon("hand" if job.needs_user_action else "loader-circle", tone)
        self._doing.set_tone(tone)
        self._doing.setText(said)
        self._bar.set_value(job.progress, tone)

    def _show_accounts(self, device: DeviceView, job: JobView | None) -> None:
        clear(self._accounts)
        shown = ACCOUNTS_SHOWN if len(device.bindings) <= ACCOUNTS_SHOWN else ACCOUNTS_SHOWN - 1
        for binding in device.bindings[:shown]:
            line = AccountRow(binding, *words.checked(binding, job, self._desk.clock()))
            line.clicked.connect(lambda one=line.known: open_account(self._desk, one))
            self._accounts.addWidget(line)
        rest = len(device.bindings) - shown
        if rest > 0:
            more = tn("and {n} more account", "and {n} more accounts", rest)
            self._accounts.addWidget(ElidedLabel(more, Role.SMALL, Tone.MUTED))
        if not device.bindings:
            none = t("No accounts. Searches only.")
            self._accounts.addWidget(ElidedLabel(none, Role.SMALL, Tone.MUTED))

    def _menu(self) -> None:
        menu = device_menu(self._desk, self._device, paused=self._paused, parent=self)
        corner = QPoint(0, self._more.height() + 2)
        menu.popup(self._more.mapToGlobal(corner))

    def sizeHint(self) -> QSize:
        return QSize(WIDTH, HEIGHT_ARABIC if right_to_left() else HEIGHT)


class CardGrid(QWidget):
    """Cards in as many columns as fit."""

    GAP = 14

    def __init__(self) -> None:
        super().__init__()
        self._cards: list[QWidget] = []

    def set_cards(self, cards: list[QWidget]) -> None:
        """Show these cards; others that were here go."""
        for old in self._cards:
            if old not in cards:
                old.setParent(None)
                old.deleteLater()
        self._cards = cards
        for card in cards:
            card.setParent(self)
            card.show()
        self._place()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._place()

    def _place(self) -> None:
        columns = max(1, (self.width() + self.GAP) // (WIDTH + self.GAP))
        columns = min(columns, max(3, len(self._cards)))
        width = (self.width() - (columns - 1) * self.GAP) // columns
        height = HEIGHT_ARABIC if right_to_left() else HEIGHT
        flipped = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        for index, card in enumerate(self._cards):
            left = (index % columns) * (width + self.GAP)
            top = (index // columns) * (height + self.GAP)
            place = QRect(left, top, width, height)
            card.setGeometry(paint.placed(place, self.rect(), flipped))
        rows = -(-len(self._cards) // columns)
        self.setMinimumHeight(max(0, rows * (height + self.GAP) - self.GAP))
