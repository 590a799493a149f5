"""The dialog for a new job. Nothing that was written is lost when the hub refuses it."""

import logging
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFileDialog, QStackedWidget

from desktop.desk import Desk
from desktop.dialogs.base import Dialog
from desktop.dialogs.new_job import reading
from desktop.dialogs.new_job.form import Form
from desktop.dialogs.new_job.kind_list import KindList
from desktop.dialogs.new_job.outlook import WIDTH as OUTLOOK_WIDTH
from desktop.dialogs.new_job.outlook import Outlook
from desktop.dialogs.new_job.preview import Preview
from desktop.dialogs.new_job.reading import Context, TooLarge
from desktop.i18n import t
from desktop.presenters import expectation, new_job
from desktop.presenters.expectation import Past
from desktop.presenters.failures import explain
from desktop.presenters.new_job import Draft, JobKind
from desktop.tasks import Tasks
from desktop.theme.fonts import Role
from desktop.theme.tones import Tone
from desktop.widgets.buttons import Button, Kind
from desktop.widgets.frames import row
from desktop.widgets.labels import ElidedLabel
from desktop.widgets.marks import KeyHint, Line
from models.errors import InvalidInput
from models.views import JobView

ONE = (1000, 580)
MANY = (1040, 660)
REST_MS = 120
"""How long it waits for the next letter before it works out what the draft makes."""

log = logging.getLogger(__name__)


