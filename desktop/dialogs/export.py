"""Export of findings to a CSV file: which rows, in which form, where to, how far it is."""

from array import array
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QStandardPaths, QTimer
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QButtonGroup, QFileDialog, QWidget

from desktop import file_manager
from desktop.desk import Desk
from desktop.dialogs.base import Dialog
from desktop.exporting import EvidenceExport, Rows, Stopped
from desktop.i18n import number, t, tn
from desktop.presenters import jobs as jobs_of
from desktop.presenters.exports import failure
from desktop.presenters.text import isolate
from desktop.tasks import Tasks
from desktop.theme.fonts import Role
from desktop.theme.tones import Tone
from desktop.widgets.banner import Banner
from desktop.widgets.buttons import Button, Kind
from desktop.widgets.choices import RadioButton
from desktop.widgets.frames import column, row
from desktop.widgets.labels import ElidedLabel, PlainLabel
from desktop.widgets.marks import ProgressBar
from models.queries import evidence as queries
from models.queries.evidence import EvidenceFilter
from models.views import JobView

WIDTH = 520
WATCH_MS = 100
INDENT = 26


class Scope(StrEnum):
    """Which rows."""

    SHOWN = "shown"
    CHOSEN = "chosen"
    JOB = "job"


class _Option(QWidget):
    """A radio button with its count at the end, or a hint below."""

    def __init__(self, words: str, *, end: str = "", hint: str = "") -> None:
        super().__init__()
        self.button = RadioButton(words)
        self.count = PlainLabel(end, tone=Tone.MUTED)
        line = row(self.button, None, self.count)
        whole = column(line, spacing=0, parent=self)
        if hint:
            below = row(INDENT, PlainLabel(hint, Role.CAPTION, Tone.MUTED, wrap=True), spacing=0)
            below.setStretch(1, 1)
            whole.addLayout(below)


