"""Text cells that no spreadsheet takes for a formula, by one reversible rule.

A cell that begins (also behind spaces, zero-width characters or a byte order mark) with one of the
starters below gets one apostrophe in front. Because a leading apostrophe is itself a starter, a
reader gets the text back by taking one leading apostrophe away.
"""

import re
from typing import Final

_SKIPPED: Final = (
    r"[\s\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e"
    r"\u2060-\u206f\ufe00-\ufe0f\ufeff\uffa0]*"
)
"""White space and the characters that show nothing."""
_STARTERS: Final = r"[=+\-@\t\r'\uff1d\uff0b\uff0d\uff20]"
CELL_START: Final = _SKIPPED + _STARTERS
"""What a cell that needs the apostrophe begins with, as a regular expression."""

_needs_apostrophe = re.compile(CELL_START).match


def escape(text: str) -> str:
    """The spreadsheet-safe form of a text cell."""
    return "'" + text if _needs_apostrophe(text) else text


def unescape(cell: str) -> str:
    """The text that `escape` was given."""
    return cell.removeprefix("'")
