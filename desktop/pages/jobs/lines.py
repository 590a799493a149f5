"""Small rows of the summary: a run, a finding. They are kept and filled anew, never rebuilt."""

from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.i18n import digits, t
from desktop.presenters import evidence as evidence_words
from desktop.presenters import phases
from desktop.presenters.job_detail import run_time
from desktop.presenters.phases import State
from desktop.presenters.text import isolate, plain
from desktop.theme.fonts import Role
from desktop.theme.tones import Tone
from desktop.widgets.frames import column, row
from desktop.widgets.labels import ElidedLabel, PlainLabel, trailing
from desktop.widgets.marks import Chip, Icon, Line
from models.views import EvidenceView, RunView

ItemT = TypeVar("ItemT")
LINE = 25


class Lines(QWidget, Generic[ItemT]):
    """A stack of rows with a line under each."""

    def __init__(self, make: Callable[[], "LineOf[ItemT]"], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._make = make
        self._rows: list[LineOf[ItemT]] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)

    def show_items(self, items: Sequence[ItemT]) -> None:
        """Show these, in this order."""
        while len(self._rows) < len(items):
            made = self._make()
            self._rows.append(made)
            self._column.addWidget(made)
        for number, made in enumerate(self._rows):
            made.setVisible(number < len(items))
            if number < len(items):
                made.show_item(items[number])


class LineOf(QWidget, Generic[ItemT]):
    """One row with its line."""

    def show_item(self, item: ItemT) -> None:
        """Show this."""
        raise NotImplementedError


class RunLine(LineOf[RunView]):
    """A run: its number, its device, how it stands, how long; why it failed where there is room."""

    def __init__(
        self,
        now: Callable[[], int],
        needs_user: Callable[[], bool],
        *,
        reasons: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._now = now
        self._needs_user = needs_user
        self._reasons = reasons
        self.attempt = PlainLabel("", Role.SMALL)
        self.attempt.setFixedWidth(30)
        self.device = ElidedLabel("", Role.SMALL)
        self.chip = Chip(State("", Tone.NEUTRAL, "circle-dashed"), small=True)
        self.time = PlainLabel("", Role.SMALL, Tone.MUTED)
        self.time.setFixedWidth(64)
        self.time.setAlignment(trailing())
        self.why = PlainLabel("", Role.SMALL, Tone.MUTED, wrap=True)
        self.why.setContentsMargins(38, 0, 38, 6)
        line = row(self.attempt, self.device, self.chip, self.time)
        line.setStretch(1, 1)
        line.setContentsMargins(0, 3, 0, 3)
        column(line, self.why, Line(), spacing=0, parent=self)

    def show_item(self, item: RunView) -> None:
        self.attempt.setText(digits(str(item.attempt)))
        self.device.setText(plain(item.device_name, longest=80))
        self.chip.set_state(phases.of_run(item, needs_user=self._needs_user()))
        self.time.setText(run_time(item, self._now()))
        why = plain(item.error_message, longest=400) if self._reasons else ""
        self.why.setText(why)
        self.why.setVisible(bool(why))
        words = (self.device.whole(), self.chip.state().word, self.time.text(), why)
        attempt = t("run {n}", n=item.attempt)
        self.setAccessibleName(", ".join(word for word in (attempt, *words) if word))


class FindingLine(LineOf[EvidenceView]):
    """A finding: its title, its stars, its phone or site."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = ElidedLabel("", Role.SMALL)
        self.star = Icon("star", Tone.MUTED, 14)
        self.rating = PlainLabel("", Role.SMALL)
        self.rating.setFixedWidth(26)
        self.contact = ElidedLabel("", Role.SMALL, Tone.MUTED)
        self.contact.setFixedWidth(124)
        self.contact.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.contact.setAlignment(trailing())
        line = row(self.title, self.star, self.rating, self.contact, spacing=5)
        line.setStretch(0, 1)
        line.setContentsMargins(0, 3, 0, 3)
        column(line, Line(), spacing=0, parent=self)

    def show_item(self, item: EvidenceView) -> None:
        stars = evidence_words.rating(item).text
        site = evidence_words.host(item.website) or evidence_words.host(item.url)
        self.title.setText(plain(item.title, longest=200))
        self.rating.setText(stars)
        self.rating.setVisible(bool(stars))
        self.star.setVisible(bool(stars))
        self.contact.setText(isolate(evidence_words.phone(item) or site))
        self.setAccessibleName(", ".join(filter(None, (self.title.whole(), stars))))
