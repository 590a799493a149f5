"""What was seen: the composer before the button, beside it the profile, and what was compared."""

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop import browser
from desktop.desk import Desk
from desktop.i18n import t
from desktop.pages.publish.capture import Capture
from desktop.presenters import outcomes as words
from desktop.presenters import times
from desktop.theme.tones import Tone
from desktop.widgets.buttons import Button, Kind
from desktop.widgets.facts import Fact, Facts
from desktop.widgets.frames import clear, column, row
from desktop.widgets.labels import PlainLabel, SectionTitle
from desktop.widgets.segments import Segments
from models.posts.views import LookView, OutcomeView
from models.views import ProofView

PICTURE = QSize(186, 116)
LOOK_KINDS = ("look", "permalink", "page")


class SeenColumn(QWidget):
    """Two pictures, the looks as segments, what the chosen one compared."""

    compare_wanted = Signal(object, object)
    """The ProofViews of before and of the look that is shown (or None)."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._outcome: OutcomeView | None = None
        self._look: LookView | None = None
        self._shown: tuple[str, ...] = ()
        self.before = Capture(desk.thumbnails, size=PICTURE)
        self.profile = Capture(desk.thumbnails, size=PICTURE)
        self.segments: Segments | None = None
        self._place = QVBoxLayout()
        self._place.setContentsMargins(0, 0, 0, 0)
        self.nothing = PlainLabel(t("Nobody has looked yet."), tone=Tone.MUTED, wrap=True)
        self.facts = Facts()
        self.open_profile = Button(
            t("Open the profile"), icon="external-link", on_click=self._open_profile
        )
        self.compare = Button(
            t("Compare large"), Kind.GHOST, icon="flip-horizontal", on_click=self._compare
        )
        pictures = row(self.before, self.profile, spacing=12)
        pictures.setStretch(0, 1)
        pictures.setStretch(1, 1)
        column(
            SectionTitle(t("What was seen")),
            2,
            pictures,
            4,
            self._place,
            self.nothing,
            self.facts,
            6,
            row(self.open_profile, self.compare, None),
            None,
            spacing=6,
            parent=self,
        )
        for capture in (self.before, self.profile):
            capture.opened.connect(lambda _proof: self._compare())

    def show_outcome(self, outcome: OutcomeView) -> None:
        """Show what there is; the look that was chosen stays chosen."""
        self._outcome = outcome
        before = words.picture(outcome.proofs, ("before",))
        missing = t("no screenshot came")
        caption = words.kept(before) if before is not None else missing
        self.before.show_proof(before, t("Before the button"), caption)
        ids = tuple(look.job_id for look in outcome.looks)
        if ids != self._shown:
            self._shown = ids
            self._make_segments(outcome)
        self.nothing.setVisible(not outcome.looks)
        self.facts.setVisible(bool(outcome.looks))
        known = {look.job_id: look for look in outcome.looks}
        current = known.get(self._look.job_id) if self._look is not None else None
        self._show_look(current or (outcome.looks[-1] if outcome.looks else None))
        self.open_profile.setEnabled(bool(words.profile(outcome)))

    def _make_segments(self, outcome: OutcomeView) -> None:
        clear(self._place)
        self.segments = None
        if not outcome.looks:
            return
        choices = [(words.look_name(n, look), look) for n, look in enumerate(outcome.looks)]
        self.segments = Segments(choices[-3:], name=t("Looks"))
        self.segments.chosen.connect(self._show_look)
        self._place.addLayout(row(self.segments, None))

    def _show_look(self, look: object) -> None:
        assert self._outcome is not None
        self._look = look if isinstance(look, LookView) else None
        if self._look is None:
            self.profile.show_proof(None, t("Profile"), t("nobody has looked yet"))
            self.compare.setEnabled(self.before.proof is not None)
            return
        if self.segments is not None:
            self.segments.choose(self._look)
        seen = words.picture(self._look.proofs, LOOK_KINDS)
        caption = words.kept(seen) if seen is not None else t("no screenshot came")
        number = self._outcome.looks.index(self._look)
        title = (t("Profile, first look"), t("Profile, second look"))
        name = title[number] if number < len(title) else t("Profile")
        self.profile.show_proof(seen, name, caption)
        pairs = words.seen(self._outcome, self._look)
        self.facts.set_facts([Fact(pair.name, pair.value) for pair in pairs])
        self.compare.setEnabled(self.before.proof is not None or seen is not None)

    def _open_profile(self) -> None:
        if self._outcome is not None:
            browser.open_address(words.profile(self._outcome))

    def _compare(self) -> None:
        self.compare_wanted.emit(self.before.proof, self.profile.proof)


def captioned(proof: ProofView, title: str) -> str:
    """ "Before the button, 10:11:38"."""
    return t("{what}, {time}", what=title, time=times.seconds(proof.captured_at))
