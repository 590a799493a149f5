"""Posts from a table: the template, what is wrong in which row, and all of it or nothing."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QWidget

from desktop import file_manager
from desktop.desk import Desk
from desktop.dialogs.base import Dialog
from desktop.i18n import number, t, tn
from desktop.presenters import spans
from desktop.presenters.exports import failure
from desktop.presenters.text import isolate, plain
from desktop.tasks import Tasks
from desktop.theme.fonts import Role
from desktop.theme.tones import Tone
from desktop.widgets.banner import Banner
from desktop.widgets.buttons import Button, Kind
from desktop.widgets.choices import CheckBox
from desktop.widgets.frames import RowsCard, Scroll, column, row
from desktop.widgets.labels import ElidedLabel, PlainLabel
from hub.exports import posts_csv, whole_file
from models.disk import Disk
from models.posts.imports import ImportProblem, ImportReport

WIDTH = 640
HIGH = 260
MOST_SHOWN = 300
"""Problems in the list; how many more there are is said."""


class TooLarge(Exception):
    """The file is no table that somebody wrote."""


def read_table(path: Path) -> bytes:
    """Call on a pool thread. Raises TooLarge, OSError."""
    if path.stat().st_size > posts_csv.MOST_BYTES:
        raise TooLarge
    return path.read_bytes()


class ImportDialog(Dialog):
    """Checks a table as soon as it is chosen; imports it only when every row is right."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(t("Posts from a table"), desk.window, width=WIDTH)
        self._desk = desk
        self._tasks = Tasks(desk.actions.told_failure)
        self._path: Path | None = None
        self._data = b""
        self.report: ImportReport | None = None
        self.setAcceptDrops(True)
        words = t(
            "A CSV file with one post a row. Without a date a row becomes a draft. Every row is "
            "checked first: either all of them come in, or none."
        )
        self.name = ElidedLabel(t("No file chosen"), middle=True)
        self.name.set_tone(Tone.MUTED)
        self.choose = Button(t("Choose…"), icon="folder-open", on_click=self._choose)
        self.template = Button(t("Save the template"), icon="download", on_click=self._template)
        self.meant = CheckBox(t("Posts that were said already are meant"))
        self.meant.toggled.connect(lambda _on: self._check())
        self.banner = Banner("", " ")
        self.rows = RowsCard()
        holder = QWidget()
        column(self.rows, None, parent=holder)
        self.scroll = Scroll(holder)
        self.scroll.setMinimumHeight(HIGH)
        place = row(self.name, self.choose, spacing=8)
        place.setStretch(0, 1)
        self.body.addWidget(PlainLabel(words, tone=Tone.TEXT2, wrap=True))
        self.body.addLayout(place)
        self.body.addWidget(self.meant)
        self.body.addWidget(self.banner)
        self.body.addWidget(self.scroll)
        for part in (self.banner, self.scroll, self.meant):
            part.hide()
        self.start = Button("", Kind.PRIMARY, icon="file-up", on_click=self._import)
        self.foot(self.template, None, Button(t("Cancel"), on_click=self.reject), self.start)
        self._show_report(None)

    def main_button(self) -> Button:
        return self.start

    def take(self, path: Path) -> None:
        """Check this file."""
        self._path = path
        self.name.setText(isolate(plain(str(path))))
        self.name.set_tone(Tone.TEXT)
        self._tasks.latest("read", self._read(path))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        local = [url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()]
        if local:
            event.acceptProposedAction()
            self.take(Path(local[0]))

    def reject(self) -> None:
        self._tasks.cancel()
        super().reject()

    def _choose(self) -> None:
        asked = QFileDialog(self, t("Posts from a table"))
        asked.setFileMode(QFileDialog.FileMode.ExistingFile)
        asked.setNameFilter(t("CSV files") + " (*.csv *.tsv *.txt)")
        asked.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        asked.fileSelected.connect(lambda path: self.take(Path(path)))
        asked.open()

    async def _read(self, path: Path) -> None:
        try:
            self._data = await self._desk.reads.work(read_table, path)
        except (OSError, TooLarge) as error:
            is_large = isinstance(error, TooLarge)
            words = (
                t("It is too large for a table of posts; divide it.")
                if is_large
                else t("It cannot be read. Is it still there?")
            )
            self._data = b""
            self._show_report(None)
            self._say(t("The file was not read"), words, Tone.DANGER)
            return
        self._check()

    def _check(self) -> None:
        if self._data:
            self._ask(dry=True)

    def _import(self) -> None:
        if self._data:
            self._ask(dry=False)

    def _ask(self, *, dry: bool) -> None:
        data, meant, actor = self._data, self.meant.isChecked(), self._desk.actions.actor
        self._desk.actions.run(
            lambda hub: hub.posts.import_csv(
                data, actor, zone=spans.here(), allow_duplicates=meant, dry=dry
            ),
            busy=self.start,
            success=lambda report: self._answered(report, dry=dry),
        )

    def _answered(self, report: ImportReport, *, dry: bool) -> None:
        if not dry and not report.problems:
            words = tn("{n} post came in", "{n} posts came in", report.rows)
            self._desk.toasts.tell(words, icon="file-up")
            self.accept()
            return
        self._show_report(report)

    def _show_report(self, report: ImportReport | None) -> None:
        self.report = report
        count = report.rows if report is not None else 0
        good = report is not None and not report.problems and count > 0
        self.start.setText(
            tn("Import {n} post", "Import {n} posts", count) if good else t("Import")
        )
        self.start.setEnabled(good)
        self.banner.setVisible(report is not None)
        problems = report.problems if report is not None else []
        self.scroll.setVisible(bool(problems))
        said = any("allowDuplicate" in problem.message for problem in problems)
        self.meant.setVisible(said or self.meant.isChecked())
        if report is None:
            return
        if problems:
            bad = len({problem.row for problem in problems})
            self._say(
                tn("{n} row must be put right", "{n} rows must be put right", bad),
                t("Nothing was taken in. Correct the file and choose it again."),
                Tone.DANGER,
            )
            self.rows.set_rows(_lines(problems))
        elif not count:
            self._say(t("The table has no rows"), t("Nothing was taken in."), Tone.WARNING)
        else:
            self._say(
                tn("{n} post is ready", "{n} posts are ready", count),
                t("Times without a zone are in {zone}.", zone=isolate(spans.here())),
                Tone.SUCCESS,
            )
        self.adjustSize()

    def _say(self, title: str, text: str, tone: Tone) -> None:
        drawings = {Tone.SUCCESS: "circle-check", Tone.DANGER: "circle-x"}
        self.banner.set_words(title, text, tone)
        self.banner.icon.show_icon(drawings.get(tone, "triangle-alert"), tone)
        self.banner.show()

    def _template(self) -> None:
        asked = QFileDialog(self, t("Save the template"), "posts.csv")
        asked.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        asked.setNameFilter(t("CSV files") + " (*.csv)")
        asked.setDefaultSuffix("csv")
        asked.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        asked.fileSelected.connect(lambda path: self.save_template(Path(path)))
        asked.open()

    def save_template(self, path: Path) -> None:
        """Write the template there."""
        self._tasks.start(self._write_template(path))

    async def _write_template(self, path: Path) -> None:
        try:
            await self._desk.reads.work(
                whole_file.write, path, iter([posts_csv.template()]), Disk()
            )
        except Exception as error:
            words, known = failure(error)
            if not known:
                raise
            self._desk.toasts.fail(words)
        else:
            action = (t("Show"), lambda: file_manager.show(path))
            self._desk.toasts.tell(t("The template was saved"), action=action)


def _lines(problems: list[ImportProblem]) -> list[QWidget]:
    lines = [_line(problem) for problem in problems[:MOST_SHOWN]]
    rest = len(problems) - MOST_SHOWN
    if rest > 0:
        words = PlainLabel(tn("{n} more", "{n} more", rest), tone=Tone.MUTED)
        words.setContentsMargins(12, 6, 12, 6)
        lines.append(words)
    return lines


def _line(problem: ImportProblem) -> QWidget:
    holder = QWidget()
    place = PlainLabel(t("Row {n}", n=number(problem.row)), weight=500)
    place.setFixedWidth(72)
    part = ElidedLabel(problem.column or "", Role.MONO, Tone.MUTED)
    part.setFixedWidth(104)
    words = PlainLabel(plain(problem.message, longest=400), wrap=True, foreign=True)
    line = row(place, part, words, spacing=8, parent=holder)
    line.setStretch(2, 1)
    line.setContentsMargins(12, 6, 12, 6)
    holder.setAccessibleName(f"{place.text()} {problem.column or ''}: {problem.message}")
    return holder
