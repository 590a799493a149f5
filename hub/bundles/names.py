"""Names of files in a bundle: such as every system and every zip program understands alike."""

import re
import unicodedata
from typing import Final

_PART: Final = re.compile(r"[A-Za-z0-9_-][A-Za-z0-9._-]{0,79}(?<!\.)")
_DEPTH: Final = 4
_DEVICES: Final = frozenset(
    ["con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(10))]
)
"""What Windows takes for a device, whatever stands behind a full stop."""


def bad_name(name: str) -> bool:
    """Whether a name leads out of the folder, is hidden, or means something else somewhere."""
    parts = name.split("/")
    return len(parts) > _DEPTH or any(
        not _PART.fullmatch(part) or part.split(".")[0].lower() in _DEVICES for part in parts
    )


def refuse_bad_name(name: str) -> None:
    """For names that we make: raises ValueError."""
    if bad_name(name):
        raise ValueError(f"{name!r} is no name for a file of a bundle")


def simple(text: str, otherwise: str) -> str:
    """A text as a part of a name: lower case, a hyphen for whatever is foreign."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    made = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:40].strip("-")
    return made or otherwise
