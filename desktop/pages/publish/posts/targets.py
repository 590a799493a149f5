"""The accounts of a post: their state, when it went out, the permalink, how whole the proof is."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from desktop import browser
from desktop.i18n import t
from desktop.presenters import post_detail as words
from desktop.presenters import posts
from desktop.presenters.text import plain
from desktop.theme.current import colour, tokens
from desktop.theme.fonts import Role
from desktop.theme.tones import Tone
from desktop.widgets.buttons import Button, Kind
from desktop.widgets.frames import ClickRow, RowsCard, column, row
from desktop.widgets.labels import ElidedLabel, PlainLabel
from desktop.widgets.marks import Chip
from desktop.widgets.platform import PlatformMark
from desktop.widgets.proof_squares import ProofSquares
from models.posts.views import PostView, TargetView

HEIGHT, HEAD = 50, 30
STATE, OUT, LINK, PROOF = 142, 70, 170, 170


def _fixed(widget: QWidget, width: int) -> QWidget:
    holder = QWidget()
    holder.setFixedWidth(width)
    line = row(widget, None, parent=holder)
    line.setStretch(0, 1)
    return holder


class TargetRow(ClickRow):
    """One account."""

    acted = Signal(str)
    """decide | retry: what its button does."""

    def __init__(self, target: TargetView, now: int, copy: Callable[[str], object]) -> None:
        super().__init__(posts.target_sentence(target, now))
        self.target = target
        self.on = False
        self.setFixedHeight(HEIGHT)
        second = plain(target.device_name, longest=120) or words.why(target)
        name = ElidedLabel(posts.account(target), weight=500, foreign=True)
        below = ElidedLabel(second, Role.SMALL, Tone.MUTED, foreign=True)
        state = Chip(posts.of_target(target, now))
        holder = QWidget()
        holder.setMinimumWidth(STATE)
        row(state, None, parent=holder)
        self.action = self._button()
        self.link = self._link(copy)
        line = row(
            PlatformMark(target.platform),
            column(None, name, below, None, spacing=0),
            holder,
            _fixed(PlainLabel(words.out_at(target, now), Role.SMALL, Tone.TEXT2), OUT),
            self.link,
            self._proof(),
            spacing=12,
            parent=self,
        )
        line.setStretch(1, 1)
        line.setContentsMargins(14, 0, 14, 0)
        if self.action is not None:
            line.addWidget(self.action)

    def set_on(self, on: bool) -> None:
        """Whether its proof is the one that is shown below."""
        self.on = on
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.on:
            painter = QPainter(self)
            painter.fillRect(self.rect(), colour(tokens().selected))
            painter.end()
        super().paintEvent(event)

    def _link(self, copy: Callable[[str], object]) -> QWidget:
        holder = QWidget()
        holder.setFixedWidth(LINK)
        address = self.target.permalink
        if not address:
            return holder
        shown = ElidedLabel(posts.link(address), Role.SMALL, Tone.ACCENT)
        shown.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        go = Button(
            kind=Kind.GHOST, icon="external-link", name=t("Open the permalink"), bar=True,
            on_click=lambda: browser.open_address(address),
        )  # fmt: skip
        take = Button(
            kind=Kind.GHOST, icon="copy", name=t("Copy the permalink"), bar=True,
            on_click=lambda: copy(address),
        )  # fmt: skip
        line = row(shown, take, go, spacing=0, parent=holder)
        line.setStretch(0, 1)
        return holder

    def _proof(self) -> QWidget:
        holder = QWidget()
        holder.setFixedWidth(PROOF)
        target = self.target
        if target.status != "published":
            return holder
        whole = not posts.missing(target)
        squares = ProofSquares()
        squares.set_parts(target.proof_parts, posts.missing_words(target))
        tone = Tone.SUCCESS if whole else Tone.WARNING
        count = PlainLabel(posts.out_of(target), Role.SMALL, tone, weight=500)
        below = ElidedLabel(
            posts.missing_words(target), Role.CAPTION, Tone.MUTED if whole else Tone.WARNING
        )
        column(None, row(squares, count, None, spacing=6), below, None, spacing=1, parent=holder)
        return holder

    def _button(self) -> Button | None:
        if words.may_decide(self.target):
            return Button(t("Decide"), bar=True, on_click=lambda: self.acted.emit("decide"))
        if words.may_retry(self.target):
            return Button(
                t("Try again"), icon="rotate-cw", bar=True,
                on_click=lambda: self.acted.emit("retry"),
            )  # fmt: skip
        return None


class TargetsCard(RowsCard):
    """The accounts as rows under their headings; `chosen` carries the variant's id."""

    chosen = Signal(str)
    acted = Signal(object, str)

    def __init__(self, copy: Callable[[str], object], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._copy = copy
        self._narrow = False
        self.rows: dict[str, TargetRow] = {}

    def show_post(self, post: PostView, now: int, current: str) -> None:
        """Show the targets of a post, this one chosen."""
        self.rows = {}
        for target in post.targets:
            made = TargetRow(target, now, self._copy)
            made.set_on(target.variant_id == current)
            made.clicked.connect(lambda id=target.variant_id: self.chosen.emit(id))
            made.acted.connect(lambda verb, target=target: self.acted.emit(target, verb))
            self.rows[target.variant_id] = made
        self._head = _Head()
        self.set_rows([self._head, *self.rows.values()])
        self.set_narrow(self._narrow)

    def set_narrow(self, on: bool) -> None:
        """Without the permalinks, when there is no room."""
        self._narrow = on
        for made in self.rows.values():
            made.link.setVisible(not on)
        if self.rows:
            self._head.link.setVisible(not on)

    def choose(self, variant_id: str) -> None:
        """Mark another one."""
        for id, made in self.rows.items():
            made.set_on(id == variant_id)


class _Head(QWidget):
    """The headings."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedHeight(HEAD)
        self.link = _heading(t("Permalink"), LINK)
        line = row(
            PlainLabel(t("Account"), Role.SMALL, Tone.MUTED),
            _heading(t("State"), STATE),
            _heading(t("Out at"), OUT),
            self.link,
            _heading(t("Proof"), PROOF),
            spacing=12,
            parent=self,
        )
        line.setStretch(0, 1)
        line.setContentsMargins(14, 0, 14, 0)


def _heading(words_: str, width: int) -> QWidget:
    return _fixed(PlainLabel(words_, Role.SMALL, Tone.MUTED), width)
