"""The rows of Overview: what needs the operator, what runs, which devices are there."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from desktop.desk import Desk
from desktop.i18n import percent, t
from desktop.presenters import devices as device_words
from desktop.presenters import jobs as job_words
from desktop.presenters import phases, times
from desktop.presenters import posts as post_words
from desktop.theme.fonts import Role
from desktop.theme.tones import Tone
from desktop.widgets.buttons import Button, Kind
from desktop.widgets.frames import ClickRow, column, row
from desktop.widgets.labels import ElidedLabel, PlainLabel, trailing
from desktop.widgets.marks import Chip, Icon, ProgressBar, Square, StatusDot
from desktop.widgets.platform import PlatformMark
from models.posts.views import PostView
from models.views import DeviceView, JobView

NEEDS_HEIGHT, RUNNING_HEIGHT, DEVICE_HEIGHT, NEXT_HEIGHT = 58, 44, 44, 36
MARKS_SHOWN = 4
TIME_ROOM = 40
CHIP_ROOM = 150
BAR_WIDTH = 132


class NeedsRow(QWidget):
    """A job that waits for the operator: why, since when, and the two things to do."""

    def __init__(self, desk: Desk, job: JobView, *, first: bool) -> None:
        super().__init__()
        self._desk = desk
        self._job = job
        self.setFixedHeight(NEEDS_HEIGHT)
        self._chip = Chip(phases.of_job(job, desk.clock()))
        room = QWidget()
        room.setMinimumWidth(CHIP_ROOM)
        row(self._chip, None, parent=room)
        self._title = ElidedLabel(weight=500, foreign=True)
        self._why = ElidedLabel(role=Role.SMALL, tone=Tone.MUTED, foreign=True)
        self._age = PlainLabel(role=Role.SMALL, tone=Tone.MUTED)
        self._go_on = Button(
            t("Continue"), Kind.PRIMARY if first else Kind.PLAIN, bar=True, on_click=self._continue
        )
        self._details = Button(t("Open details"), bar=True, on_click=self._open)
        words = column(
            None,
            row(Square(desk.workspaces.colour(job.workspace_id)), self._title, spacing=6),
            row(16, self._why, spacing=0),
            None,
            spacing=1,
        )
        buttons = (self._details, self._go_on)
        line = row(room, words, self._age, *buttons, spacing=12, parent=self)
        line.setStretch(1, 1)
        line.setContentsMargins(16, 0, 16, 0)
        self.show_view(job)

    def show_view(self, job: JobView) -> None:
        """Show what the job says now."""
        self._job = job
        now = self._desk.clock()
        self._chip.set_state(phases.of_job(job, now))
        where, title = job_words.platform(job), job_words.title(job)
        self._title.setText(t(", ").join((title, where)) if where else title)
        self._why.setText(job_words.why(job))
        self._go_on.setText(self._verb()[0])
        self._age.setText(times.ago(job.updated_at, now))
        self.setAccessibleName(job_words.sentence(job, now))

    def _open(self) -> None:
        self._desk.navigator.show_page("jobs", self._job.id)

    def _verb(self) -> tuple[str, Callable[[], object]]:
        """The one thing to do: decide, look into the queue, or let it go on."""
        job, go = self._job, self._desk.navigator.show_page
        if job_words.in_doubt(job):
            return t("Decide"), lambda: go("publish", f"outcomes/{job.id}")
        if job.phase == "missed":
            about = job_words.post_id(job) or ""
            return t("Open the queue"), lambda: go("publish", f"queue/{about}")
        return t("Continue"), self._resume

    def _continue(self) -> None:
        self._verb()[1]()

    def _resume(self) -> None:
        id, actor = self._job.id, self._desk.actions.actor
        self._desk.actions.run(lambda hub: hub.jobs.resume(id, actor), busy=self._go_on)


class RunningRow(ClickRow):
    """A job that goes on: how far, what it does, where."""

    def __init__(self, desk: Desk, job: JobView) -> None:
        super().__init__("")
        self._desk = desk
        self.setFixedHeight(RUNNING_HEIGHT)
        self._title = ElidedLabel(weight=500, foreign=True)
        self._bar = ProgressBar()
        self._bar.setFixedWidth(BAR_WIDTH)
        self._percent = PlainLabel(role=Role.SMALL, tone=Tone.MUTED)
        self._percent.setFixedWidth(38)
        self._percent.setAlignment(trailing())
        self._says = ElidedLabel(role=Role.SMALL, tone=Tone.TEXT2, foreign=True)
        self._device = ElidedLabel(role=Role.SMALL, tone=Tone.MUTED)
        self._device.setAlignment(trailing())
        self._device.setFixedWidth(150)
        line = row(
            Icon(job_words.icon(job), Tone.MUTED),
            2,
            Square(desk.workspaces.colour(job.workspace_id)),
            self._title,
            6,
            self._bar,
            self._percent,
            4,
            self._says,
            self._device,
            spacing=6,
            parent=self,
        )
        line.setStretch(line.indexOf(self._title), 6)
        line.setStretch(line.indexOf(self._says), 5)
        line.setContentsMargins(16, 0, 16, 0)
        self.clicked.connect(lambda: desk.navigator.show_page("jobs", job.id))
        self.show_view(job)

    def show_view(self, job: JobView) -> None:
        """Show what the job says now."""
        self._title.setText(job_words.title(job))
        tone = Tone.NEUTRAL if job.phase in ("retrying", "paused") else job_words.bar_tone(job)
        self._bar.set_value(job.progress, tone)
        self._percent.setText(percent(job.progress))
        self._says.setText(self._words(job))
        self._device.setText(job_words.device(job) if job.assigned_agent_name else "")
        self.setAccessibleName(job_words.sentence(job, self._desk.clock()))

    def _words(self, job: JobView) -> str:
        if job.children_total:
            return t("{done} of {total} done", done=job.children_done, total=job.children_total)
        return job_words.progress_words(job)


class NextPostRow(ClickRow):
    """A post that goes out next: when, what, where."""

    def __init__(self, desk: Desk, post: PostView) -> None:
        super().__init__(post_words.sentence(post, desk.clock()))
        self.setFixedHeight(NEXT_HEIGHT)
        time = PlainLabel(post_words.due(post, desk.clock()), tone=Tone.TEXT2)
        time.setMinimumWidth(TIME_ROOM)
        title = ElidedLabel(post_words.title(post), foreign=True)
        marks = [PlatformMark(platform) for platform in post_words.marks(post)[:MARKS_SHOWN]]
        line = row(
            time,
            Square(desk.workspaces.colour(post.workspace_id)),
            title,
            row(*marks, spacing=4),
            spacing=7,
            parent=self,
        )
        line.setStretch(2, 1)
        line.setContentsMargins(16, 0, 16, 0)
        self.clicked.connect(lambda: desk.navigator.show_page("publish", f"queue/{post.id}"))


class DeviceRow(ClickRow):
    """A device in a list: its dot, its name, what it does, when it was here."""

    def __init__(self, desk: Desk, device: DeviceView, job: JobView | None) -> None:
        super().__init__("")
        self._desk = desk
        self.setFixedHeight(DEVICE_HEIGHT)
        self._dot = StatusDot()
        self._name = ElidedLabel(weight=500, foreign=True)
        self._doing = ElidedLabel(role=Role.SMALL, tone=Tone.MUTED)
        self._seen = PlainLabel(role=Role.SMALL, tone=Tone.MUTED)
        words = column(None, self._name, self._doing, None, spacing=0)
        line = row(self._dot, words, self._seen, spacing=9, parent=self)
        line.setStretch(1, 1)
        line.setContentsMargins(14, 0, 16, 0)
        line.setAlignment(self._dot, Qt.AlignmentFlag.AlignVCenter)
        self.clicked.connect(lambda: desk.navigator.show_page("devices", device.id))
        self.show_view(device, job)

    def show_view(self, device: DeviceView, job: JobView | None) -> None:
        """Show what the device does now."""
        online = device.id in self._desk.bridge.online
        state = device_words.state(device, online=online, job=job)
        self._dot.set_state(state.tone, ring=state.ring)
        self._name.setText(device_words.name(device))
        self._doing.setText(device_words.doing(device, state, job))
        self._seen.setText(device_words.seen(device, online=online, now=self._desk.clock()))
        self.setAccessibleName(f"{device_words.name(device)}, {state.word}")


class FactRow(QWidget):
    """A name and its value, as the hub card lists them."""

    def __init__(self, name: str, *, mono: bool = False) -> None:
        super().__init__()
        label = PlainLabel(name, Role.SMALL, Tone.MUTED)
        label.setFixedWidth(92)
        role = Role.MONO if mono else Role.SMALL
        self.value = ElidedLabel("", role, Tone.TEXT, middle=mono)
        line = row(label, self.value, parent=self)
        line.setStretch(1, 1)

    def say(self, words: str, tone: Tone = Tone.TEXT) -> None:
        """Show a value."""
        self.value.setText(words)
        self.value.set_tone(tone)
