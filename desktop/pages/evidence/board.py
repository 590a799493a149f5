"""The middle of Evidence: the table, what floats over it, what stands there when it is empty."""

from array import array

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMenu, QStackedWidget, QWidget

from desktop import icons
from desktop.desk import Desk
from desktop.i18n import number, t, tn
from desktop.item_models.evidence import EvidenceModel
from desktop.pages.evidence.finder import Found, News, Question
from desktop.pages.evidence.table import EvidenceTable
from desktop.presenters import evidence as words_of
from desktop.tasks import Tasks
from desktop.widgets.banner import EmptyState
from desktop.widgets.buttons import Button, Kind
from desktop.widgets.floating import InkButton, NewsButton, SelectionBar
from desktop.widgets.frames import column
from models.queries import evidence as queries
from models.views import EvidenceView

MOST_COPIED = 10_000


class EvidenceBoard(QWidget):
    """Shows answers; new ones never move what is under the pointer."""

    opened = Signal(object)
    """EvidenceView to be shown in full."""
    current = Signal(object)
    """EvidenceView where the keyboard is now."""
    export_wanted = Signal()
    clear_wanted = Signal()
    news_wanted = Signal()
    news_shown = Signal(int)
    """The highest seq that has been shown."""

    def __init__(self, desk: Desk, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._tasks = tasks
        self._question: Question | None = None
        self._waiting: News | None = None
        self.held = False
        """The operator reads a row: new ones wait."""
        self.model = EvidenceModel(desk.clock, self)
        self.table = EvidenceTable(self.model)
        self.nothing = EmptyState("", icon="search-x", button=self._clear_button())
        self.empty = EmptyState(
            t("No evidence yet"),
            t("Rows appear here while a search runs."),
            button=Button(t("New job"), Kind.PRIMARY, icon="plus",
                          on_click=desk.navigator.new_job),
        )  # fmt: skip
        self._stack = QStackedWidget()
        for shown in (self.table, self.nothing, self.empty):
            self._stack.addWidget(shown)
        column(self._stack, spacing=0, parent=self)
        self._export = InkButton("", icon="download", bar=True, on_click=self.export_wanted.emit)
        copy = InkButton(t("Copy"), icon="copy", bar=True, on_click=self.copy)
        self.bar = SelectionBar(self, [copy, self._export])
        self.news = NewsButton(self.table.viewport())
        self._connect()

    def _clear_button(self) -> Button:
        return Button(t("Clear filters"), icon="x", on_click=self.clear_wanted.emit)

    def _connect(self) -> None:
        self.model.wanted.connect(lambda seqs: self._tasks.start(self._fetch(seqs)))
        self.model.chosen.changed.connect(self._count_chosen)
        self.bar.closed.connect(lambda: self.model.chosen.set_all(False))
        self.news.clicked.connect(self._show_news)
        self.table.opened.connect(self._open)
        self.table.copy_wanted.connect(self.copy)
        self.table.picked.connect(self._pick)
        self.table.menu_wanted.connect(self._menu)

    def show_first(self, question: Question, views: list[EvidenceView]) -> None:
        """The first rows of an answer."""
        self._question = question
        self._let_news_go()
        seqs = array("q", (view.seq for view in views))
        self.model.show(seqs, views, question.filter.text)
        self.table.headings.show_sorting(question.sort, descending=question.descending)
        self.table.scrollToTop()

    def show_all(self, found: Found) -> None:
        """The whole answer."""
        self.model.extend(found.seqs)

    def show_state(self, total: int) -> None:
        """The table, or why there is nothing in it."""
        if self.model.rowCount() or self._question is None:
            self._stack.setCurrentWidget(self.table)
        elif words_of.narrowed(self._question.filter):
            self.nothing.set_words(*words_of.nothing_matches(self._question.filter, total))
            self._stack.setCurrentWidget(self.nothing)
        else:
            self._stack.setCurrentWidget(self.empty)

    @property
    def is_empty(self) -> bool:
        """Whether nothing was ever found."""
        return self._stack.currentWidget() is self.empty

    def take_news(self, news: News) -> None:
        """Rows came: on top when nobody is disturbed, else behind a button."""
        self._waiting = news
        if self._is_undisturbed(news):
            self._show_news()
        else:
            self.news.show_news(words_of.news(len(news.views), more=news.more))

    def copy(self) -> None:
        """Put the ticked rows, or the one where the keyboard is, on the clipboard."""
        chosen = self.model.chosen
        if chosen.count() > MOST_COPIED:
            most = number(MOST_COPIED)
            self._desk.toasts.fail(t("At most {n} rows can be copied. Export them.", n=most))
        elif chosen.count():
            self._tasks.latest("copy", self._copy(chosen.seqs()))
        elif self.table.current_row() >= 0:
            row = self.table.current_row()
            self._tasks.latest("copy", self._copy(self.model.seqs()[row : row + 1]))

    def go_to(self, seq: int) -> None:
        """Put the keyboard on the row with this number, if it is shown."""
        if seq in self.model.seqs():
            self.table.go_to(self.model.seqs().index(seq))

    async def _fetch(self, seqs: array) -> None:
        try:
            self.model.take(await self._desk.reads.run(queries.rows, seqs), seqs)
        except Exception:
            self.model.take([], seqs)  # they stay empty; asking again would fail again
            raise

    async def _copy(self, seqs: array) -> None:
        views = await self._desk.reads.run(queries.rows, seqs)
        keys = self.table.shown_keys()
        rows = ((self.model.cell(view, key) for key in keys) for view in views)
        QGuiApplication.clipboard().setText(words_of.table(rows))
        self._desk.toasts.tell(tn("{n} row was copied", "{n} rows were copied", len(views)))

    def _is_undisturbed(self, news: News) -> bool:
        on_top = self._question is not None and self._question.newest_first and not news.more
        at_rest = self.table.verticalScrollBar().value() == 0 and not self.held
        return on_top and at_rest and not self.table.viewport().underMouse()

    def _show_news(self) -> None:
        news, question = self._waiting, self._question
        self._let_news_go()
        if news is None or question is None:
            return
        if question.newest_first and not news.more:
            self.model.add_new(news.views)
            self.news_shown.emit(news.views[0].seq)
            self.table.scrollToTop()
        else:
            self.model.mark_new(view.seq for view in news.views)
            self.news_wanted.emit()

    def _let_news_go(self) -> None:
        self._waiting = None
        self.news.show_news("")

    def _count_chosen(self) -> None:
        count = self.model.chosen.count()
        if not count:
            self.bar.show_count("")
            return
        self._export.setText(t("Export {n}", n=number(count)))
        self.bar.show_count(tn("{n} selected", "{n} selected", count))

    def _open(self, view: object) -> None:
        if isinstance(view, EvidenceView):
            self.opened.emit(view)

    def _pick(self, view: object) -> None:
        if isinstance(view, EvidenceView):
            self.current.emit(view)

    def _menu(self, view: object, point: QPoint) -> None:
        if not isinstance(view, EvidenceView):
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        ticked = view.seq in self.model.chosen
        menu.addAction(icons.icon("maximize-2"), t("Open"), lambda: self._open(view))
        menu.addAction(
            icons.icon("check"), t("Select") if not ticked else t("Do not select"),
            lambda: self.model.chosen.toggle(view.seq),
        )  # fmt: skip
        menu.addAction(icons.icon("copy"), t("Copy"), self.copy)
        if view.phone:
            menu.addAction(
                icons.icon("phone"), t("Copy phone"),
                lambda: QGuiApplication.clipboard().setText(words_of.phone(view)),
            )  # fmt: skip
        menu.addSeparator()
        menu.addAction(
            icons.icon("list-checks"), t("Open job"),
            lambda: self._desk.navigator.show_page("jobs", view.job_id),
        )  # fmt: skip
        menu.popup(point)
