"""The dry run of a draft: where, how it goes, what came of it."""

from typing import Any

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QWidget

from desktop.desk import Desk
from desktop.i18n import decimal, t, tn
from desktop.presenters import devices as device_words
from desktop.presenters import phases
from desktop.presenters.text import isolate, plain
from desktop.tasks import Tasks
from desktop.theme.fonts import Role
from desktop.theme.tones import Tone
from desktop.widgets.buttons import Button
from desktop.widgets.choices import Choice
from desktop.widgets.frames import Card, clear, column, row
from desktop.widgets.labels import PlainLabel
from desktop.widgets.marks import Icon
from desktop.widgets.pictures import Thumbnail
from models.queries import proofs as proof_queries
from models.queries.proofs import ProofFilter
from models.states import COMPLETED, FAILED, FINISHED
from models.views import DeviceView, JobView, ProofView

PICTURE = QSize(110, 68)


class Trial(QWidget):
    """`wanted` carries the device; `good` says that the dry run went well."""

    wanted = Signal(str)
    ended = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.good = False
        self._job: str | None = None
        self._tasks = Tasks(desk.actions.told_failure)
        self.device = Choice([], name=t("Device"))
        self.run = Button(
            t("Dry run"),
            icon="play",
            on_click=lambda: self.wanted.emit(str(self.device.currentData())),
        )
        self._ready = False
        line = row(self.device, self.run)
        line.setStretch(0, 1)
        self._picture = QWidget()
        column(spacing=0, parent=self._picture)
        self._picture.setFixedWidth(PICTURE.width())
        self._picture.hide()
        self._lines = QWidget()
        column(spacing=4, parent=self._lines)
        self.card = Card(sunken=True)
        inner = row(self._picture, self._lines, None, spacing=12, parent=self.card)
        inner.setContentsMargins(12, 10, 12, 10)
        self.card.hide()
        column(line, self.card, spacing=8, parent=self)
        desk.bridge.jobs.connect(self._hear)

    def show_devices(self, devices: list[DeviceView], online: set[str]) -> None:
        """Those that are connected first."""
        chosen = self.device.currentData()
        self.device.clear()
        for device in sorted(devices, key=lambda one: one.id not in online):
            self.device.addItem(device_words.name(device), device.id)
        self.device.choose(chosen)
        self.set_ready(self._ready)

    def set_ready(self, on: bool) -> None:
        """Whether there is something to try."""
        self._ready = on
        self.run.setEnabled(on and self.device.count() > 0 and not self.run.busy)

    def clear(self) -> None:
        """What was tried is not what is there now."""
        self.good, self._job = False, None
        self._picture.hide()
        self.card.hide()

    def follow(self, job: Any) -> None:
        """Show how this job goes."""
        if isinstance(job, JobView):
            self._job = job.id
            self.set_ready(self._ready)
            self._show(job)

    def _hear(self, jobs: list[JobView]) -> None:
        for job in jobs:
            if job.id == self._job:
                self._show(job)

    def _show(self, job: JobView) -> None:
        said = job.output or {}
        if job.status == COMPLETED:
            self.good = said.get("text") is not False and said.get("button") is not False
            self._say(_outcome(job, said, good=self.good))
        elif job.status in FINISHED:
            self.good = False
            why = plain(job.error_message) if job.status == FAILED else self._state(job).word
            self._say([("circle-x", Tone.DANGER, t("It did not work")), ("", Tone.TEXT2, why)])
        else:
            state = self._state(job)
            hint = t("The site must be allowed in the options of the extension there.")
            lines = [(state.icon, state.tone, state.word)]
            if job.phase == "waiting":
                lines.append(("", Tone.MUTED, hint))
            self._say(lines)
        if job.status in FINISHED:
            self._tasks.latest("picture", self._find_picture(job.id))
            self.ended.emit()

    def _state(self, job: JobView) -> phases.State:
        return phases.of_job(job, self.desk.clock())

    def _say(self, lines: list[tuple[str, Tone, str]]) -> None:
        holder = self._lines.layout()
        assert holder is not None
        clear(holder)
        for number, (drawing, tone, text) in enumerate(lines):
            label = PlainLabel(text, Role.BODY, tone, weight=500 if not number else None)
            line = QWidget()
            row(*([Icon(drawing, tone)] if drawing else []), label, None, spacing=6, parent=line)
            holder.addWidget(line)
        self.card.show()

    async def _find_picture(self, job_id: str) -> None:
        found = await self.desk.reads.run(proof_queries.page, ProofFilter(job_id=job_id), limit=9)
        pictures = [one for one in found.items if one.mime.startswith("image/")]
        if pictures and job_id == self._job:
            self._show_picture(pictures[0])

    def _show_picture(self, proof: ProofView) -> None:
        holder = self._picture.layout()
        assert holder is not None
        clear(holder)
        name = t("What stood there before the last button")
        picture = Thumbnail(self.desk.thumbnails, proof.sha256, name=name, size=PICTURE)
        picture.clicked.connect(lambda: self.desk.navigator.show_page("proofs", proof.id))
        holder.addWidget(picture)
        self._picture.show()


def _outcome(job: JobView, said: dict[str, Any], *, good: bool) -> list[tuple[str, Tone, str]]:
    """What a dry run saw."""
    steps = said.get("steps")
    count = len(steps) if isinstance(steps, list) else 0
    length = (job.completed_at or 0) - (job.started_at or 0)
    took = decimal(max(0, length) / 1000)
    worked = tn("{n} step worked, {s} s", "{n} steps worked, {s} s", count, s=took)
    head = worked if good else t("It did not work")
    drawing, tone = ("circle-check", Tone.SUCCESS) if good else ("circle-x", Tone.DANGER)
    lines = [(drawing, tone, head)]
    seen = said.get("account")
    if isinstance(seen, str) and seen:
        account = isolate(plain(seen, longest=80))
        lines.append(("", Tone.TEXT2, t("Account seen: {account}", account=account)))
    same = said.get("text") is not False
    text = t("Text read back equals the test text") if same else t("Text read back differs")
    lines.append(("", Tone.TEXT2 if same else Tone.DANGER, text))
    there = said.get("button") is not False
    button = t("Last button found and left alone") if there else t("Last button was not found")
    lines.append(("", Tone.TEXT2 if there else Tone.DANGER, button))
    return lines
