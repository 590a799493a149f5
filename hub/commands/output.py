"""What commands print: JSON for programs, plain columns for people.

Texts that came from web pages must not steer the terminal: control and direction characters are
shown, not obeyed.
"""

import sys
import unicodedata
from collections.abc import Iterable, Sequence

import msgspec

_OBEYED = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
LONGEST_CELL = 60


def say(text: str = "") -> None:
    """One line."""
    sys.stdout.write(text + "\n")


def say_json(value: object) -> None:
    """One JSON document on one line."""
    sys.stdout.write(msgspec.json.encode(value).decode() + "\n")


def printable(value: object) -> str:
    """A text of foreign origin, harmless in a terminal."""
    text = "" if value is None else str(value)
    return "".join(
        char if unicodedata.category(char) not in _OBEYED else f"\\u{ord(char):04x}"
        for char in text
    )


def columns(heads: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """A table; the last column is not cut."""
    table = [list(heads)] + [[printable(cell) for cell in row] for row in rows]
    last = len(heads) - 1
    widths = [min(LONGEST_CELL, max(len(row[index]) for row in table)) for index in range(last)]
    for row in table:
        cells = [_fit(cell, width) for cell, width in zip(row, widths, strict=False)]
        say("  ".join([*cells, row[last]]).rstrip())


def _fit(cell: str, width: int) -> str:
    return cell.ljust(width) if len(cell) <= width else cell[: width - 1] + "…"
