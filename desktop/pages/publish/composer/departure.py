"""The two buttons below: what is checked and asked before a draft gets its time or goes out."""

from PySide6.QtCore import QObject, Signal

from desktop.desk import Desk
from desktop.i18n import t
from desktop.pages.publish.composer import asking
from desktop.pages.publish.composer.attaching import Attaching
from desktop.pages.publish.composer.sending import Sender, Time
from desktop.pages.publish.composer.sheet import Sheet
from desktop.pages.publish.composer.writing import Writing
from desktop.presenters import obstacles
from desktop.presenters.failures import explain


class Departure(QObject):
    """What stands in the way is said above the buttons."""

    sent = Signal(object, str)
    """PostView, words."""

    def __init__(self, desk: Desk, sheet: Sheet, writing: Writing, attaching: Attaching) -> None:
        super().__init__(sheet)
        self._desk = desk
        self._sheet = sheet
        self._writing = writing
        self._attaching = attaching
        sheet.foot.now.clicked.connect(lambda: self.publish())
        sheet.foot.schedule.clicked.connect(lambda: self.schedule())

    def schedule(self) -> None:
        """Give it the time that is shown."""
        foot, when = self._sheet.foot, self._sheet.when
        problem = self._problem() or when.problem()
        foot.show_problem(problem)
        if problem:
            return
        policy, grace = when.policy
        time = Time(when.wall, when.zone_name, policy, grace, when.repeat_rule)
        asking.whether_so_long(
            self._desk, self._writing.draft, self._sheet.accounts.rows(),
            lambda: self._sender().schedule(time, foot.schedule),
        )  # fmt: skip

    def publish(self) -> None:
        """Send it at once, if that is meant."""
        foot, draft = self._sheet.foot, self._writing.draft
        problem = self._problem()
        foot.show_problem(problem)
        if problem:
            return
        rows = self._sheet.accounts.rows()
        asking.whether_now(
            self._desk,
            self._sheet.chosen_rows(draft),
            lambda: asking.whether_so_long(
                self._desk, draft, rows, lambda: self._sender().publish(foot.now)
            ),
        )

    def _problem(self) -> str:
        draft, sheet = self._writing.draft, self._sheet
        if self._attaching.is_waiting():
            return t("A file is still on its way here. Wait a moment.")
        found = obstacles.problems(draft, sheet.accounts.rows(), sheet.known.mimes())
        return found[0] if found else ""

    def _sender(self) -> Sender:
        sender = Sender(self._desk, self._writing.saver, self)
        sender.sent.connect(self.sent)
        sender.refused.connect(self._refused)
        return sender

    def _refused(self, error: BaseException) -> None:
        words, known = explain(error)
        if known:
            self._sheet.foot.show_problem(words)
        else:
            self._desk.actions.told_failure(error)
