"""The Evidence page: one search over everything that was found, filters, ticks, export."""

import asyncio
from dataclasses import dataclass, replace

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QHideEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from desktop import i18n
from desktop.desk import Desk
from desktop.dialogs.export import ExportDialog, Scope
from desktop.i18n import mark, t
from desktop.item_models.evidence import UNSORTED
from desktop.pages.base import Page
from desktop.pages.evidence.bar import EvidenceBar
from desktop.pages.evidence.board import EvidenceBoard
from desktop.pages.evidence.detail import WIDTH as DETAIL
from desktop.pages.evidence.detail import DetailPane, read_around
from desktop.pages.evidence.facets import WIDTH as FACETS
from desktop.pages.evidence.facets import FacetsPane
from desktop.pages.evidence.finder import Finder, Found, News, Question, changed
from desktop.presenters import evidence as words_of
from desktop.presenters import facets as facets_of
from desktop.presenters import jobs as jobs_of
from desktop.widgets.buttons import Button
from desktop.widgets.frames import row
from desktop.widgets.marks import Line
from desktop.widgets.side_pane import SidePane
from models import connectors
from models.errors import NotFound
from models.queries import evidence as queries
from models.queries import jobs as job_queries
from models.queries.evidence import EvidenceFilter, Facets
from models.rows import Database
from models.views import EvidenceView, JobView

NARROW = 1200
FACETS_REST_S = 0.3
MINUTE_MS = 60_000
DESCENDING_FIRST = frozenset({"seen", "rating", "confidence"})


@dataclass(frozen=True, slots=True)
class Ground:
    """What the page needs to know before any search."""

    total: int
    names: dict[str, str]
    """Connectors by id."""


def read_ground(db: Database, workspace_id: str | None, language: str) -> Ground:
    """Ask the store."""
    names = {
        known.id: known.name.get(language) or known.name.get("en") or known.id
        for known in connectors.all(db)
    }
    return Ground(queries.count(db, EvidenceFilter(workspace_id=workspace_id)), names)


def read_item(db: Database, item: str, now: int) -> EvidenceView | JobView:
    """The finding with this id, else the job. Raises NotFound when there is neither."""
    try:
        return queries.get(db, item)
    except NotFound:
        return job_queries.get(db, item, now=now)


