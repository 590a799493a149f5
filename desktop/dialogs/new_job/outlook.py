"""The right side of one search: what to expect, from own past runs alone."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from desktop.i18n import number, t, tn
from desktop.presenters import expectation
from desktop.presenters.expectation import Expected, Past
from desktop.presenters.new_job import Draft
from desktop.theme.fonts import Role
from desktop.theme.tones import Tone
from desktop.widgets.frames import column, row
from desktop.widgets.labels import PlainLabel, SectionTitle
from desktop.widgets.marks import Icon, Line

WIDTH = 258


class Remark(QWidget):
    """An icon and words that wrap."""

    def __init__(self, icon: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words = PlainLabel("", wrap=True)
        drawing = Icon(icon, Tone.MUTED)
        line = row(drawing, self.words, spacing=8, parent=self)
        line.setStretch(1, 1)
        line.setAlignment(drawing, Qt.AlignmentFlag.AlignTop)

    def say(self, words: str) -> None:
        """Say this; nothing hides it."""
        self.words.setText(words)
        self.setVisible(bool(words))


class Outlook(QWidget):
    """Figures of past runs like this one, and when just this was searched."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedWidth(WIDTH)
        self.setProperty("ground", "sunken")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.none = PlainLabel(t("No run like it yet."), tone=Tone.MUTED, wrap=True)
        self.rows = PlainLabel("", Role.NUMBER)
        self.unit = PlainLabel(t("rows"), tone=Tone.TEXT2)
        self.source = PlainLabel("", Role.SMALL, Tone.MUTED, wrap=True)
        self.time = Remark("clock")
        self.proofs = Remark("camera")
        self.figures = QWidget()
        figure = row(self.rows, self.unit, None, spacing=8)
        figure.setAlignment(self.unit, Qt.AlignmentFlag.AlignBottom)
        column(figure, self.source, 4, self.time, self.proofs, spacing=6, parent=self.figures)
        self.seen_title = SectionTitle(t("Seen before"))
        self.seen_line = Line()
        self.seen = [Remark("history") for _ in range(expectation.MOST_SEEN)]
        whole = column(
            SectionTitle(t("What to expect")),
            self.none,
            self.figures,
            self.seen_line,
            self.seen_title,
            *self.seen,
            None,
            spacing=10,
            parent=self,
        )
        whole.setContentsMargins(20, 18, 20, 16)

    def show_draft(self, draft: Draft, past: Past, now: int) -> None:
        """Say what this draft may bring."""
        self._show_expected(expectation.expect(past, draft))
        found = [past.seen(draft.kind, query, place) for query, place in draft.pairs()]
        seen = [job for job in found if job is not None]
        self.seen_title.setVisible(bool(seen))
        self.seen_line.setVisible(bool(seen))
        for index, remark in enumerate(self.seen):
            known = index < len(seen)
            remark.say(expectation.seen_sentence(seen[index], now) if known else "")

    def _show_expected(self, expected: Expected | None) -> None:
        self.none.setVisible(expected is None)
        self.figures.setVisible(expected is not None)
        if expected is None:
            return
        self.rows.setText(t("about {n}", n=number(expected.rows)))
        self.source.setText(expectation.source_words(expected))
        self.time.say(expectation.time_words(expected))
        proofs = tn("about {n} proof", "about {n} proofs", expected.proofs)
        self.proofs.say(proofs if expected.proofs else "")
