"""What stands in place of the table when it has no rows."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from desktop.i18n import t, tn
from desktop.presenters.job_list import NOTHING, Shown
from desktop.presenters.text import isolate, plain
from desktop.widgets.banner import EmptyState
from desktop.widgets.buttons import Button, Kind
from desktop.widgets.frames import column, row


class Nothing(QWidget):
    """Says why there is nothing, and what to do about it."""

    def __init__(
        self,
        new_job: Callable[[], object],
        clear: Callable[[], object],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.new_job = Button(t("New job"), Kind.PRIMARY, icon="plus", on_click=new_job)
        self.clear = Button(t("Clear filters"), icon="x", on_click=clear)
        self.state = EmptyState("", icon="list-checks")
        buttons = row(None, self.new_job, self.clear, None)
        whole = column(None, self.state, buttons, None, spacing=0, parent=self)
        whole.setStretch(0, 2)
        whole.setStretch(3, 5)

    def explain(self, shown: Shown, looked_through: int | None) -> None:
        """Say why `shown` has no rows; `looked_through` are the jobs of its view."""
        filtered = shown.filters > 0
        self.clear.setVisible(filtered)
        self.new_job.setVisible(not filtered and shown.view == "all")
        if filtered:
            self._no_match(shown, looked_through or 0)
        elif shown.view in NOTHING:
            self.state.set_words(t(NOTHING[shown.view]), icon="circle-check")
        else:
            self.state.set_words(
                t("No jobs yet"),
                t("A job searches a site or publishes a post in one of your browsers."),
                icon="list-checks",
            )

    def _no_match(self, shown: Shown, looked_through: int) -> None:
        text = plain(shown.text, longest=60).strip()
        title = (
            t("Nothing matches “{words}”", words=isolate(text)) if text else t("Nothing matches")
        )
        filters = tn("{n} filter is on.", "{n} filters are on.", shown.filters)
        rows = tn("Looked through {n} row.", "Looked through {n} rows.", looked_through)
        self.state.set_words(title, f"{filters} {rows}", icon="search-x")
