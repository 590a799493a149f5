"""The right side of many searches: every search that will be made, and what is left out."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from desktop.i18n import number, t, tn
from desktop.item_models.planned import Planned, PlannedModel
from desktop.presenters import search_lines
from desktop.presenters.expectation import Past
from desktop.presenters.new_job import Draft
from desktop.presenters.search_lines import Line
from desktop.theme.fonts import Role
from desktop.theme.tones import Tone
from desktop.widgets.frames import Card, Scroll, column, row
from desktop.widgets.labels import ElidedLabel, PlainLabel, SectionTitle
from desktop.widgets.marks import Icon
from desktop.widgets.table import Table

ROW = 28
MOST_REASONS = 200
"""Lines left out that are named one by one; the rest is counted."""
LISTED_HEIGHT = 116
REASON = 21


class Removed(QWidget):
    """The lines that do not count, each with its reason."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.fact = PlainLabel("", tone=Tone.MUTED)
        head = row(Icon("copy", Tone.MUTED), SectionTitle(t("Removed")), self.fact, None)
        self._content = QWidget()
        self._rows = column(spacing=0, parent=self._content)
        self._lines: list[tuple[PlainLabel, ElidedLabel, QWidget]] = []
        self._more = PlainLabel("", Role.SMALL, Tone.MUTED)
        self._rows.addWidget(self._more)
        self._rows.addStretch(1)
        self._scroll = Scroll(self._content)
        column(head, self._scroll, spacing=6, parent=self)

    def show_lines(self, lines: list[Line], places: list[Line]) -> None:
        """Name what is left out of these."""
        pairs = _reasons(lines, place=False) + _reasons(places, place=True)
        self.setVisible(bool(pairs))
        self.fact.setText(search_lines.summary([*lines, *places]))
        shown = pairs[:MOST_REASONS]
        while len(self._lines) < len(shown):
            self._add()
        for index, (name, reason, holder) in enumerate(self._lines):
            holder.setVisible(index < len(shown))
            if index < len(shown):
                name.setText(shown[index][0])
                reason.setText(shown[index][1])
        self._scroll.setFixedHeight(min(LISTED_HEIGHT, len(shown) * REASON + 2))
        rest = len(pairs) - len(shown)
        self._more.setVisible(bool(rest))
        self._more.setText(t("and {n} more", n=rest))

    def reasons(self) -> list[tuple[str, str]]:
        """What is named, with its reason."""
        shown = (line for line in self._lines if not line[2].isHidden())
        return [(name.text(), reason.whole()) for name, reason, _ in shown]

    def _add(self) -> None:
        name = PlainLabel("", Role.SMALL, weight=500)
        reason = ElidedLabel("", Role.SMALL, Tone.MUTED)
        holder = QWidget()
        holder.setFixedHeight(REASON)
        line = row(Icon("minus", Tone.MUTED, 12), name, reason, spacing=8, parent=holder)
        line.setStretch(2, 1)
        line.setContentsMargins(2, 0, 2, 0)
        self._rows.insertWidget(len(self._lines), holder)
        self._lines.append((name, reason, holder))


def _reasons(lines: list[Line], *, place: bool) -> list[tuple[str, str]]:
    by_number = {line.number: line for line in lines}
    return [
        (
            search_lines.name(line, place=place),
            search_lines.reason(line, by_number.get(line.same_as or 0), place=place),
        )
        for line in search_lines.left_out(lines)
    ]


class Preview(QWidget):
    """A table of all searches, and below it what was left out."""

    def __init__(self, now: Callable[[], int], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._now = now
        self.title = SectionTitle("")
        self.fact = PlainLabel("", tone=Tone.MUTED)
        self.model = PlannedModel(now, self)
        self.table = Table(
            self.model,
            name=t("Searches"),
            row_height=ROW,
            widths={"place": 104, "seen": 146},
            stretch="search",
        )
        self.table.setSelectionMode(Table.SelectionMode.NoSelection)
        card = Card(radius=6)
        column(self.table, parent=card).setContentsMargins(1, 1, 1, 1)
        self.removed = Removed()
        head = row(self.title, self.fact, None)
        self._whole = column(head, card, self.removed, spacing=10, parent=self)
        self._whole.setStretch(1, 1)
        self._whole.setContentsMargins(18, 18, 18, 14)

    def take_options(self, options: QWidget) -> None:
        """Show the fields of the job below; the form has no room for them."""
        self._whole.addWidget(options)

    def show_draft(self, draft: Draft, past: Past) -> None:
        """Show what the draft makes."""
        pairs = draft.pairs()
        self.title.setText(tn("{n} search", "{n} searches", len(pairs)))
        queries, places = len(draft.queries()), len(draft.locations())
        crossed = f"{number(queries)} × {number(places)}" if places > 1 else ""
        self.fact.setText(crossed)
        self.model.set_rows(
            Planned(index, query, place, past.seen(draft.kind, query, place))
            for index, (query, place) in enumerate(pairs)
        )
        self.removed.show_lines(
            search_lines.read(draft.lines), search_lines.read(draft.place_lines)
        )
