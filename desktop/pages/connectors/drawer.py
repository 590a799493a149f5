"""The drawer in which a recording becomes a connector: checked, marked, tried, added."""

from pathlib import Path
from typing import Any

import msgspec
from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from desktop.desk import Desk
from desktop.i18n import digits, t
from desktop.pages.connectors.steps import StepsList
from desktop.pages.connectors.trial import Trial
from desktop.presenters import connectors as words
from desktop.presenters.text import isolate, plain
from desktop.theme.fonts import Role
from desktop.theme.tones import Tone
from desktop.widgets.buttons import Button, Kind
from desktop.widgets.fields import Labelled, TextField
from desktop.widgets.frames import Scroll, clear, column, row
from desktop.widgets.labels import ElidedLabel, PlainLabel, SectionTitle
from desktop.widgets.marks import Icon, Line, Pill
from hub.recorder.check import Found, Marks
from hub.recorder.recording import MOST_BYTES
from hub.services.connectors import Imported
from models.views import DeviceView

WIDTH = 500
REST_MS = 300


class ImportDrawer(QWidget):
    """`taken` says that there is a recording to show, `done` that the drawer may close."""

    taken = Signal()
    done = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self._text = ""
        self._shown: Imported | None = None
        self._marks: Marks | None = None
        self._kept: str | None = None
        """The id under which the draft is kept for its dry run."""
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST_MS)
        self._rest.timeout.connect(self._ask)
        self.file = ElidedLabel("", Role.SMALL, Tone.MUTED, foreign=True)
        self.other = Button(t("Other file"), on_click=self.choose)
        self.to_solve = PlainLabel("", tone=Tone.MUTED)
        self._found = QWidget()
        column(spacing=7, parent=self._found)
        self.steps = StepsList()
        self.steps.marked.connect(self._mark)
        self.name = TextField(name=t("Name"))
        self.name.setMaxLength(80)
        self.account = TextField(name=t("Account shown at"), mono=True)
        self.account.setPlaceholderText("aria/…")
        for field in (self.name, self.account):
            field.textEdited.connect(self._typed)
        self.trial = Trial(desk)
        self.trial.wanted.connect(self._try)
        self.trial.ended.connect(self._judge)
        self.missing = PlainLabel("", Role.SMALL, Tone.WARNING, wrap=True)
        self.add = Button(t("Add connector"), Kind.PRIMARY, icon="check", on_click=self._add)
        self._build()

    def choose(self) -> None:
        """Ask for the file of a recording."""
        asked = QFileDialog(self, t("Import a recording"))
        asked.setNameFilters([t("Recordings (*.json)"), t("All files (*)")])
        asked.setFileMode(QFileDialog.FileMode.ExistingFile)
        asked.fileSelected.connect(self.read)
        asked.open()

    def read(self, path: str) -> None:
        """Take the file of a recording."""
        file = Path(path)
        try:
            if file.stat().st_size > MOST_BYTES:
                raise ValueError
            text = file.read_text("utf-8")
        except OSError as error:
            self.desk.actions.told_failure(error)
            return
        except ValueError:
            self.desk.toasts.fail(t("This is no recording of the DevTools Recorder."))
            return
        self.take(text, file.name)

    def take(self, text: str, name: str) -> None:
        """A recording by its text."""
        self.drop()
        self._text, self._marks = text, None
        self.file.setText(f"{isolate(plain(name, longest=80))} · DevTools Recorder")
        self.taken.emit()
        self._ask()

    def show_devices(self, devices: list[DeviceView], online: set[str]) -> None:
        """Where it can be tried."""
        self.trial.show_devices(devices, online)

    def drop(self) -> None:
        """Leave the draft: what was kept for a dry run is taken out again."""
        self._rest.stop()
        kept, self._kept = self._kept, None
        self.trial.clear()
        if kept is not None:
            actor = self.desk.actions.actor
            self.desk.actions.run(
                lambda hub: hub.connectors.remove(kept, actor), failure=lambda _: None
            )

    def main_button(self) -> Button:
        """What Ctrl+Enter presses."""
        return self.add

    def _build(self) -> None:
        close = Button(kind=Kind.GHOST, icon="x", name=t("Close"), bar=True, on_click=self._leave)
        head = row(
            column(
                PlainLabel(t("Import a recording"), Role.PANE),
                row(Icon("file-code", Tone.MUTED, 14), self.file, spacing=6),
                spacing=2,
            ),
            None,
            self.other,
            close,
        )
        head.setContentsMargins(18, 12, 12, 8)
        fields = row(
            Labelled(t("Name"), self.name),
            Labelled(t("Account shown at"), self.account),
            spacing=10,
        )
        inner = QWidget()
        column(
            _numbered(1, t("Checked"), self.to_solve),
            self._found,
            6,
            _numbered(2, t("Mark what is yours"), _quiet(t("text, media, and the last button"))),
            self.steps,
            fields,
            6,
            _numbered(3, t("Dry run"), _quiet(t("fills everything, presses nothing"))),
            self.trial,
            self.missing,
            self._promise(),
            None,
            spacing=8,
            parent=inner,
        ).setContentsMargins(18, 0, 18, 14)
        foot = row(Button(t("Cancel"), Kind.GHOST, on_click=self._leave), None, self.add)
        foot.setContentsMargins(18, 12, 18, 12)
        whole = column(head, Scroll(inner), Line(), foot, spacing=0, parent=self)
        whole.setStretch(1, 1)
        self.add.setEnabled(False)

    def _promise(self) -> QWidget:
        holder = QWidget()
        said = t("New connectors begin with you pressing. Change it after a first verified post.")
        line = row(
            Icon("hand", Tone.MUTED),
            PlainLabel(said, Role.SMALL, Tone.TEXT2, wrap=True),
            spacing=8,
            parent=holder,
        )
        line.setStretch(1, 1)
        return holder

    def _ask(self) -> None:
        """Have the recording judged, with the marks as they are now."""
        text, marks = self._text, self._marks

        def failed(error: BaseException) -> None:
            self.desk.actions.told_failure(error)
            if self._shown is None:
                self.done.emit()

        self.desk.actions.run(
            lambda hub: hub.connectors.imported(text, marks), success=self._show, failure=failed
        )

    def _show(self, answer: Any) -> None:
        if not isinstance(answer, Imported):
            return
        fresh = self._marks is None
        self._shown, self._marks = answer, answer.marks
        if fresh:
            self.name.setText(answer.marks.name)
            self.account.setText(answer.marks.account)
        self.to_solve.setText(words.to_solve(answer.found))
        holder = self._found.layout()
        assert holder is not None
        clear(holder)
        for one in answer.found:
            holder.addWidget(_line(one))
        self.steps.show_steps(answer.recording.steps, answer.marks)
        self._judge()

    def _mark(self, slot: str, index: object) -> None:
        if self._marks is None:
            return
        changes: dict[str, Any] = {slot: index}
        for other in ("text", "media", "commit"):
            if other != slot and index is not None and getattr(self._marks, other) == index:
                changes[other] = None
        self._change(**changes)
        self._ask()

    def _typed(self) -> None:
        self._change(name=self.name.text(), account=self.account.text())
        self._rest.start()

    def _change(self, **changes: Any) -> None:
        if self._marks is None:
            return
        self._marks = msgspec.structs.replace(self._marks, **changes)
        # What was tried was another recipe.
        self.trial.clear()
        self._judge()

    def _recipe(self) -> dict[str, Any] | None:
        """The draft as it is now; None while it is asked for or cannot be one."""
        shown = self._shown
        return shown.recipe if shown is not None and shown.marks == self._marks else None

    def _judge(self) -> None:
        """Which buttons can be pressed, and what is missing."""
        recipe, shown = self._recipe(), self._shown
        self.trial.set_ready(recipe is not None)
        self.add.setEnabled(recipe is not None and self.trial.good)
        said = ""
        if recipe is None and shown is not None and shown.marks == self._marks:
            said = _missing(shown)
        self.missing.setText(said)
        self.missing.setVisible(bool(said))

    def _try(self, device_id: str) -> None:
        """Keep the draft so that devices get it, then order the dry run."""
        recipe, actor = self._recipe(), self.desk.actions.actor
        if recipe is None:
            return
        old = self._kept if self._kept != recipe["id"] else None
        self._kept = recipe["id"]

        async def begin(hub: Any) -> Any:
            if old is not None:
                await hub.connectors.remove(old, actor)
            await hub.connectors.save(recipe, actor)
            return await hub.dry_runs.start(recipe["id"], device_id, actor=actor)

        self.desk.actions.run(begin, success=self.trial.follow, busy=self.trial.run)

    def _add(self) -> None:
        """The draft that was tried stays."""
        self._kept = None
        self.desk.toasts.tell(t("{name} is added.", name=isolate(plain(self.name.text()))))
        self.done.emit()

    def _leave(self) -> None:
        self.drop()
        self.done.emit()


