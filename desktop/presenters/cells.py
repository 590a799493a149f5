"""What a cell of a table shows: small frozen values that item models make and delegates paint."""

from dataclasses import dataclass, field

from desktop.presenters.phases import State
from desktop.theme.tones import Tone

Hits = tuple[tuple[int, int], ...]
"""Places of search hits in a text: (start, length)."""


@dataclass(frozen=True, slots=True)
class PlainCell:
    """One line of text, with what may stand around it."""

    text: str
    tone: Tone = Tone.TEXT2
    small: bool = False
    strong: bool = False
    mono: bool = False
    middle: bool = False
    """Cut in the middle (paths, addresses) instead of at the end."""
    icon: str | None = None
    after: str = ""
    """Quiet words after the text: "(211)"."""
    badge: str = ""
    """A small accent chip behind the text: "new"."""
    hits: Hits = field(default=())
    struck: bool = False


@dataclass(frozen=True, slots=True)
class TwoLineCell:
    """An icon, a title and a quiet second line with a workspace's square."""

    title: str
    second: str = ""
    icon: str | None = None
    square: str | None = None
    hits: Hits = field(default=())

    @property
    def text(self) -> str:
        """Both lines, for copying and listening."""
        return f"{self.title}, {self.second}" if self.second else self.title


@dataclass(frozen=True, slots=True)
class ChipCell:
    """A state as a chip (None = nothing)."""

    state: State | None

    @property
    def text(self) -> str:
        """The word of the state."""
        return self.state.word if self.state else ""


@dataclass(frozen=True, slots=True)
class ProgressCell:
    """A bar with its number, or words instead ("took 3 min")."""

    value: int | None
    words: str
    tone: Tone = Tone.ACCENT
    icon: str | None = None

    @property
    def text(self) -> str:
        """What stands beside the bar."""
        return self.words


@dataclass(frozen=True, slots=True)
class CheckCell:
    """A tick: whether the row is chosen."""

    on: bool

    @property
    def text(self) -> str:
        """Nothing to read."""
        return ""


@dataclass(frozen=True, slots=True)
class LevelCell:
    """Three bars, some of them filled, and the word."""

    bars: int
    text: str


@dataclass(frozen=True, slots=True)
class AccountCell:
    """Marks of platforms and a name behind them."""

    platforms: tuple[str, ...]
    text: str
    tone: Tone = Tone.TEXT2


@dataclass(frozen=True, slots=True)
class TitleCell:
    """The square of a workspace and a title."""

    square: str
    text: str


@dataclass(frozen=True, slots=True)
class ButtonsCell:
    """What can be done with a row: one button in words (or none), and the menu of the rest."""

    text: str = ""
    icon: str = ""
    menu: str = ""
    """What the menu's button is called; "" = there is no menu."""


@dataclass(frozen=True, slots=True)
class GroupCell:
    """The heading of a group of rows, and how many they are."""

    text: str
    count: str


@dataclass(frozen=True, slots=True)
class TrendCell:
    """A line of days (0..1, None = nothing that day) and its words."""

    line: tuple[float | None, ...]
    text: str
    tone: Tone


@dataclass(frozen=True, slots=True)
class SwitchCell:
    """A switch in a row."""

    on: bool
    text: str
    """What it says to those who listen."""


Cell = (
    PlainCell
    | TwoLineCell
    | ChipCell
    | ProgressCell
    | CheckCell
    | LevelCell
    | AccountCell
    | TitleCell
    | ButtonsCell
    | GroupCell
    | TrendCell
    | SwitchCell
)
EMPTY = PlainCell("")
