"""One capture of a publication: the picture whole, what it shows, when it was taken."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QWidget

from desktop.presenters import phases
from desktop.presenters import proofs as proof_words
from desktop.presenters.text import plain
from desktop.theme.fonts import Role
from desktop.theme.tones import Tone
from desktop.thumbnails import Thumbnails
from desktop.widgets.frames import column, row
from desktop.widgets.labels import ElidedLabel, PlainLabel
from desktop.widgets.marks import Icon
from desktop.widgets.pictures import Thumbnail
from models.views import ProofView


class Capture(QWidget):
    """Shows a proof, or the place where one would be."""

    opened = Signal(object)
    """The ProofView that was entered."""

    def __init__(
        self,
        thumbnails: Thumbnails,
        *,
        size: QSize,
        beside: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        """`beside`: integrity stands as a sign at the end of the title's line."""
        super().__init__(parent)
        self.proof: ProofView | None = None
        self._beside = beside
        self.picture = Thumbnail(thumbnails, "", name="", size=size, drawing="image", whole=True)
        self.name = ElidedLabel(role=Role.SMALL, weight=500)
        self.caption = ElidedLabel(role=Role.CAPTION, tone=Tone.MUTED)
        self._sign = Icon("shield-check", Tone.SUCCESS, 14)
        self._word = PlainLabel(role=Role.SMALL, tone=Tone.SUCCESS)
        line = row(self.name, self._sign, self._word, spacing=4)
        line.setStretch(0, 1)
        column(self.picture, 4, line, self.caption, spacing=0, parent=self)
        self.picture.clicked.connect(self._open)

    def show_proof(self, proof: ProofView | None, title: str, caption: str) -> None:
        """Show this one; None when nobody captured it."""
        self.proof = proof
        self.name.setText(title)
        self.caption.setText(caption)
        self.caption.set_tone(Tone.MUTED if proof is not None else Tone.WARNING)
        for widget in (self._sign, self._word):
            widget.setVisible(self._beside and proof is not None)
        told = f"{title}. {caption}"
        if proof is None:
            self.picture.show_file("", name=told, drawing="image-off")
        else:
            drawing = "" if proof_words.is_picture(proof) else proof_words.drawing(proof)
            state = phases.of_integrity(proof.integrity, late=proof.late)
            self._sign.show_icon(state.icon, state.tone)
            self._word.setText(state.word)
            self._word.set_tone(state.tone)
            told = f"{told}. {state.word}. {plain(proof.title, longest=120)}"
            self.picture.show_file(proof.sha256, name=told, drawing=drawing)
        self.picture.setEnabled(proof is not None)
        self.picture.setCursor(
            Qt.CursorShape.PointingHandCursor if proof is not None else Qt.CursorShape.ArrowCursor
        )

    def _open(self) -> None:
        if self.proof is not None:
            self.opened.emit(self.proof)
