"""Facts: names and values in two columns; long values wrap, digests and links can be copied."""

from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QGridLayout, QWidget

from desktop.i18n import t
from desktop.presenters.text import first_strong
from desktop.theme.fonts import Role
from desktop.theme.tones import Tone
from desktop.widgets.buttons import Button, Kind
from desktop.widgets.frames import clear, row
from desktop.widgets.labels import ElidedLabel, PlainLabel, leading

NAME_WIDTH = 96
ROW = 20


@dataclass(frozen=True, slots=True)
class Fact:
    """One name with its value."""

    name: str
    value: str
    mono: bool = False
    one_line: bool = False
    """Cut in its middle instead of wrapped: links, paths."""
    copies: str = ""
    """What the button behind the value puts on the clipboard."""
    tone: Tone = Tone.TEXT


class Facts(QWidget):
    """A list of facts; a value can be selected with the mouse."""

    def __init__(self, *, name_width: int = NAME_WIDTH, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(2)
        self._grid.setColumnMinimumWidth(0, name_width)
        self._grid.setColumnStretch(1, 1)

    def set_facts(self, facts: Iterable[Fact]) -> None:
        """Show these instead of the ones before."""
        clear(self._grid)
        top = Qt.AlignmentFlag.AlignTop
        for line, fact in enumerate(facts):
            name = PlainLabel(fact.name, tone=Tone.MUTED, wrap=True)
            name.setMaximumWidth(self._grid.columnMinimumWidth(0))
            self._grid.addWidget(name, line, 0, top)
            self._grid.addWidget(_value(fact), line, 1, top)
            self._grid.setRowMinimumHeight(line, ROW)

    def texts(self) -> list[tuple[str, str]]:
        """Names and values as they stand there."""
        shown = []
        for line in range(self._grid.rowCount()):
            name, value = (self._grid.itemAtPosition(line, column) for column in (0, 1))
            if name is not None and value is not None:
                shown.append((name.widget().text(), value.widget().accessibleName()))
        return shown


def _value(fact: Fact) -> QWidget:
    role = Role.MONO if fact.mono else Role.BODY
    label: PlainLabel
    if fact.one_line:
        label = ElidedLabel(fact.value, role, fact.tone, middle=True)
    else:
        label = PlainLabel(fact.value, role, fact.tone, wrap=True)
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    if first_strong(fact.value) != "R":
        label.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        label.setAlignment(leading())
    label.setAccessibleName(fact.value)
    if not fact.copies:
        return label
    holder = QWidget()
    copy = Button(
        kind=Kind.GHOST, icon="copy", name=t("Copy {name}", name=fact.name), bar=True,
        on_click=lambda: QGuiApplication.clipboard().setText(fact.copies),
    )  # fmt: skip
    copy.setFixedSize(26, 20)
    row(label, copy, None, spacing=4, parent=holder)
    holder.setAccessibleName(fact.value)
    return holder
