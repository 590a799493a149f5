"""The large picture of a proof, or the card of a file that is never rendered."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QStackedWidget, QWidget

from desktop.desk import Desk
from desktop.i18n import t
from desktop.presenters import proofs as words_of
from desktop.tasks import Tasks
from desktop.thumbnails import Undecodable, decode
from desktop.widgets.banner import EmptyState
from desktop.widgets.buttons import Button
from desktop.widgets.canvas import Canvas
from models.views import ProofView


class PictureView(QStackedWidget):
    """Decodes off the GUI thread; the format is named, never guessed."""

    save_wanted = Signal()

    def __init__(self, desk: Desk, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._tasks = tasks
        self._shown = ""
        self.canvas = Canvas(t("The picture"))
        save = Button(t("Save a copy"), icon="download", on_click=self.save_wanted.emit)
        self.card = EmptyState("", icon="file-text", button=save)
        self.addWidget(self.canvas)
        self.addWidget(self.card)

    def show_proof(self, proof: ProofView) -> None:
        """Show the file of a proof; the same one again is read again only when it may differ."""
        if not words_of.is_picture(proof):
            self._say(
                words_of.form(proof),
                t("Pages and texts are kept as they were and never opened here."),
                words_of.drawing(proof),
            )
        elif proof.integrity == "missing":
            self._say(t("The file is missing"), t("There is nothing to show."), "image-off")
        elif self._shown != proof.sha256 or self.currentWidget() is self.card:
            self._shown = proof.sha256
            self._tasks.latest("picture", self._read(proof))

    def again(self, proof: ProofView) -> None:
        """The file may be another now (it was checked)."""
        self._shown = ""
        self.show_proof(proof)

    def _say(self, title: str, text: str, icon: str) -> None:
        self._shown = ""
        self.card.set_words(title, text, icon)
        self.canvas.show_picture(None)
        self.setCurrentWidget(self.card)

    async def _read(self, proof: ProofView) -> None:
        try:
            image = await self._desk.reads.work(decode, self._desk.thumbnails.file(proof.sha256))
        except FileNotFoundError:
            self._refuse(proof, t("The file is missing"), t("There is nothing to show."))
        except (Undecodable, OSError):
            title = t("This file cannot be shown")
            text = t("It is no picture of a form that is opened here, or it is too large.")
            self._refuse(proof, title, text)
        else:
            if self._shown == proof.sha256:
                self._show(image)

    def _refuse(self, proof: ProofView, title: str, text: str) -> None:
        if self._shown == proof.sha256:
            self._say(title, text, "image-off")

    def _show(self, image: QImage) -> None:
        self.canvas.setAccessibleDescription(f"{image.width()} × {image.height()}")
        self.setCurrentWidget(self.canvas)
        self.canvas.show_picture(QPixmap.fromImage(image))
