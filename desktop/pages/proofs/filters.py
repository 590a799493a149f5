"""The row above the gallery: text, what was captured, how the files stand, one job, tile size."""

from collections.abc import Callable, Mapping
from typing import Final

import msgspec
from PySide6.QtCore import Signal
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from desktop.i18n import number, t
from desktop.pages.proofs.layout import LARGEST, SMALLEST
from desktop.presenters import jobs, phases
from desktop.presenters import proofs as words_of
from desktop.presenters.text import plain
from desktop.theme.tones import Tone
from desktop.widgets.buttons import Button
from desktop.widgets.fields import SearchField
from desktop.widgets.filter_button import FilterButton, below, escaped
from desktop.widgets.frames import row
from desktop.widgets.marks import Icon
from desktop.widgets.size_slider import SizeSlider
from models.queries.proofs import ProofFilter
from models.views import JobView

HEIGHT = 46
SEARCH: Final = 156, 220
MOST_JOB = 150


class ProofFilters(QWidget):
    """What narrows the gallery; `changed` carries the filter."""

    changed = Signal(object)
    """ProofFilter."""
    tile_wanted = Signal(int)

    def __init__(self, filter: ProofFilter, tile: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedHeight(HEIGHT)
        self.filter = filter
        self._kinds: Mapping[str, int] = {}
        self.search = SearchField(t("Filter proofs"), icon="list-filter")
        self.search.setMinimumWidth(SEARCH[0])
        self.search.setMaximumWidth(SEARCH[1])
        self.search.asked.connect(lambda text: self._narrow(text=text.strip() or None))
        self.kind = FilterButton(t("Kind"), icon="chevron-down", on_click=self._open_kinds)
        self.status = FilterButton(t("Status"), icon="chevron-down", on_click=self._open_states)
        self.job = Button("", icon="x", bar=True, on_click=lambda: self.narrow_to(None))
        self.job.setMaximumWidth(MOST_JOB)
        self.job.hide()
        self.size = SizeSlider(SMALLEST, LARGEST, tile, name=t("Size of the pictures"))
        self.size.valueChanged.connect(self.tile_wanted)
        small, large = Icon("image", Tone.MUTED, 14), Icon("image", Tone.MUTED, 18)
        slider = row(small, self.size, large, spacing=6)
        line = row(self.search, self.kind, self.status, self.job, None, slider, parent=self)
        line.setSpacing(4)
        line.setStretch(0, 5)
        line.setContentsMargins(20, 8, 20, 4)

    def set_kinds(self, kinds: Mapping[str, int]) -> None:
        """Offer what was ever captured."""
        self._kinds = kinds

    def set_workspace(self, workspace_id: str | None) -> None:
        """Only proofs of this workspace (None = of all)."""
        self._narrow(workspace_id=workspace_id)

    def narrow_to(self, job: JobView | None) -> None:
        """Only proofs of this job, or of all."""
        self.job.setVisible(job is not None)
        if job is not None:
            words = plain(jobs.title(job), longest=18)
            self.job.setText(escaped(words))
            self.job.setAccessibleName(t("Leave the job {title}", title=jobs.title(job)))
        self._narrow(job_id=job.id if job else None)

    def choose_kind(self, code: str | None) -> None:
        """Only this kind of capture, or all."""
        if code is None:
            self.kind.show_off()
        else:
            self.kind.show_on(escaped(words_of.kind(code)), "chevron-down")
        self._narrow(kinds=(code,) if code else ())

    def choose_state(self, code: str | None) -> None:
        """Only files that stand so, or all."""
        if code is None:
            self.status.show_off()
        else:
            word = t(phases.INTEGRITY[code].word)
            self.status.show_on(word, "chevron-down")
        self._narrow(integrity=(code,) if code else ())

    def clear(self) -> None:
        """Take everything off."""
        self.search.blockSignals(True)
        self.search.clear()
        self.search.blockSignals(False)
        self.kind.show_off()
        self.status.show_off()
        self.job.hide()
        self.filter = ProofFilter(workspace_id=self.filter.workspace_id)
        self.changed.emit(self.filter)

    def _narrow(self, **parts: object) -> None:
        filter = msgspec.structs.replace(self.filter, **parts)
        if filter != self.filter:
            self.filter = filter
            self.changed.emit(filter)

    def _open_kinds(self) -> None:
        choices = {
            code: f"{words_of.kind(code)}  {number(count)}" for code, count in self._kinds.items()
        }
        now = self.filter.kinds[0] if self.filter.kinds else None
        self._open(self.kind, choices, now, self.choose_kind)

    def _open_states(self) -> None:
        choices = {code: t(phases.INTEGRITY[code].word) for code in words_of.INTEGRITY}
        now = self.filter.integrity[0] if self.filter.integrity else None
        self._open(self.status, choices, now, self.choose_state)

    def _open(
        self,
        button: QWidget,
        choices: Mapping[str, str],
        now: str | None,
        choose: Callable[[str | None], None],
    ) -> None:
        menu = QMenu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        group = QActionGroup(menu)
        for code, words in ((None, t("All")), *choices.items()):
            action = menu.addAction(escaped(words))
            action.setCheckable(True)
            action.setChecked(code == now)
            group.addAction(action)
            action.triggered.connect(lambda _on, code=code: choose(code))
        menu.popup(below(button, menu))
