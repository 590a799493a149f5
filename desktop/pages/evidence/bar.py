"""The row under the title: the search, how much it found, the job it is narrowed to, columns."""

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QMenu, QSizePolicy, QWidget

from desktop.i18n import t
from desktop.item_models.evidence import CHECK, HEADINGS
from desktop.presenters import evidence as words_of
from desktop.presenters.text import plain
from desktop.theme.tones import Tone
from desktop.widgets.buttons import Button, Kind
from desktop.widgets.fields import SearchField
from desktop.widgets.frames import row
from desktop.widgets.labels import ElidedLabel, PlainLabel

SEARCH = 420
SEARCH_HEIGHT = 34
MARGIN = 20
MOST_JOB = 220
ALWAYS = frozenset({CHECK, "title"})


class EvidenceBar(QWidget):
    """What narrows the table, and what that found."""

    typed = Signal(str)
    job_left = Signal()
    filters_wanted = Signal(bool)
    column_wanted = Signal(str, bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.search = SearchField(t("Search in everything that was found"), height=SEARCH_HEIGHT)
        self.search.setMaximumWidth(SEARCH)
        self.search.setMinimumWidth(200)
        self.search.textChanged.connect(self.typed)
        self.filters = Button(t("Filters"), Kind.GHOST, icon="list-filter")
        self.filters.setCheckable(True)
        self.filters.toggled.connect(self.filters_wanted)
        self._figure = PlainLabel("", weight=600)
        self._rest = ElidedLabel("", tone=Tone.MUTED)
        self.job = Button("", icon="x", bar=True, on_click=self.job_left.emit)
        self.job.setMaximumWidth(MOST_JOB)
        self.job.hide()
        self.columns = Button(t("Columns"), Kind.GHOST, icon="columns-3")
        self.columns.clicked.connect(self._show_columns)
        self._shown: dict[str, bool] = dict.fromkeys(HEADINGS, True)
        self._figure.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        counted = row(self._figure, self._rest, spacing=4)
        counted.setStretch(1, 1)
        line = row(
            self.search, self.filters, self.job, counted, self.columns, parent=self, spacing=12
        )
        line.setStretch(0, 3)
        line.setStretch(3, 2)
        line.setContentsMargins(MARGIN, 0, MARGIN, 11)

    def show_count(self, found: int, total: int, seconds: float | None, *, narrowed: bool) -> None:
        """Say how many rows there are, and how long the search took."""
        figure, rest = words_of.counted(found, total, narrowed=narrowed)
        if narrowed and seconds is not None:
            rest = f"{rest}, {words_of.took(seconds)}"
        self._figure.setText(figure)
        self._rest.setText(rest)
        self.setAccessibleDescription(f"{figure} {rest}")

    def show_searching(self) -> None:
        """The count is on its way; what stands there stays until it comes."""
        self._figure.set_tone(Tone.MUTED)

    def show_found(self) -> None:
        """The count is true again."""
        self._figure.set_tone(Tone.TEXT)

    def counted(self) -> str:
        """What it says of the rows."""
        return f"{self._figure.text()} {self._rest.whole()}"

    def show_job(self, title: str | None) -> None:
        """Name the job that the table is narrowed to, or none."""
        self.job.setVisible(title is not None)
        if title is not None:
            words = plain(title, longest=28)
            self.job.setText(t("Job: {title}", title=words).replace("&", "&&"))
            self.job.setAccessibleName(t("Leave the job {title}", title=words))

    def show_columns(self, unwanted: set[str]) -> None:
        """Know which columns the operator hid."""
        self._shown = {key: key not in unwanted for key in HEADINGS}

    def _show_columns(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for key, title in HEADINGS.items():
            if key not in ALWAYS:
                action = menu.addAction(t(title))
                action.setCheckable(True)
                action.setChecked(self._shown[key])
                action.toggled.connect(lambda on, key=key: self._want(key, on))
        menu.popup(self.columns.mapToGlobal(QPoint(0, self.columns.height() + 4)))

    def _want(self, key: str, on: bool) -> None:
        self._shown[key] = on
        self.column_wanted.emit(key, on)
