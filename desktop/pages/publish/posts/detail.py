"""One post in full: what it says, its accounts, the proof of the chosen one, first comments."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QMenu, QStackedWidget, QVBoxLayout, QWidget

from desktop import icons
from desktop.desk import Desk
from desktop.dialogs import registry
from desktop.i18n import t, tn
from desktop.pages.publish.posts.proof import NARROW, ProofSection
from desktop.pages.publish.posts.targets import TargetsCard
from desktop.pages.publish.posts.text import TextCard
from desktop.pages.publish.series import SeriesLine
from desktop.pages.publish.verbs import PostVerbs
from desktop.presenters import post_detail as words
from desktop.presenters import posts, queue
from desktop.presenters.post_detail import PostDetail
from desktop.presenters.text import plain
from desktop.theme.fonts import Role
from desktop.theme.tones import Tone
from desktop.widgets.banner import Banner, EmptyState
from desktop.widgets.buttons import Button, Kind
from desktop.widgets.frames import Card, Headed, Scroll, clear, column, row
from desktop.widgets.labels import ElidedLabel, PlainLabel
from desktop.widgets.marks import Chip, Square
from desktop.widgets.platform import PlatformMark
from models.posts.views import PostView, TargetView
from models.views import ProofView

MARGIN = 20


class PostPane(QWidget):
    """Shows a `PostDetail`; what is chosen in it stays chosen while it is read again."""

    def __init__(self, desk: Desk, verbs: PostVerbs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._verbs = verbs
        self.detail: PostDetail | None = None
        self._chosen = ""
        self._build_head()
        self.text = TextCard(desk.thumbnails)
        self.series = SeriesLine(desk)
        decide = Button(t("Decide"), bar=True, on_click=self._decide_first)
        self.doubt = Banner(
            t("We cannot know yet whether this post went out."),
            t("It will not be sent again."),
            tone=Tone.UNKNOWN, icon="circle-question-mark", buttons=(decide,),
        )  # fmt: skip
        self.targets = TargetsCard(lambda link: verbs.copy(link, t("The link is copied.")))
        self.accounts = Headed(t("Accounts"), self.targets)
        self.proof = ProofSection(desk)
        self._comments = QVBoxLayout()
        self._comments.setContentsMargins(0, 0, 0, 0)
        self.comments = Headed(t("First comment"), self._comments)
        content = QWidget()
        whole = column(
            self.text, self.series, self.doubt, self.accounts, self.proof, self.comments, None,
            spacing=14, parent=content,
        )  # fmt: skip
        whole.setContentsMargins(MARGIN, 4, MARGIN, MARGIN)
        self.scroll = Scroll(content)
        shown = QWidget()
        column(self.head, self.scroll, spacing=0, parent=shown).setStretch(1, 1)
        self.nothing = EmptyState(t("No post is chosen"), icon="send")
        self._stack = QStackedWidget()
        self._stack.addWidget(self.nothing)
        self._stack.addWidget(shown)
        column(self._stack, parent=self)
        self.targets.chosen.connect(self.choose_target)
        self.targets.acted.connect(self._act)
        self.proof.proof_wanted.connect(self._open_proof)

    def _build_head(self) -> None:
        self.title = ElidedLabel(role=Role.PANE, foreign=True)
        self.chip = Chip(posts.STATES["draft"], small=True)
        self.square = Square(self._desk.workspaces.colour(""))
        self.second = ElidedLabel(role=Role.SMALL, tone=Tone.MUTED)
        self.more = Button(kind=Kind.GHOST, icon="ellipsis", name=t("More"), on_click=self._menu)
        self.duplicate = Button(t("Duplicate"), icon="copy", on_click=self._duplicate)
        self.job = Button(t("Open job"), icon="list-checks", on_click=self._open_job)
        self.bundle = Button(
            t("Proof bundle"), Kind.PRIMARY, icon="package-check", on_click=self._bundle
        )
        first = row(self.title, self.chip, None, spacing=10)
        second = row(self.square, self.second, spacing=5)
        second.setStretch(1, 1)
        words_ = column(first, second, spacing=1)
        self.head = QWidget()
        line = row(words_, self.more, self.duplicate, self.job, self.bundle, parent=self.head)
        line.setStretch(0, 1)
        line.setContentsMargins(MARGIN, 12, MARGIN, 10)

    @property
    def post(self) -> PostView | None:
        """The post that is shown."""
        return self.detail.post if self.detail is not None else None

    def forget(self) -> None:
        """Show none."""
        self.detail = None
        self._stack.setCurrentIndex(0)

    def show_detail(self, detail: PostDetail) -> None:
        """Show a post."""
        other = self.detail is None or self.detail.post.id != detail.post.id
        self.detail = detail
        post, now = detail.post, self._desk.clock()
        if other:
            self._chosen = ""
            self.scroll.verticalScrollBar().setValue(0)
        ids = [target.variant_id for target in post.targets]
        if self._chosen not in ids:
            self._chosen = ids[0] if ids else ""
        self._show_head(post, now)
        self.text.show_detail(detail, other=other)
        self.series.show_standing(post, detail.series)
        self._show_doubt(post)
        self.accounts.setVisible(bool(post.targets))
        self.accounts.fact.setText(words.accounts_fact(post))
        self.targets.show_post(post, now, self._chosen)
        self._show_proof()
        self._show_comments(post)
        self._stack.setCurrentIndex(1)

    def choose_target(self, variant_id: str) -> None:
        """Show the proof of another account."""
        self._chosen = variant_id
        self.targets.choose(variant_id)
        self._show_proof()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.proof.set_narrow(self.width() < NARROW)
        self.targets.set_narrow(self.width() < NARROW)
        for button in (self.duplicate, self.job):
            button.setVisible(self.width() >= NARROW - 60)

    def _show_head(self, post: PostView, now: int) -> None:
        workspace = self._desk.workspaces.get(post.workspace_id)
        self.title.setText(posts.title(post))
        self.chip.set_state(posts.of_post(post, now))
        self.square.set_value(self._desk.workspaces.colour(post.workspace_id))
        self.second.setText(words.second_line(post, workspace.name if workspace else "", now))
        self.job.setEnabled(post.job_id is not None)
        self.bundle.setEnabled(any(target.status == "published" for target in post.targets))
        self.setAccessibleName(posts.sentence(post, now))

    def _show_doubt(self, post: PostView) -> None:
        doubtful = [one for one in post.targets if one.status in words.DOUBT]
        self.doubt.setVisible(bool(doubtful))
        if doubtful:
            where = tn("{n} account", "{n} accounts", len(doubtful))
            names = t(", ").join(posts.account(one) for one in doubtful[:3])
            text = t("It will not be sent again.") + f" {where}: {names}"
            self.doubt.set_words(t("We cannot know yet whether this post went out."), text)

    def _show_proof(self) -> None:
        assert self.detail is not None
        known = {target.variant_id: target for target in self.detail.post.targets}
        target = known.get(self._chosen)
        wanted = target is not None and words.newest(target) is not None
        self.proof.setVisible(wanted)
        if target is not None and wanted:
            self.proof.show_target(self.detail, target)

    def _show_comments(self, post: PostView) -> None:
        clear(self._comments)
        found = words.comments(post)
        self.comments.setVisible(bool(found))
        self.comments.fact.setText(t("for you to post: the desk presses once and never again"))
        for target in found:
            self._comments.addWidget(self._comment(target))

    def _comment(self, target: TargetView) -> QWidget:
        text = target.first_comment or ""
        said = PlainLabel(plain(text, lines=True, longest=600), wrap=True, foreign=True)
        said.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        copy = Button(
            t("Copy"), icon="copy", bar=True,
            on_click=lambda: self._verbs.copy(text, t("The comment is copied.")),
        )  # fmt: skip
        head = row(
            PlatformMark(target.platform),
            PlainLabel(words.comment_head(target), Role.SMALL, Tone.MUTED),
            None,
        )
        card = Card()
        line = row(column(head, said, spacing=3), copy, spacing=12, parent=card)
        line.setStretch(0, 1)
        line.setContentsMargins(12, 9, 12, 9)
        return card

    def _act(self, target: TargetView, verb: str) -> None:
        run = words.newest(target)
        actions = self._desk.actions
        if verb == "decide" and run is not None:
            self._desk.navigator.show_page("publish", f"outcomes/{run.id}")
        elif verb == "retry" and target.job_id is not None:
            job_id = target.job_id
            actions.run(lambda hub: hub.jobs.retry(job_id, actions.actor))

    def _decide_first(self) -> None:
        if self.post is not None:
            doubtful = (one for one in self.post.targets if one.status in words.DOUBT)
            target = next(doubtful, None)
            if target is not None:
                self._act(target, "decide")

    def _duplicate(self) -> None:
        if self.post is not None:
            self._verbs.duplicate(self.post, self.duplicate)

    def _open_job(self) -> None:
        if self.post is not None and self.post.job_id is not None:
            self._desk.navigator.show_page("jobs", self.post.job_id)

    def _bundle(self) -> None:
        if self.post is not None:
            registry.bundle(self._desk, self.post.id).open()

    def _menu(self) -> None:
        if self.post is None:
            return
        menu = self.menu(self.post)
        menu.popup(self.more.mapToGlobal(QPoint(0, self.more.height() + 2)))

    def menu(self, post: PostView) -> QMenu:
        """What may be done with a post, from the list and from its head."""
        verbs = tuple(verb for verb in queue.verbs(post) if verb != "open")
        menu = self._verbs.menu(post, verbs)
        first = menu.actions()[0] if menu.actions() else None
        edit = icons.icon("pencil")
        if queue.may_change(post):
            change = menu.addAction(edit, t("Edit in the calendar"))
            change.triggered.connect(
                lambda: self._desk.navigator.show_page("publish", f"calendar/{post.id}")
            )
            menu.insertAction(first, change)
        again = menu.addAction(icons.icon("copy"), t("Duplicate"))
        again.triggered.connect(lambda: self._verbs.duplicate(post))
        menu.insertAction(first, again)
        return menu

    def _open_proof(self, proof: ProofView) -> None:
        self._desk.navigator.show_page("proofs", proof.id)
