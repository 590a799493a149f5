"""Did this post go out? What is known, what was seen, and the operator's decision.

Three columns in a wide window; in a narrow one they stack, the decision last.
"""

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from desktop.actions import Verb
from desktop.desk import Desk
from desktop.dialogs.base import Dialog
from desktop.dialogs.outcome import reading
from desktop.dialogs.outcome.compare import CompareDialog
from desktop.dialogs.outcome.decision import LEAVE, LOOK, ORDER, THERE, DecisionColumn
from desktop.dialogs.outcome.reading import Reading
from desktop.dialogs.outcome.seen import SeenColumn
from desktop.i18n import right_to_left, t
from desktop.presenters import outcomes as words
from desktop.presenters import posts as post_words
from desktop.presenters import times
from desktop.presenters.failures import explain
from desktop.tasks import Tasks
from desktop.theme.fonts import Role
from desktop.theme.tones import Tone
from desktop.widgets.banner import Banner
from desktop.widgets.buttons import Button, Kind
from desktop.widgets.frames import Scroll, clear, column, row
from desktop.widgets.labels import ElidedLabel, PlainLabel, SectionTitle
from desktop.widgets.marks import Icon, Line, Square
from desktop.widgets.platform import PlatformMark
from desktop.widgets.timeline import Timeline
from hub.events import RunChanged
from models.errors import InvalidInput
from models.posts.views import PublishingRunView
from models.views import ProofView

WIDTH, HEIGHT, HEIGHT_ARABIC = 1200, 560, 656
KNOWN, SEEN = 306, 412
STACKED = 640
NARROW = 1280
"""Below this width of the window the columns stack."""


