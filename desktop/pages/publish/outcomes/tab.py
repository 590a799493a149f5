"""The Outcomes tab: publications that nobody knows of whether they went out, and how it ended."""

from PySide6.QtCore import QPoint, QTimer
from PySide6.QtWidgets import QMenu, QStackedWidget, QWidget

from desktop import browser, icons
from desktop.delegates.account import AccountDelegate, TitleDelegate
from desktop.delegates.chip import ChipDelegate
from desktop.desk import Desk
from desktop.dialogs.outcome.dialog import OutcomeDialog
from desktop.i18n import right_to_left, t
from desktop.item_models.outcomes import OutcomesModel
from desktop.pages.publish.grouped_table import EndDelegate, GroupedTable
from desktop.pages.publish.outcomes.reading import Reading, read
from desktop.pages.publish.tab import PublishTab
from desktop.presenters import outcomes as words
from desktop.tasks import Tasks
from desktop.theme.fonts import Role
from desktop.theme.tones import Tone
from desktop.widgets.banner import EmptyState
from desktop.widgets.frames import column, row
from desktop.widgets.labels import PlainLabel
from desktop.widgets.marks import Icon
from models.posts.views import OutcomeView

ROW = 40
REST_MS = 300
MINUTE_MS = 60_000
WIDTHS = {
    "account": 190,
    "state": 158,
    "pressed": 130,
    "journal": 212,
    "looks": 116,
    "next": 166,
}
ARABIC_WIDTHS = WIDTHS | {"state": 186, "journal": 240, "looks": 130, "next": 180}
NARROW = {1080: "journal", 900: "looks", 780: "pressed"}
"""Below such a width of the tab a column goes."""


class OutcomesTab(PublishTab):
    """Three groups; a row opens the dialog in which one decides."""

    key = "outcomes"

    def __init__(self, desk: Desk, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(desk, tasks, parent)
        self.model = OutcomesModel(
            desk.clock, desk.workspaces.colour, lambda: desk.bridge.online, self
        )
        self.table = GroupedTable(
            self.model,
            name=t("Outcomes"),
            row_height=ROW,
            widths=ARABIC_WIDTHS if right_to_left() else WIDTHS,
            stretch="post",
            delegates={
                "post": TitleDelegate(),
                "account": AccountDelegate(),
                "state": ChipDelegate(),
                "next": EndDelegate(),
            },
        )
        said = t(
            "A post comes here when the connection was lost after the final button. "
            "It is never sent again by itself."
        )
        self.hint = QWidget()
        line = row(Icon("info", Tone.MUTED), PlainLabel(said, Role.SMALL, Tone.MUTED), None)
        self.hint.setLayout(line)
        line.setContentsMargins(20, 12, 20, 8)
        self.nothing = EmptyState(
            t("Every post is accounted for."),
            t("A post whose outcome nobody knows comes here. It is never sent again by itself."),
            icon="circle-check",
        )
        self._stack = QStackedWidget()
        for view in (self.table, self.nothing):
            self._stack.addWidget(view)
        column(self.hint, self._stack, spacing=0, parent=self).setStretch(1, 1)
        self.dialog: OutcomeDialog | None = None
        self._wanted = ""
        self._outcomes: list[OutcomeView] = []
        self._rest = self._timer(REST_MS, once=True)
        self._minute = self._timer(MINUTE_MS, once=False)
        self.table.opened.connect(self._open)
        self.table.clicked.connect(lambda _: self._open(self.table.current()))
        self.table.menu_wanted.connect(self._menu)
        for signal in (desk.bridge.publishing, desk.bridge.posts, desk.bridge.proofs):
            signal.connect(self._soon)
        desk.bridge.presence.connect(self._soon)

    def _timer(self, interval: int, *, once: bool) -> QTimer:
        timer = QTimer(self)
        timer.setInterval(interval)
        timer.setSingleShot(once)
        timer.timeout.connect(self.refresh)
        return timer

    def refresh(self) -> None:
        workspace, now = self.desk.workspaces.current, self.desk.clock()
        self.ask("outcomes", self._show, read, workspace, now)
        self._minute.start()

    def open_item(self, item: str) -> None:
        """Decide about a run, or about the first doubtful one of a post or job."""
        self._wanted = item
        self._find_wanted()

    def panes(self) -> list[QWidget]:
        return [self.table]

    def close_tab(self) -> None:
        self._rest.stop()
        self._minute.stop()

    def _soon(self, *_: object) -> None:
        if self.isVisible() and not self._rest.isActive():
            self._rest.start()

    def _show(self, reading: Reading) -> None:
        self._outcomes = reading.outcomes
        self.model.names = reading.names
        self.table.show_groups(self.model.groups_of(reading.outcomes))
        self.hint.setVisible(bool(reading.outcomes))
        self._stack.setCurrentWidget(self.table if reading.outcomes else self.nothing)
        for width, column_key in NARROW.items():
            self.table.show_column(column_key, self.width() >= width)
        if not self.isVisible():
            self._minute.stop()
        self._find_wanted()

    def _find_wanted(self) -> None:
        item = self._wanted
        if not item:
            return
        named = [one for one in self._outcomes if item in _names(one)]
        if named:
            self._wanted = ""
            self.table.go_to(self.model.row_of(named[0].run.id))
            self._open(named[0])

    def _open(self, outcome: object) -> None:
        if not isinstance(outcome, OutcomeView) or self.dialog is not None:
            return
        self.dialog = OutcomeDialog(self.desk, outcome.run.id)
        self.dialog.finished.connect(self._closed)
        self.dialog.open()

    def _closed(self) -> None:
        self.dialog = None
        self._soon()

    def _menu(self, outcome: object, place: QPoint) -> None:
        if not isinstance(outcome, OutcomeView):
            return
        show = self.desk.navigator.show_page
        menu = QMenu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        decide = menu.addAction(icons.icon("circle-question-mark"), t("Decide"))
        decide.triggered.connect(lambda: self._open(outcome))
        post = menu.addAction(icons.icon("send"), t("Open post"))
        post.triggered.connect(lambda: show("publish", f"posts/{outcome.post_id}"))
        job = menu.addAction(icons.icon("list-checks"), t("Open job"))
        job.triggered.connect(lambda: show("jobs", outcome.run.job_id))
        profile = menu.addAction(icons.icon("external-link"), t("Open the profile"))
        profile.setEnabled(bool(words.profile(outcome)))
        profile.triggered.connect(lambda: browser.open_address(words.profile(outcome)))
        menu.popup(place)


def _names(outcome: OutcomeView) -> tuple[str, ...]:
    """The ids by which somebody may ask for it."""
    return outcome.run.id, outcome.post_id, outcome.run.job_id
