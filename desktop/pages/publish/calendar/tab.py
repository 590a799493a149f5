"""The Calendar tab of the Publish page."""

from PySide6.QtWidgets import QWidget

from desktop.desk import Desk
from desktop.i18n import t
from desktop.pages.publish.tab import PublishTab
from desktop.tasks import Tasks
from desktop.widgets.banner import EmptyState
from desktop.widgets.frames import column


class CalendarTab(PublishTab):
    """Posts where their time is."""

    key = "calendar"

    def __init__(self, desk: Desk, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(desk, tasks, parent)
        self.nothing = EmptyState(
            t("No posts this week"),
            t("Write one, or drag one from Unscheduled."),
            icon="calendar-days",
        )
        column(self.nothing, spacing=0, parent=self)
