"""What is known of one connector: its fields, where it was tried, who presses."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from desktop.i18n import t, tn
from desktop.pages.connectors.reading import Reading
from desktop.presenters import connectors as words
from desktop.presenters.text import plain
from desktop.theme.fonts import Role
from desktop.theme.tones import Tone
from desktop.widgets.banner import Banner
from desktop.widgets.buttons import Button, Kind
from desktop.widgets.frames import Headed, RowsCard, clear, column, row
from desktop.widgets.labels import ElidedLabel, PlainLabel, set_tooltip
from desktop.widgets.marks import Icon, ProgressBar, StatusDot
from desktop.widgets.platform import PlatformMark
from desktop.widgets.segments import Segments
from desktop.widgets.sparkline import Sparkline
from models.connector_views import ConnectorHealth, DeviceCheckView, FieldHealth
from models.views import ConnectorView

MARGIN = 20
BAR_WIDTH = 94


class ConnectorDetail(QWidget):
    """`wanted` asks for a dry run (True: on a device where it was not tried yet)."""

    wanted = Signal(bool)
    accounts_wanted = Signal()
    pressed = Signal(object, str)
    """A connector and who shall press."""

    def __init__(self, clock: Callable[[], int], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._clock = clock
        self.title = PlainLabel("", Role.PANE, foreign=True)
        self.id = PlainLabel("", Role.MONO, Tone.MUTED)
        self.dry = Button(t("Dry run"), icon="play", on_click=lambda: self.wanted.emit(False))
        self.verify = Button(
            t("Verify on a device"),
            icon="monitor-smartphone",
            on_click=lambda: self.wanted.emit(True),
        )
        self.banner = Banner("", " ", tone=Tone.WARNING, icon="triangle-alert")
        self._fields = QWidget()
        self._devices = QWidget()
        self._rows = RowsCard()
        self.accounts = Button(
            t("Accounts that say otherwise…"), Kind.LINK, on_click=self.accounts_wanted.emit
        )
        self.fields = Headed(t("Fields"), self._fields, fact=t("last run, and 14 days"))
        self.devices = Headed(t("Verified on"), self._devices, fact=t("a dry run seen by you"))
        self.press = Headed(
            t("Who presses the last button"),
            self._rows,
            fact=t("for every connector that publishes"),
            links=(self.accounts,),
        )
        self.terms = PlainLabel("", Role.SMALL, Tone.TEXT2, wrap=True)
        self._terms_line = QWidget()
        honest = row(Icon("scroll-text", Tone.MUTED), self.terms, spacing=10)
        honest.setAlignment(honest.itemAt(0).widget(), Qt.AlignmentFlag.AlignTop)
        honest.setStretch(1, 1)
        self._terms_line.setLayout(honest)
        halves = row(self.fields, self.devices, spacing=28)
        halves.setStretch(0, 1)
        halves.setStretch(1, 1)
        for index in (0, 1):
            halves.itemAt(index).setAlignment(Qt.AlignmentFlag.AlignTop)
        whole = column(
            row(self.title, self.id, None, self.dry, self.verify, spacing=8),
            self.banner,
            halves,
            self.press,
            self._terms_line,
            None,
            spacing=12,
            parent=self,
        )
        whole.setContentsMargins(MARGIN, 10, MARGIN, MARGIN)

    def show_view(self, view: ConnectorView, reading: Reading) -> None:
        """Show this connector."""
        health = reading.health.get(view.id)
        checks = reading.checks.get(view.id, [])
        self.title.setText(words.name(view))
        self.id.setText(plain(view.id))
        for button in (self.dry, self.verify):
            button.setEnabled(bool(checks) and view.enabled)
        self._show_banner(health)
        self._show_fields(view, health)
        self._show_devices(checks)
        self._show_press(reading)
        own = words.terms(view)
        self.terms.setText(own if own and view.kind == "publish" else t(words.HONEST))

    def _show_banner(self, health: ConnectorHealth | None) -> None:
        weak = health.weak if health else None
        self.banner.setVisible(weak is not None)
        if weak is not None:
            self.banner.set_words(
                words.weak_title(weak),
                t("The site probably moved it. What was found before is still there."),
            )

    def _show_fields(self, view: ConnectorView, health: ConnectorHealth | None) -> None:
        self.fields.title.setText(t("Posts") if view.kind == "publish" else t("Fields"))
        lines: list[list[QWidget]] = []
        if health is not None:
            if view.kind == "publish":
                lines.append(_bar(t("Seen"), health.seen, health.pressed, health.line, weak=False))
            lines += [_field(one, weak=one is health.weak) for one in health.fields]
        grid = _emptied(self._fields)
        for number, line in enumerate(lines):
            for place, widget in enumerate(line):
                grid.addWidget(widget, number, place)
        grid.setColumnStretch(len(lines[0]) if lines else 0, 1)
        if not lines:
            grid.addWidget(PlainLabel(t("No runs in fourteen days."), tone=Tone.MUTED), 0, 0)
        if health is not None and health.steps:
            said = tn(
                "{n} step found its element by another way than the first.",
                "{n} steps found their element by another way than the first.",
                len(health.steps),
            )
            below = PlainLabel(said, Role.SMALL, Tone.WARNING, wrap=True)
            grid.addWidget(below, len(lines) + 1, 0, 1, 5)

    def _show_devices(self, checks: list[DeviceCheckView]) -> None:
        grid = _emptied(self._devices)
        for number, one in enumerate(checks):
            said, tone, drawing = words.check(one, self._clock())
            dot = StatusDot(Tone.SUCCESS if one.online else Tone.MUTED, ring=not one.online)
            grid.addWidget(dot, number, 0)
            grid.addWidget(ElidedLabel(plain(one.device_name), foreign=True), number, 1)
            drawn = Tone.MUTED if one.state == "verified" else tone
            grid.addWidget(Icon(drawing, drawn, 14), number, 2)
            label = PlainLabel(said, tone=tone)
            set_tooltip(label, plain(one.message))
            grid.addWidget(label, number, 3)
        grid.setColumnStretch(1, 1)
        hint = t("It may already run there. A dry run takes seconds and shows whether it works.")
        if not checks:
            hint = t("No device has this connector. Allow its site in the extension's options.")
        below = PlainLabel(hint, Role.SMALL, Tone.MUTED, wrap=True)
        grid.addWidget(below, len(checks), 0, 1, 4)

    def _show_press(self, reading: Reading) -> None:
        publishing = [view for view in reading.connectors if view.kind == "publish"]
        self.press.setVisible(bool(publishing))
        self._rows.set_rows([self._press_row(view, reading) for view in publishing])

    def _press_row(self, view: ConnectorView, reading: Reading) -> QWidget:
        name = words.name(view)
        segments = Segments(
            [(t("Agent"), "agent"), (t("You"), "operator")],
            name=t("Who presses on {name}", name=name),
            drawings=["bot", "hand"],
        )
        segments.choose(view.press)
        segments.chosen.connect(lambda who: self.pressed.emit(view, str(who)))
        said = words.press_line(view, reading.choices.get(view.id), self._clock())
        label = PlainLabel(name, weight=500, foreign=True)
        label.setFixedWidth(130)
        holder = QWidget()
        line = row(
            PlatformMark(view.platform),
            label,
            ElidedLabel(said, tone=Tone.MUTED),
            segments,
            spacing=10,
            parent=holder,
        )
        line.setStretch(2, 1)
        line.setContentsMargins(12, 6, 12, 6)
        return holder


def _emptied(holder: QWidget) -> QGridLayout:
    """The grid of a holder, without what stood in it."""
    grid = holder.layout()
    if not isinstance(grid, QGridLayout):
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 2, 0, 0)
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(8)
    clear(grid)
    for place in range(6):
        grid.setColumnStretch(place, 0)
    return grid


def _field(one: FieldHealth, *, weak: bool) -> list[QWidget]:
    return _bar(words.field(one.name), one.filled, one.of, one.line, weak=weak)


def _bar(
    name: str, filled: int, of: int, line: tuple[float | None, ...], *, weak: bool
) -> list[QWidget]:
    """Name, bar, number and trend."""
    tone = Tone.WARNING if weak else Tone.SUCCESS
    number = PlainLabel(t("{n} of {of}", n=filled, of=of))
    number.setMinimumWidth(76)
    label = PlainLabel(name, weight=500 if weak else None)
    label.setMinimumWidth(64)
    bar = ProgressBar(round(100 * filled / of) if of else 0, tone)
    bar.setFixedWidth(BAR_WIDTH)
    return [label, bar, number, Sparkline(line, tone)]
