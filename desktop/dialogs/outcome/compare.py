"""Before the button and what a look saw, large and side by side; each can be zoomed."""

from PySide6.QtWidgets import QWidget

from desktop.desk import Desk
from desktop.dialogs.base import Dialog
from desktop.dialogs.outcome.seen import captioned
from desktop.i18n import t
from desktop.pages.proofs.picture import PictureView
from desktop.tasks import Tasks
from desktop.theme.fonts import Role
from desktop.theme.tones import Tone
from desktop.widgets.frames import column, row
from desktop.widgets.labels import ElidedLabel, PlainLabel
from models.views import ProofView

LEFT_OVER = 80
SMALLEST = 600


class CompareDialog(Dialog):
    """Two pictures beside each other, as large as the window allows."""

    def __init__(
        self, desk: Desk, before: ProofView | None, after: ProofView | None, parent: QWidget
    ) -> None:
        window = desk.window
        width = max(SMALLEST, window.width() - LEFT_OVER)
        height = max(SMALLEST // 2, window.height() - LEFT_OVER)
        super().__init__(t("Before the button, and what was seen"), parent, width=width,
                         height=height)  # fmt: skip
        self._desk = desk
        self._tasks = [Tasks(desk.actions.told_failure), Tasks(desk.actions.told_failure)]
        sides = row(
            self._side(self._tasks[0], before, t("Before the button")),
            self._side(self._tasks[1], after, t("Profile")),
            spacing=12,
        )
        sides.setStretch(0, 1)
        sides.setStretch(1, 1)
        self.body.addLayout(sides, 1)
        self.finished.connect(self._end)

    def _side(self, tasks: Tasks, proof: ProofView | None, title: str) -> QWidget:
        holder = QWidget()
        if proof is None:
            nothing = PlainLabel(t("no screenshot came"), tone=Tone.MUTED)
            column(PlainLabel(title, weight=500), nothing, None, parent=holder)
            return holder
        view = PictureView(self._desk, tasks)
        view.card.setAccessibleName(title)
        view.canvas.setAccessibleName(title)
        head = ElidedLabel(captioned(proof, title), Role.BODY, weight=500)
        column(head, view, parent=holder).setStretch(1, 1)
        view.show_proof(proof)
        return holder

    def _end(self) -> None:
        for tasks in self._tasks:
            tasks.cancel()
