"""A bundle as it is read to be checked: the zip file as we wrote it, or a folder unpacked from it.

Neither is trusted: nothing is unpacked or written, every name, number and size is limited, and no
link is followed. A zip file is held byte for byte against the form in which `archive` writes it.
"""

import os
import stat
import struct
from collections.abc import Iterator
from io import BufferedReader
from pathlib import Path
from typing import Final, Protocol

from hub.bundles.archive import (
    CHUNK,
    MOST_BYTES,
    MOST_FILES,
    central_header,
    end,
    local_header,
)
from hub.bundles.names import bad_name

_END_BYTES: Final = 22
_CENTRAL_BYTES: Final = 46
_LOCAL_BYTES: Final = 30
_LAST_BYTES: Final = _END_BYTES + 65_535
_DIRECTORY_BYTES: Final = MOST_FILES * 512
_BEGINNING: Final = local_header("x", 0, 0)[:14]
"""How an archive of ours begins, up to what depends on the file."""

_Line = tuple[str, int, int, int]
"""Name, size, CRC and where it begins."""

REPACKED: Final = (
    "packed anew by another program. Unpack it and check the folder: the files may well be whole"
)


class Unusable(Exception):
    """It cannot be checked at all; the text says why and what to do."""


class _Damaged(Exception):
    """The directory is not as we write it."""


class Source(Protocol):
    """Where the files of a bundle come from."""

    problems: list[str]
    """What is wrong with the container itself."""
    sizes: dict[str, int]
    """Of every file there is."""

    def read(self, name: str) -> Iterator[bytes]:
        """The bytes of one of them."""
        ...

    def close(self) -> None:
        """Let go of it."""
        ...


def open_source(path: Path) -> Source:
    """Raises Unusable."""
    try:
        return FolderSource(path) if path.is_dir() else ZipSource(path)
    except OSError as error:
        raise Unusable(f"{path} cannot be read ({error.strerror}).") from error


