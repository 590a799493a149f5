"""What an agent could send: findings and pictures."""

import struct
import zlib
from typing import Any


def finding(title: str, **changes: Any) -> dict[str, Any]:
    """One row of `job:evidence`."""
    row = {
        "type": "place",
        "title": title,
        "source": "google_maps",
        "snippet": {"phone": "+962 6 111", "address": "Amman"},
        "confidence": "high",
        "key": title,
    }
    return row | changes


def png(ballast: bytes = b"") -> bytes:
    """A real PNG of one pixel, as heavy as wanted."""
    header = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    parts = [_chunk(b"IHDR", header)]
    if ballast:
        parts.append(_chunk(b"tEXt", b"Comment\0" + ballast))
    parts += [_chunk(b"IDAT", zlib.compress(b"\0\0")), _chunk(b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


def _chunk(kind: bytes, data: bytes) -> bytes:
    body = kind + data
    return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))
