"""How far the ledger was, beside the database: a database behind it came from a backup."""

from pathlib import Path
from typing import Final

import msgspec

from models.folder import write_private

_NAME: Final = "ledger-mark"


class Mark(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """What the database held at least."""

    hub_id: str
    epoch: int
    entries: int


def read(folder: Path) -> Mark | None:
    """None when there is none, or none that can be read."""
    try:
        return msgspec.json.decode((folder / _NAME).read_bytes(), type=Mark)
    except (OSError, msgspec.DecodeError):
        return None


def write(folder: Path, mark: Mark) -> None:
    """Whole and synced, or not at all. Raises OSError."""
    write_private(folder / _NAME, msgspec.json.encode(mark))
