"""The captures of one run in a row, in the order of time."""

from PySide6.QtCore import QPoint, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QWidget

from desktop import icons
from desktop.i18n import t
from desktop.presenters import proofs as words_of
from desktop.presenters import times
from desktop.theme import paint
from desktop.theme.current import colour, text_colour, tokens
from desktop.theme.tones import Tone
from desktop.thumbnails import Thumbnails
from desktop.widgets.frames import clear, row
from desktop.widgets.labels import set_tooltip
from desktop.widgets.pictures import paint_picture
from models.views import ProofView

PICTURE = QSize(64, 40)
FRAME = 4
HEIGHT = PICTURE.height() + 2 * FRAME


class StripItem(QWidget):
    """One capture, small."""

    clicked = Signal(object)

    def __init__(
        self, thumbnails: Thumbnails, proof: ProofView, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._thumbnails = thumbnails
        self.proof = proof
        self._on = False
        words = f"{words_of.title(proof)}, {times.seconds(proof.captured_at)}"
        self.setAccessibleName(words)
        set_tooltip(self, words)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        thumbnails.ready.connect(self._ready)

    def sizeHint(self) -> QSize:
        return QSize(PICTURE.width() + 2 * FRAME, HEIGHT)

    def set_on(self, on: bool) -> None:
        """Whether this is the one that is shown large."""
        self._on = on
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.clicked.emit(self.proof)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.clicked.emit(self.proof)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        now = tokens()
        painter = QPainter(self)
        picture = QRect(QPoint(FRAME, FRAME), PICTURE)
        if self._on:
            ink, ground = colour(now.accent_text), colour(now.selected)
            paint.box(painter, self.rect(), 6, fill=ground, line=ink, width=2)
        if words_of.is_picture(self.proof):
            known = self._thumbnails.get(self.proof.sha256, self.devicePixelRatioF())
            broken = self._thumbnails.broken(self.proof.sha256)
            paint_picture(painter, picture, known, broken=broken)
        else:
            paint.box(painter, picture, 6, fill=colour(now.sunken), line=colour(now.border))
            spot = QRect(0, 0, 16, 16)
            spot.moveCenter(picture.center())
            drawing = words_of.drawing(self.proof)
            icons.paint(painter, drawing, spot, text_colour(Tone.MUTED))
        if self.hasFocus():
            paint.focus_ring(painter, self.rect(), 6)
        painter.end()

    def _ready(self, sha256: str) -> None:
        if sha256 == self.proof.sha256:
            self.update()


class RunStrip(QScrollArea):
    """All captures of a run; hidden when there is only one."""

    chosen = Signal(object)
    """ProofView."""

    def __init__(self, thumbnails: Thumbnails, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._thumbnails = thumbnails
        self._items: list[StripItem] = []
        self.setAccessibleName(t("Captures of this run"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFixedHeight(HEIGHT + 4)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setProperty("ground", "clear")
        inner = QWidget()
        inner.setProperty("ground", "clear")
        self._line = row(spacing=4, parent=inner)
        self.setWidget(inner)

    def proofs(self) -> list[ProofView]:
        """The captures in order."""
        return [item.proof for item in self._items]

    def show_run(self, proofs: list[ProofView]) -> None:
        """Show these captures."""
        clear(self._line)
        self._items = []
        self._line.addStretch(1)
        for proof in proofs:
            item = StripItem(self._thumbnails, proof)
            item.clicked.connect(self.chosen)
            self._items.append(item)
            self._line.addWidget(item)
        self._line.addStretch(1)
        self.setVisible(len(proofs) > 1)

    def mark(self, proof_id: str) -> int:
        """Show which one is shown large; its place, -1 when it is not here."""
        found = -1
        for place, item in enumerate(self._items):
            item.set_on(item.proof.id == proof_id)
            if item.proof.id == proof_id:
                found = place
                # Where it stands is known when the row has been laid out.
                QTimer.singleShot(0, item, lambda item=item: self.ensureWidgetVisible(item))
        return found