class OutcomeDialog(Dialog):
    """Shows one run and takes the decision about it."""

    def __init__(self, desk: Desk, run_id: str) -> None:
        super().__init__(t("Did this post go out?"), desk.window, width=WIDTH, height=HEIGHT)
        self._desk = desk
        self._run_id = run_id
        self._tasks = Tasks(desk.actions.told_failure)
        self._reading: Reading | None = None
        self.about = ElidedLabel(role=Role.SMALL, tone=Tone.MUTED, foreign=True)
        self._about_line = row(spacing=6)
        self.head.insertLayout(1, self._about_line)
        self.head.setStretch(1, 1)
        self.head.setStretch(2, 0)
        self.banner = Banner(
            t("We cannot know yet whether this post went out."),
            " ",
            tone=Tone.UNKNOWN,
            icon="circle-question-mark",
            in_line=True,
        )
        self.timeline = Timeline(name=t("What we know"), two_lines=True)
        self.known = QWidget()
        column(
            SectionTitle(t("What we know")), 2, self.timeline, None, spacing=6, parent=self.known
        ).setContentsMargins(*((12, 0, 0, 0) if right_to_left() else (0, 0, 12, 0)))
        self.seen = SeenColumn(desk)
        self.decision = DecisionColumn()
        self.columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._lay_out()
        self._build_foot()
        self.seen.compare_wanted.connect(self._compare)
        self.decision.changed.connect(self._show_answer)
        desk.bridge.publishing.connect(self._hear)
        desk.window.installEventFilter(self)
        self.finished.connect(lambda _: self._tasks.cancel())
        self._arrange()
        self.read()

    def main_button(self) -> Button | None:
        """A new attempt is never the answer of a key."""
        decision = self.decision.decision()
        return None if decision is None or decision.kind == ORDER else self.answer

    def read(self) -> None:
        """Read it (again)."""
        self._tasks.latest("outcome", self._read())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and watched is self._desk.window:
            self._arrange()
        return False

    def _lay_out(self) -> None:
        self.columns.setContentsMargins(20, 12, 20, 12)
        self.columns.setSpacing(0)
        self._edges = (Line(upright=True), Line(upright=True))
        for widget in (self.known, self._edges[0], self.seen, self._edges[1], self.decision):
            self.columns.addWidget(widget)
        content = QWidget()
        content.setLayout(self.columns)
        self._scroll = Scroll(content)
        around = QVBoxLayout()
        around.setContentsMargins(20, 0, 20, 0)
        around.addWidget(self.banner)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(0)
        self.body.addLayout(around)
        self.body.addWidget(self._scroll, 1)

    def _build_foot(self) -> None:
        said = t("Your answer is written to the audit log with your name.")
        self.audit = PlainLabel(said, Role.SMALL, Tone.MUTED)
        self.problem = PlainLabel("", Role.SMALL, Tone.DANGER)
        self.problem.hide()
        self.not_now = Button(t("Not now"), on_click=self.reject)
        self.answer = Button(t("Decide"), Kind.PRIMARY, on_click=self._answer)
        self.answer.setAutoDefault(False)
        self._sign = Icon("scroll-text", Tone.MUTED)
        self.foot(self._sign, self.audit, self.problem, None, self.not_now, self.answer)
        self._show_answer()

    def _arrange(self) -> None:
        """Columns side by side, or one under the other and scrolled."""
        window = self._desk.window
        narrow = window.width() < NARROW
        direction = QBoxLayout.Direction
        self.columns.setDirection(direction.TopToBottom if narrow else direction.LeftToRight)
        self.columns.setSpacing(16 if narrow else 0)
        for edge in self._edges:
            edge.setVisible(not narrow)
        open_end = 16_777_215
        self.known.setFixedWidth(KNOWN) if not narrow else self.known.setMaximumWidth(open_end)
        self.seen.setFixedWidth(SEEN) if not narrow else self.seen.setMaximumWidth(open_end)
        if narrow:
            self.known.setMinimumWidth(0)
            self.seen.setMinimumWidth(0)
        self.panel.setFixedWidth(min(STACKED, window.width() - 40) if narrow else WIDTH)
        self.panel.setFixedHeight(max(360, window.height() - 60) if narrow else self._height())
        lead, trail = (18, 0) if not self.isRightToLeft() else (0, 18)
        inner = (0, 0) if narrow else (12, 12)
        self.seen.layout().setContentsMargins(inner[0], 0, inner[1], 0)
        self.decision.layout().setContentsMargins(
            0 if narrow else lead, 0, 0 if narrow else trail, 0
        )
        self.banner.set_in_line(not narrow)
        self.centre()

    def _height(self) -> int:
        wanted = HEIGHT_ARABIC if right_to_left() else HEIGHT
        return min(wanted, self._desk.window.height() - 40)

    async def _read(self) -> None:
        found = await self._desk.reads.run(reading.read, self._run_id, self._desk.clock())
        self.show_reading(found)

    def show_reading(self, found: Reading) -> None:
        """Show what was read; what the operator chose and typed stays."""
        self._reading = found
        outcome, now = found.outcome, self._desk.clock()
        problem = self.problem.text()
        self._show_about(found)
        title, text, tone, icon = words.banner(outcome, now)
        self.banner.set_words(title, text, tone)
        self.banner.icon.show_icon(icon, tone)
        moments = words.moments(
            found.timeline, now, run=outcome.run, names=found.names, whole=False
        )
        self.timeline.set_moments(moments)
        self.seen.show_outcome(outcome)
        self.decision.show_outcome(outcome)
        self._show_answer()
        self._show_problem(problem)

    def _show_about(self, found: Reading) -> None:
        outcome = found.outcome
        clear(self._about_line)
        account = post_words.account(outcome.target)
        run = t("run {n}", n=outcome.run.attempt)
        if outcome.run.started_at < times.start_of_day(self._desk.clock()):
            run = f"{run} · {times.long_day(outcome.run.started_at)}"
        title = ElidedLabel(words.title(outcome), Role.SMALL, Tone.MUTED, foreign=True)
        name = ElidedLabel(account, Role.SMALL, Tone.MUTED, foreign=True)
        for widget in (
            Square(self._desk.workspaces.colour(outcome.workspace_id)),
            title,
            PlainLabel("·", Role.SMALL, Tone.MUTED),
            PlatformMark(outcome.target.platform),
            name,
            PlainLabel(f"· {run}", Role.SMALL, Tone.MUTED),
        ):
            self._about_line.addWidget(widget)
        self._about_line.addStretch(1)
        self.setAccessibleDescription(f"{words.title(outcome)}, {account}, {run}")

    def _show_answer(self) -> None:
        decision = self.decision.decision()
        decided = self._reading is not None and self._reading.outcome.run.state == "published"
        self.answer.setVisible(not decided)
        self.not_now.setText(t("Close") if decided else t("Not now"))
        self._show_problem("")
        if decision is None:
            self.answer.setText(t("Decide"))
            self.answer.set_icon(None)
            self.answer.setEnabled(False)
            return
        self.answer.set_kind(Kind.DANGER if decision.kind == ORDER else Kind.PRIMARY)
        self.answer.setText(decision.words)
        self.answer.set_icon(decision.icon)
        self.answer.setEnabled(decision.ready and not self.answer.busy)

    def _answer(self) -> None:
        decision = self.decision.decision()
        if decision is None or not decision.ready or self._reading is None:
            return
        verb, done = self._verb(decision.kind, self._reading.outcome.run)
        self._desk.actions.run(
            verb,
            busy=self.answer,
            done=done,
            success=lambda _: self.accept(),
            failure=self._failed,
        )

    def _verb(self, kind: str, run: PublishingRunView) -> tuple[Verb[object], str]:
        """What to ask of the hub, and what to tell when it was done."""
        actor, link = self._desk.actions.actor, self.decision.permalink()
        if kind == THERE:
            kept = t("Kept as published.")
            return lambda hub: hub.publishing.resolve(run.id, "published", link, None, actor), kept
        if kind == LEAVE:
            return (
                lambda hub: hub.publishing.resolve(run.id, "not_published", None, None, actor),
                t("Kept as not published."),
            )
        if kind == LOOK:
            looked = t("It is looked for now, and once more in ten minutes.")
            return lambda hub: hub.publishing.look_again(run.id, actor), looked
        ordered = t("A new attempt is ordered.")
        return lambda hub: hub.jobs.retry(run.job_id, actor, confirm=True), ordered

    def _failed(self, error: BaseException) -> None:
        """Said where the operator looks: the dialog stays."""
        text, known = explain(error)
        if isinstance(error, InvalidInput) and "permalink" in error.field:
            self.decision.set_link_wrong(text)
            return
        if not known:
            self._desk.actions.told_failure(error)
        self._show_problem(text)
        self.read()

    def _show_problem(self, text: str) -> None:
        """Say what was refused, in place of the quiet words of the foot."""
        self.problem.setText(text)
        self.problem.setVisible(bool(text))
        self.audit.setVisible(not text)

    def _hear(self, changes: list[RunChanged]) -> None:
        if self.isVisible() and any(change.run.id == self._run_id for change in changes):
            self.read()

    def _compare(self, before: ProofView | None, after: ProofView | None) -> None:
        CompareDialog(self._desk, before, after, self).open()
