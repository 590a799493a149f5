"""The window: sidebar, pages, status bar, and how one goes from page to page. No more logic."""

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop import icons
from desktop.desk import Desk
from desktop.i18n import t
from desktop.pages.base import Page
from desktop.pages.registry import BELOW, PAGES, SETTINGS
from desktop.preferences import Preference
from desktop.sidebar import Entry, Sidebar
from desktop.statusbar import StatusBar
from desktop.switcher import WorkspaceSwitcher
from desktop.widgets.marks import Line

NARROW = 1200
SMALLEST = QSize(960, 600)
FIRST = QSize(1440, 900)


def entries() -> list[Entry]:
    """The pages as the sidebar shows them, a line before the second group."""
    above = [Entry(page.key, t(page.words), page.icon) for page in PAGES if page.key not in BELOW]
    below = [Entry(page.key, t(page.words), page.icon) for page in PAGES if page.key in BELOW]
    return [*above, Entry(""), *below] if below else above


class MainWindow(QWidget):
    """Holds the pages; is the navigator of the desk that `make_desk` builds around it."""

    closing = Signal()
    pause_wanted = Signal()
    new_job_wanted = Signal()
    pair_wanted = Signal()
    palette_wanted = Signal()
    shortcuts_wanted = Signal()
    page_shown = Signal(str)
    painted = Signal()
    """The window was painted."""

    def __init__(self, make_desk: Callable[["MainWindow"], Desk]) -> None:
        super().__init__()
        self.setWindowTitle("Proofdesk")
        self.setWindowIcon(icons.application_icon())
        self.setMinimumSize(SMALLEST)
        self.setProperty("ground", "surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.resize(FIRST)
        self.desk = make_desk(self)
        self.sidebar = Sidebar(WorkspaceSwitcher(self.desk.workspaces), entries())
        self.status = StatusBar()
        self.stack = QStackedWidget()
        self.notice = QVBoxLayout()
        self.pages: dict[str, Page] = {}
        self._lay_out()
        self.sidebar.page_wanted.connect(self.show_page)
        self.sidebar.pause_wanted.connect(self.pause_wanted)
        self.status.page_wanted.connect(self.show_page)
        state = self.desk.preferences.state("window")
        if not state.isEmpty():
            self.restoreGeometry(state)

    def _lay_out(self) -> None:
        right = QVBoxLayout()
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(0)
        right.addLayout(self.notice)
        right.addWidget(self.stack, 1)
        middle = QHBoxLayout()
        middle.setContentsMargins(0, 0, 0, 0)
        middle.setSpacing(0)
        middle.addWidget(self.sidebar)
        middle.addWidget(Line(upright=True))
        middle.addLayout(right, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(middle, 1)
        whole.addWidget(self.status)

    def page(self, key: str) -> Page | None:
        """The page of this key, built when it is first wanted."""
        if key not in self.pages:
            kinds = {kind.key: kind for kind in (*PAGES, *SETTINGS)}
            if key not in kinds:
                return None
            self.pages[key] = kinds[key].load()(self.desk)
            self.stack.addWidget(self.pages[key])
        return self.pages[key]

    def show_page(self, key: str, item: str | None = None) -> None:
        """Go to a page, and there to the thing with this id."""
        page = self.page(key)
        if page is None:
            return
        self.stack.setCurrentWidget(page)
        self.sidebar.set_current(key)
        self.desk.preferences.keep(Preference.PAGE, key)
        if item is not None:
            page.open_item(item)
        self.page_shown.emit(key)

    def current_page(self) -> Page | None:
        """The page in view."""
        page = self.stack.currentWidget()
        return page if isinstance(page, Page) else None

    def new_job(self) -> None:
        """Open the dialog for a new job."""
        self.new_job_wanted.emit()

    def new_post(self) -> None:
        """Open an empty composer on the Publish page."""
        self.show_page("publish", "new")

    def pair_device(self) -> None:
        """Open the dialog that pairs a device."""
        self.pair_wanted.emit()

    def open_palette(self) -> None:
        """Open the palette of everything."""
        self.palette_wanted.emit()

    def open_shortcuts(self) -> None:
        """Open the list of shortcuts."""
        self.shortcuts_wanted.emit()

    def set_notice(self, widget: QWidget | None) -> None:
        """Show a banner above the pages (the hub is down), or none."""
        while (item := self.notice.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.deleteLater()
        if widget is not None:
            self.notice.setContentsMargins(20, 14, 20, 0)
            self.notice.addWidget(widget)
        else:
            self.notice.setContentsMargins(0, 0, 0, 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        self.painted.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.sidebar.set_narrow(self.width() < NARROW)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Closing is a wish: the application decides (tray) and owns the order of the end."""
        self.desk.preferences.keep_state("window", self.saveGeometry())
        event.ignore()
        self.closing.emit()

    def dispose(self) -> None:
        """End pages and dialogs; the window is not used any more (another language, the end)."""
        for dialog in self.findChildren(QDialog):
            dialog.reject()
        for page in self.pages.values():
            page.close_page()
        self.hide()
        self.deleteLater()
