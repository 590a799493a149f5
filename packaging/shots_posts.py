"""Pictures of the calendar, the composer and the dialogs of posts."""

from __future__ import annotations

from msgspec import structs
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication, QWidget

from desktop.dialogs.duplicate import DuplicateDialog
from desktop.dialogs.import_posts import ImportDialog
from desktop.pages.publish.calendar.grid import Ground
from desktop.pages.publish.calendar.tab import CalendarTab
from desktop.pages.publish.page import PublishPage
from desktop.presenters import spans
from desktop.presenters.spans import Mode
from desktop.shell import Shell
from models.posts.imports import ImportProblem, ImportReport
from models.posts.views import MediaUse
from tests.support import sample

X = "x:cairocoffeehs"
INSTAGRAM = "instagram:cairo.coffee.house"


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


def _own(shell: Shell) -> None:
    """Instagram has its own files and link, one file not described yet."""
    composer = _tab(shell).composer
    use = composer.draft.media[0]
    other = next(view for view in composer.known._views.values() if view.id == use.id)
    composer.known.learn([structs.replace(other, id="second")])
    composer.accounts.choose(INSTAGRAM)
    row = composer.accounts.current()
    composer.writing.link(row, "https://cairocoffee.example/insta")
    composer.writing.files(row, [structs.replace(use, alt="Hills"), MediaUse(id="second")])


def _date(shell: Shell) -> QWidget:
    """The month that opens at the date."""
    field = _tab(shell).composer.when.date
    place = QPointF(field.width() - 12, field.height() / 2)
    press = QMouseEvent(
        QEvent.Type.MouseButtonPress, place, field.mapToGlobal(place), Qt.MouseButton.LeftButton,
        Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier,
    )  # fmt: skip
    QApplication.sendEvent(field, press)
    return field.month.window()


def _evening(shell: Shell) -> None:
    """Nine in the evening: now is in sight."""
    tab = _tab(shell)
    now = sample.NOW + 11 * sample.HOUR
    tab.view.show_span(Ground(tab.span, tab._custom, spans.today(now), spans.minute_of(now)), now)
    tab.view.show_now()


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
    ("publish-own", "publish", _composer, (_own,)),
    ("publish-date", "publish", _composer, (_down, _date)),
    ("publish-evening", "publish", _evening),
    ("publish-new", "publish", _new),
    ("publish-month", "publish", _month),
    ("publish-day", "publish", _day),
    ("publish-drag", "publish", _drag),
    ("publish-narrow", "publish", _narrow, (_for_x,)),
    ("publish-import", "publish", _import),
    ("publish-duplicate", "publish", _duplicate),
)
