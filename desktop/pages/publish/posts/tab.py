"""The Posts tab of the Publish page."""

from PySide6.QtWidgets import QWidget

from desktop.desk import Desk
from desktop.i18n import t
from desktop.pages.publish.tab import PublishTab
from desktop.tasks import Tasks
from desktop.widgets.banner import EmptyState
from desktop.widgets.frames import column


class PostsTab(PublishTab):
    """Every post."""

    key = "posts"

    def __init__(self, desk: Desk, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(desk, tasks, parent)
        self.nothing = EmptyState(
            t("No posts yet"), t("What was published stands here with its proof."), icon="send"
        )
        column(self.nothing, spacing=0, parent=self)