class EvidencePage(Page):
    """Search, filters and table over all findings of a workspace."""

    key = "evidence"
    icon = "scan-search"
    words = mark("Evidence")

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._question = Question(EvidenceFilter(workspace_id=desk.workspaces.current))
        self._seconds: float | None = None
        self._total = 0
        self._job: JobView | None = None
        self._facets: Facets | None = None
        self._facets_stale = False
        self._facets_counted = False
        self.finder = Finder(desk.reads, self.tasks, self)
        self.bar = EvidenceBar()
        self.facets = FacetsPane()
        self.facets.setFixedWidth(FACETS)
        self.board = EvidenceBoard(desk, self.tasks)
        self.detail = DetailPane(desk)
        self.side = SidePane(self.board, self.detail, width=DETAIL)
        self._minute = QTimer(self)
        self._minute.setInterval(MINUTE_MS)
        self._minute.timeout.connect(self.board.model.repaint)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        self.add_to_header(Button(t("Export"), icon="download", on_click=self.export))
        self.board.table.restore(self.desk.preferences)
        self.bar.show_columns(self.board.table.unwanted())
        self._edge = Line(upright=True)
        middle = row(self.facets, self._edge, self.side, spacing=0)
        middle.setStretch(2, 1)
        self.body.addWidget(self.bar)
        self.body.addWidget(Line())
        self.body.addLayout(middle, 1)

    def _connect(self) -> None:
        self.bar.typed.connect(lambda text: self._ask(changed(self._question, text=text or None)))
        self.bar.job_left.connect(lambda: self._narrow_to(None))
        self.bar.filters_wanted.connect(self._arrange)
        self.bar.column_wanted.connect(self.board.table.want_column)
        self.facets.chosen.connect(self._choose)
        self.facets.cleared.connect(self._clear)
        self.finder.began.connect(self._began)
        self.finder.found.connect(self._found)
        self.finder.news.connect(self._news)
        self.board.table.sort_wanted.connect(self._sort)
        self.board.opened.connect(self._open)
        self.board.current.connect(self._follow)
        self.board.export_wanted.connect(lambda: self.export(Scope.CHOSEN))
        self.board.clear_wanted.connect(self._clear_all)
        self.board.news_wanted.connect(lambda: self._ask(self._question))
        self.board.news_shown.connect(self._shown)
        self.detail.closed.connect(self._close_detail)
        self.desk.bridge.evidence.connect(self._came)

    def refresh(self) -> None:
        """Read what may have changed; what is shown stays where it is."""
        workspace = self.desk.workspaces.current
        self.ask("ground", self._show_ground, read_ground, workspace, i18n.language())
        if self.finder.question is None or self._question.filter.workspace_id != workspace:
            self._ask(changed(self._question, workspace_id=workspace))
        else:
            self.finder.something_came()
        self._minute.start()

    def open_item(self, item: str) -> None:
        """Show one finding, or the findings of one job."""
        self.ask("item", self._show_item, read_item, item, self.desk.clock())

    def focus_search(self) -> None:
        self.bar.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.bar.search.selectAll()

    def panes(self) -> list[QWidget]:
        shown = [self.bar.search, self.facets, self.board.table, self.detail]
        return [pane for pane in shown if pane.isVisible()]

    def export(self, scope: Scope = Scope.SHOWN) -> None:
        """Open the dialog that writes a file; what is ticked comes before what is shown."""
        if scope == Scope.SHOWN and self.board.model.chosen.count():
            scope = Scope.CHOSEN
        if self.board.model.rowCount():
            model = self.board.model
            ExportDialog(self.desk, model.seqs(), model.chosen.seqs(), self._job, scope).open()
        else:
            self.desk.toasts.fail(t("There is no row to export."))

    def hideEvent(self, event: QHideEvent) -> None:
        self._minute.stop()
        self.board.model.nothing_is_new()
        self.board.table.keep(self.desk.preferences)
        super().hideEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        in_search = self.bar.search.hasFocus()
        if event.key() == Qt.Key.Key_Escape and self.side.is_open:
            self._close_detail()
        elif in_search and event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_Down):
            self.board.table.enter()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def close_page(self) -> None:
        self.finder.close()
        super().close_page()

    def _arrange(self) -> None:
        narrow = self.window().width() < NARROW
        self.bar.filters.setVisible(narrow)
        shown = (not narrow or self.bar.filters.isChecked()) and not self.board.is_empty
        self.facets.setVisible(shown)
        self._edge.setVisible(shown)
        self.side.set_over(narrow)

    def _ask(self, question: Question) -> None:
        self._question = question
        self.bar.show_searching()
        self._show_filters()
        self.finder.ask(question)

    def _began(self, question: Question, views: list[EvidenceView]) -> None:
        self.board.show_first(question, views)
        if views:
            self.board.show_state(self._total)

    def _found(self, _question: Question, found: Found) -> None:
        self._seconds = found.seconds
        self.board.show_all(found)
        self._show_count()
        self._count_facets()

    def _show_count(self) -> None:
        found = self.board.model.rowCount()
        narrowed = words_of.narrowed(self._question.filter)
        if not narrowed:
            self._total = max(self._total, found)
        self.bar.show_count(found, self._total, self._seconds, narrowed=narrowed)
        self.bar.show_found()
        self.board.show_state(self._total)
        self._arrange()

    def _show_ground(self, ground: Ground) -> None:
        self._total = ground.total
        self.board.model.names = ground.names
        self.detail.names = ground.names
        if self.finder.question is not None:
            self._show_count()

    def _came(self, views: list[EvidenceView]) -> None:
        workspace = self.desk.workspaces.current
        self._total += sum(workspace in (None, view.workspace_id) for view in views)
        if self.isVisible():
            self.finder.something_came()
            self._show_count()

    def _news(self, news: News) -> None:
        self.board.take_news(news)

    def _shown(self, seq: int) -> None:
        self.finder.taken(seq)
        self._show_count()
        self._count_facets()

    def _sort(self, key: str) -> None:
        if key in UNSORTED:
            return
        now = self._question
        down = not now.descending if now.sort == key else key in DESCENDING_FIRST
        self._ask(replace(now, sort=key, descending=down))

    def _choose(self, field: str, value: str, on: bool) -> None:
        filter = facets_of.toggled(self._question.filter, field, value, on)
        self._ask(replace(self._question, filter=filter))

    def _clear(self) -> None:
        filter = facets_of.cleared(self._question.filter)
        self._leave_job()
        self._ask(replace(self._question, filter=filter))

    def _clear_all(self) -> None:
        self._leave_job()
        workspace = self.desk.workspaces.current
        self._question = replace(self._question, filter=EvidenceFilter(workspace_id=workspace))
        if self.bar.search.text():
            self.bar.search.clear()
        else:
            self._ask(self._question)
        self.focus_search()

    def _narrow_to(self, job: JobView | None) -> None:
        self._job = job
        self.bar.show_job(jobs_of.title(job) if job else None)
        self._ask(changed(self._question, job_id=job.id if job else None))

    def _leave_job(self) -> None:
        self._job = None
        self.bar.show_job(None)

    def _show_filters(self) -> None:
        count = words_of.filters_on(self._question.filter)
        self.facets.show_filters(words_of.filter_words(count), any_on=bool(count))
        if self._facets is not None:
            self._show_facets(self._facets)

    def _count_facets(self) -> None:
        self._facets_stale = True
        if not self._facets_counted:
            self._facets_counted = True
            self.start(self._read_facets())

    async def _read_facets(self) -> None:
        """One count at a time, and none while one types: over a million rows it takes seconds."""
        try:
            while self._facets_stale:
                self._facets_stale = False
                await asyncio.sleep(FACETS_REST_S)
                if self._facets_stale:
                    continue
                filter = self._question.filter
                facets = await self.desk.reads.run(queries.facets, filter)
                if filter == self._question.filter:
                    self._show_facets(facets)
        finally:
            self._facets_counted = False

    def _show_facets(self, facets: Facets) -> None:
        self._facets = facets
        names = self.board.model.names
        self.facets.show_sections(facets_of.sections(facets, self._question.filter, names))

    def _show_item(self, item: EvidenceView | JobView) -> None:
        if isinstance(item, JobView):
            self._narrow_to(item)
        else:
            self._open(item)
            self.board.go_to(item.seq)

    def _open(self, view: EvidenceView) -> None:
        self.board.held = True
        self.detail.show_view(view)
        self.side.set_open(True)
        now = self.desk.clock()
        self.ask("around", self.detail.show_around, read_around, view, now)

    def _follow(self, view: EvidenceView) -> None:
        if self.side.is_open:
            self._open(view)

    def _close_detail(self) -> None:
        self.board.held = False
        self.side.set_open(False)
        self.board.table.setFocus(Qt.FocusReason.OtherFocusReason)
