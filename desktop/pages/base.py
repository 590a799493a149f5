"""The base of pages: a header with title, one quiet fact, a search and one filled button."""

from collections.abc import Callable, Coroutine
from typing import Any, Concatenate, ParamSpec, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.desk import Desk
from desktop.i18n import t
from desktop.tasks import Tasks
from desktop.theme.fonts import Role
from desktop.theme.tones import Tone
from desktop.widgets.frames import row
from desktop.widgets.labels import PlainLabel

P = ParamSpec("P")
T = TypeVar("T")

HEADER_HEIGHT = 56
MARGIN = 20


class Page(QWidget):
    """One page of the window.

    Heirs set `key`, `icon` and `words` (their title, by `mark`), build into `body`, put things into
    the header with `add_to_header`, and read their data in `refresh`, which runs whenever the page
    comes into view or the workspace changes. `ask` runs a query and gives its answer to a method; a
    newer question with the same name drops the older one.
    """

    key = ""
    icon = ""
    words = ""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        title = t(self.words)
        self.desk = desk
        self.tasks = Tasks(desk.actions.told_failure)
        self.setAccessibleName(title)
        self.title = PlainLabel(title, Role.PAGE)
        self.fact = PlainLabel("", tone=Tone.MUTED)
        self._ends = QHBoxLayout()
        self._ends.setSpacing(8)
        header = QWidget()
        header.setFixedHeight(HEADER_HEIGHT)
        line = row(self.title, self.fact, None, self._ends, spacing=12, parent=header)
        line.setContentsMargins(MARGIN, 0, MARGIN, 0)
        self.header = header
        self.body = QVBoxLayout()
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(0)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(header)
        whole.addLayout(self.body, 1)
        desk.workspaces.changed.connect(self._workspace_changed)

    def add_to_header(self, *widgets: QWidget) -> None:
        """Put widgets at the end of the header: the search, then the filled button."""
        for widget in widgets:
            self._ends.addWidget(widget, 0, Qt.AlignmentFlag.AlignVCenter)

    def refresh(self) -> None:
        """Read what the page shows; called when it comes into view."""

    def open_item(self, item: str) -> None:
        """Show the thing with this id (another page sent the operator here)."""

    def focus_search(self) -> None:
        """Ctrl+F: put the keyboard into the page's own search."""

    def main_button(self) -> QWidget | None:
        """The filled button, which Ctrl+Enter presses."""
        return None

    def panes(self) -> list[QWidget]:
        """Where F6 goes, in order."""
        return [self]

    def export(self) -> None:
        """Ctrl+E: export what is shown; pages without an export do nothing."""

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

        self.tasks.latest(name, asked())

    def start(self, work: Coroutine[Any, Any, T]) -> None:
        """Run a coroutine that ends with the page."""
        self.tasks.start(work)

    def close_page(self) -> None:
        """The window goes: let go of everything that runs."""
        self.tasks.cancel()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.refresh()

    def _workspace_changed(self) -> None:
        if self.isVisible():
            self.refresh()
