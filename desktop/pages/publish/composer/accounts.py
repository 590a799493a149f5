"""The accounts of a post: which ones, in which browser, how long the text is there."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QPoint, QRect, QSize, Signal
from PySide6.QtGui import QContextMenuEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.i18n import t
from desktop.presenters import platforms, text_room, variants
from desktop.presenters.destinations import Row
from desktop.presenters.drafts import Draft
from desktop.presenters.text import isolate
from desktop.theme import paint
from desktop.theme.current import colour, tokens
from desktop.theme.fonts import Role
from desktop.theme.tones import Tone
from desktop.widgets.choices import CheckBox
from desktop.widgets.frames import ClickRow, RowsCard, column, row
from desktop.widgets.labels import ElidedLabel, PlainLabel
from desktop.widgets.marks import Icon
from desktop.widgets.platform import PlatformMark

ROW = 40
COMMON_ROW = 32
COMMON = ""
"""The key of the text that all accounts share."""


class _Line(ClickRow):
    """A row that can be chosen; what is chosen is edited below."""

    menu_wanted = Signal(QPoint)

    def __init__(self, name: str, height: int, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self._height = height
        self.chosen = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(height)

    def sizeHint(self) -> QSize:
        return QSize(200, self._height)

    def set_chosen(self, on: bool) -> None:
        """Whether its text is edited below."""
        if on != self.chosen:
            self.chosen = on
            self.update()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        place = event.globalPos()
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            place = self.mapToGlobal(self.rect().center())
        self.menu_wanted.emit(place)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        now = tokens()
        if self.chosen or self._hot:
            fill = colour(now.selected if self.chosen else now.hover)
            painter.fillRect(QRect(0, 0, self.width(), self.height()), fill)
        if self.ring:
            paint.focus_ring(painter, self.rect().adjusted(1, 1, -1, -1))
        painter.end()


class CommonLine(_Line):
    """The text that all accounts share."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(t("All accounts"), COMMON_ROW, parent)
        self.count = PlainLabel("", tone=Tone.MUTED)
        words = PlainLabel(t("All accounts"), weight=500)
        line = row(Icon("layers", Tone.MUTED, 16), words, None, self.count, spacing=9, parent=self)
        line.setContentsMargins(11, 0, 11, 0)

    def show_draft(self, draft: Draft) -> None:
        """Say how long the common text is."""
        self.count.setText(text_room.count_words(None, draft.text))


class AccountLine(_Line):
    """One account."""

    ticked = Signal(bool)

    def __init__(self, account: Row, parent: QWidget | None = None) -> None:
        super().__init__(account.name, ROW, parent)
        self.row = account
        self.box = CheckBox("", name=t("Publish to {account}", account=isolate(account.name)))
        self.box.toggled.connect(self.ticked)
        self.name = ElidedLabel(account.name, weight=500, foreign=True)
        self.device = ElidedLabel(account.device, Role.SMALL, account.tone)
        self.note = PlainLabel("", Role.SMALL, Tone.MUTED)
        self.count = PlainLabel("", weight=500)
        words = column(self.name, self.device, spacing=0)
        mark = PlatformMark(account.platform)
        mark.setAccessibleName(platforms.name(account.platform))
        line = row(self.box, mark, words, self.note, self.count, spacing=8, parent=self)
        line.setStretch(2, 1)
        line.setContentsMargins(9, 0, 11, 0)

    def show_row(self, account: Row) -> None:
        """The same account, perhaps in another browser."""
        self.row = account
        self.name.setText(account.name)
        self.device.setText(account.device)
        self.device.set_tone(account.tone)

    def show_draft(self, draft: Draft, mimes: Mapping[str, str]) -> None:
        """Whether it is in, how long its text is, what else goes with it."""
        target = draft.target(self.row.key)
        self.box.blockSignals(True)
        self.box.setChecked(target is not None)
        self.box.blockSignals(False)
        counted = text_room.count(draft, self.row)
        words = text_room.count_words(counted, draft.text_for(self.row.key))
        tone = text_room.count_tone(counted) if target is not None else Tone.MUTED
        self.note.setText(variants.note(draft, self.row, mimes))
        self.count.setText(words)
        self.count.set_tone(tone)
        left = text_room.left_words(counted)
        said = [self.row.name, self.row.device, self.note.text(), words, left]
        self.setAccessibleDescription(", ".join(part for part in said if part))


class AccountsList(RowsCard):
    """All accounts; which one is edited below is `chosen` ("" = what all share)."""

    chosen = Signal(str)
    ticked = Signal(object, bool)
    """Row, whether the post goes there."""
    menu_wanted = Signal(object, QPoint)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(t("Accounts"))
        self.lines: dict[str, AccountLine] = {}
        self.common = CommonLine()
        self._key = COMMON
        self._draft = Draft()
        self._mimes: Mapping[str, str] = {}

    @property
    def key(self) -> str:
        """The account whose text is edited."""
        return self._key

    def current(self) -> Row | None:
        """The same as a row; None for what all share."""
        line = self.lines.get(self._key)
        return line.row if line is not None else None

    def rows(self) -> list[Row]:
        """Every account."""
        return [line.row for line in self.lines.values()]

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Show these; lines that stay keep the keyboard."""
        if [line.row.key for line in self.lines.values()] == [one.key for one in rows]:
            for one in rows:
                self.lines[one.key].show_row(one)
            return
        self.lines = {}
        self.common = CommonLine()
        self.common.clicked.connect(lambda: self.choose(COMMON))
        for one in rows:
            line = AccountLine(one)
            line.clicked.connect(lambda key=one.key: self.choose(key))
            line.ticked.connect(lambda on, line=line: self.ticked.emit(line.row, on))
            line.menu_wanted.connect(
                lambda place, line=line: self.menu_wanted.emit(line.row, place)
            )
            self.lines[one.key] = line
        if self._key not in self.lines:
            self._key = COMMON
        nothing: list[QWidget] = [] if rows else [self._nothing()]
        self.set_rows([self.common, *self.lines.values(), *nothing])
        self.show_draft(self._draft, self._mimes)
        self._mark()

    def show_draft(self, draft: Draft, mimes: Mapping[str, str]) -> None:
        """Ticks, counts and notes; `mimes` of files by their id."""
        self._draft, self._mimes = draft, mimes
        self.common.show_draft(draft)
        for line in self.lines.values():
            line.show_draft(draft, mimes)

    def choose(self, key: str, *, tell: bool = True) -> None:
        """Edit this account's text below."""
        if key == self._key or (key and key not in self.lines):
            return
        self._key = key
        self._mark()
        if tell:
            self.chosen.emit(key)

    def _mark(self) -> None:
        self.common.set_chosen(self._key == COMMON)
        for key, line in self.lines.items():
            line.set_chosen(key == self._key)

    @staticmethod
    def _nothing() -> QWidget:
        holder = QWidget()
        words = PlainLabel(
            t("No browser is signed in to an account yet. Pair one under Devices."),
            Role.SMALL,
            Tone.MUTED,
            wrap=True,
        )
        line = row(words, parent=holder)
        line.setContentsMargins(11, 8, 11, 8)
        return holder
