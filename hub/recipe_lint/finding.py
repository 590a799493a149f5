"""What the lint of a recipe has to say: level, place, message."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding. An error keeps the recipe out; a warning deserves a look; a note is to know."""

    level: Literal["error", "warning", "note"]
    path: str
    """As `steps[1].else[0].extract.fields.phone`; empty for the recipe as a whole."""
    message: str


def error(path: str, message: str) -> Finding:
    return Finding("error", path, message)


def warning(path: str, message: str) -> Finding:
    return Finding("warning", path, message)


def note(path: str, message: str) -> Finding:
    return Finding("note", path, message)
