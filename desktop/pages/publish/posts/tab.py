"""The Posts tab: every post with how whole its proof is, and one of them in full."""

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtWidgets import QWidget

from desktop.desk import Desk
from desktop.pages.publish.posts import reading
from desktop.pages.publish.posts.detail import PostPane
from desktop.pages.publish.posts.list import PostList
from desktop.pages.publish.tab import PublishTab
from desktop.pages.publish.verbs import PostVerbs
from desktop.presenters.post_detail import PostDetail
from desktop.tasks import Tasks
from desktop.widgets.frames import row
from desktop.widgets.marks import Line
from hub.events import RunChanged
from models.errors import NotFound
from models.posts.views import PostView
from models.views import ProofView

REST_MS = 300


class PostsTab(PublishTab):
    """List and detail."""

    key = "posts"

    def __init__(self, desk: Desk, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(desk, tasks, parent)
        self.verbs = PostVerbs(desk, self)
        self.list = PostList(desk.clock, desk.workspaces.colour)
        self.pane = PostPane(desk, self.verbs)
        self._shown = ""
        """The id of the post that is wanted in the pane."""
        self._wanted = ""
        """It is to be chosen in the list as soon as it stands there."""
        whole = row(self.list, Line(upright=True), self.pane, spacing=0, parent=self)
        whole.setStretch(2, 1)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST_MS)
        self._rest.timeout.connect(self.refresh)
        self.list.picked.connect(self._picked)
        self.list.narrowed.connect(self._read_list)
        self.list.menu_wanted.connect(self._menu)
        self.list.entered_row.connect(self._enter)
        bridge = desk.bridge
        bridge.posts.connect(self._hear_posts)
        bridge.publishing.connect(self._hear_runs)
        bridge.proofs.connect(self._hear_proofs)

    def refresh(self) -> None:
        self._read_list()
        if self._shown:
            self._read_post(self._shown)

    def open_item(self, item: str) -> None:
        """Show this post, also when it is not in the list."""
        self._shown = self._wanted = item
        if self.list.go_to(item):
            self._wanted = ""
        self._read_post(item)

    def focus_search(self) -> None:
        self.list.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.list.search.selectAll()

    def main_button(self) -> QWidget | None:
        return self.pane.bundle if self.pane.bundle.isEnabled() else None

    def panes(self) -> list[QWidget]:
        return [self.list.search, self.list.rows, self.pane]

    def close_tab(self) -> None:
        self._rest.stop()
        self.list.search.blockSignals(True)  # what was typed last is not asked any more

    def _read_list(self) -> None:
        filter = self.list.filter(self.desk.workspaces.current)
        self.ask("list", self._show_list, reading.listed, filter, self.desk.clock())

    def _show_list(self, posts: list[PostView]) -> None:
        self.list.show_posts(posts, self._wanted)
        self._wanted = ""
        if not posts and not self._shown:
            self.pane.forget()

    def _picked(self, post: object) -> None:
        if not isinstance(post, PostView) or (self._wanted and post.id != self._wanted):
            return  # another page sent the operator to a post that may not be in the list
        if post.id != self._shown:
            self._shown = post.id
            self._read_post(post.id)

    def _read_post(self, post_id: str) -> None:
        self.tasks.latest("posts/post", self._detail(post_id))

    async def _detail(self, post_id: str) -> None:
        try:
            found = await self.desk.reads.run(reading.detail, post_id, self.desk.clock())
        except NotFound as error:
            self._shown = ""
            self.pane.forget()
            self.desk.actions.told_failure(error)
            return
        self._show_post(found)

    def _show_post(self, detail: PostDetail) -> None:
        if detail.post.id == self._shown:
            self.pane.show_detail(detail)

    def _enter(self) -> None:
        self.pane.bundle.setFocus(Qt.FocusReason.TabFocusReason)

    def _menu(self, post: PostView, place: QPoint) -> None:
        self.pane.menu(post).popup(place)

    def _hear_posts(self, posts: list[PostView]) -> None:
        self._soon()

    def _hear_runs(self, changes: list[RunChanged]) -> None:
        self._soon()

    def _hear_proofs(self, proofs: list[ProofView]) -> None:
        """A file of the post in view is stored, or was checked."""
        shown = self.pane.detail
        if shown is not None:
            ours = {proof.id for run in shown.runs.values() for proof in run.proofs}
            jobs = {target.job_id for target in shown.post.targets}
            if any(proof.id in ours or proof.job_id in jobs for proof in proofs):
                self._soon()

    def _soon(self) -> None:
        if self.isVisible() and not self._rest.isActive():
            self._rest.start()
