"""The palette: pages, actions, jobs and devices in one list; type, choose, Enter."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout

from desktop.delegates.two_line import TwoLineDelegate
from desktop.desk import Desk
from desktop.dialogs.base import ROOM, Dialog
from desktop.dialogs.registry import DRAWING
from desktop.dialogs.shortcuts import shown_keys
from desktop.i18n import t
from desktop.item_models.table import CellTableModel, Column
from desktop.presenters import devices as device_words
from desktop.presenters import jobs as job_words
from desktop.presenters.cells import Cell, TwoLineCell
from desktop.tasks import Tasks
from desktop.widgets.fields import SearchField
from desktop.widgets.table import Table
from models.arabic import fold
from models.queries import devices as device_queries
from models.queries import jobs as job_queries
from models.views import DeviceView, JobView

WIDTH, HEIGHT, TOP = 600, 420, 90
JOBS_SHOWN = 20


@dataclass(frozen=True, slots=True)
class Choice:
    """One line of the palette."""

    id: str
    title: str
    second: str
    icon: str
    take: Callable[[], object]


class ChoicesModel(CellTableModel[Choice]):
    """The lines that match."""

    def __init__(self, parent: object = None) -> None:
        super().__init__((Column("choice", t("Choice")),), parent)
        self._choices: list[Choice] = []

    def set_choices(self, choices: list[Choice]) -> None:
        """Show these."""
        self.beginResetModel()
        self._choices = choices
        self.endResetModel()

    def rowCount(self, parent: Any = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._choices)

    def view_at(self, row: int) -> Choice | None:
        return self._choices[row] if 0 <= row < len(self._choices) else None

    def cell(self, view: Choice, column: str) -> Cell:
        return TwoLineCell(view.title, view.second, view.icon)


def found(db: Any, text: str, now: int) -> tuple[list[JobView], list[DeviceView]]:
    """Jobs and devices whose names hold the text."""
    wanted = job_queries.JobFilter(text=text or None, top_level=True)
    jobs = job_queries.listed(db, wanted, limit=JOBS_SHOWN, now=now)
    folded = fold(text)
    devices = [d for d in device_queries.all(db, now=now) if folded in fold(d.name)]
    return jobs, devices


class PaletteDialog(Dialog):
    """A field and what matches it."""

    def __init__(self, desk: Desk, actions: Sequence[QAction]) -> None:
        super().__init__(t("Search everything"), desk.window, width=WIDTH, height=HEIGHT)
        self._desk = desk
        self._actions = actions
        self._tasks = Tasks(desk.actions.told_failure)
        self.field = SearchField(t("Pages, jobs, devices, actions"))
        self.model = ChoicesModel(self)
        self.list = Table(
            self.model,
            name=t("Matches"),
            row_height=44,
            widths={},
            stretch="choice",
            delegates={"choice": TwoLineDelegate(margin=4)},
        )
        self.list.horizontalHeader().hide()
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.clicked.connect(lambda _: self._take())
        column = QVBoxLayout()
        column.setSpacing(10)
        column.addWidget(self.field)
        column.addWidget(self.list, 1)
        self.body.addLayout(column, 1)
        self.field.asked.connect(self._look)
        self.finished.connect(self._tasks.cancel)
        self.field.setFocus()
        self._look("")

    def _look(self, text: str) -> None:
        self._tasks.latest("found", self._find(text.strip()))

    async def _find(self, text: str) -> None:
        jobs, devices = await self._desk.reads.run(found, text, self._desk.clock())
        choices = [
            *self._matching_actions(text),
            *(self._job(job) for job in jobs),
            *(self._device(device) for device in devices),
        ]
        self.model.set_choices(choices)
        if choices:
            self.list.selectRow(0)

    def _matching_actions(self, text: str) -> list[Choice]:
        folded = fold(text)
        return [
            Choice(
                action.text(),
                action.text(),
                shown_keys(action),
                str(action.property(DRAWING) or "keyboard"),
                action.trigger,
            )
            for action in self._actions
            if action.isEnabled() and folded in fold(action.text())
        ]

    def _job(self, job: JobView) -> Choice:
        go = self._desk.navigator
        return Choice(
            job.id,
            job_words.title(job),
            job_words.second_line(job),
            job_words.icon(job),
            lambda: go.show_page("jobs", job.id),
        )

    def _device(self, device: DeviceView) -> Choice:
        go = self._desk.navigator
        return Choice(
            device.id,
            device_words.name(device),
            device_words.where(device),
            device_words.icon(device),
            lambda: go.show_page("devices", device.id),
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()), 0)
        if step:
            row = self.list.currentIndex().row() + step
            self.list.go_to(max(0, min(self.model.rowCount() - 1, row)))
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._take()
        else:
            super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        window = self.parentWidget().window()
        corner = window.mapToGlobal(window.rect().topLeft())
        self.move(self.x(), corner.y() + TOP - ROOM)

    def _take(self) -> None:
        choice = self.list.current()
        if isinstance(choice, Choice):
            self.accept()
            choice.take()
