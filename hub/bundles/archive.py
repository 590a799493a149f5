"""The zip file of a bundle, in the one form in which we write it: nothing compressed, no times.

Because every byte of it follows from the names and contents, whoever checks a bundle can hold every
byte against that (`hub.bundles.sources`). It is written front to back, so it can be streamed.
"""

import struct
import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from hub.bundles.names import refuse_bad_name
from models.errors import RuleRefused

CHUNK: Final = 1 << 20
MOST_BYTES: Final = 4_000_000_000
"""Below what a zip file holds without its extensions."""
MOST_FILES: Final = 5_000

_LOCAL: Final = struct.Struct("<4s5H3L2H")
_CENTRAL: Final = struct.Struct("<4s6H3L5H2L")
_END: Final = struct.Struct("<4s4H2LH")
_VERSION: Final = 20
_MADE_ON_UNIX: Final = (3 << 8) | _VERSION
_DATE: Final = (1 << 5) | 1
"""The first of January 1980: the oldest that a zip file knows."""
_MODE: Final = 0o100644 << 16


@dataclass(frozen=True, slots=True)
class Member:
    """A file of the archive: `chunks` gives its bytes anew at every call."""

    name: str
    size: int
    crc: int
    chunks: Callable[[], Iterable[bytes]]


def member(name: str, content: bytes) -> Member:
    """A file that is in memory."""
    return Member(name, len(content), zlib.crc32(content), lambda: (content,))


def member_of(name: str, path: Path, size: int, crc: int) -> Member:
    """A file on the disk that was measured before."""
    return Member(name, size, crc, lambda: read(path))


def read(path: Path) -> Iterator[bytes]:
    """The bytes of a file."""
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            yield chunk


def write(members: Iterable[Member]) -> Iterator[bytes]:
    """The whole archive in pieces.

    Raises RuleRefused("TOO_LARGE"); RuleRefused("CHANGED") for a file that is not what it was when
    it was measured.
    """
    offset, central, names = 0, [], set[str]()
    for one in members:
        refuse_bad_name(one.name)
        if one.name in names:
            raise ValueError(f"{one.name} is there twice")
        names.add(one.name)
        if offset + one.size > MOST_BYTES or len(names) > MOST_FILES:
            raise RuleRefused("TOO_LARGE", "The bundle would be too large. Publish it in parts.")
        head = local_header(one.name, one.size, one.crc)
        yield head
        yield from _measured(one)
        central.append(central_header(one.name, one.size, one.crc, offset))
        offset += len(head) + one.size
    directory = b"".join(central)
    yield directory
    yield end(len(central), len(directory), offset)


def size_of(members: Iterable[Member]) -> int:
    """How many bytes `write` gives."""
    fixed = _LOCAL.size + _CENTRAL.size
    return _END.size + sum(fixed + 2 * len(one.name) + one.size for one in members)


def local_header(name: str, size: int, crc: int) -> bytes:
    """What stands before a file's bytes."""
    raw = name.encode("ascii")
    fixed = _LOCAL.pack(b"PK\3\4", _VERSION, 0, 0, 0, _DATE, crc, size, size, len(raw), 0)
    return fixed + raw


def central_header(name: str, size: int, crc: int, offset: int) -> bytes:
    """A file's line in the directory."""
    raw = name.encode("ascii")
    fixed = _CENTRAL.pack(
        b"PK\1\2", _MADE_ON_UNIX, _VERSION, 0, 0, 0, _DATE, crc, size, size, len(raw),
        0, 0, 0, 0, _MODE, offset,
    )  # fmt: skip
    return fixed + raw


def end(files: int, directory: int, offset: int) -> bytes:
    """The last bytes."""
    return _END.pack(b"PK\5\6", 0, 0, files, files, directory, offset, 0)


def _measured(one: Member) -> Iterator[bytes]:
    size, crc = 0, 0
    for chunk in one.chunks():
        size, crc = size + len(chunk), zlib.crc32(chunk, crc)
        yield chunk
    if (size, crc) != (one.size, one.crc):
        raise RuleRefused("CHANGED", f"{one.name} changed while the bundle was made. Try again.")
