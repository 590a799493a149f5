"""The searches of a bulk job as a table."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.delegates.chip import ChipDelegate
from desktop.desk import Desk
from desktop.i18n import t
from desktop.item_models.job_parts import SearchesModel
from desktop.pages.jobs.table import widths
from desktop.presenters.job_detail import JobDetail
from desktop.widgets.frames import column
from desktop.widgets.table import HEADER_HEIGHT, Table
from models.views import JobView

ROW = 32


class SearchTable(Table):
    """Shows `SearchesModel`; a click or Enter wants the search in full."""

    picked_job = Signal(object)

    def __init__(self, model: SearchesModel, parent: QWidget | None = None) -> None:
        super().__init__(
            model,
            name=t("Searches"),
            row_height=ROW,
            widths={key: widths()[key] for key in ("phase", "rows")},
            stretch="job",
            delegates={"phase": ChipDelegate()},
            parent=parent,
        )
        self._searches = model
        self.setSelectionMode(Table.SelectionMode.SingleSelection)
        self.clicked.connect(lambda index: self.picked_job.emit(model.view_at(index.row())))
        self.opened.connect(self._opened)

    def show_jobs(self, jobs: list[JobView], *, most: int | None = None) -> None:
        """Show these; with `most`, only the first of those that are not over, as high as needed."""
        shown = jobs if most is None else sorted(jobs, key=_weight)[:most]
        self._searches.learn_common(jobs)
        self._searches.show_only(shown)
        if most is not None:
            row = self.verticalHeader().defaultSectionSize()
            self.setFixedHeight(HEADER_HEIGHT + row * len(shown))

    def _opened(self, job: object) -> None:
        if isinstance(job, JobView):
            self.picked_job.emit(job)


class SearchesTab(QWidget):
    """All searches of a bulk job."""

    picked_job = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.table = SearchTable(SearchesModel(desk.clock, self))
        self.table.picked_job.connect(self.picked_job)
        column(self.table, parent=self).setContentsMargins(12, 0, 6, 0)

    def show_detail(self, detail: JobDetail) -> None:
        """Show the searches of a bulk job."""
        self.table.show_jobs(detail.children)


def _weight(job: JobView) -> int:
    """What needs somebody first, then what runs, what failed, what waits, what is done."""
    order = {"needs_user": 0, "running": 1, "failed": 2, "retrying": 3, "completed": 5}
    return order.get(job.phase, 4)
