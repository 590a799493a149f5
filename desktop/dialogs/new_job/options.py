"""The fields that every search has: language, at most, device, workspace, when."""

from collections.abc import Iterable

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.i18n import t, tn
from desktop.presenters import devices as device_words
from desktop.presenters import new_job
from desktop.presenters.text import plain
from desktop.switcher import square_icon
from desktop.theme import paint
from desktop.theme.fonts import Role
from desktop.theme.tones import Tone
from desktop.widgets.choices import Choice
from desktop.widgets.fields import Labelled, TextField
from desktop.widgets.frames import column, row
from desktop.widgets.labels import ElidedLabel, PlainLabel
from desktop.widgets.segments import Segments
from desktop.widgets.unit_field import UnitField
from models.views import DeviceView
from models.workspaces import WorkspaceView


def dot_icon(tone: Tone, *, ring: bool = False) -> QIcon:
    """A device's dot for a choice."""
    drawing = QPixmap(16, 16)
    drawing.fill(Qt.GlobalColor.transparent)
    painter = QPainter(drawing)
    paint.dot(painter, QPoint(8, 8).toPointF(), tone, ring=ring)
    painter.end()
    return QIcon(drawing)


class When(QWidget):
    """Now, or at a time."""

    changed = Signal()

    def __init__(self, now: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        days, time = new_job.next_full_hour(now)
        self.segments = Segments([(t("Now"), False), (t("At a time"), True)], name=t("When"))
        self.label = PlainLabel(t("When"), weight=500)
        self.label.setBuddy(self.segments)
        self.free = ElidedLabel(t("as soon as a device is free"), Role.SMALL, Tone.MUTED)
        self.day = Choice(new_job.day_choices(now), name=t("Day"))
        self.day.choose(days)
        self.time = TextField(time, name=t("Time"))
        self.time.setFixedWidth(64)
        self.wrong = PlainLabel("", Role.CAPTION, Tone.DANGER, wrap=True)
        self.wrong.hide()
        self._later = QWidget()
        row(self.day, self.time, parent=self._later).setStretch(0, 1)
        line = row(self.label, 4, self.segments, self.free, self._later, spacing=8)
        line.setStretch(3, 1)
        line.setStretch(4, 1)
        column(line, self.wrong, spacing=4, parent=self)
        self.segments.chosen.connect(self._flip)
        self.day.chosen.connect(lambda _: self.changed.emit())
        self.time.textChanged.connect(lambda _: self.changed.emit())
        self._flip()

    @property
    def later(self) -> bool:
        """Whether the job starts at a time."""
        return self.segments.value() is True

    def choose(self, *, later: bool) -> None:
        """Choose now, or at a time."""
        self.segments.choose(later)
        self._flip()

    def set_wrong(self, message: str) -> None:
        """Say what is wrong with the time; "" takes it back."""
        self.wrong.setText(message)
        self.wrong.setVisible(bool(message))
        self.time.set_wrong(bool(message))

    def _flip(self) -> None:
        self.free.setVisible(not self.later)
        self._later.setVisible(self.later)
        self.changed.emit()


def beside(*parts: Labelled) -> QHBoxLayout:
    """Fields in a row, each as wide as the other; a message below one moves none."""
    line = row(*parts, spacing=12)
    for number, part in enumerate(parts):
        line.setStretch(number, 1)
        line.setAlignment(part, Qt.AlignmentFlag.AlignTop)
    return line


class SearchOptions(QWidget):
    """How a search is made: in which language, for how many rows."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.language = Choice(new_job.languages(), name=t("Language of the site"))
        self.limit = UnitField(new_job.DEFAULT_LIMIT, t("rows"), name=t("At most"))
        self.fields = {
            "language": Labelled(t("Language of the site"), self.language),
            "limit": Labelled(t("At most"), self.limit),
        }
        column(beside(*self.fields.values()), parent=self)
        self.language.chosen.connect(lambda _: self.changed.emit())

    def set_many(self, *, on: bool) -> None:
        """The number counts for each of many searches."""
        self.limit.set_unit(t("each") if on else t("rows"))


class JobOptions(QWidget):
    """How the job is done: by whom, for whom, when."""

    changed = Signal()

    def __init__(self, now: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.device = Choice([(t("Any free device"), None)], name=t("Device"))
        self.device.setItemIcon(0, dot_icon(Tone.SUCCESS))
        self.workspace = Choice([], name=t("Workspace"))
        self.when = When(now)
        self.fields = {
            "device": Labelled(t("Device"), self.device, hint=" "),
            "workspace": Labelled(t("Workspace"), self.workspace),
        }
        column(beside(*self.fields.values()), self.when, spacing=10, parent=self)
        for choice in (self.device, self.workspace):
            choice.chosen.connect(lambda _: self.changed.emit())

    def set_workspaces(self, workspaces: Iterable[WorkspaceView], current: str | None) -> None:
        """Offer these; the one that is looked at is on."""
        self.workspace.clear()
        for view in workspaces:
            icon = square_icon(view.colour)
            self.workspace.addItem(icon, plain(view.name, longest=60), view.id)
        self.workspace.choose(current)

    def set_devices(self, devices: Iterable[DeviceView], online: set[str]) -> None:
        """Offer these."""
        chosen = self.device.currentData()
        while self.device.count() > 1:
            self.device.removeItem(1)
        for view in devices:
            here = view.id in online
            icon = dot_icon(Tone.SUCCESS if here else Tone.MUTED, ring=not here)
            self.device.addItem(icon, device_words.name(view), view.id)
        self.device.choose(chosen)

    def say_who_can(self, count: int) -> None:
        """How many devices can do it; none is no error, the job waits."""
        if count:
            words = tn("{n} device can do it.", "{n} devices can do it.", count)
        else:
            words = t("No device can do it now; the job waits for one.")
        self.fields["device"].set_hint(words)