class NewJobDialog(Dialog):
    """Kinds, form, outlook; Ctrl+Enter starts."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(t("New job"), desk.window, width=ONE[0], height=ONE[1], lined=True)
        self._desk = desk
        tasks = Tasks(desk.actions.told_failure)
        self.destroyed.connect(lambda: tasks.cancel())
        self._tasks = tasks
        self._context = Context()
        self._past = Past([])
        self._touched = False
        self.kinds = KindList()
        self.form = Form(desk.clock())
        self.outlook = Outlook()
        self.preview = Preview(desk.clock)
        self.side = QStackedWidget()
        self.side.addWidget(self.outlook)
        self.side.addWidget(self.preview)
        body = row(
            self.kinds, Line(upright=True), self.form, Line(upright=True), self.side, spacing=0
        )
        body.setStretch(2, 1)
        self._middle = body
        self.body.addLayout(body, 1)
        self.said = ElidedLabel("", tone=Tone.DANGER)
        self.keys = KeyHint("Ctrl Enter")
        self.starts = ElidedLabel(t("starts it"), Role.SMALL, Tone.MUTED)
        self.cancel = Button(t("Cancel"), Kind.GHOST, on_click=self.reject)
        self.start = Button(t("Start"), Kind.PRIMARY, icon="play", on_click=self._start)
        self.foot(self.keys, self.starts, self.said, None, self.cancel, self.start)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST_MS)
        self._rest.timeout.connect(self._work_out)
        self._connect()
        self._begin()

    def _connect(self) -> None:
        self.form.changed.connect(self._changed)
        self.form.many_changed.connect(self._show_size)
        self.kinds.chosen.connect(self._kind_chosen)
        self.kinds.file_wanted.connect(self._choose_file)
        self.finished.connect(lambda _: self._tasks.cancel())

    def _begin(self) -> None:
        workspaces = self._desk.workspaces
        current = workspaces.current or next((view.id for view in workspaces.all()), None)
        self.form.job.set_workspaces(workspaces.all(), current)
        self.kinds.set_kinds(new_job.kinds([]))
        self._show_size(many=False)
        self._work_out()
        self.form.one.query.setFocus()
        self._touched = False
        self._tasks.start(self._read())

    async def _read(self) -> None:
        context = await self._desk.reads.run(reading.context, self._desk.clock())
        self._context = context
        self._past = Past(context.past)
        self.kinds.set_kinds(new_job.kinds(context.connectors))
        self.form.job.set_devices(context.devices, self._desk.bridge.online)
        if context.last is not None and not self._touched:
            known = new_job.kinds(context.connectors)
            last = new_job.last_draft(context.last, known)
            if last is not None:
                self.kinds.choose(last.kind)
                self.form.show_last(last)
                self._touched = False
        self._work_out()

    @property
    def waits(self) -> bool:
        """Whether something is still read, or not yet worked out."""
        return self._tasks.running > 0 or self._rest.isActive()

    def draft(self) -> Draft:
        """What stands in the dialog now."""
        return self.form.draft(self.kinds.kind())

    def main_button(self) -> Button | None:
        return self.start

    def _changed(self) -> None:
        self._touched = True
        self.said.setText("")
        self._rest.start()

    def _kind_chosen(self, kind: JobKind) -> None:
        if not kind.many and self.form.is_many:
            self.form.set_many(on=False)
        self.form.segments.setVisible(kind.many)
        self.form.set_wrong("places", "")
        self._changed()

    def _show_size(self, many: bool) -> None:
        width, height = MANY if many else ONE
        before = self.frameGeometry().center()
        self.panel.setFixedSize(width, height)
        self.side.setCurrentWidget(self.preview if many else self.outlook)
        self.side.setMinimumWidth(0 if many else OUTLOOK_WIDTH)
        self.side.setMaximumWidth(2000 if many else OUTLOOK_WIDTH)
        if many:
            self.preview.take_options(self.form.job)
        self._middle.setStretch(2, int(not many))
        self._middle.setStretch(4, int(many))
        if self.isVisible():
            self.adjustSize()
            place = self.frameGeometry()
            place.moveCenter(before)
            self.move(place.topLeft())

    def _work_out(self) -> None:
        """What the draft makes, and what may be expected of it."""
        self._rest.stop()
        draft = self.draft()
        self.form.one.say_count(draft.kind, len(draft.places))
        self.form.job.say_who_can(self._able(draft.kind))
        self.start.setText(new_job.start_words(draft))
        self.start.set_icon("calendar-clock" if draft.later else "play")
        if draft.many:
            self.preview.show_draft(draft, self._past)
            expected = expectation.expect(self._past, draft) if draft.pairs() else None
            self.starts.setText(expectation.foot_words(expected) if expected else t("starts it"))
            self.keys.setVisible(expected is None)
        else:
            self.outlook.show_draft(draft, self._past, self._desk.clock())
            self.starts.setText(t("starts it"))
            self.keys.setVisible(True)

    def _able(self, kind: JobKind) -> int:
        """How many devices could take it now."""
        off = {view.id for view in self._context.connectors if not view.enabled}
        if off & set(kind.needs):
            return 0
        online = self._desk.bridge.online
        return sum(
            1
            for device in self._context.devices
            if device.id in online
            and not device.draining
            and set(kind.needs) <= set(device.capabilities)
        )

    def _start(self) -> None:
        draft, actions = self.draft(), self._desk.actions
        try:
            wanted = new_job.request(draft, self._desk.clock())
        except InvalidInput as error:
            self._refused(error)
            return
        actions.run(
            lambda hub: hub.jobs.create(wanted, actions.actor),
            busy=self.start,
            success=self._made,
            failure=self._refused,
        )

    def _made(self, job: JobView) -> None:
        self.accept()
        self._desk.navigator.show_page("jobs", job.id)

    def _refused(self, error: BaseException) -> None:
        """Say what is wrong at the field it is about; everything stays as it was written."""
        draft = self.draft()
        if isinstance(error, InvalidInput):
            field, words = new_job.field_of(error, draft), new_job.wrong(error, draft)
            if field:
                self.form.set_wrong(field, words)
                return
        else:
            words, known = explain(error)
            if not known:
                log.error("a job could not be made", exc_info=error)
        self.said.setText(words)

    def _choose_file(self) -> None:
        chooser = QFileDialog(self, t("Open a file of searches"))
        chooser.setNameFilters([t("Text and CSV files (*.txt *.csv)"), t("All files (*)")])
        chooser.setFileMode(QFileDialog.FileMode.ExistingFile)
        chooser.fileSelected.connect(lambda path: self.take_file(Path(path)))
        chooser.finished.connect(chooser.deleteLater)
        chooser.open()

    def take_file(self, path: Path) -> None:
        """Write the searches of a file, one a line."""
        self._tasks.start(self._read_file(path))

    async def _read_file(self, path: Path) -> None:
        try:
            text = await self._desk.reads.work(reading.file_lines, path)
        except TooLarge:
            self.said.setText(t("This file is too large for a list of searches."))
            return
        except OSError:
            self.said.setText(t("The file could not be read. Check that it is still there."))
            return
        if not self.kinds.kind().many:
            self.kinds.choose(new_job.kinds([])[0])
        self.form.set_many(on=True)
        self.form.many.add(text)