def _numbered(number: int, title: str, quiet: QWidget) -> QWidget:
    """The heading of a step of the import."""
    holder = QWidget()
    row(Pill(digits(str(number)), Tone.ACCENT), SectionTitle(title), quiet, None, parent=holder)
    return holder


def _quiet(text: str) -> PlainLabel:
    return PlainLabel(text, Role.SMALL, Tone.MUTED)


def _line(one: Found) -> QWidget:
    """One finding: drawing, fact, what it means."""
    drawing, tone = words.LEVELS[one.level]
    fact, meaning = words.finding(one)
    holder = QWidget()
    line = row(
        Icon(drawing, tone),
        PlainLabel(fact, weight=500),
        ElidedLabel(meaning, tone=Tone.TEXT2),
        spacing=8,
        parent=holder,
    )
    line.setStretch(2, 1)
    line.setAlignment(Qt.AlignmentFlag.AlignVCenter)
    return holder


def _missing(shown: Imported) -> str:
    """What still stands between the recording and a connector."""
    marks = shown.marks
    if any(one.level == "error" for one in shown.found):
        return t("Solve what is marked red above, then import the recording again.")
    if marks.commit is None:
        return t("Mark the commit step: the button that cannot be undone.")
    if marks.text is None:
        return t("Mark the text slot: where the text of the post is typed.")
    if not marks.account.strip():
        return t("Say where the page shows who is signed in, such as aria/Your profile.")
    if not marks.name.strip():
        return t("Give the connector a name.")
    return plain(shown.missing)
