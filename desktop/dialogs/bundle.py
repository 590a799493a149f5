"""The proof bundle of a post: which language, which pictures, where to, how far it is."""

import threading
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QStandardPaths, QTimer
from PySide6.QtGui import QCloseEvent, QGuiApplication
from PySide6.QtWidgets import QButtonGroup, QFileDialog, QWidget

from desktop import file_manager, i18n
from desktop.desk import Desk
from desktop.dialogs.base import Dialog
from desktop.i18n import number, t
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
from models.queries import bundles

WIDTH = 540
WATCH_MS = 100
INDENT = 26
LANGUAGES = (("en", "English"), ("ar", "العربية"))


class Stopped(Exception):
    """The operator stopped it; nothing was written."""


class Making:
    """One bundle on its way: `tell` is called in the hub's thread, the rest is for the window."""

    def __init__(self, target: Path) -> None:
        self.target = target
        self.done = 0
        self.of = 0
        self._stopped = threading.Event()

    def stop(self) -> None:
        """Leave it at the next file; the bundle does not appear."""
        self._stopped.set()

    def tell(self, done: int, of: int) -> None:
        """So many files are read and checked. Raises Stopped."""
        self.done, self.of = done, of
        if self._stopped.is_set():
            raise Stopped


class BundleDialog(Dialog):
    """Asks for a bundle and stays until it is written, stopped or failed."""

    def __init__(self, desk: Desk, post_id: str) -> None:
        super().__init__(t("Proof bundle"), desk.window, width=WIDTH)
        self._desk = desk
        self._post = post_id
        self._making: Making | None = None
        self._tasks = Tasks(desk.actions.told_failure)
        self._fingerprint = ""
        self.languages = {key: RadioButton(name) for key, name in LANGUAGES}
        self.originals = RadioButton(t("As they were captured"))
        self.redacted = RadioButton(t("Redacted copies in place of their originals"))
        self._watch = QTimer(self)
        self._watch.setInterval(WATCH_MS)
        self._watch.timeout.connect(self._show_progress)
        self.target = self._first_target()
        self._build()
        quitting = QCoreApplication.instance()
        if quitting is not None:
            quitting.aboutToQuit.connect(self._stop)
        self._tasks.start(self._count_copies())
        self._tasks.start(self._ask_key())

    def _first_target(self) -> Path:
        where = QStandardPaths.StandardLocation.DownloadLocation
        folder = Path(QStandardPaths.writableLocation(where) or Path.home())
        if not folder.is_dir():
            folder = Path.home()
        return file_manager.free_name(folder, f"proof-{self._post[:8]}", ".zip")

    def _build(self) -> None:
        self._problem = Banner("", " ", tone=Tone.DANGER, icon="circle-x")
        self._problem.hide()
        said = t(
            "One file for your client: a report, every capture as it was stored, the ledger's "
            "entries about it, and this hub's signature. Anybody can check it without us."
        )
        self._inputs = QWidget()
        whole = column(
            _told(said, Role.BODY, WIDTH - 40), 6,
            PlainLabel(t("Language of the report"), weight=500), self._language_options(), 6,
            PlainLabel(t("Pictures"), weight=500), self._picture_options(), 6,
            PlainLabel(t("Where to"), weight=500), self._place(), 6,
            PlainLabel(t("Fingerprint of this hub's key"), weight=500), self._key(),
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
        self.start = Button(
            t("Make the bundle"), Kind.PRIMARY, icon="package-check", on_click=self._begin
        )
        self.foot(None, self.cancel, self.start)

    def _language_options(self) -> QWidget:
        self.languages[i18n.language()].setChecked(True)
        return _group(self, *self.languages.values(), beside=True)

    def _picture_options(self) -> QWidget:
        self.originals.setChecked(True)
        self.redacted.setEnabled(False)
        none = t("No picture of this post has a redacted copy.")
        self._hint = _told(none, Role.CAPTION, WIDTH - 40 - INDENT)
        holder = _group(self, self.originals, self.redacted)
        below = row(INDENT, self._hint, spacing=0)
        below.setStretch(1, 1)
        whole = QWidget()
        column(holder, below, spacing=0, parent=whole)
        return whole

    def _place(self) -> QWidget:
        self._path = ElidedLabel(isolate(str(self.target)), middle=True)
        choose = Button(t("Choose…"), icon="folder-open", on_click=self._choose)
        holder = QWidget()
        row(self._path, choose, parent=holder).setStretch(0, 1)
        return holder

    def _key(self) -> QWidget:
        self.keys = [PlainLabel("…", Role.MONO), PlainLabel("", Role.MONO)]
        self.copy = Button(kind=Kind.GHOST, icon="copy", name=t("Copy"), on_click=self._copy_key)
        self.copy.setEnabled(False)
        hint = t(
            "Whoever checks the bundle needs it from you in another way than with the bundle: by "
            "telephone, on paper."
        )
        lines = QWidget()
        column(*self.keys, spacing=0, parent=lines)
        line = row(lines, self.copy)
        line.setStretch(0, 1)
        holder = QWidget()
        told = _told(hint, Role.CAPTION, WIDTH - 40)
        column(line, told, spacing=2, parent=holder)
        return holder

    def main_button(self) -> Button | None:
        return self.start

    def language(self) -> str:
        """Of the report."""
        return next(key for key, button in self.languages.items() if button.isChecked())

    def set_target(self, path: Path) -> None:
        """Write there."""
        self.target = path
        self._path.setText(isolate(str(path)))

    def problem(self) -> str:
        """What went wrong, as it is shown."""
        return self._problem.text.text() if not self._problem.isHidden() else ""

    def reject(self) -> None:
        """Stops what runs; only then closes."""
        if self._making is not None:
            self._stop()
        else:
            super().reject()

    def closeEvent(self, event: QCloseEvent) -> None:
        self._stop()
        self._watch.stop()
        super().closeEvent(event)

    def _stop(self) -> None:
        if self._making is not None:
            self._making.stop()

    async def _count_copies(self) -> None:
        if await self._desk.reads.run(bundles.copies, self._post):
            self.redacted.setEnabled(True)
            hint = t("Saved pages are left out then: they would show what the pictures hide.")
            self._hint.setText(hint)
            self._hint.setFixedHeight(self._hint.heightForWidth(WIDTH - 40 - INDENT))
            self.adjustSize()

    async def _ask_key(self) -> None:
        self._fingerprint = str(await self._desk.actions.ask(lambda hub: hub.bundles.key()))
        groups = [self._fingerprint[at : at + 4] for at in range(0, len(self._fingerprint), 4)]
        half = len(groups) // 2
        for label, part in zip(self.keys, (groups[:half], groups[half:]), strict=True):
            label.setText(" ".join(part))
        self.copy.setEnabled(True)

    def _copy_key(self) -> None:
        QGuiApplication.clipboard().setText(self._fingerprint)
        self._desk.toasts.tell(t("The fingerprint is copied."))

    def _choose(self) -> None:
        asked = QFileDialog(self, t("Proof bundle"), str(self.target))
        asked.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        asked.setNameFilter(t("Zip files") + " (*.zip)")
        asked.setDefaultSuffix("zip")
        asked.fileSelected.connect(lambda path: self.set_target(Path(path)))
        asked.open()

    def _begin(self) -> None:
        if self._making is None:
            self._making = Making(self.target)
            self._show_running(True)
            self._tasks.start(self._make(self._making))

    async def _make(self, making: Making) -> None:
        language, redacted = self.language(), self.redacted.isChecked()
        post, actor = self._post, self._desk.actions.actor
        error: Exception | None = None
        try:
            await self._desk.actions.ask(
                lambda hub: hub.bundles.make(
                    post, language, making.target, redacted=redacted, actor=actor, tell=making.tell
                )
            )
        except Exception as caught:
            error = caught
        self._making = None
        self._show_running(False)
        if error is None:
            target = making.target
            show = (t("Show"), lambda: file_manager.show(target))
            self._desk.toasts.tell(t("The proof bundle is saved."), action=show)
            self.accept()
        elif not isinstance(error, Stopped):
            self._show_problem(error)

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
        if self._making is None:
            return
        done, of = self._making.done, self._making.of
        self._bar.set_value(100 * done // max(1, of))
        if done < of or not of:
            words = t("{done} of {total} files checked", done=number(done), total=number(of))
        else:
            words = t("Writing the report and the signature")
        self._far.setText(words)

    def _show_problem(self, error: Exception) -> None:
        words, known = failure(error)
        if not known:
            self._desk.actions.told_failure(error)
        self._problem.set_words(t("The file was not written"), words)
        self._problem.show()
        self.adjustSize()


def _told(text: str, role: Role, width: int) -> PlainLabel:
    """A text over several lines, as high as it is in this width: layouts only guess."""
    label = PlainLabel(text, role, Tone.MUTED, wrap=True)
    label.setFixedHeight(label.heightForWidth(width))
    return label


def _group(owner: QWidget, *buttons: RadioButton, beside: bool = False) -> QWidget:
    group = QButtonGroup(owner)
    for button in buttons:
        group.addButton(button)
    holder = QWidget()
    if beside:
        row(*buttons, None, spacing=20, parent=holder)
    else:
        column(*buttons, spacing=4, parent=holder)
    return holder
