"""Tells the operator what changed while he looks elsewhere: needs you, unknown, failed, completed.

A toast on the window, a notice on the desktop when the window is not in front, and a spoken
announcement, at most one in two seconds.
"""

from collections import OrderedDict
from collections.abc import Callable

from PySide6.QtCore import QElapsedTimer, QObject
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent

from desktop.desk import Desk
from desktop.i18n import t, tn
from desktop.presenters import jobs as words
from desktop.presenters import phases
from desktop.presenters.text import isolate, plain
from models.views import JobView

QUIET_MS = 2000
KNOWN = 5000
DOUBT = ("unknown", "verifying")
"""Of what is looked for already nobody knows either."""
TOLD = ("needs_user", *DOUBT, "missed", "failed", "completed", "published")
LOUD = ("needs_user", *DOUBT, "missed")
"""Told on the desktop too, and of the accounts of a post each."""
Notify = Callable[[str, str], None]


class News(QObject):
    """Watches the jobs go by."""

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._notify: Notify | None = None
        self._phases: OrderedDict[str, str] = OrderedDict()
        self._spoken = QElapsedTimer()
        desk.bridge.jobs.connect(self._jobs)

    def set_notify(self, notify: Notify | None) -> None:
        """Tell it on the desktop too, or not."""
        self._notify = notify

    def _jobs(self, jobs: list[JobView]) -> None:
        for job in jobs:
            before = self._phases.pop(job.id, None)
            self._phases[job.id] = job.phase
            while len(self._phases) > KNOWN:
                self._phases.popitem(last=False)
            still = before in DOUBT and job.phase in DOUBT
            if before is not None and before != job.phase and job.phase in TOLD and not still:
                self._tell(job)

    def _tell(self, job: JobView) -> None:
        if job.parent_id is not None and job.phase not in LOUD:
            return
        text = self._text(job)
        show = self._action(job)
        at = self._desk.clock()
        if job.phase in LOUD:
            state = phases.of_job(job, at)
            self._desk.toasts.tell(text, tone=state.tone, icon=state.icon, action=show, at=at)
            if self._notify is not None and not self._desk.window.isActiveWindow():
                self._notify(t("Proofdesk needs you"), text)
        elif job.phase == "failed":
            self._desk.toasts.fail(text, action=show, at=at)
        self._announce(text)

    def _action(self, job: JobView) -> tuple[str, Callable[[], object]]:
        """Where one deals with it."""
        go = self._desk.navigator.show_page
        if words.in_doubt(job):
            return t("Decide"), lambda: go("publish", f"outcomes/{job.id}")
        if job.phase == "missed":
            return t("Open the queue"), lambda: go("publish", f"queue/{words.post_id(job) or ''}")
        return t("Open"), lambda: go("jobs", job.id)

    def _text(self, job: JobView) -> str:
        title = isolate(words.title(job))
        if words.in_doubt(job):
            return t("Nobody knows whether {job} went out: {account}",
                     job=title, account=words.account(job))  # fmt: skip
        if job.phase == "missed":
            return t("The time of {job} has passed, and it did not go out", job=title)
        if job.phase == "published":
            return t("{job} is published", job=title)
        if job.phase == "needs_user":
            reason = phases.reason(job.needs_user_reason)
            who = isolate(plain(job.assigned_agent_name, longest=80)) or title
            return t("{device} asks for you: {reason}", device=who, reason=reason)
        if job.phase == "failed":
            return t("{job} failed", job=title)
        rows = tn("{n} row", "{n} rows", job.evidence_count)
        return t("{job} is done, {rows}", job=title, rows=rows)

    def _announce(self, text: str) -> None:
        if self._spoken.isValid() and self._spoken.elapsed() < QUIET_MS:
            return
        self._spoken.start()
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self._desk.window, text))
