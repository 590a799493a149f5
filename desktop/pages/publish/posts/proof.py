"""The proof of one target: three captures, what the proof holds, and how it went, to the second."""

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from desktop.desk import Desk
from desktop.i18n import t
from desktop.pages.publish.capture import Capture
from desktop.presenters import outcomes as outcome_words
from desktop.presenters import post_detail as words
from desktop.presenters import posts
from desktop.presenters.post_detail import PICTURES, Part, PostDetail, RunDetail, newest
from desktop.theme.fonts import Role
from desktop.theme.tones import Tone
from desktop.widgets.buttons import Button, Kind
from desktop.widgets.frames import Headed, clear, column, row
from desktop.widgets.labels import ElidedLabel, PlainLabel, SectionTitle
from desktop.widgets.marks import Icon
from desktop.widgets.platform import PlatformMark
from desktop.widgets.timeline import Timeline
from models.posts.views import PROOF_PARTS, TargetView

PICTURE = QSize(150, 118)
NAME = 92
NARROW = 760


class ProofSection(QWidget):
    """Follows the target that is chosen; `proof_wanted` carries a ProofView."""

    proof_wanted = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.target: TargetView | None = None
        self._mark = QVBoxLayout()
        self.account = SectionTitle("")
        self.fact = PlainLabel(tone=Tone.MUTED)
        self.gallery = Button(t("Open in Proofs"), Kind.LINK, on_click=self._open_gallery)
        head = row(self._mark, self.account, self.fact, None, self.gallery, spacing=7)
        self.captures = {
            kind: Capture(desk.thumbnails, size=PICTURE, beside=True) for kind in PICTURES
        }
        self.pictures = row(*self.captures.values(), spacing=12)
        for number in range(len(PICTURES)):
            self.pictures.setStretch(number, 1)
        self._parts = QVBoxLayout()
        self._parts.setContentsMargins(0, 0, 0, 0)
        self._parts.setSpacing(5)
        self._sign = Icon("shield-check", Tone.SUCCESS, 14)
        self.claim = PlainLabel(role=Role.SMALL, tone=Tone.SUCCESS)
        held = column(self._parts, row(self._sign, self.claim, None, spacing=8), None, spacing=8)
        self.timeline = Timeline(name=t("Timeline"))
        self.sides = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self.sides.setSpacing(24)
        self.sides.addWidget(Headed(t("What the proof holds"), held), 1)
        self.timeline_part = Headed(t("Timeline"), column(self.timeline, None, spacing=0))
        self.sides.addWidget(self.timeline_part, 1)
        column(head, self.pictures, 2, self.sides, spacing=10, parent=self)
        for capture in self.captures.values():
            capture.opened.connect(self.proof_wanted)

    def set_narrow(self, on: bool) -> None:
        """One below the other when there is no room."""
        direction = QBoxLayout.Direction
        self.sides.setDirection(direction.TopToBottom if on else direction.LeftToRight)

    def show_target(self, detail: PostDetail, target: TargetView) -> None:
        """Show the proof of a target's newest run."""
        self.target = target
        run = detail.runs.get(target.variant_id, RunDetail())
        now = self._desk.clock()
        clear(self._mark)
        self._mark.addWidget(PlatformMark(target.platform))
        self.account.setText(posts.account(target))
        have = t("proof {n} of {m}", n=target.proof_completeness, m=len(PROOF_PARTS))
        self.fact.setText(have)
        self.gallery.setVisible(bool(run.proofs))
        for kind, capture in self.captures.items():
            proof = run.proof(kind)
            capture.show_proof(proof, t(posts.PARTS[kind]), words.caption(proof))
        self._show_parts(words.parts(target, run))
        said, tone, icon = words.claim(run, now)
        self.claim.setText(said)
        self.claim.set_tone(tone)
        self._sign.show_icon(icon, tone)
        attempt = newest(target)
        moments = (
            outcome_words.moments(run.timeline, now, run=attempt, names=detail.names)
            if attempt is not None
            else []
        )
        self.timeline.set_moments(moments)
        self.timeline_part.setVisible(bool(moments))

    def _show_parts(self, parts: list[Part]) -> None:
        clear(self._parts)
        for part in parts:
            icon, tone = (
                ("circle-check", Tone.SUCCESS) if part.there else ("circle-dashed", Tone.WARNING)
            )
            name = PlainLabel(part.name, Role.SMALL, weight=500)
            name.setFixedWidth(NAME)
            what = ElidedLabel(
                part.what, Role.SMALL, Tone.TEXT2 if part.there else Tone.WARNING, foreign=True
            )
            line = row(Icon(icon, tone, 14), name, what, spacing=8)
            line.setStretch(2, 1)
            holder = QWidget()
            holder.setLayout(line)
            holder.setAccessibleName(t("{name}: {what}", name=part.name, what=part.what))
            self._parts.addWidget(holder)

    def _open_gallery(self) -> None:
        attempt = newest(self.target) if self.target is not None else None
        if attempt is not None:
            self._desk.navigator.show_page("proofs", attempt.job_id)