class ExportDialog(Dialog):
    """Asks for an export and stays until it is written, stopped or failed."""

    def __init__(
        self, desk: Desk, shown: array, chosen: array, job: JobView | None, scope: Scope
    ) -> None:
        super().__init__(t("Export to a CSV file"), desk.window, width=WIDTH)
        self._desk = desk
        self._job = job
        self._rows = {Scope.SHOWN: Rows(len(shown), shown), Scope.CHOSEN: Rows(len(chosen), chosen)}
        self._export: EvidenceExport | None = None
        self._tasks = Tasks(desk.actions.told_failure)
        self.target = self._first_target()
        self._scopes: dict[Scope, _Option] = {}
        self._watch = QTimer(self)
        self._watch.setInterval(WATCH_MS)
        self._watch.timeout.connect(self._show_progress)
        self._build(scope)
        quitting = QCoreApplication.instance()
        if quitting is not None:
            quitting.aboutToQuit.connect(self._stop)
        if job is not None:
            self._tasks.start(self._count_job(job))

    def _first_target(self) -> Path:
        where = QStandardPaths.StandardLocation.DownloadLocation
        folder = Path(QStandardPaths.writableLocation(where) or Path.home())
        if not folder.is_dir():
            folder = Path.home()
        day = datetime.fromtimestamp(self._desk.clock() / 1000).astimezone()
        return file_manager.free_name(folder, f"evidence-{day:%Y-%m-%d}", ".csv")

    def _build(self, scope: Scope) -> None:
        self._problem = Banner("", " ", tone=Tone.DANGER, icon="circle-x")
        self._problem.hide()
        self._inputs = QWidget()
        whole = column(
            PlainLabel(t("Which rows"), weight=500), self._scope_options(scope), 4,
            PlainLabel(t("In which form"), weight=500), self._form_options(), 4,
            PlainLabel(t("Where to"), weight=500), self._place(),
            spacing=6, parent=self._inputs,
        )  # fmt: skip
        whole.setContentsMargins(0, 0, 0, 0)
        self._bar = ProgressBar()
        self._far = PlainLabel("", Role.SMALL, Tone.MUTED)
        self._progress = QWidget()
        column(self._bar, self._far, spacing=6, parent=self._progress)
        self._progress.hide()
        for part in (self._problem, self._inputs, self._progress):
            self.body.addWidget(part)
        self.cancel = Button(t("Cancel"), Kind.GHOST, on_click=self.reject)
        self.start = Button(t("Export"), Kind.PRIMARY, icon="download", on_click=self._begin)
        self.foot(None, self.cancel, self.start)

    def _scope_options(self, scope: Scope) -> QWidget:
        shown, chosen = (self._rows[key].total for key in (Scope.SHOWN, Scope.CHOSEN))
        self._scopes[Scope.SHOWN] = _Option(t("What is shown"), end=_rows(shown))
        if chosen:
            self._scopes[Scope.CHOSEN] = _Option(t("What is selected"), end=_rows(chosen))
        if self._job is not None:
            title = isolate(jobs_of.title(self._job)[:40])
            self._scopes[Scope.JOB] = _Option(t("All of the job {title}", title=title), end="…")
            self._scopes[Scope.JOB].button.setEnabled(False)
        return _group(self, list(self._scopes.values()), self._scopes.get(scope))

    def _form_options(self) -> QWidget:
        safe = _Option(
            t("Safe for spreadsheets"),
            hint=t("What a spreadsheet could take for a formula gets an apostrophe in front."),
        )
        self._raw = _Option(t("Raw"), hint=t("For programs: every cell exactly as it was found."))
        return _group(self, [safe, self._raw], safe)

    def _place(self) -> QWidget:
        self._path = ElidedLabel(isolate(str(self.target)), middle=True)
        choose = Button(t("Choose…"), icon="folder-open", on_click=self._choose)
        holder = QWidget()
        row(self._path, choose, parent=holder).setStretch(0, 1)
        return holder

    def main_button(self) -> Button | None:
        return self.start

    def scope(self) -> Scope:
        """Which rows are chosen to be exported."""
        on = (key for key, option in self._scopes.items() if option.button.isChecked())
        return next(on, Scope.SHOWN)

    def choose_scope(self, scope: Scope) -> None:
        """Choose which rows."""
        self._scopes[scope].button.setChecked(True)

    def choose_raw(self) -> None:
        """Choose the form for programs."""
        self._raw.button.setChecked(True)

    def set_target(self, path: Path) -> None:
        """Write there."""
        self.target = path
        self._path.setText(isolate(str(path)))

    def problem(self) -> str:
        """What went wrong, as it is shown."""
        return self._problem.text.text() if not self._problem.isHidden() else ""

    def make_export(self, rows: Rows) -> EvidenceExport:
        """The export of these rows (a test gives it another disk)."""
        return EvidenceExport(rows, self.target, raw=self._raw.button.isChecked())

    def reject(self) -> None:
        """Stops what runs; only then closes."""
        if self._export is not None:
            self._stop()
        else:
            super().reject()

    def closeEvent(self, event: QCloseEvent) -> None:
        self._stop()
        self._watch.stop()
        super().closeEvent(event)

    def _stop(self) -> None:
        if self._export is not None:
            self._export.stop()

    async def _count_job(self, job: JobView) -> None:
        filter = EvidenceFilter(job_id=job.id)
        total = await self._desk.reads.run(queries.count, filter)
        self._rows[Scope.JOB] = Rows(total, filter=filter)
        self._scopes[Scope.JOB].count.setText(_rows(total))
        self._scopes[Scope.JOB].button.setEnabled(bool(total))

    def _choose(self) -> None:
        asked = QFileDialog(self, t("Export to a CSV file"), str(self.target))
        asked.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        asked.setNameFilter(t("CSV files") + " (*.csv)")
        asked.setDefaultSuffix("csv")
        asked.fileSelected.connect(lambda path: self.set_target(Path(path)))
        asked.open()

    def _begin(self) -> None:
        rows = self._rows.get(self.scope())
        if rows is not None and self._export is None:
            self._export = self.make_export(rows)
            self._show_running(True)
            self._tasks.start(self._write(self._export))

    async def _write(self, export: EvidenceExport) -> None:
        try:
            written = await self._desk.reads.run(export.run)
        except Stopped:
            self._export = None
            self._show_running(False)
        except Exception as error:
            self._export = None
            self._show_running(False)
            self._show_problem(error)
        else:
            self._export = None
            self._watch.stop()
            self._tell(written, export.target)
            self.accept()

    def _show_running(self, on: bool) -> None:
        self._inputs.setEnabled(not on)
        self._progress.setVisible(on)
        self._problem.hide()
        self.start.set_busy(on)
        self.cancel.setText(t("Stop") if on else t("Cancel"))
        if on:
            self._show_progress()
            self._watch.start()
        else:
            self._watch.stop()
        self.adjustSize()

    def _show_progress(self) -> None:
        if self._export is None:
            return
        done, total = self._export.written, self._export.rows.total
        self._bar.set_value(100 * done // max(1, total))
        self._far.setText(t("{done} of {total} rows", done=number(done), total=number(total)))

    def _show_problem(self, error: Exception) -> None:
        words, known = failure(error)
        if not known:
            self._desk.actions.told_failure(error)
        self._problem.set_words(t("The file was not written"), words)
        self._problem.show()
        self.adjustSize()

    def _tell(self, written: int, target: Path) -> None:
        words = tn("Exported {n} row to a CSV file", "Exported {n} rows to a CSV file", written)
        self._desk.toasts.tell(words, action=(t("Show"), lambda: file_manager.show(target)))


def _rows(count: int) -> str:
    return tn("{n} row", "{n} rows", count)


def _group(owner: QWidget, options: list[_Option], chosen: _Option | None) -> QWidget:
    group = QButtonGroup(owner)
    for option in options:
        group.addButton(option.button)
    (chosen or options[0]).button.setChecked(True)
    holder = QWidget()
    column(*options, spacing=4, parent=holder)
    return holder
