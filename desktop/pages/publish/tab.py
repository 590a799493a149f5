"""What a tab of the Publish page is, and which tabs there are."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Concatenate, ParamSpec, TypeVar

from PySide6.QtWidgets import QWidget

from desktop.desk import Desk
from desktop.i18n import mark
from desktop.tasks import Tasks

P = ParamSpec("P")
T = TypeVar("T")

NEW = "new"
"""The item that asks for an empty composer."""


class PublishTab(QWidget):
    """One tab. Heirs set `key`, read in `refresh` and show one thing in `open_item`.

    `refresh` runs whenever the tab comes into view, and when the workspace changes while it is.
    A tab that listens to the bridge asks `isVisible` first: what is out of view reads nothing.
    Elsewhere in the window one goes with `desk.navigator.show_page("publish", "outcomes/RUN")`.
    """

    key = ""

    def __init__(self, desk: Desk, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.tasks = tasks

    def refresh(self) -> None:
        """Read what the tab shows."""

    def open_item(self, item: str) -> None:
        """Show the thing with this id."""

    def focus_search(self) -> None:
        """Ctrl+F."""

    def main_button(self) -> QWidget | None:
        """The filled button of the tab; None leaves it to the page's own."""
        return None

    def panes(self) -> list[QWidget]:
        """Where F6 goes, in order."""
        return [self]

    def close_tab(self) -> None:
        """The window goes: let go of what runs."""

    def ask(
        self,
        name: str,
        then: Callable[[T], object],
        fn: Callable[Concatenate[Any, P], T],
        /,
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> None:
        """Give the answer of `fn(database, *args)` to `then`; the newest of a name wins."""

        async def asked() -> None:
            then(await self.desk.reads.run(fn, *args, **kwargs))

        self.tasks.latest(f"{self.key}/{name}", asked())


@dataclass(frozen=True, slots=True)
class TabEntry:
    """What the page needs of a tab before it is built."""

    key: str
    words: str
    load: Callable[[], type[PublishTab]]


def _calendar() -> type[PublishTab]:
    from desktop.pages.publish.calendar.tab import CalendarTab

    return CalendarTab


def _queue() -> type[PublishTab]:
    from desktop.pages.publish.queue.tab import QueueTab

    return QueueTab


def _outcomes() -> type[PublishTab]:
    from desktop.pages.publish.outcomes.tab import OutcomesTab

    return OutcomesTab


def _posts() -> type[PublishTab]:
    from desktop.pages.publish.posts.tab import PostsTab

    return PostsTab


TABS = (
    TabEntry("calendar", mark("Calendar"), _calendar),
    TabEntry("queue", mark("Queue"), _queue),
    TabEntry("outcomes", mark("Outcomes"), _outcomes),
    TabEntry("posts", mark("Posts"), _posts),
)
"""In the order in which they stand; a tab is built when it is first wanted."""
