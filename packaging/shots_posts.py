"""Pictures of the calendar, the composer and the dialogs of posts."""

from __future__ import annotations

from PySide6.QtCore import QPoint

from desktop.dialogs.duplicate import DuplicateDialog
from desktop.dialogs.import_posts import ImportDialog
from desktop.pages.publish.calendar.tab import CalendarTab
from desktop.pages.publish.page import PublishPage
from desktop.presenters.spans import Mode
from desktop.shell import Shell
from models.post_import import ImportProblem, ImportReport
from tests.support import sample

X = "x:cairocoffeehs"


def _tab(shell: Shell) -> CalendarTab:
    page = shell.window.current_page()
    assert isinstance(page, PublishPage)
    tab = page.tabs["calendar"]
    assert isinstance(tab, CalendarTab)
    return tab


def _composer(shell: Shell) -> None:
    """The screen of the design: a post that is planned, the form for X nearly full."""
    tab = _tab(shell)
    post = next(one for one in tab._read.shown if one.post.title == "Friday live music").post
    tab.open_post(post)


def _for_x(shell: Shell) -> None:
    _tab(shell).composer.accounts.choose(X)


def _down(shell: Shell) -> None:
    """The lower end of the composer."""
    area = _tab(shell).composer.scroll
    area.verticalScrollBar().setValue(area.verticalScrollBar().maximum())


def _month(shell: Shell) -> None:
    _tab(shell).set_mode(Mode.MONTH)


def _day(shell: Shell) -> None:
    _tab(shell).set_mode(Mode.DAY)


def _new(shell: Shell) -> None:
    _tab(shell).write()


def _drag(shell: Shell) -> None:
    """A draft is carried over the calendar."""
    tab = _tab(shell)
    port = tab.view.viewport()
    tab.view.carry(tab._read.unscheduled[-1])
    tab.view.carry_to(port.mapToGlobal(QPoint(port.width() * 5 // 8, 300)))


def _narrow(shell: Shell) -> None:
    shell.window.resize(1024, 720)
    _composer(shell)


def _import(shell: Shell) -> ImportDialog:
    dialog = ImportDialog(shell.desk)
    dialog.open()
    dialog._show_report(
        ImportReport(
            rows=14,
            post_ids=[],
            problems=[
                ImportProblem(row=4, column="date", message="must be a day such as 2026-11-27"),
                ImportProblem(row=4, column="accounts", message="must name a platform: x:name"),
                ImportProblem(row=9, column="text", message="has 312 of 280 that x counts"),
                ImportProblem(row=12, column="media", message="names no file that was added"),
            ],
        )
    )
    return dialog


def _duplicate(shell: Shell) -> DuplicateDialog:
    at = sample.NOW + 3 * sample.HOUR
    one = {"title": "Friday live music", "platform": "x", "handle": "@cairocoffeehs", "at": at}
    dialog = DuplicateDialog(shell.window, [one], sample.NOW)
    dialog.open()
    return dialog


POSTS = (
    ("publish-composer", "publish", _composer, (_for_x,)),
    ("publish-composer-end", "publish", _composer, (_for_x, _down)),
    ("publish-new", "publish", _new),
    ("publish-month", "publish", _month),
    ("publish-day", "publish", _day),
    ("publish-drag", "publish", _drag),
    ("publish-narrow", "publish", _narrow, (_for_x,)),
    ("publish-import", "publish", _import),
    ("publish-duplicate", "publish", _duplicate),
)
