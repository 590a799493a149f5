"""Files as they are picked, dropped or pasted: read and checked off the window's thread."""

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QBuffer
from PySide6.QtGui import QImage

from desktop.i18n import t
from desktop.presenters.sizes import size
from desktop.presenters.text import isolate
from models.media import POSTABLE

LARGEST = 200 * 1024 * 1024
PNG = "image/png"


class Unpostable(Exception):
    """The file cannot go with a post; the text says why."""


@dataclass(frozen=True, slots=True)
class FileContent:
    """A file, read."""

    data: bytes
    name: str
    mime: str


def mime_of(head: bytes) -> str | None:
    """What a file is by its first bytes; the name says nothing."""
    for mime, (begin, later) in POSTABLE.items():
        at = len(begin) + 4
        if head.startswith(begin) and head[at : at + len(later)] == later:
            return mime
    return None


def read_file(path: Path) -> FileContent:
    """Call on a pool thread. Raises Unpostable, OSError."""
    if path.stat().st_size > LARGEST:
        raise Unpostable(
            t("{name} is larger than {size}.", name=isolate(path.name), size=size(LARGEST))
        )
    data = path.read_bytes()
    mime = mime_of(data[:16])
    if mime is None:
        raise Unpostable(
            t("{name} is no picture or film that can be posted.", name=isolate(path.name))
        )
    return FileContent(data, path.name, mime)


def content_of(image: QImage) -> FileContent:
    """A picture from the clipboard. Call on a pool thread."""
    buffer = QBuffer()
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]
    return FileContent(bytes(buffer.data().data()), "picture.png", PNG)
