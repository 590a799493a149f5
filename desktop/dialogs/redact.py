"""Parts of a capture are blacked out in a copy; the original stays as it was captured."""

from PySide6.QtGui import QImage, QPixmap

from desktop.desk import Desk
from desktop.dialogs.base import Dialog
from desktop.i18n import t, tn
from desktop.tasks import Tasks
from desktop.theme.fonts import Role
from desktop.theme.tones import Tone
from desktop.thumbnails import Undecodable, decode
from desktop.widgets.banner import Banner
from desktop.widgets.buttons import Button, Kind
from desktop.widgets.labels import PlainLabel
from desktop.widgets.redactor import Redactor
from models.views import ProofView

WIDTH = 1000
HEIGHT = 700


class RedactDialog(Dialog):
    """Draw boxes, save a copy."""

    def __init__(self, desk: Desk, proof: ProofView) -> None:
        super().__init__(t("Redact"), desk.window, width=WIDTH, height=HEIGHT)
        self._desk = desk
        self._proof = proof
        self._tasks = Tasks(desk.actions.told_failure)
        self._problem = Banner("", " ", tone=Tone.DANGER, icon="circle-x")
        self._problem.hide()
        said = t(
            "Draw boxes over what nobody should see. A copy is saved with these parts black; the "
            "original stays as it was captured."
        )
        self.canvas = Redactor(t("The picture"))
        self.canvas.changed.connect(self._show_count)
        self.body.addWidget(PlainLabel(said, tone=Tone.MUTED))
        self.body.addWidget(self._problem)
        self.body.addWidget(self.canvas, 1)
        self.count = PlainLabel("", Role.SMALL, Tone.MUTED)
        self.undo = Button(t("Undo"), Kind.GHOST, icon="undo-2", on_click=self.canvas.undo)
        self.cancel = Button(t("Cancel"), Kind.GHOST, on_click=self.reject)
        self.save = Button(t("Save the redacted copy"), Kind.PRIMARY, on_click=self._save)
        self.foot(self.undo, self.count, None, self.cancel, self.save)
        self._show_count()
        self._tasks.start(self._read())

    def main_button(self) -> Button | None:
        return self.save

    def problem(self) -> str:
        """What went wrong, as it is shown."""
        return self._problem.title.text() if not self._problem.isHidden() else ""

    async def _read(self) -> None:
        try:
            path = self._desk.thumbnails.file(self._proof.sha256)
            image: QImage = await self._desk.reads.work(decode, path)
        except (Undecodable, OSError):
            words = t("It is no picture of a form that is opened here, or it is too large.")
            self._problem.set_words(t("This file cannot be shown"), words)
            self._problem.show()
        else:
            self.canvas.show_picture(QPixmap.fromImage(image))

    def _show_count(self) -> None:
        count = len(self.canvas.boxes())
        self.count.setText(tn("{n} box", "{n} boxes", count) if count else "")
        self.undo.setEnabled(count > 0)
        self.save.setEnabled(count > 0)

    def _save(self) -> None:
        boxes, proof = self.canvas.boxes(), self._proof
        actor = self._desk.actions.actor
        self._desk.actions.run(
            lambda hub: hub.bundles.redact(proof.id, boxes, actor),
            busy=self.save,
            success=lambda _: self.accept(),
            done=t("The redacted copy is saved beside its original."),
        )