class FolderSource:
    """An unpacked bundle."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self.problems: list[str] = []
        self.sizes: dict[str, int] = {}
        for folder, folders, files in os.walk(path, followlinks=False):
            for name in (*folders, *files):
                self._meet(Path(folder) / name)
        if sum(self.sizes.values()) > MOST_BYTES:
            raise Unusable("These are more bytes than a bundle may have.")

    def read(self, name: str) -> Iterator[bytes]:
        """The bytes of a file of `sizes`."""
        flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
        with os.fdopen(os.open(self._path / name, flags), "rb") as file:
            yield from _chunks(file, self.sizes[name])

    def close(self) -> None:
        """Nothing is open between two reads."""

    def _meet(self, path: Path) -> None:
        name, found = path.relative_to(self._path).as_posix(), path.lstat()
        if stat.S_ISDIR(found.st_mode):
            return
        if not stat.S_ISREG(found.st_mode):
            self.problems.append(f"{name}: it is no file of its own but a link or a device")
        elif bad_name(name):
            self.problems.append(f"{name}: no file of a bundle has such a name")
        else:
            self.sizes[name] = found.st_size
        if len(self.sizes) + len(self.problems) > MOST_FILES:
            raise Unusable("These are more files than a bundle may have.")


class ZipSource:
    """The zip file; what deviates from the form in which we write it is named in `problems`."""

    def __init__(self, path: Path) -> None:
        self._file: BufferedReader = path.open("rb")
        self.problems: list[str] = []
        self.sizes: dict[str, int] = {}
        self._starts: dict[str, int] = {}
        try:
            self._size = os.fstat(self._file.fileno()).st_size
            self._take_directory()
        except BaseException:
            self._file.close()
            raise

    def read(self, name: str) -> Iterator[bytes]:
        """The bytes of a file of `sizes`."""
        self._file.seek(self._starts[name])
        yield from _chunks(self._file, self.sizes[name])

    def close(self) -> None:
        """Close the file."""
        self._file.close()

    def _take_directory(self) -> None:
        """By the list at the end; by walking from the front where that list is damaged."""
        if self._size > MOST_BYTES:
            raise Unusable("It has more bytes than a bundle may have.")
        ours = self._bytes(0, len(_BEGINNING)) == _BEGINNING
        try:
            lines = self._lines()
        except _Damaged as damage:
            if not ours:
                zipped = b"PK\5\6" in self._bytes(max(0, self._size - _LAST_BYTES), _LAST_BYTES)
                text = REPACKED if zipped else "no zip file, or only a part of one"
                raise Unusable(f"It is {text}.") from None
            self.problems.append(f"the list of files at the archive's end: {damage}")
            self._walk()
        else:
            self._take(lines)

    def _lines(self) -> list[_Line]:
        """The directory. Raises _Damaged unless it is just as we write it."""
        tail = self._bytes(self._size - _END_BYTES, _END_BYTES) if self._size > _END_BYTES else b""
        if tail[:4] != b"PK\5\6":
            raise _Damaged("cut off or changed")
        files, length, offset = struct.unpack("<H2L", tail[10:20])
        if files > MOST_FILES or length > _DIRECTORY_BYTES:
            raise _Damaged("it names more files than a bundle may have")
        if tail != end(files, length, offset) or offset + length + _END_BYTES != self._size:
            raise _Damaged("changed")
        directory = self._bytes(offset, length)
        lines: list[_Line] = []
        names, at, start = set[str](), 0, 0
        for _ in range(files):
            fixed = directory[at : at + _CENTRAL_BYTES]
            if len(fixed) < _CENTRAL_BYTES:
                raise _Damaged("cut off")
            crc, _, size, name_length = struct.unpack("<3LH", fixed[16:30])
            raw = directory[at + _CENTRAL_BYTES : at + _CENTRAL_BYTES + name_length]
            name = _checked_name(raw, names)
            if fixed + raw != central_header(name, size, crc, start):
                raise _Damaged(f"what it says of {name} was changed")
            lines.append((name, size, crc, start))
            at, start = at + len(fixed) + len(raw), start + _LOCAL_BYTES + len(raw) + size
        if at != length or start != offset:
            raise _Damaged("changed")
        return lines

    def _take(self, lines: list[_Line]) -> None:
        """What stands before each file must say the same as the directory."""
        for name, size, crc, start in lines:
            header = local_header(name, size, crc)
            if self._bytes(start, len(header)) != header:
                self.problems.append(f"{name}: what the archive says of it was changed")
            self.sizes[name], self._starts[name] = size, start + len(header)

    def _walk(self) -> None:
        """File after file from the front, as far as they are as we write them."""
        start, names = 0, set[str]()
        while len(self.sizes) < MOST_FILES:
            fixed = self._bytes(start, _LOCAL_BYTES)
            if len(fixed) < _LOCAL_BYTES or fixed[:4] != b"PK\3\4":
                return
            crc, _, size, name_length = struct.unpack("<3LH", fixed[14:28])
            raw = self._bytes(start + _LOCAL_BYTES, name_length)
            try:
                name = _checked_name(raw, names)
            except _Damaged:
                return
            start += _LOCAL_BYTES + len(raw)
            if fixed + raw != local_header(name, size, crc) or start + size > self._size:
                return
            self.sizes[name], self._starts[name] = size, start
            start += size

    def _bytes(self, start: int, length: int) -> bytes:
        self._file.seek(start)
        return self._file.read(length)


def _checked_name(raw: bytes, names: set[str]) -> str:
    """A name as it may be in a bundle, once. Raises _Damaged."""
    shown = raw.decode("ascii", "backslashreplace")
    if bad_name(shown):
        raise _Damaged(f"it names {shown!r}, as no file of a bundle is named")
    if shown.lower() in names:
        raise _Damaged(f"it names {shown} twice")
    names.add(shown.lower())
    return shown


def _chunks(file: BufferedReader, size: int) -> Iterator[bytes]:
    """So many bytes, or fewer where the file ends."""
    while size > 0 and (chunk := file.read(min(CHUNK, size))):
        size -= len(chunk)
        yield chunk
