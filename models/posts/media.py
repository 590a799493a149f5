"""Files of posts: one row each; the bytes lie where proof files lie, named by their content."""

import struct
from collections.abc import Iterable
from typing import Final

import msgspec

from models import audit, json_text, media
from models.errors import InvalidInput, NotFound
from models.ids import new_id
from models.names import checked_name
from models.posts.views import MediaView
from models.rows import Database, fetch_one
from models.tables import Media

_NAMES: Final = MediaView.__struct_fields__
_COLUMNS: Final = tuple(getattr(Media, name) for name in _NAMES)
_SOME: Final = f"""
SELECT {", ".join(_NAMES)} FROM media WHERE id IN (SELECT value FROM json_each(?))
"""  # noqa: S608
_JPEG_SIZES: Final = frozenset({*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC})
"""The markers of JPEG that say how large the picture is."""


class NewMedia(msgspec.Struct, frozen=True, kw_only=True):
    """A file whose bytes are on the disk already."""

    sha256: str
    mime: str
    name: str
    size_bytes: int
    width: int | None = None
    height: int | None = None


def add(db: Database, new: NewMedia, *, actor: str, now: int) -> MediaView:
    """The same bytes under the same name are one row. Raises InvalidInput("name"), RuleRefused."""
    media.refuse_unpostable(new.mime)
    name = checked_file_name(new.name)
    same = (Media.sha256 == new.sha256) & (Media.name == name) & (Media.mime == new.mime)
    row = fetch_one(db, Media.select(*_COLUMNS).where(same))
    if row is not None:
        return _view(row)
    media_id = new_id()
    values = msgspec.structs.asdict(new) | {"name": name}
    Media.insert(id=media_id, created_at=now, **values).execute(db)
    audit.append(
        db,
        actor=actor,
        action="media.added",
        subject_type="media",
        subject_id=media_id,
        detail={"name": name, "sha256": new.sha256, "sizeBytes": new.size_bytes},
        now=now,
    )
    return get(db, media_id)


def get(db: Database, media_id: str) -> MediaView:
    """Raises NotFound("media", id)."""
    row = fetch_one(db, Media.select(*_COLUMNS).where(Media.id == media_id))
    if row is None:
        raise NotFound("media", media_id)
    return _view(row)


def some(db: Database, media_ids: Iterable[str]) -> dict[str, MediaView]:
    """By id; those that do not exist are left out."""
    ids = list(media_ids)
    if not ids:
        return {}
    rows = db.execute_sql(_SOME, (json_text.dump(ids),))
    return {view.id: view for view in map(_view, rows)}


def checked_file_name(name: str) -> str:
    """The last part of a path, as far as it is one. Raises InvalidInput("name")."""
    name = name.replace("\\", "/").rpartition("/")[2]
    if any(ord(character) < 32 for character in name):
        raise InvalidInput("name", "holds a control character")
    return checked_name(name[-100:])


def picture_size(mime: str, head: bytes) -> tuple[int, int] | None:
    """Width and height as the file says; None when it does not say, or is no picture."""
    reader = {
        "image/png": _png_size,
        "image/gif": _gif_size,
        "image/jpeg": _jpeg_size,
        "image/webp": _webp_size,
    }.get(mime)
    try:
        size = None if reader is None else reader(head)
    except (struct.error, IndexError):
        return None
    return size if size is not None and min(size) > 0 else None


def _png_size(data: bytes) -> tuple[int, int] | None:
    width, height = struct.unpack(">II", data[16:24])
    return (width, height) if data[12:16] == b"IHDR" else None


def _gif_size(data: bytes) -> tuple[int, int] | None:
    width, height = struct.unpack("<HH", data[6:10])
    return width, height


def _jpeg_size(data: bytes) -> tuple[int, int] | None:
    """Segment by segment up to the one that describes the frame."""
    at = 2
    while data[at] == 0xFF:
        marker = data[at + 1]
        if marker == 0xFF:  # fill bytes may stand before a marker
            at += 1
        elif marker in _JPEG_SIZES:
            height, width = struct.unpack(">HH", data[at + 5 : at + 9])
            return width, height
        elif marker in (0xD9, 0xDA):
            return None
        else:
            at += 2 + int(struct.unpack(">H", data[at + 2 : at + 4])[0])
    return None


def _webp_size(data: bytes) -> tuple[int, int] | None:
    kind = data[12:16]
    if kind == b"VP8X":
        width, height = (int.from_bytes(data[i : i + 3], "little") + 1 for i in (24, 27))
        return (width, height) if len(data) >= 30 else None
    if kind == b"VP8L":
        bits = int(struct.unpack("<I", data[21:25])[0])
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    if kind == b"VP8 ":
        width, height = struct.unpack("<HH", data[26:30])
        return width & 0x3FFF, height & 0x3FFF
    return None


def _view(row: tuple[object, ...]) -> MediaView:
    return MediaView(**dict(zip(_NAMES, row, strict=True)))  # type: ignore[arg-type]
