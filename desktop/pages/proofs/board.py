"""The gallery with its filters, what stands there when it is empty, and what is new."""

import asyncio
from array import array

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from desktop.desk import Desk
from desktop.i18n import t, tn
from desktop.item_models.proofs import ProofsModel
from desktop.pages.proofs.filters import ProofFilters
from desktop.pages.proofs.gallery import FIRST, Gallery
from desktop.presenters import proofs as words_of
from desktop.tasks import Tasks
from desktop.widgets.banner import EmptyState
from desktop.widgets.buttons import Button
from desktop.widgets.floating import NewsButton
from desktop.widgets.frames import column
from models.queries import proofs as queries
from models.queries.proofs import ProofFilter

REST_S = 0.3
"""New proofs are looked for at most so often."""
Numbers = tuple[array, array]


class ProofsBoard(QWidget):
    """Shows what the filter leaves; new proofs never move what one looks at."""

    picked = Signal(object)
    """The ProofView where the keyboard is, None when there is none."""
    opened = Signal(object)
    counted = Signal()

    def __init__(self, desk: Desk, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._tasks = tasks
        self._asked: ProofFilter | None = None
        self._waiting: Numbers | None = None
        self._wanted: int | None = None
        self.total = 0
        self.model = ProofsModel(desk.clock, self)
        self.gallery = Gallery(self.model, desk.thumbnails)
        self.filters = ProofFilters(ProofFilter(workspace_id=desk.workspaces.current), FIRST)
        self.nothing = EmptyState(
            "", icon="search-x",
            button=Button(t("Clear filters"), icon="x", on_click=self.filters.clear),
        )  # fmt: skip
        self.empty = EmptyState(
            t("No proofs yet"),
            t("Screenshots and pages are kept with every run."),
            icon="camera",
        )
        self._stack = QStackedWidget()
        for shown in (self.gallery, self.nothing, self.empty):
            self._stack.addWidget(shown)
        column(self.filters, self._stack, spacing=0, parent=self).setStretch(1, 1)
        self.news = NewsButton(self.gallery.viewport())
        self.model.wanted.connect(lambda seqs: self._tasks.start(self._fetch(seqs)))
        self.gallery.picked.connect(self.picked)
        self.gallery.opened.connect(self.opened)
        self.filters.changed.connect(lambda _filter: self.ask())
        self.filters.tile_wanted.connect(self.gallery.set_tile)
        self.news.clicked.connect(self._show_news)

    @property
    def loaded(self) -> bool:
        """Whether the gallery was filled once."""
        return self._asked is not None

    @property
    def is_empty(self) -> bool:
        """Whether nothing was ever captured."""
        return self._stack.currentWidget() is self.empty

    def ask(self) -> None:
        """Read what the filter leaves, and show it from the top."""
        self._tasks.latest("proofs", self._read(self.filters.filter))

    def look_again(self) -> None:
        """Proofs were stored: bring them in where they do not disturb."""
        self._tasks.latest("new proofs", self._read_again())

    def show_proof(self, seq: int) -> None:
        """Put the keyboard on this proof, now or as soon as it is shown."""
        row = self.model.row_of(seq)
        if row >= 0:
            self.gallery.go_to(row)
        else:
            self._wanted = seq

    def step(self, steps: int) -> None:
        """To the proof before or after; beyond one step to the first or last."""
        last = self.model.rowCount() - 1
        row = self.gallery.currentIndex().row() + steps
        if abs(steps) > 1:
            row = 0 if steps < 0 else last
        self.gallery.go_to(max(0, min(last, row)))

    def show_state(self) -> None:
        """The gallery, or why there is nothing in it."""
        filter = self.filters.filter
        if self.model.rowCount() or not self.loaded:
            self._stack.setCurrentWidget(self.gallery)
        elif words_of.narrowed(filter):
            self.nothing.set_words(*words_of.nothing_matches(filter, self.total))
            self._stack.setCurrentWidget(self.nothing)
        else:
            self._stack.setCurrentWidget(self.empty)
        self.filters.setVisible(self._stack.currentWidget() is not self.empty)

    async def _read(self, filter: ProofFilter) -> None:
        numbers = await self._desk.reads.run(queries.seqs, filter)
        self._asked = filter
        self._show(numbers, keep=False)

    async def _read_again(self) -> None:
        await asyncio.sleep(REST_S)
        filter = self._asked
        if filter is None:
            return
        numbers = await self._desk.reads.run(queries.seqs, filter)
        if filter is not self._asked:
            return
        came = len(numbers[0]) - self.model.rowCount()
        if self._is_undisturbed() or came <= 0:
            self._show(numbers, keep=True)
        else:
            self._waiting = numbers
            self.news.show_news(tn("{n} new proof", "{n} new proofs", came))

    async def _fetch(self, seqs: array) -> None:
        try:
            self.model.take(await self._desk.reads.run(queries.rows, seqs), seqs)
        except Exception:
            self.model.take([], seqs)  # they stay empty; asking again would fail again
            raise
        current = self.gallery.currentIndex()
        if current.isValid() and self.model.seq_at(current.row()) in seqs:
            self.picked.emit(self.gallery.current_proof())

    def _is_undisturbed(self) -> bool:
        at_top = self.gallery.verticalOffset() == 0
        return at_top and not self.gallery.viewport().underMouse()

    def _show(self, numbers: Numbers, *, keep: bool) -> None:
        self._let_news_go()
        anchor = self.gallery.anchor() if keep else None
        current = self.model.seq_at(self.gallery.currentIndex().row())
        self.model.set_proofs(*numbers)
        wanted, self._wanted = self._wanted, None
        row = self.model.row_of(wanted if wanted is not None else current or -1)
        if wanted is not None and row >= 0:
            self.gallery.go_to(row)
        else:
            self.gallery.make_current(max(0, row))
            if keep:
                self.gallery.put_back(anchor)
            else:
                self.gallery.scrollToTop()
        self.show_state()
        self.counted.emit()
        if not self.model.rowCount():
            self.picked.emit(None)

    def _show_news(self) -> None:
        waiting = self._waiting
        if waiting is not None:
            self._show(waiting, keep=False)

    def _let_news_go(self) -> None:
        self._waiting = None
        self.news.show_news("")
