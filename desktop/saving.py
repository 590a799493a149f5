"""A copy of a proof file for the operator: whole or not at all, checked while it is made."""

import hashlib
import sys
from collections.abc import Iterator
from pathlib import Path

from hub.exports import whole_file
from models.disk import Disk

CHUNK = 1 << 20
FROM_THE_WEB = "[ZoneTransfer]\r\nZoneId=3\r\n"
"""Windows asks before it opens a page that came from elsewhere."""


def save_copy(
    source: Path, target: Path, sha256: str, disk: Disk | None = None, platform: str = sys.platform
) -> bool:
    """Copy the file; whether the copy is what was captured.

    Raises FileNotFoundError when the proof file is missing, StorageFull, StorageFailing.
    """
    found = hashlib.sha256()
    with source.open("rb") as file:

        def chunks() -> Iterator[bytes]:
            while chunk := file.read(CHUNK):
                found.update(chunk)
                yield chunk

        whole_file.write(target, chunks(), disk)
    if platform == "win32":
        Path(f"{target}:Zone.Identifier").write_text(FROM_THE_WEB)
    return found.hexdigest() == sha256
