"""Who changed what: the state of the ledger's chain and its latest entries of weight."""

from dataclasses import dataclass
from typing import Any

from PySide6.QtWidgets import QWidget

from desktop.desk import Desk
from desktop.i18n import number, t, tn
from desktop.presenters import audit as words
from desktop.presenters import settings_form, times
from desktop.presenters.text import plain
from desktop.theme.fonts import Role
from desktop.theme.tones import Tone
from desktop.widgets.banner import Banner
from desktop.widgets.buttons import Button
from desktop.widgets.frames import Scroll, column
from desktop.widgets.labels import PlainLabel
from desktop.widgets.timeline import Moment, Timeline
from models import operators
from models.audit import AuditCheck
from models.queries import audit
from models.views import AuditView

LOOKED_AT = 300
SHOWN = 12


@dataclass(frozen=True, slots=True)
class Changes:
    """What was read."""

    entries: list[AuditView]
    names: dict[str, str]
    count: int


def read(db: Any) -> Changes:
    """The latest entries of weight."""
    wanted = audit.AuditFilter()
    page = audit.page(db, wanted, limit=LOOKED_AT)
    entries = [entry for entry in page.items if words.of_weight(entry)]
    return Changes(entries[:SHOWN], operators.names(db), audit.count(db, wanted))


class ChangesPane(QWidget):
    """The end pane of Settings."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._checked: str = ""
        self.check = Button(t("Check"), icon="refresh-cw", bar=True, on_click=self._check)
        self.banner = Banner(
            t("The ledger"), " ", tone=Tone.NEUTRAL, icon="shield-check", buttons=(self.check,)
        )
        self.timeline = Timeline(name=t("Who changed what"), two_lines=True)
        hint = t(
            "Every entry holds the digest of the one before it. Nothing can be taken out unseen."
        )
        inner = QWidget()
        column(
            self.timeline,
            PlainLabel(hint, Role.SMALL, Tone.MUTED, wrap=True),
            None,
            spacing=12,
            parent=inner,
        )
        whole = column(
            PlainLabel(t("Who changed what"), Role.PANE),
            self.banner,
            Scroll(inner),
            spacing=12,
            parent=self,
        )
        whole.setContentsMargins(20, 16, 20, 16)

    def show_changes(self, changes: Changes) -> None:
        """Show what was read."""
        titles = {key: t(title) for key, title in settings_form.titles().items()}
        now = self._desk.clock()
        self.timeline.set_moments(
            [
                Moment(
                    words.look(entry)[0],
                    words.title(entry, titles),
                    words.detail(entry, changes.names),
                    times.clock(entry.at, now),
                    words.look(entry)[1],
                )
                for entry in changes.entries
            ]
        )
        if not self._checked:
            entries = tn("{n} entry", "{n} entries", changes.count)
            self.banner.set_words(t("The ledger"), t("{entries}, not checked yet", entries=entries))

    def _check(self) -> None:
        self._desk.actions.run(
            lambda hub: hub.audit.verify(), busy=self.check, success=self._show_check
        )

    def _show_check(self, check: AuditCheck) -> None:
        self._checked = times.wall(self._desk.clock())
        if check.whole:
            text = t("{n} entries, checked {time}", n=number(check.entries), time=self._checked)
            self.banner.set_words(t("The chain is whole"), text, Tone.SUCCESS)
        else:
            text = plain(check.problem, longest=300)
            self.banner.set_words(t("The chain is broken"), text, Tone.DANGER)
